//! Later visits begin with the programme's page, before the app is there and without a network, where it
//! says what the app would.

use anyhow::{Context, Result};
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Case, Held, Page, Settings, Site, Version, Visit, browser_test};
use serde_json::json;

use crate::bootstrap::is_not_there_yet;

/// Waits until it is kept what the next visit begins with, and for good.
async fn begins_with(page: &Page, visit: &Visit, beginning: &str) -> Result<()> {
    let note = "const [base, done] = arguments;
        caches.open(`hallway-programme:${base}`)
            .then((kept) => kept.match(`${base}programme.json?next`))
            .then((note) => note?.text()).then((note) => done(note ?? ''))";
    until(
        &format!("the next visit begins with the {beginning}"),
        async || {
            let base = json!(visit.site.base());
            let note: String = page.get_later(note, &[base]).await?;
            Ok(note.starts_with(beginning).then_some(()))
        },
    )
    .await
}

/// Takes the app's code out of all that is kept on the device, and holds it back when it is asked for
/// again: time to look at what is there before it.
async fn hold_the_app(visit: &Visit) -> Result<Held> {
    let code = visit.site.asset("hallway", "wasm")?;
    // The browser's own cache keeps no refusal.
    visit.server.refuse(code);
    let status: u16 = visit
        .page
        .get_later(
            "const [cache, code, done] = arguments;
             caches.open(cache)
                .then((kept) => kept.delete(code))
                .then(() => fetch(code, { cache: 'reload' }))
                .then(({ status }) => done(status))",
            &[json!(visit.site.cache()), json!(visit.url(code))],
        )
        .await?;
    assert_ne!(status, 200);
    visit.server.leave_alone();
    Ok(visit.server.hold(code))
}

browser_test!(the_page_is_there_before_the_app_and_taps_count in every_engine and below_a_path);
async fn the_page_is_there_before_the_app_and_taps_count(case: Case) -> Result<()> {
    let visit = Visit::prepare_with(case, Version::First, Settings::eager()).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    page.ready_for_offline().await?;
    let all = page.items().await?;
    let [stays, goes, comes, ..] = all.as_slice() else {
        anyhow::bail!("there are items")
    };
    for item in [stays, goes] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    begins_with(page, &visit, "page data-hint=understood").await?;

    let held = hold_the_app(&visit).await?;
    page.open_early(&visit.url("")).await?;
    assert_eq!(page.items().await?, all);
    for (item, is_set) in [(stays, true), (goes, true), (comes, false)] {
        page.star_is(item, is_set).await?;
    }
    for item in [goes, comes] {
        page.tap_star(item).await?;
    }
    is_not_there_yet(page).await?;
    held.release();
    page.ready().await?;
    for (item, is_set) in [(stays, true), (goes, false), (comes, true)] {
        page.star_is(item, is_set).await?;
    }
    Ok(())
}

browser_test!(it_is_not_there_where_the_app_would_say_something_else in chromium);
async fn it_is_not_there_where_the_app_would_say_something_else(case: Case) -> Result<()> {
    let visit = Visit::prepare_with(case, Version::First, Settings::eager()).await?;
    let page = &visit.page;
    page.open_app(&visit.url("about")).await?;
    page.ready_for_offline().await?;
    begins_with(page, &visit, "page").await?;
    page.choose("", "Deutsch").await?;
    begins_with(page, &visit, "shell").await?;
    page.choose("", "English").await?;
    begins_with(page, &visit, "page").await?;
    let newer = visit.site.text("programme.json")?;
    let newer = newer.replacen("\"revision\":1", "\"revision\":9", 1);
    visit.server.publish_programme(&newer);
    page.ask_for_a_newer_programme().await?;
    begins_with(page, &visit, "shell").await?;

    let held = hold_the_app(&visit).await?;
    page.open_early(&visit.url("")).await?;
    assert!(
        page.items().await?.is_empty(),
        "the page is not what is shown"
    );
    is_not_there_yet(page).await?;
    held.release();
    page.ready().await?;
    assert!(!page.items().await?.is_empty());
    Ok(())
}

browser_test!(it_is_where_it_was_left in every_engine);
async fn it_is_where_it_was_left(case: Case) -> Result<()> {
    let visit = Visit::to(case, Site::made_up(case.base, 500)?, Settings::eager()).await?;
    let page = &visit.page;
    visit.browser.resize((360, 740)).await?;
    page.open_app(&visit.url("")).await?;
    page.ready_for_offline().await?;
    begins_with(page, &visit, "page").await?;
    page.run("scrollTo(0, document.documentElement.scrollHeight * 0.6)")
        .await?;
    page.holds("the place is noted", "/ item-/.test(history.state)")
        .await?;
    let card = "[...document.querySelectorAll('.list article[data-item]')]
        .map((card) => [card.dataset.item, card.getBoundingClientRect().top])
        .find(([, top]) => top > 150 && top < 500)";
    page.holds("a card is there", card).await?;
    let (item, top): (String, f64) = page.get(&format!("return {card}"), &[]).await?;

    let held = hold_the_app(&visit).await?;
    page.run("window.before = true; setTimeout(() => location.reload())")
        .await?;
    let is_there = format!(
        "!window.before && Math.abs(document.querySelector('.list [data-item=\"{item}\"]')
            ?.getBoundingClientRect().top - {top}) < 3"
    );
    page.holds("it is where it was before the app is there", &is_there)
        .await?;
    is_not_there_yet(page).await?;
    held.release();
    page.ready().await.context("the app")?;
    page.holds("and with it", &is_there).await
}
