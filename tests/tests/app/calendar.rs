//! An item and My schedule as calendars: files with a name and a type that phones know, made in the
//! browser and kept where it keeps what is downloaded.

use anyhow::{Context, Result};
use fantoccini::Locator;
use hallway_browser_tests::{Case, Page, Visit, browser_test};
use icalendar::{Calendar, CalendarComponent, Component, Event};

use crate::sea_days;

/// Notes the name, the type and the text of each file that the page saves.
const NOTE_FILES: &str = "
    window.saved = {};
    const blobs = new Map(), made = URL.createObjectURL, click = HTMLAnchorElement.prototype.click;
    URL.createObjectURL = (blob) => {
        const address = made.call(URL, blob);
        blobs.set(address, blob);
        return address;
    };
    HTMLAnchorElement.prototype.click = function () {
        const blob = blobs.get(this.href);
        blob?.text().then((text) => { window.saved[this.download] = [blob.type, text]; });
        click.call(this);
    };";

/// The events of the calendar that is saved under that name when the button is tapped.
async fn saved(visit: &Visit, button: &str, name: &str) -> Result<Vec<Event>> {
    let page = &visit.page;
    page.run("window.saved = {}").await?;
    page.tap_button(button).await?;
    page.holds(
        &format!("{name} is saved, and nothing else"),
        &format!("Object.keys(saved).join() === {name:?}"),
    )
    .await?;
    let (kind, text): (String, String) = page.get("return Object.values(saved)[0]", &[]).await?;
    assert_eq!(kind, "text/calendar;charset=utf-8");
    let calendar: Calendar = text.parse().map_err(anyhow::Error::msg)?;
    let events = calendar.iter().map(|component| {
        let event = component.as_event().context("only events");
        event.cloned()
    });
    events.collect()
}

fn value<'a>(event: &'a Event, name: &str) -> &'a str {
    event.property_value(name).unwrap_or_default()
}

/// When each of its alarms goes off.
fn alarms(event: &Event) -> Vec<&str> {
    let alarms = event.components().iter();
    alarms
        .filter(|component| component.component_kind() == "VALARM")
        .filter_map(|alarm| alarm.property_value("TRIGGER"))
        .collect()
}

/// A visit whose pages note what they save.
async fn noting(case: Case) -> Result<Visit> {
    let visit = sea_days::visit(case).await?;
    // Pages of the server, each with the script.
    visit.server.refuse("sw.js");
    visit.server.inject(NOTE_FILES);
    Ok(visit)
}

async fn star(page: &Page, items: &[&str]) -> Result<()> {
    for item in items {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    Ok(())
}

browser_test!(one_item_as_a_calendar in chromium and below_a_path);
async fn one_item_as_a_calendar(case: Case) -> Result<()> {
    let visit = noting(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("item/sails")).await?;
    let note = page.client().find(Locator::Css("textarea")).await?;
    page.tap(&note).await?;
    note.send_keys("Bring a rope; or two, at best").await?;
    let events = saved(&visit, "Add to calendar", "sails.ics").await?;
    let [event] = events.as_slice() else {
        anyhow::bail!("one event: {events:?}");
    };
    let address = visit.url("item/sails");
    for (name, expected) in [
        ("UID", "sails@sea-days.hallway"),
        ("SEQUENCE", "1"),
        ("DTSTART", "20260328T090000Z"),
        ("DTEND", "20260328T094500Z"),
        ("SUMMARY", "Sails"),
        ("LOCATION", "Deck"),
        ("URL", address.as_str()),
        ("DESCRIPTION", "Bring a rope; or two, at best"),
    ] {
        assert_eq!(value(event, name), expected, "{name}");
    }
    assert_eq!(alarms(event), ["-PT10M"]);

    // What has no time has no place in a calendar.
    page.open_app(&visit.url("item/whales")).await?;
    page.holds(
        "there is no calendar for it",
        "!all('button').some((button) => words(button) === 'Add to calendar')",
    )
    .await
}

browser_test!(my_day_as_a_calendar_with_alarms_if_wanted in chromium);
async fn my_day_as_a_calendar_with_alarms_if_wanted(case: Case) -> Result<()> {
    let visit = noting(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    star(page, &["sails", "knots", "night-watch", "dawn", "whales"]).await?;
    // What is watched later takes no time of the day.
    page.open_app(&visit.url("item/knots")).await?;
    page.tap_button("Watch later").await?;
    page.holds("it is", "pressed(the('button', 'Watch later'))")
        .await?;
    page.open_app(&visit.url("mine")).await?;
    page.open_export().await?;
    let expected = [
        ["Sails", "20260328T090000Z", "20260328T094500Z"],
        // From one by winter's clocks to half past three by summer's: an hour.
        ["Night watch", "20260329T003000Z", "20260329T013000Z"],
        ["Dawn", "20260329T070000Z", "20260329T080000Z"],
    ];
    let script = "return document.querySelector('.check input[type=checkbox]')";
    for wanted in [true, false, true] {
        let check = page.element(script, &[]).await?;
        let is_checked: bool = page
            .get("return document.querySelector('.check input').checked", &[])
            .await?;
        if is_checked != wanted {
            page.tap(&check).await?;
        }
        let events = saved(&visit, "Add to calendar", "sea-days.ics").await?;
        let found: Vec<_> = events
            .iter()
            .map(|event| ["SUMMARY", "DTSTART", "DTEND"].map(|name| value(event, name)))
            .collect();
        assert_eq!(found, expected);
        for event in &events {
            let expected: &[&str] = if wanted { &["-PT10M"] } else { &[] };
            assert_eq!(alarms(event), expected, "wanted: {wanted}");
        }
    }
    Ok(())
}

browser_test!(
    a_calendar_is_a_file_among_the_downloads in every_engine,
    webkit cannot "save where a test finds it: MiniBrowser asks nobody and tells nobody"
);
async fn a_calendar_is_a_file_among_the_downloads(case: Case) -> Result<()> {
    let mut visit = sea_days::visit(case).await?;
    let page = visit.page.clone();
    page.open_app(&visit.url("")).await?;
    star(&page, &["sails", "maps"]).await?;
    page.ready_for_offline().await?;
    // It is made in the browser: no network is needed.
    visit.server.stop().await?;
    page.navigate("My schedule").await?;
    page.open_export().await?;
    page.tap_button("Add to calendar").await?;
    let text = visit.browser.downloaded("sea-days.ics").await?;
    let calendar: Calendar = text.parse().map_err(anyhow::Error::msg)?;
    let events = calendar.iter().filter_map(CalendarComponent::as_event);
    let titles: Vec<_> = events.map(|event| value(event, "SUMMARY")).collect();
    assert_eq!(titles, ["Sails", "Maps"]);
    Ok(())
}
