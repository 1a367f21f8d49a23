//! An item's address goes where the device shares things; where that fails it is copied, and where
//! that fails too it can be read.

use anyhow::Result;
use hallway_browser_tests::{Case, Page, Visit, browser_test};
use serde_json::{Value, json};

use crate::sea_days;

/// A device whose share sheet and clipboard keep what they get, and fail as the address asks.
const DEVICE: &str = "
    window.shared = [];
    window.copied = [];
    const asked = new URLSearchParams(location.search);
    const set = (name, value) => Object.defineProperty(navigator, name, { value, configurable: true });
    const error = asked.get('error');
    set('share', error === 'none' ? undefined : async (what) => {
        window.shared.push(what);
        if (error) throw new DOMException('as the test wants it', error);
    });
    set('clipboard', asked.has('no-clipboard') ? undefined : {
        writeText: async (text) => {
            if (asked.has('clipboard-refuses')) throw new DOMException('as the test wants it', 'NotAllowedError');
            window.copied.push(text);
        },
    });";

/// Opens an item on a device of that kind.
async fn open_on(visit: &Visit, device: &str) -> Result<()> {
    visit.server.refuse("sw.js");
    visit.server.inject(DEVICE);
    let address = visit.url(&format!("item/sails{device}"));
    visit.page.open_app(&address).await
}

async fn became(page: &Page, expected: Value) -> Result<()> {
    page.holds(
        &format!("shared and copied is {expected}"),
        &format!(
            "JSON.stringify([shared, copied]) === {:?}",
            expected.to_string()
        ),
    )
    .await
}

browser_test!(an_item_goes_to_the_share_sheet in chromium and below_a_path);
async fn an_item_goes_to_the_share_sheet(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    open_on(&visit, "").await?;
    page.tap_button("Share").await?;
    let sails = json!({ "title": "Sails", "url": visit.url("item/sails") });
    became(page, json!([[sails], []])).await?;

    // Whoever closes the sheet wants nothing.
    open_on(&visit, "?error=AbortError").await?;
    page.tap_button("Share").await?;
    became(page, json!([[sails], []])).await?;
    // A second tap comes after whatever the first led to.
    page.tap_button("Share").await?;
    became(page, json!([[sails, sails], []])).await?;
    let words = page.words().await?;
    assert!(
        !words.contains("copied") && !words.contains("copies"),
        "{words}"
    );
    Ok(())
}

browser_test!(what_can_not_be_shared_is_copied_and_what_can_not_be_copied_is_shown in chromium);
async fn what_can_not_be_shared_is_copied_and_what_can_not_be_copied_is_shown(
    case: Case,
) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    let address = visit.url("item/sails");
    for device in ["?error=none", "?error=NotAllowedError"] {
        open_on(&visit, device).await?;
        page.tap_button("Share").await?;
        page.says("Link copied").await?;
        page.holds(
            "the item's address is in the clipboard",
            &format!("copied.join() === {address:?}"),
        )
        .await?;
    }
    for device in [
        "?error=none&no-clipboard",
        "?error=NotAllowedError&clipboard-refuses",
    ] {
        open_on(&visit, device).await?;
        page.tap_button("Share").await?;
        page.holds(
            "it is said, with the address to read",
            &format!(
                "words(document.body).includes(`This browser copies nothing for pages. The link: ${{{address:?}}}`)"
            ),
        )
        .await?;
        page.holds("nothing was copied", "!copied.length").await?;
    }
    Ok(())
}

browser_test!(my_schedule_goes_to_the_share_sheet_as_a_link_that_holds_it in chromium);
async fn my_schedule_goes_to_the_share_sheet_as_a_link_that_holds_it(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    open_on(&visit, "").await?;
    page.tap_star("sails").await?;
    page.star_is("sails", true).await?;
    page.navigate("My schedule").await?;
    page.open_export().await?;
    let summary = page.the_summary("Link and QR code").await?;
    page.tap(&summary).await?;
    let script = "return all('button', document.querySelector('details.share')).find((button) => words(button) === arguments[0])";
    for button in ["Share", "Copy link"] {
        let button = page.element(script, &[json!(button)]).await?;
        page.tap(&button).await?;
    }
    let address = visit.url("shared#");
    page.holds(
        "both have the same link",
        &format!(
            "shared.length === 1 && copied.join() === shared[0].url && shared[0].url.startsWith({address:?})"
        ),
    )
    .await?;
    page.says("Link copied").await?;
    let link: String = page.get("return copied[0]", &[]).await?;
    visit.forget().await?;
    page.open_app(&link).await?;
    page.holds("it holds the stars", "items().join() === 'sails'")
        .await
}
