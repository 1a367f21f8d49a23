//! What assistive technology, tests and other people's scripts hold on to, before the app comes and
//! after.

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Page, Settings, Version, Visit, browser_test};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::published::{Item, Programme};
use crate::views;

const VIEWS: [&str; 4] = ["Programme", "Now", "My schedule", "More"];

/// How many of each landmark there are, the names in the navigation, and which is said to be shown.
const FRAME: &str = "
    const links = all('link', the('navigation', ''));
    return {
        landmarks: ['main', 'banner', 'navigation', 'search'].map((role) => all(role).length),
        headings: document.querySelectorAll('main h1').length,
        views: links.map(nameOf),
        current: links.filter((link) => link.getAttribute('aria-current') === 'page').map(nameOf),
        language: document.documentElement.lang,
    };";

/// Items in a list.
const ITEMS: &str = "
    return arguments[0].map((id) => {
        const item = document.querySelector(`article[data-item='${id}']`);
        const link = item.querySelector('h2 a, h3 a, h4 a');
        const star = starOf(id);
        return {
            title: words(link),
            address: link.getAttribute('href'),
            star: nameOf(star),
            pressed: star.getAttribute('aria-pressed'),
            time: item.querySelector('time')?.dateTime ?? null,
            words: words(item),
        };
    });";

#[derive(Debug, Deserialize)]
struct ListedItem {
    title: String,
    address: String,
    star: String,
    pressed: String,
    time: Option<String>,
    words: String,
}

async fn has_its_frame(page: &Page, search: usize, current: &[&str]) -> Result<()> {
    let frame: Value = page.get(FRAME, &[]).await?;
    let expected = json!({
        "landmarks": [1, 1, 1, search],
        "headings": 1,
        "views": VIEWS,
        "current": current,
        "language": "en",
    });
    assert_eq!(frame, expected);
    Ok(())
}

fn lists(
    visit: &Visit,
    programme: &Programme,
    item: &Item,
    listed: &ListedItem,
    starred: bool,
) -> Result<()> {
    assert_eq!(listed.title, item.title);
    assert_eq!(
        listed.address,
        format!("{}item/{}", visit.site.base(), item.id)
    );
    assert_eq!(listed.star, format!("In my schedule: {}", item.title));
    assert_eq!(listed.pressed, starred.to_string());
    assert_eq!(listed.time, item.start);
    let mut said = Vec::new();
    for person in &item.people {
        said.push(programme.name_of(person)?);
    }
    let rooms = programme.rooms.iter();
    let room = rooms.filter(|room| item.room.as_ref() == Some(&room.id));
    said.extend(room.map(|room| room.title.clone()));
    let tracks = programme.tracks.iter();
    let track = tracks.filter(|track| item.track.as_ref() == Some(&track.id));
    said.extend(track.map(|track| track.title.clone()));
    for said in said {
        assert!(listed.words.contains(&said), "{said}: {listed:?}");
    }
    Ok(())
}

async fn keeps_the_contract(visit: &Visit, programme: &Programme, starred: bool) -> Result<()> {
    let page = &visit.page;
    has_its_frame(page, 1, &["Programme"]).await?;
    page.the("searchbox", "Search the programme").await?;
    let total = programme.items.len();
    let status: String = page.get("return status()", &[]).await?;
    assert_eq!(status, format!("{total} of {total} items"));
    let mut groups: Vec<String> = Vec::new();
    for option in page.options().await? {
        assert!(option.count.is_some() && !option.pressed, "{option:?}");
        groups.push(option.group);
    }
    groups.dedup();
    assert_eq!(groups, ["Track", "Topic", "Day", "Room"]);
    assert_eq!(page.items().await?.len(), total);
    let ids: Vec<&String> = programme.items.iter().map(|item| &item.id).collect();
    let listed: Vec<ListedItem> = page.get(ITEMS, &[json!(ids)]).await?;
    assert_eq!(listed.len(), total);
    for (at, (item, listed)) in programme.items.iter().zip(&listed).enumerate() {
        lists(visit, programme, item, listed, starred && at == 0)?;
    }
    Ok(())
}

browser_test!(the_programme_is_as_promised in chromium and below_a_path);
async fn the_programme_is_as_promised(case: Case) -> Result<()> {
    let settings = Settings::eager();
    let visit = Visit::prepare_with(case, Version::First, settings).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let held = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url("")).await?;
    keeps_the_contract(&visit, &programme, false).await?;
    held.release();
    page.ready().await?;
    keeps_the_contract(&visit, &programme, false).await?;
    let first = &programme.items[0].id;
    page.tap_star(first).await?;
    page.star_is(first, true).await?;
    page.ready_for_offline().await?;
    page.reload().await?;
    keeps_the_contract(&visit, &programme, true).await
}

browser_test!(every_view_has_the_frame in chromium);
async fn every_view_has_the_frame(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let mut titles = Vec::new();
    for view in views::one_of_each(&programme)? {
        page.open_app(&visit.url(&view)).await?;
        let path = view.split('?').next().unwrap_or_default();
        let (search, current): (usize, &[&str]) = match path {
            "" => (1, &["Programme"]),
            "now" => (0, &["Now"]),
            "mine" => (0, &["My schedule"]),
            "about" => (0, &["More"]),
            "no-such-view" => (1, &[]),
            _ => (0, &[]),
        };
        has_its_frame(page, search, current)
            .await
            .with_context(|| format!("/{view}"))?;
        page.holds(
            &format!("every icon of /{view} is drawn"),
            "[...document.querySelectorAll('use')].every((use) => document.querySelector(use.getAttribute('href')))",
        )
        .await?;
        titles.push((path.to_owned(), page.client().title().await?));
    }
    // The title names the view.
    titles.sort();
    titles.dedup();
    let mut different: Vec<&String> = titles.iter().map(|(_, title)| title).collect();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), titles.len(), "{titles:?}");
    Ok(())
}
