//! An invitation to sync is a secret in an address: it is read once, kept nowhere, and accepted by a tap
//! alone.

use std::sync::Arc;

use anyhow::Result;
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};

const SECRET: &str = "000102030405060708090a0b0c0d0e0f";

/// A visit to a site that syncs, by mailboxes that do not answer.
async fn visit(case: Case) -> Result<Visit> {
    let site = Arc::new(Site::synced(case.base, "/v1/mailboxes/")?);
    Visit::to(case, site, Settings::eager()).await
}

/// Waits until one is invited, and nothing that outlives the page holds the secret.
async fn is_invited(page: &Page) -> Result<()> {
    page.says("Whoever made this link can read and change your stars and notes")
        .await?;
    page.holds(
        "that is said before one can join",
        "[...document.querySelectorAll('main p')].find((line) => /Whoever made/.test(words(line)))
            .compareDocumentPosition(the('button', 'Join')) === Node.DOCUMENT_POSITION_FOLLOWING",
    )
    .await?;
    page.holds(
        "the secret is kept nowhere",
        &format!(
            "![location.href, name, document.title, document.documentElement.outerHTML,
                ...[history.state, {{ ...localStorage }}, {{ ...sessionStorage }}].map((kept) => JSON.stringify(kept))]
                .some((text) => text.includes('{SECRET}'))"
        ),
    )
    .await
}

/// Waits until the page of sync invites to nothing.
async fn is_not_invited(page: &Page) -> Result<()> {
    page.says("Open it again").await?;
    page.holds(
        "there is nothing to join",
        "!all('button').some((button) => words(button) === 'Join') && location.hash === ''",
    )
    .await
}

browser_test!(it_is_read_once_and_kept_nowhere: chromium_at_the_root, firefox cannot "tell of a step back over a fragment that a script set", webkit);
async fn it_is_read_once_and_kept_nowhere(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    let link = visit.url(&format!("sync#{SECRET}"));

    // It leaves the address before the app is there.
    let app = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&link).await?;
    page.holds("the address is without it", "location.hash === ''")
        .await?;
    app.release();
    page.ready().await?;
    is_invited(page).await?;
    page.reload().await?;
    is_not_invited(page).await?;

    // Opened again, in the page that is there.
    // Before a document is loaded, another fragment is no step in Firefox's history.
    page.holds("it is loaded", "document.readyState === 'complete'")
        .await?;
    page.run(&format!("location.hash = '{SECRET}'")).await?;
    is_invited(page).await?;
    page.tap_button("Join").await?;
    page.says("Add a device").await?;
    page.tap_button("Leave").await?;
    is_not_invited(page).await?;
    page.run("window.steps = 0; addEventListener('popstate', () => (steps += 1))")
        .await?;
    for (step, steps) in [("back", 1), ("forward", 2)] {
        page.run(&format!("history.{step}()")).await?;
        page.holds(step, &format!("steps === {steps}")).await?;
        is_not_invited(page).await?;
    }
    page.reload().await?;
    is_not_invited(page).await
}

browser_test!(who_declines_is_not_asked_again: chromium_at_the_root);
async fn who_declines_is_not_asked_again(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url(&format!("sync#{SECRET}"))).await?;
    is_invited(page).await?;
    let cancel = page.the("link", "Cancel").await?;
    page.tap(&cancel).await?;
    page.holds("My schedule is shown", "/mine$/.test(location.pathname)")
        .await?;
    page.run("history.back()").await?;
    is_not_invited(page).await
}

browser_test!(nobody_joins_within_another_sites_page: chromium_at_the_root);
async fn nobody_joins_within_another_sites_page(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    visit.server.send_no_headers();
    // A page without a script of ours, under this machine's other name.
    let framed = visit.url(&format!("sync#{SECRET}"));
    visit.server.publish_plain(&format!(
        "<!doctype html><title>Somebody’s page</title><iframe src=\"{framed}\" width=\"360\" height=\"600\"></iframe>"
    ));
    let host = visit.url("plain/").replace("127.0.0.1", "localhost");
    page.open(&host).await?;
    let frame = page
        .element("return document.querySelector('iframe')", &[])
        .await?;
    frame.enter_frame().await?;
    page.ready().await?;
    page.says("open the link in a tab of its own").await?;
    page.holds(
        "there is nothing to join",
        "!all('button').some((button) => words(button) === 'Join')",
    )
    .await
}
