//! Writes iCalendar (RFC 5545), with times in UTC. If the format has no property for something, it
//! is in one of Hallway's own properties, which other readers ignore.
//!
//! Left out: people's biographies, affiliations and links; materials and notes; everything about
//! tracks and rooms but their titles. Texts lose their markup. An end that is only the latest
//! possible end is written as the end.

use hallway_agenda::calendar::{fold, strip_controls, uid, utc};
use hallway_programme::text::plain;
use hallway_programme::{Item, Programme, Slot, Status};
use icalendar::parser::unfold;
use icalendar::{Calendar, Component, Event, Property};

use crate::{names, times};

/// The programme as a calendar.
pub(crate) fn write(programme: &Programme, site: Option<&str>) -> String {
    let conference = programme.conference();
    let mut calendar = Calendar::new();
    for (name, value) in [
        ("PRODID", "-//Hallway//Hallway//EN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", conference.title.as_str()),
        ("X-WR-TIMEZONE", conference.zone.as_str()),
        ("X-HALLWAY-CONFERENCE", conference.id.as_str()),
    ] {
        calendar.append_property((name, strip_controls(value).as_str()));
    }
    for item in times::timed(programme) {
        if let Some(slot) = item.slot {
            calendar.push(event(programme, site, item, slot));
        }
    }
    folded(&calendar.to_string())
}

/// The calendar's lines, folded again: the icalendar crate folds them one octet too late.
fn folded(calendar: &str) -> String {
    let mut folded = String::with_capacity(calendar.len());
    for line in unfold(calendar).lines() {
        fold(&mut folded, line);
    }
    folded
}

fn event(programme: &Programme, site: Option<&str>, item: &Item, slot: Slot) -> Event {
    let conference = programme.conference();
    let mut event = Event::new();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            event.add_property(name, strip_controls(value));
        }
    };
    add("UID", &uid(&item.id, &conference.id));
    // The time comes from the programme and not from a clock, so the same programme always gives
    // the same calendar.
    add(
        "DTSTAMP",
        &format!(
            "{}T000000Z",
            conference.first_day.to_string().replace('-', "")
        ),
    );
    add("SEQUENCE", &programme.revision().to_string());
    add("SUMMARY", &item.title);
    add("DTSTART", &utc(slot.start));
    if let Some(end) = slot.end.latest() {
        add("DTEND", &utc(end));
    }
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    add("LOCATION", room.map_or("", |room| &room.title));
    add("URL", &names::page(item, site).unwrap_or_default());
    add("DESCRIPTION", &description(programme, item));
    match item.status {
        Status::Planned => add("STATUS", "CONFIRMED"),
        Status::Changed => add("X-HALLWAY-CHANGED", "TRUE"),
        Status::Cancelled => add("STATUS", "CANCELLED"),
    }
    add("X-HALLWAY-SUBTITLE", &item.subtitle);
    add("X-HALLWAY-TYPE", names::session_type(item));
    add("X-HALLWAY-LANGUAGE", &item.language);
    add("X-HALLWAY-TRACK", names::track(programme, item));
    if item.do_not_record {
        add("X-HALLWAY-DO-NOT-RECORD", "TRUE");
    }
    for person in item.people.iter().filter_map(|id| programme.person(id)) {
        let mut property = Property::new("X-HALLWAY-PERSON", strip_controls(&person.name));
        property.add_parameter("X-ID", person.id.as_str());
        event.append_multi_property(property);
    }
    for topic in item.topics.iter().filter_map(|id| programme.topic(id)) {
        event.append_multi_property(Property::new(
            "X-HALLWAY-TOPIC",
            strip_controls(&topic.title),
        ));
    }
    event
}

/// The speakers on the first line, as in many conferences' calendars, then the abstract and the
/// description.
fn description(programme: &Programme, item: &Item) -> String {
    let people = item.people.iter().filter_map(|id| programme.person(id));
    let names: Vec<_> = people.map(|person| person.name.as_str()).collect();
    let mut parts = Vec::new();
    if !names.is_empty() {
        parts.push(format!("With: {}", names.join(", ")));
    }
    for text in [&item.summary, &item.description] {
        parts.extend(text.iter().map(|block| plain(std::slice::from_ref(block))));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}
