//! My schedule holds what is starred, at once and in every tab; a star stays, whatever becomes of
//! its item.

use anyhow::{Context, Result};
use fantoccini::Locator;
use hallway_browser_tests::{Case, Page, Visit, browser_test};
use serde_json::{Value, json};

use crate::sea_days;

/// Waits until My schedule shows just these items.
async fn shows(page: &Page, items: &[&str]) -> Result<()> {
    let mut items = items.to_vec();
    items.sort_unstable();
    let expected = json!(items).to_string();
    page.holds(
        &format!("My schedule shows {expected}"),
        &format!(
            "words(document.querySelector('main h1')) === 'My schedule'
             && JSON.stringify(items().sort()) === {expected:?}"
        ),
    )
    .await
}

browser_test!(stars_come_and_go_at_once_in_every_tab in every_engine);
async fn stars_come_and_go_at_once_in_every_tab(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    let (one, other) = (all[0].as_str(), all[4].as_str());
    let programme = visit.browser.tab().await?;
    let mine = visit.browser.new_tab().await?;
    page.open_app(&visit.url("mine")).await?;
    shows(page, &[]).await?;
    page.says("nothing here yet").await?;

    visit.browser.switch_to(&programme).await?;
    for star in [other, one] {
        page.tap_star(star).await?;
        page.star_is(star, true).await?;
    }
    visit.browser.switch_to(&mine).await?;
    shows(page, &[one, other]).await?;
    page.says("2 items").await?;

    page.tap_star(one).await?;
    shows(page, &[other]).await?;
    page.says("1 item").await?;
    visit.browser.switch_to(&programme).await?;
    page.star_is(one, false).await?;
    page.navigate("My schedule").await?;
    shows(page, &[other]).await
}

const NOTE: &str = "document.querySelector('textarea').value";

async fn writes(page: &Page, note: &str) -> Result<()> {
    let field = page.client().find(Locator::Css("textarea")).await?;
    page.tap(&field).await?;
    Ok(field.send_keys(note).await?)
}

browser_test!(a_note_is_the_same_in_every_tab in chromium);
async fn a_note_is_the_same_in_every_tab(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let item = visit.url(&format!("item/{}", page.items().await?[0]));
    let first = visit.browser.tab().await?;
    page.open_app(&item).await?;
    let second = visit.browser.new_tab().await?;
    page.open_app(&item).await?;
    writes(page, "front row").await?;
    visit.browser.switch_to(&first).await?;
    page.holds("the note came over", &format!("{NOTE} === 'front row'"))
        .await?;
    writes(page, "!").await?;
    page.holds("it was written on", &format!("{NOTE} === 'front row!'"))
        .await?;
    visit.browser.switch_to(&second).await?;
    page.holds("that came back", &format!("{NOTE} === 'front row!'"))
        .await?;
    page.reload().await?;
    page.holds("it is kept", &format!("{NOTE} === 'front row!'"))
        .await
}

browser_test!(a_star_outlives_its_item in chromium);
async fn a_star_outlives_its_item(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    let (here, gone) = (all[0].as_str(), "gone-from-the-programme");
    page.tap_star(here).await?;
    page.star_is(here, true).await?;
    let stored: Value = page
        .get("return Object.entries(localStorage).find(([key]) => key.startsWith('hallway:agenda:'))", &[])
        .await?;
    let key = stored[0].as_str().context("something is stored")?;
    let text = stored[1].as_str().context("it is a text")?;
    let mut agenda: Value = serde_json::from_str(text)?;
    agenda["items"][gone] = agenda["items"][here].clone();
    page.get::<()>(
        "localStorage.setItem(arguments[0], arguments[1])",
        &[json!(key), json!(agenda.to_string())],
    )
    .await?;

    page.open_app(&visit.url("mine")).await?;
    shows(page, &[here]).await?;
    page.says("1 item is not in this programme").await?;
    page.tap_star(here).await?;
    shows(page, &[]).await?;
    let kept: String = page
        .get("return localStorage.getItem(arguments[0])", &[json!(key)])
        .await?;
    let kept: Value = serde_json::from_str(&kept)?;
    assert_eq!(kept["items"][gone], agenda["items"][gone]);
    Ok(())
}

browser_test!(what_is_mine_is_searched_and_filtered in chromium);
async fn what_is_mine_is_searched_and_filtered(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    for item in ["sails", "knots", "dawn", "whales"] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    page.navigate("My schedule").await?;
    shows(page, &["sails", "knots", "dawn", "whales"]).await?;

    // What is counted is mine: the deck has two more.
    page.tap_option("Room", "Deck").await?;
    shows(page, &["sails"]).await?;
    page.says("1 of 4 items").await?;
    let counts = page.options().await?.into_iter();
    let counts: Vec<_> = counts
        .filter(|option| option.group == "Room")
        .map(|option| (option.name, option.count))
        .collect();
    assert_eq!(counts, [("Deck".into(), Some(1)), ("Hold".into(), Some(2))]);
    page.tap_option("Room", "Hold").await?;
    shows(page, &["sails", "knots", "dawn"]).await?;
    page.tap_option("Day", "Sunday 29 March").await?;
    shows(page, &["dawn"]).await?;
    page.reload().await?;
    shows(page, &["dawn"]).await?;
    page.client().back().await?;
    shows(page, &["sails", "knots", "dawn"]).await?;

    page.open_app(&visit.url("mine")).await?;
    let search = page.the("searchbox", "Search my schedule").await?;
    search.send_keys("sa").await?;
    shows(page, &["sails"]).await?;
    assert_eq!(page.query().await?, "?q=sa");
    // There is such an item, but it is not mine.
    search.clear().await?;
    search.send_keys("cargo").await?;
    shows(page, &[]).await?;
    page.says("No item matches all of this").await?;
    let clear = "return all('button', document.querySelector('.empty'))[0]";
    let clear = page.element(clear, &[]).await?;
    page.tap(&clear).await?;
    shows(page, &["sails", "knots", "dawn", "whales"]).await?;
    page.says("4 items").await
}
