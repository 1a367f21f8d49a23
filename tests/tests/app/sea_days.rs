//! The Sea Days of `tests/programmes`: a small conference that has what a conference day can bring.
//! Talks that overlap, no time to change rooms, free time, a break, a night in which the clocks
//! change, a room with a floor plan.

use anyhow::Result;
use fantoccini::Locator;
use hallway_browser_tests::{Case, Settings, Site, Visit};

/// A moment of the first day, by the conference's clocks, as it stands in an address.
pub fn on_the_first_day(clock: &str) -> String {
    format!("2026-03-28T{clock}:00%2B01:00")
}

/// A visit to its site, before anything is opened.
pub async fn visit(case: Case) -> Result<Visit> {
    Visit::to(case, Site::sea_days(case.base)?, Settings::default()).await
}

/// Opens the site as an attendee who has come to their second talk: with a schedule in which things
/// overlap, a note, a plan to watch later and a friend's schedule; and the timetable chosen.
pub async fn live_a_day(visit: &Visit) -> Result<()> {
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    for item in ["sails", "knots", "cargo", "maps", "dawn", "whales"] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    page.tap_button("Timetable").await?;
    page.holds("it is chosen", "document.querySelector('.timetable')")
        .await?;
    page.open_app(&visit.url("item/sails")).await?;
    page.holds("there is a field", "document.querySelector('textarea')")
        .await?;
    let note = page.client().find(Locator::Css("textarea")).await?;
    page.tap(&note).await?;
    note.send_keys("Ask which of the ropes is the one that has no knot")
        .await?;
    page.open_app(&visit.url("item/dawn")).await?;
    page.holds(
        "it is starred",
        "all('button').some((button) => words(button) === 'Watch later')",
    )
    .await?;
    page.tap_button("Watch later").await?;
    for friend in ["name=Ada&items=sails.maps.whales", "items=knots.lunch"] {
        page.open_app(&visit.url(&format!("shared#{friend}")))
            .await?;
        page.tap_button("Keep beside mine").await?;
        page.says("You find it under Friends").await?;
    }
    Ok(())
}

/// The views on which such a day leaves something, at a moment of it; and what shows that it did.
pub fn of_the_day() -> [(String, &'static str); 4] {
    let views = [
        ("", "document.querySelector('.timetable-now')"),
        (
            "mine",
            "document.querySelectorAll('.overlap, .changeover').length === 2 && document.querySelector('.gap')
             && /no knot/.test(words(document.body)) && document.querySelector('.present')",
        ),
        (
            "friends",
            "document.querySelectorAll('.beside thead th').length === 3 && /Together/.test(words(document.body))",
        ),
        (
            "item/sails",
            "document.querySelector('textarea').value && all('button').some((button) => words(button) === 'I was there')",
        ),
    ];
    let moment = on_the_first_day("10:40");
    views.map(|(view, shows)| (format!("{view}?now={moment}"), shows))
}
