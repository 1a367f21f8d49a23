//! iCalendar, RFC 5545: times in UTC, and what the format has no property for in ones of Hallway's
//! own, which others pass over.
//!
//! It has no place for biographies, affiliations and links of people; texts lose their emphasis.

use hallway_programme::text::plain;
use hallway_programme::{Instant, Item, Programme, Slot, Status};
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
        calendar.append_property((name, sound(value).as_str()));
    }
    for item in times::timed(programme) {
        if let Some(slot) = item.slot {
            calendar.push(event(programme, site, item, slot));
        }
    }
    folded(&calendar.to_string())
}

/// RFC 5545, section 3.1: no line is longer than this, in octets without its end.
const LONGEST_LINE: usize = 75;

/// The calendar's lines as they should be folded; the crate's own come out an octet too long.
fn folded(calendar: &str) -> String {
    let mut folded = String::with_capacity(calendar.len());
    for line in unfold(calendar).lines() {
        let mut rest = line;
        let mut room = LONGEST_LINE;
        while rest.len() > room {
            let (here, after) = rest.split_at(fold_at(rest, room));
            folded.push_str(here);
            folded.push_str("\r\n ");
            rest = after;
            // The space that a folded line begins with counts.
            room = LONGEST_LINE - 1;
        }
        folded.push_str(rest);
        folded.push_str("\r\n");
    }
    folded
}

/// Where to fold a line that has that much room: best between two letters, since some readers take
/// away spaces at the ends of lines.
fn fold_at(line: &str, room: usize) -> usize {
    let places = (1..=room).rev().filter(|at| line.is_char_boundary(*at));
    let mut places = places.peekable();
    let last = places.peek().copied().unwrap_or(room);
    let between_letters = |at: &usize| {
        let (before, after) = line.split_at(*at);
        !before.ends_with(' ') && !after.starts_with(' ')
    };
    places.find(between_letters).unwrap_or(last)
}

/// A calendar's lines end where they end: controls but for line breaks are left out.
fn sound(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

fn event(programme: &Programme, site: Option<&str>, item: &Item, slot: Slot) -> Event {
    let conference = programme.conference();
    let mut event = Event::new();
    let mut add = |name: &str, value: &str| {
        if !value.is_empty() {
            event.add_property(name, sound(value));
        }
    };
    add("UID", &format!("{}@{}.hallway", item.id, conference.id));
    // No clock is read: the same programme gives the same calendar.
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
        let mut property = Property::new("X-HALLWAY-PERSON", sound(&person.name));
        property.add_parameter("X-ID", person.id.as_str());
        event.append_multi_property(property);
    }
    for topic in item.topics.iter().filter_map(|id| programme.topic(id)) {
        event.append_multi_property(Property::new("X-HALLWAY-TOPIC", sound(&topic.title)));
    }
    event
}

/// The speakers on the first line, as calendars of conferences have them, then what it is about.
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

/// RFC 5545, section 3.3.5, form 2.
fn utc(instant: Instant) -> String {
    let utc = instant.moment().at_offset(0);
    // Every moment has an offset of nothing.
    let utc = utc.map(|utc| utc.to_string()).unwrap_or_default();
    let digits: String = utc
        .chars()
        .take(19)
        .filter(|c| !matches!(c, '-' | ':'))
        .collect();
    format!("{digits}Z")
}
