//! A room's page: what happens in it and when, where it is, and the ways there and back.

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Page, browser_test};

use crate::published::Programme;
use crate::sea_days;

/// The items that the page lists by day, in its order.
const LISTED: &str = "return [...document.querySelectorAll('.page-items article')]
    .map((article) => article.dataset.item)";

async fn tap_link(page: &Page, name: &str) -> Result<()> {
    let link = page
        .element(
            "return the('link', arguments[0], the('main', ''))",
            &[name.into()],
        )
        .await?;
    page.tap(&link).await
}

async fn has_heading(page: &Page, heading: &str) -> Result<()> {
    page.holds(
        &format!("the heading is {heading:?}"),
        &format!("words(document.querySelector('main h1')) === {heading:?}"),
    )
    .await
}

browser_test!(a_room_lists_exactly_its_items in chromium and below_a_path);
async fn a_room_lists_exactly_its_items(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    assert!(!programme.rooms.is_empty());
    for room in &programme.rooms {
        let items = programme.items.iter();
        let here = items.filter(|item| item.room.as_ref() == Some(&room.id));
        let expected: Vec<&str> = here.map(|item| item.id.as_str()).collect();
        page.open_app(&visit.url(&format!("room/{}", room.id)))
            .await?;
        has_heading(page, &room.title).await?;
        let listed: Vec<String> = page.get(LISTED, &[]).await?;
        assert_eq!(listed, expected, "{}", room.title);
    }
    page.open_app(&visit.url("room/engine-room")).await?;
    has_heading(page, "Not found").await
}

browser_test!(a_room_is_reached_and_left_by_links in chromium and below_a_path);
async fn a_room_is_reached_and_left_by_links(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let mut items = programme.items.iter();
    let item = items
        .find(|item| item.room.as_deref() == Some("deck"))
        .context("something is on deck")?;
    page.open_app(&visit.url(&format!("item/{}", item.id)))
        .await?;
    tap_link(page, "Deck").await?;
    has_heading(page, "Deck").await?;
    let is_at = |below: &str| {
        let expected = format!("{}{below}", visit.site.base());
        format!("location.href.endsWith({expected:?})")
    };
    page.holds("the room has its address", &is_at("room/deck"))
        .await?;
    tap_link(page, "Show in the programme").await?;
    page.holds("the filter is in the address", &is_at("?room=deck"))
        .await?;
    page.run("history.back()").await?;
    has_heading(page, "Deck").await?;
    tap_link(page, "Rooms and venue").await?;
    page.holds("all rooms have their address", &is_at("venue"))
        .await?;
    page.holds(
        "the room among them is in sight",
        "document.getElementById('room-deck').getBoundingClientRect().top < innerHeight",
    )
    .await?;
    tap_link(page, "Hold").await?;
    has_heading(page, "Hold").await
}

browser_test!(a_room_tells_what_is_on_in_it_and_what_is_next in chromium);
async fn a_room_tells_what_is_on_in_it_and_what_is_next(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    let moment = sea_days::on_the_first_day("10:20");
    page.open_app(&visit.url(&format!("room/deck?now={moment}")))
        .await?;
    let parts =
        "JSON.stringify([...document.querySelectorAll('main section:not([hidden]) > h2.part')]
        .map((heading) => [words(heading), ...[...heading.parentElement.querySelectorAll('article')]
            .map((article) => article.dataset.item)]))";
    page.holds(
        "Sails is on, and Cargo is next",
        &format!("{parts} === JSON.stringify([['Now', 'sails'], ['Starting soon', 'cargo']])"),
    )
    .await
}
