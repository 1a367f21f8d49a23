//! Reminders come when the attendee wants them, once, and for what is in My schedule alone.

use anyhow::Result;
use hallway_browser_tests::{Case, Page, browser_test};
use serde_json::json;

use crate::sea_days;

/// Notifications as the page knows them, kept instead of shown; asking is answered with yes.
const NOTIFICATIONS: &str = "
    window.announced = [];
    window.Notification = class {
        static async requestPermission() { window.asked = true; return 'granted'; }
        constructor(title, { body }) { window.announced.push([title, body]); }
    };";

/// Turns reminders on, or off.
async fn switch_reminders(page: &Page) -> Result<()> {
    page.tap_button("Reminders").await
}

const ARE_ON: &str = "the('button', 'Reminders').ariaChecked === 'true'";

browser_test!(what_starts_soon_is_announced_once in chromium);
async fn what_starts_soon_is_announced_once(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    // Pages of the server, each with the script.
    visit.server.refuse("sw.js");
    visit.server.inject(NOTIFICATIONS);
    page.open_app(&visit.url("")).await?;
    for item in ["sails", "maps"] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    let soon = visit.url(&format!("now?now={}", sea_days::on_the_first_day("09:52")));
    page.open_app(&soon).await?;
    page.holds(
        "nothing is announced, and nobody asked",
        "!announced.length && !window.asked",
    )
    .await?;

    page.open_app(&visit.url("about")).await?;
    switch_reminders(page).await?;
    page.holds("reminders are on", ARE_ON).await?;
    page.holds("the browser was asked", "window.asked").await?;
    page.open_app(&soon).await?;
    page.holds(
        "what starts in eight minutes is announced",
        "JSON.stringify(announced) === JSON.stringify([['Sails', 'in 8 min · Deck']])",
    )
    .await?;
    page.open_app(&soon).await?;
    page.says("in 8 min").await?;
    page.holds("once", "!announced.length").await?;

    page.open_app(&visit.url("about")).await?;
    switch_reminders(page).await?;
    let later = visit.url(&format!("now?now={}", sea_days::on_the_first_day("13:55")));
    page.open_app(&later).await?;
    page.says("in 5 min").await?;
    page.holds("nothing is announced any more", "!announced.length")
        .await
}

browser_test!(where_nothing_can_be_announced_that_is_said in chromium);
async fn where_nothing_can_be_announced_that_is_said(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    visit.server.refuse("sw.js");
    visit.server.inject("delete window.Notification;");
    page.open_app(&visit.url("about")).await?;
    switch_reminders(page).await?;
    page.says("This browser shows no notifications for this page")
        .await?;
    visit
        .server
        .inject("window.Notification = { requestPermission: async () => 'denied' };");
    page.open_app(&visit.url("about")).await?;
    switch_reminders(page).await?;
    page.says("Notifications are blocked for this site").await?;
    page.tap_button("Dismiss").await
}

/// A clock that stands where the test puts it, and a worker that keeps what it is to show. Promises and
/// the clock are the page's own, since a driver's scripts may have others.
const CLOCK_AND_WORKER: &str = "
    window.announced = [];
    Notification.requestPermission = () => window.Promise.resolve('granted');
    ServiceWorkerRegistration.prototype.showNotification = (title, { body, tag }) => {
        window.announced.push([title, body, tag]);
        return window.Promise.resolve();
    };
    window.Date.now = () => Date.parse(window.present);
    window.present = '2026-03-28T09:40:00+01:00';";

/// From now on nothing can be stored.
const FULL: &str = "window.Storage.prototype.setItem = () => { throw new Error('full') }";

browser_test!(the_worker_announces_as_time_goes_by in every_engine);
async fn the_worker_announces_as_time_goes_by(case: Case) -> Result<()> {
    announces_as_time_goes_by(case, "").await
}

browser_test!(where_nothing_can_be_stored_it_is_announced_once_too in chromium);
async fn where_nothing_can_be_stored_it_is_announced_once_too(case: Case) -> Result<()> {
    announces_as_time_goes_by(case, FULL).await
}

async fn announces_as_time_goes_by(case: Case, before: &str) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    page.ready_for_offline().await?;
    page.run(CLOCK_AND_WORKER).await?;
    page.run(before).await?;
    for item in ["sails", "cargo"] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    page.navigate("More").await?;
    switch_reminders(page).await?;
    page.holds("reminders are on", ARE_ON).await?;
    page.navigate("Now").await?;
    page.says("in 20 min").await?;
    page.holds("it is early", "!announced.length").await?;

    let sails = json!(["Sails", "in 10 min · Deck", "sails"]);
    let cargo = json!(["Cargo", "in 9 min · Deck", "cargo"]);
    for (present, says, expected) in [
        ("09:50", "in 10 min", json!([sails])),
        ("09:51", "in 9 min", json!([sails])),
        ("11:06", "in 9 min", json!([sails, cargo])),
    ] {
        page.run(&format!("window.present = '2026-03-28T{present}:00+01:00'"))
            .await?;
        page.says(says).await?;
        page.holds(
            &format!("announced is {expected}"),
            &format!("JSON.stringify(announced) === {:?}", expected.to_string()),
        )
        .await?;
    }
    Ok(())
}
