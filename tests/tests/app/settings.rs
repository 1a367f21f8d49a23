//! What one chose about how the app looks and speaks is there at once, and stays.

use anyhow::Result;
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Case, browser_test};

use crate::sea_days;

browser_test!(colours_are_the_chosen_ones in every_engine);
async fn colours_are_the_chosen_ones(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    let brightness =
        "return getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/g)
        .slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3";
    page.open_app(&visit.url("about")).await?;
    let shown: f64 = page.get(brightness, &[]).await?;
    assert!(shown > 200.0, "light at first: {shown}");
    page.choose("", "Dark").await?;
    page.holds(
        "it is dark",
        "document.documentElement.dataset.theme === 'dark'",
    )
    .await?;
    // Before the app has come, too.
    page.open(&visit.url("")).await?;
    page.ready().await?;
    let shown: f64 = page.get(brightness, &[]).await?;
    assert!(shown < 60.0, "dark: {shown}");
    page.open_app(&visit.url("about")).await?;
    page.choose("Appearance", "System").await?;
    page.holds("it is as before", "!document.documentElement.dataset.theme")
        .await
}

browser_test!(a_language_is_there_without_a_network in every_engine and below_a_path);
async fn a_language_is_there_without_a_network(case: Case) -> Result<()> {
    let mut visit = sea_days::visit(case).await?;
    let page = visit.page.clone();
    page.open_app(&visit.url("about")).await?;
    page.ready_for_offline().await?;
    visit.server.stop().await?;
    for (language, words) in [("Français", "Mon programme"), ("Deutsch", "Mein Plan")] {
        page.choose("", language).await?;
        page.says(words).await?;
        page.reload().await?;
        page.says(words).await?;
    }
    page.choose("", "English").await?;
    page.says("My schedule").await
}

/// Remembers the heading: another one takes its place once a setting is applied.
const MARK: &str = "window.heading = document.querySelector('main h1')";
const IS_SHOWN_ANEW: &str = "!heading.isConnected && document.querySelector('main h1')";

browser_test!(the_language_chosen_last_is_spoken in chromium);
async fn the_language_chosen_last_is_spoken(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    visit.server.refuse("sw.js");
    let held = visit.server.hold(visit.site.asset("de", "json")?);
    page.open_app(&visit.url("about")).await?;
    page.choose("", "Deutsch").await?;
    until("the texts are asked for", async || {
        Ok(held.is_asked_for().then_some(()))
    })
    .await?;
    page.run(MARK).await?;
    page.choose("", "English").await?;
    page.holds("what was tapped last shows", IS_SHOWN_ANEW)
        .await?;
    page.run(MARK).await?;
    held.release();
    page.holds("what was tapped first is over", IS_SHOWN_ANEW)
        .await?;
    page.says("My schedule").await
}

browser_test!(two_tabs_keep_what_each_chose in chromium);
async fn two_tabs_keep_what_each_chose(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("about")).await?;
    let first = visit.browser.tab().await?;
    let second = visit.browser.new_tab().await?;
    page.open_app(&visit.url("about")).await?;
    page.choose("", "Dark").await?;
    let is_dark = "document.documentElement.dataset.theme === 'dark'";
    page.holds("it is dark", is_dark).await?;
    visit.browser.switch_to(&first).await?;
    page.choose("", "Deutsch").await?;
    page.says("Mein Plan").await?;
    for tab in [&first, &second] {
        visit.browser.switch_to(tab).await?;
        page.reload().await?;
        page.says("Mein Plan").await?;
        page.holds("it is dark", is_dark).await?;
    }
    Ok(())
}

browser_test!(times_are_by_the_chosen_clocks in chromium);
async fn times_are_by_the_chosen_clocks(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("item/sails")).await?;
    page.says("10:00–10:45 Europe.Oslo").await?;
    page.open_app(&visit.url("about")).await?;
    page.choose("Times", "My time zone").await?;
    page.is_chosen("My time zone").await?;
    let zone: String = page
        .get(
            "return Intl.DateTimeFormat().resolvedOptions().timeZone",
            &[],
        )
        .await?;
    // The browser's own reckoning is the oracle, on both sides of the change of clocks.
    for (item, there, instant) in [
        ("sails", "10:00–10:45", "2026-03-28T09:00:00Z"),
        ("dawn", "09:00–10:00", "2026-03-29T07:00:00Z"),
    ] {
        let here: String = page
            .get(
                "return new Date(arguments[0]).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })",
                &[instant.into()],
            )
            .await?;
        page.open_app(&visit.url(&format!("item/{item}"))).await?;
        let zone_in_words = zone.replace('/', ".");
        page.says(&format!(
            "{there} Europe.Oslo.*{here}–.* your time \\({zone_in_words}"
        ))
        .await?;
        page.open_app(&visit.url("")).await?;
        page.says(&format!("Times in {zone_in_words}")).await?;
        page.holds(
            "the list is by the same clocks",
            &format!(
                "words(document.querySelector('[data-item={item}] time')).startsWith({here:?})"
            ),
        )
        .await?;
    }
    Ok(())
}

browser_test!(the_hint_goes_with_the_first_star in chromium);
async fn the_hint_goes_with_the_first_star(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    let hint = "[...document.querySelectorAll('.hint')].some(shown)";
    page.open_app(&visit.url("")).await?;
    page.holds("there is a hint", hint).await?;
    page.tap_star("sails").await?;
    page.star_is("sails", true).await?;
    page.open_app(&visit.url("")).await?;
    page.holds("it is gone", &format!("!({hint})")).await
}

browser_test!(more_leads_to_the_licences_of_what_the_app_is_made_of in chromium and below_a_path);
async fn more_leads_to_the_licences_of_what_the_app_is_made_of(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("about")).await?;
    let link = page.the("link", "Licences");
    let text: String = page
        .get_later(
            "const [href, done] = arguments;
             fetch(href).then((answer) => answer.text()).then(done)",
            &[serde_json::json!(link.await?.prop("href").await?)],
        )
        .await?;
    assert!(text.contains("leptos"), "{text:.200}");
    Ok(())
}
