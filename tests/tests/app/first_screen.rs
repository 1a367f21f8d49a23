//! The first screen of a phone belongs to sessions and tracks, and during the event to what is on now.

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Page, Settings, Site, Version, Visit, browser_test};
use serde::Deserialize;

use crate::published::Programme;
use crate::sea_days;

/// A made-up conference of several days.
const ITEMS: usize = 500;

/// Where what a selector finds is on the screen, if it is whole below the strip and above tabs.
const WHOLE: &str = "
    const edge = strip().getBoundingClientRect();
    const tabs = the('navigation', '').getBoundingClientRect();
    const end = tabs.width < innerWidth ? innerHeight : tabs.top;
    const whole = (selector) => [...document.querySelectorAll(selector)].filter((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return shown(element) && top >= edge.bottom - 1 && bottom <= end + 1;
    });";

/// An item as the site publishes it.
#[derive(Debug, Deserialize)]
struct Item {
    id: String,
    start: String,
}

#[derive(Debug, Deserialize)]
struct Published {
    items: Vec<Item>,
}

async fn made_up(case: Case) -> Result<(Visit, Vec<Item>)> {
    let site = Site::made_up(case.base, ITEMS)?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    visit.browser.resize((360, 740)).await?;
    let published: Published = serde_json::from_str(&visit.site.text("programme.json")?)?;
    Ok((visit, published.items))
}

browser_test!(tracks_that_take_proposals_are_whole_on_it in chromium);
async fn tracks_that_take_proposals_are_whole_on_it(case: Case) -> Result<()> {
    let visit = Visit::prepare_with(case, Version::First, Settings::default()).await?;
    visit.browser.resize((360, 740)).await?;
    visit.page.open_app(&visit.url("")).await?;
    let whole = format!("{WHOLE} return whole('[data-track]').length");
    // Of five; fonts differ between machines, and one that is wider breaks a title into two lines.
    assert!(visit.page.get::<usize>(&whole, &[]).await? >= 4);
    Ok(())
}

browser_test!(sessions_begin_right_under_the_strip_and_fill_the_screen in chromium);
async fn sessions_begin_right_under_the_strip_and_fill_the_screen(case: Case) -> Result<()> {
    let (visit, items) = made_up(case).await?;
    let page = &visit.page;
    for (size, least) in [((360, 740), 6), ((320, 640), 5), ((1280, 800), 8)] {
        // The same address again would keep its place, row by row.
        page.open_app(&visit.url("about")).await?;
        visit.browser.resize(size).await?;
        page.open_app(&visit.url(&at(&items[ITEMS / 2].start)))
            .await?;
        let first = "return Math.min(...[...document.querySelectorAll('main article[data-item]')]
            .map((row) => row.getBoundingClientRect().top).filter((top) => top > 90))";
        let first: f64 = page.get(first, &[]).await?;
        assert!(
            first <= 128.0,
            "{size:?}: the first session is {first} px down"
        );
        let whole = format!("{WHOLE} return whole('main article[data-item]').length");
        let whole: usize = page.get(&whole, &[]).await?;
        assert!(whole >= least, "{size:?}: {whole} sessions are whole on it");
    }
    Ok(())
}

/// The address of the programme at a moment.
fn at(moment: &str) -> String {
    format!("?now={}", moment.replace('+', "%2B"))
}

/// Waits until an item is the first in sight.
async fn begins_with(page: &Page, item: &str) -> Result<()> {
    let first = "whole('main article[data-item]')[0]?.dataset.item";
    let begins = format!("(() => {{ {WHOLE} return {first} === {item:?} }})()");
    page.holds(&format!("{item} is the first in sight"), &begins)
        .await
}

browser_test!(during_the_event_it_opens_at_now in every_engine and below_a_path);
async fn during_the_event_it_opens_at_now(case: Case) -> Result<()> {
    let (visit, items) = made_up(case).await?;
    let page = &visit.page;
    let now = &items[ITEMS * 2 / 3].start;
    let expected = items
        .iter()
        .find(|item| item.start == *now)
        .context("something starts then")?;

    // Before the app is there, and with it.
    let held = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url(&at(now))).await?;
    begins_with(page, &expected.id).await?;
    held.release();
    page.ready().await?;
    begins_with(page, &expected.id).await?;

    // A tap leads back from elsewhere.
    page.run("scrollTo(0, 0)").await?;
    begins_with(page, &items[0].id).await?;
    page.tap_button("Now").await?;
    begins_with(page, &expected.id).await?;

    // An address that asks for something opens at its top.
    let track = &Programme::of(&visit.site)?.tracks[0].id;
    page.open_app(&visit.url(&format!("{}&track={track}", at(now))))
        .await?;
    assert_eq!(page.get::<f64>("return scrollY", &[]).await?, 0.0);
    Ok(())
}

browser_test!(before_the_event_it_opens_at_its_top in chromium);
async fn before_the_event_it_opens_at_its_top(case: Case) -> Result<()> {
    let (visit, items) = made_up(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("?now=1999-12-31T12:00:00Z"))
        .await?;
    assert_eq!(page.get::<f64>("return scrollY", &[]).await?, 0.0);
    begins_with(page, &items[0].id).await?;
    assert!(
        page.get::<bool>("return !shown(the('button', 'Now'))", &[])
            .await?
    );
    Ok(())
}

browser_test!(a_day_is_one_tap_away in every_engine);
async fn a_day_is_one_tap_away(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    visit.browser.resize((360, 500)).await?;
    page.open_app(&visit.url("")).await?;
    let cell = "return strip().querySelector('[href=\"#day-2026-03-29\"]')";
    let cell = page.element(cell, &[]).await?;
    page.tap(&cell).await?;
    page.holds(
        "its heading has the focus, right under the strip or as far up as the page scrolls",
        "(() => {
            const { top } = document.activeElement.getBoundingClientRect();
            const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
            const isUnderStrip = Math.abs(top - strip().getBoundingClientRect().bottom) < 1;
            return words(document.activeElement) === 'Sunday 29 March' && (isUnderStrip || isAtEnd);
        })()",
    )
    .await?;
    page.tap_option("Room", "Deck").await?;
    let chosen = "words(document.querySelector('[aria-label=\"Chosen filters\"]')) === 'Deck'";
    page.holds("what is chosen stands above what it leaves", chosen)
        .await
}
