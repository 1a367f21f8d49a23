//! Two tabs in which two hundred items each are starred at once.

use std::fmt::Write;
use std::fs;
use std::sync::Arc;

use anyhow::Result;
use hallway_browser_tests::{Case, Settings, Site, Visit, browser_test};
use serde_json::json;

const ITEMS: usize = 400;

fn site(case: Case) -> Result<Arc<Site>> {
    let conference = "revision = 1\nid = \"crowd\"\ntitle = \"Crowd\"\nfirst_day = 2026-05-04\n\
        last_day = 2026-05-04\nzone = \"Europe/Oslo\"\n";
    let mut items = String::new();
    for number in 0..ITEMS {
        writeln!(
            items,
            "[[items]]\nid = \"i{number}\"\ntitle = \"Item {number}\"\nkind = \"topic\"\n"
        )?;
    }
    let programme = tempfile::tempdir()?;
    fs::write(programme.path().join("conference.toml"), conference)?;
    fs::write(programme.path().join("items.toml"), items)?;
    Site::by_hand(case.base, "crowd", programme.path())
}

/// Taps every other star, one after another, once the other tab does too.
const TAP: &str = "
    const [parity] = arguments;
    const stars = [...document.querySelectorAll('button.star')].filter((_, at) => at % 2 === parity);
    const turn = new MessageChannel();
    turn.port1.onmessage = () => {
        stars.pop()?.click();
        if (stars.length) turn.port2.postMessage('next');
    };
    const begin = () => turn.port2.postMessage('first');
    if (parity) addEventListener('storage', ({ key }) => { if (key === 'test:begin') begin(); });
    else { localStorage.setItem('test:begin', 'now'); begin(); }";

/// Opens the programme with all of its stars: for paper, a long list is unfolded.
async fn open_whole(visit: &Visit) -> Result<()> {
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    page.run("dispatchEvent(new Event('beforeprint'))").await?;
    let all = format!("document.querySelectorAll('button.star').length === {ITEMS}");
    page.holds("all stars are there", &all).await
}

browser_test!(two_tabs_that_star_two_hundred_items_each_agree in every_engine);
async fn two_tabs_that_star_two_hundred_items_each_agree(case: Case) -> Result<()> {
    let visit = Visit::to(case, site(case)?, Settings::default()).await?;
    let page = &visit.page;
    open_whole(&visit).await?;
    let first = visit.browser.tab().await?;
    let second = visit.browser.new_tab().await?;
    open_whole(&visit).await?;
    page.get::<()>(TAP, &[json!(1)]).await?;
    visit.browser.switch_to(&first).await?;
    page.get::<()>(TAP, &[json!(0)]).await?;
    for tab in [&second, &first] {
        visit.browser.switch_to(tab).await?;
        let all = format!(
            "document.querySelectorAll('button.star[aria-pressed=true]').length === {ITEMS}"
        );
        page.holds("all stars are pressed", &all).await?;
    }
    open_whole(&visit).await?;
    let all =
        format!("document.querySelectorAll('button.star[aria-pressed=true]').length === {ITEMS}");
    page.holds("all of them are kept", &all).await
}
