//! Without scripts every track and item is there to read, one link away; nothing pretends to work.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use fantoccini::Locator;
use hallway_browser_tests::{Case, Page, Settings, Version, Visit, browser_test};

use crate::published::{Programme, one_spaced, texts_of};

/// What answers only with a script.
const CONTROLS: &str = "button, input, [role=button], [role=searchbox]";

async fn text(page: &Page, selector: &str) -> Result<String> {
    let element = page.client().find(Locator::Css(selector)).await;
    let text = element.with_context(|| selector.to_owned())?.text().await?;
    Ok(one_spaced(&text))
}

/// The ids of the views that a page links to: the last segments of paths below `kind`.
async fn linked(page: &Page, within: &str, kind: &str) -> Result<BTreeSet<String>> {
    let links = format!("{within} a[href*='/{kind}/']");
    let hrefs = page.attributes(&links, "href").await?;
    let ids = hrefs.iter().filter_map(|href| href.rsplit('/').next());
    Ok(ids.map(str::to_owned).collect())
}

async fn nothing_pretends_to_work(page: &Page) -> Result<()> {
    for control in page.client().find_all(Locator::Css(CONTROLS)).await? {
        if control.is_displayed().await? {
            let html = control.html(false).await?;
            panic!("without scripts there is {html}");
        }
    }
    Ok(())
}

/// All of the texts, in the page's words.
fn holds(words: &str, texts: &[String]) {
    for text in texts {
        let text = one_spaced(text);
        assert!(words.contains(&text), "{text}\nis not in\n{words}");
    }
}

fn all<'a>(ids: impl IntoIterator<Item = &'a String>) -> BTreeSet<String> {
    ids.into_iter().cloned().collect()
}

browser_test!(every_track_and_item_is_there_to_read in chromium and below_a_path);
async fn every_track_and_item_is_there_to_read(case: Case) -> Result<()> {
    let settings = Settings {
        scripts: false,
        ..Settings::default()
    };
    let visit = Visit::prepare_with(case, Version::First, settings).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    page.open(&visit.url("")).await?;
    nothing_pretends_to_work(page).await?;
    let headings = "main article[data-item] :is(h2, h3, h4)";
    let items = linked(page, headings, "item").await?;
    assert_eq!(items, all(programme.items.iter().map(|item| &item.id)));
    let tracks = linked(page, "main", "track").await?;
    assert_eq!(tracks, all(programme.tracks.iter().map(|track| &track.id)));

    for track in &programme.tracks {
        page.open(&visit.url(&format!("track/{}", track.id)))
            .await?;
        assert_eq!(text(page, "main h1").await?, one_spaced(&track.title));
        let words = text(page, "main").await?;
        holds(&words, &texts_of(&track.description));
        let led_by = track.leads.iter().map(|lead| programme.name_of(lead));
        holds(&words, &led_by.collect::<Result<Vec<_>>>()?);
        let people = linked(page, "main", "person").await?;
        assert!(people.is_superset(&all(&track.leads)), "{people:?}");
        let own = programme.items.iter();
        let own = own.filter(|item| item.track.as_ref() == Some(&track.id));
        let items = linked(page, headings, "item").await?;
        assert_eq!(items, all(own.map(|item| &item.id)));
    }
    nothing_pretends_to_work(page).await?;

    for item in &programme.items {
        page.open(&visit.url(&format!("item/{}", item.id))).await?;
        assert_eq!(text(page, "main h1").await?, one_spaced(&item.title));
        let words = text(page, "main").await?;
        holds(&words, &texts_of(&item.description));
        let people = item.people.iter().map(|person| programme.name_of(person));
        holds(&words, &people.collect::<Result<Vec<_>>>()?);
        assert_eq!(linked(page, "main", "person").await?, all(&item.people));
        assert_eq!(linked(page, "main", "track").await?, all(&item.track));
        if let Some(start) = &item.start {
            let times = page.attributes("main time", "datetime").await?;
            assert_eq!(&times, std::slice::from_ref(start));
            holds(&words, &[start[11..16].to_owned()]);
        }
    }
    nothing_pretends_to_work(page).await?;

    for view in ["mine", "now", "about", "no-such-view"] {
        page.open(&visit.url(view)).await?;
        assert!(!text(page, "main h1").await?.is_empty(), "{view}");
        nothing_pretends_to_work(page).await?;
    }
    for person in &programme.people {
        page.open(&visit.url(&format!("person/{}", person.id)))
            .await?;
        assert_eq!(text(page, "main h1").await?, person.name);
    }
    Ok(())
}

browser_test!(an_address_with_filters_shows_the_whole_programme in every_engine);
async fn an_address_with_filters_shows_the_whole_programme(case: Case) -> Result<()> {
    let settings = Settings {
        scripts: false,
        ..Settings::default()
    };
    let visit = Visit::prepare_with(case, Version::First, settings).await?;
    let programme = Programme::of(&visit.site)?;
    let track = &programme.tracks[0].id;
    visit
        .page
        .open(&visit.url(&format!("?q=x&track={track}")))
        .await?;
    let words = text(&visit.page, "main").await?;
    let titles = programme.items.iter().map(|item| item.title.clone());
    holds(&words, &titles.collect::<Vec<_>>());
    nothing_pretends_to_work(&visit.page).await
}
