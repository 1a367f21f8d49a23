//! What is on and what is next, told at moments before, during, between and after: also in the night
//! in which the clocks change, and in My schedule.

use std::fs;

use anyhow::Result;
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};
use serde_json::json;

use crate::sea_days;

/// What each part of the view lists, by its title; other parts list no items.
const PARTS: &str = "
    return Object.fromEntries([...document.querySelectorAll('main section:has(article)')].filter(shown).map((part) => [
        words(part.querySelector('h2')),
        [...part.querySelectorAll('article[data-item]')].map((item) => item.dataset.item),
    ]));";

async fn parts(page: &Page) -> Result<serde_json::Value> {
    page.get(PARTS, &[]).await
}

browser_test!(now_is_right_at_any_moment in chromium);
async fn now_is_right_at_any_moment(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    for (moment, says, expected) in [
        (
            "2026-03-16T10:00:00%2B01:00",
            "Sea Days starts in 12 days",
            json!({ "First sessions": ["sails", "knots", "lunch"] }),
        ),
        (
            "2026-03-28T09:52:00%2B01:00",
            "Sea Days starts in 8 min",
            json!({ "First sessions": ["sails", "knots", "lunch"] }),
        ),
        (
            "2026-03-28T10:35:00%2B01:00",
            "10 min left",
            json!({ "On now": ["sails", "knots"], "Starting soon": ["cargo", "lunch", "maps"] }),
        ),
        (
            "2026-03-28T12:20:00%2B01:00",
            "40 min left",
            json!({ "On now": ["lunch"], "Starting soon": ["maps"] }),
        ),
        (
            "2026-03-28T13:30:00%2B01:00",
            "Nothing on right now. Resumes at 14:00",
            json!({ "Starting soon": ["maps"] }),
        ),
        (
            "2026-03-28T23:50:00%2B01:00",
            "Resumes tomorrow at 01:30",
            json!({ "Starting soon": ["night-watch", "dawn"] }),
        ),
        // At 02:00 it is 03:00: the watch takes one hour, not two.
        (
            "2026-03-29T01:45:00%2B01:00",
            "45 min left",
            json!({ "On now": ["night-watch"], "Starting soon": ["dawn"] }),
        ),
        (
            "2026-03-29T03:10:00%2B02:00",
            "20 min left",
            json!({ "On now": ["night-watch"], "Starting soon": ["dawn"] }),
        ),
        (
            "2026-03-29T12:00:00%2B02:00",
            "Nothing more has a time",
            json!({}),
        ),
        (
            "2026-03-31T12:00:00%2B02:00",
            "That was Sea Days.*28–29 March 2026",
            json!({}),
        ),
    ] {
        page.open_app(&visit.url(&format!("now?now={moment}")))
            .await?;
        page.says(says).await?;
        assert_eq!(parts(page).await?, expected, "{moment}");
    }
    Ok(())
}

/// An evening of which nobody knows when it ends.
const EVENING: &str = "revision = 1\nid = \"evening\"\ntitle = \"Evening\"\nfirst_day = 2026-05-04\n\
    last_day = 2026-05-05\nzone = \"Pacific/Kiritimati\"\n";
const PARTY: &str = "[[items]]\nid = \"party\"\ntitle = \"Party\"\nkind = \"session\"\n\
    start = 2026-05-04T20:00:00\n";

browser_test!(what_has_no_end_lasts_as_long_by_any_clocks in chromium);
async fn what_has_no_end_lasts_as_long_by_any_clocks(case: Case) -> Result<()> {
    let programme = tempfile::tempdir()?;
    fs::write(programme.path().join("conference.toml"), EVENING)?;
    fs::write(programme.path().join("items.toml"), PARTY)?;
    let site = Site::by_hand(case.base, "evening", programme.path())?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    let page = &visit.page;
    let (before, after) = ("2026-05-04T23:50:00%2B14:00", "2026-05-05T00:10:00%2B14:00");
    for clocks in ["Conference (Pacific/Kiritimati)", "My time zone"] {
        page.open_app(&visit.url("about")).await?;
        page.choose("Times", clocks).await?;
        page.is_chosen(clocks).await?;
        for (moment, expected) in [(before, json!({ "On now": ["party"] })), (after, json!({}))] {
            page.open_app(&visit.url(&format!("now?now={moment}")))
                .await?;
            assert_eq!(parts(page).await?, expected, "{clocks}, {moment}");
        }
    }
    Ok(())
}

browser_test!(the_present_is_told_in_my_schedule in chromium);
async fn the_present_is_told_in_my_schedule(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    for item in ["sails", "maps"] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    let moment = sea_days::on_the_first_day("10:10");
    page.open_app(&visit.url(&format!("now?now={moment}")))
        .await?;
    page.says("For you.*35 min left.*in 3 h 50 min.*On now")
        .await?;
    page.open_app(&visit.url(&format!("mine?now={moment}")))
        .await?;
    page.holds(
        "the present stands between what has begun and what is to come",
        "(() => {
            const present = document.querySelector('.present');
            const after = (item) => present.compareDocumentPosition(document.querySelector(`article[data-item=${item}]`));
            return after('sails') === Node.DOCUMENT_POSITION_PRECEDING
                && after('maps') === Node.DOCUMENT_POSITION_FOLLOWING;
        })()",
    )
    .await
}

/// A clock that the test moves; the app looks at it every few seconds, and here at once.
const CLOCK: &str = "
    window.present = '2026-03-28T09:52:20+01:00';
    Date.now = () => Date.parse(window.present);
    const every = window.setInterval;
    window.setInterval = (task, wait, ...rest) => every(task, wait < 60000 ? 50 : wait, ...rest);";

browser_test!(time_goes_by_by_itself in chromium);
async fn time_goes_by_by_itself(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    visit.server.refuse("sw.js");
    visit.server.inject(CLOCK);
    page.open_app(&visit.url("")).await?;
    page.tap_star("sails").await?;
    page.star_is("sails", true).await?;
    page.navigate("Now").await?;
    page.run("window.stays = true").await?;
    for (moment, says, expected) in [
        (
            "2026-03-28T09:52:20+01:00",
            "Sea Days starts in 8 min",
            json!({ "For you": ["sails"], "First sessions": ["sails", "knots", "lunch"] }),
        ),
        (
            "2026-03-28T09:53:10+01:00",
            "Sea Days starts in 7 min",
            json!({ "For you": ["sails"], "First sessions": ["sails", "knots", "lunch"] }),
        ),
        (
            "2026-03-28T10:00:00+01:00",
            "45 min left",
            json!({ "For you": ["sails"], "On now": ["sails"], "Starting soon": ["knots", "cargo", "lunch"] }),
        ),
        (
            "2026-03-28T10:01:00+01:00",
            "44 min left",
            json!({ "For you": ["sails"], "On now": ["sails"], "Starting soon": ["knots", "cargo", "lunch"] }),
        ),
        (
            "2026-03-28T13:30:00+01:00",
            "Resumes at 14:00",
            json!({ "Starting soon": ["maps"] }),
        ),
        (
            "2026-03-29T01:59:00+01:00",
            "31 min left",
            json!({ "On now": ["night-watch"], "Starting soon": ["dawn"] }),
        ),
        // A minute later it is three.
        (
            "2026-03-29T03:00:00+02:00",
            "30 min left",
            json!({ "On now": ["night-watch"], "Starting soon": ["dawn"] }),
        ),
        ("2026-03-31T12:00:00+02:00", "That was Sea Days", json!({})),
    ] {
        page.run(&format!("window.present = {moment:?}")).await?;
        page.says(says).await?;
        assert_eq!(parts(page).await?, expected, "{moment}");
    }
    page.holds("nothing was loaded again", "window.stays").await
}
