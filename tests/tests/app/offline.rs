//! Load once, then stop the server: everything goes on, in new tabs too.

use anyhow::Result;
use hallway_browser_tests::{Case, Visit, browser_test};

use crate::published::{Asked, Choice, Programme};

browser_test!(one_visit_is_enough in every_engine and below_a_path);
async fn one_visit_is_enough(case: Case) -> Result<()> {
    let mut visit = Visit::begin(case).await?;
    let page = visit.page.clone();
    page.ready_for_offline().await?;
    page.says("ready for offline").await?;
    let programme = Programme::of(&visit.site)?;
    let all = page.items().await?;
    let starred = all[2].as_str();
    page.tap_star(starred).await?;
    page.star_is(starred, true).await?;
    visit.server.stop().await?;

    visit.browser.new_tab().await?;
    page.open_app(&visit.url("")).await?;
    assert_eq!(page.items().await?, all);
    page.star_is(starred, true).await?;

    visit.browser.new_tab().await?;
    let item = &programme.items[all.len() - 1];
    page.open_app(&visit.url(&format!("item/{}", item.id)))
        .await?;
    page.holds(
        "the item's page is there",
        &format!(
            "words(document.querySelector('main h1')) === {:?}",
            item.title
        ),
    )
    .await?;
    page.tap_star(&item.id).await?;
    page.star_is(&item.id, true).await?;
    page.reload().await?;
    page.star_is(&item.id, true).await?;

    visit.browser.new_tab().await?;
    let filter = Asked::of([&Choice::new("track", &programme.tracks[0].id)]);
    page.open_app(&visit.url(&filter.query())).await?;
    let mut shown = page.items().await?;
    shown.sort_unstable();
    assert_eq!(shown, programme.left_by(&filter));

    visit.browser.new_tab().await?;
    page.open_app(&visit.url("mine")).await?;
    let mut mine = page.items().await?;
    mine.sort_unstable();
    let mut expected = [starred, item.id.as_str()];
    expected.sort_unstable();
    assert_eq!(mine, expected);
    Ok(())
}

browser_test!(every_view_opens_by_its_address in chromium and below_a_path);
async fn every_view_opens_by_its_address(case: Case) -> Result<()> {
    let mut visit = Visit::begin(case).await?;
    let page = visit.page.clone();
    page.ready_for_offline().await?;
    visit.server.stop().await?;
    let programme = Programme::of(&visit.site)?;
    let (track, person) = (&programme.tracks[1], &programme.people[3]);
    for (path, heading) in [
        ("", "Programme"),
        ("mine", "My schedule"),
        ("about", "More"),
        (&format!("track/{}", track.id), &track.title),
        (&format!("person/{}", person.id), &person.name),
    ] {
        page.open_app(&visit.url(path)).await?;
        page.holds(
            &format!("/{path} has its heading"),
            &format!("words(document.querySelector('main h1')) === {heading:?}"),
        )
        .await?;
    }
    Ok(())
}
