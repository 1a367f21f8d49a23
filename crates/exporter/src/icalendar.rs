//! Writes iCalendar (RFC 5545), with times in UTC. If the format has no property for something, it
//! is in one of Hallway's own properties, which other readers ignore.
//!
//! Left out: people's biographies, affiliations and links; materials and notes; everything about
//! tracks and rooms but their titles. Texts lose their markup. An end that is only the latest
//! possible end is written as the end.

use hallway_agenda::calendar::{Lines, uid, utc};
use hallway_programme::{Item, Programme, Slot, Status};

use crate::{lines, names, times};

/// The programme as a calendar.
pub(crate) fn write(programme: &Programme, site: Option<&str>) -> String {
    let conference = programme.conference();
    let mut lines = Lines::begin(&conference.title);
    lines.text("X-WR-TIMEZONE", &conference.zone);
    lines.text("X-HALLWAY-CONFERENCE", conference.id.as_str());
    for item in times::timed(programme) {
        if let Some(slot) = item.slot {
            event(&mut lines, programme, site, item, slot);
        }
    }
    lines.end()
}

fn event(lines: &mut Lines, programme: &Programme, site: Option<&str>, item: &Item, slot: Slot) {
    let conference = programme.conference();
    lines.property("BEGIN", "VEVENT");
    lines.property("UID", &uid(&item.id, &conference.id));
    // The time comes from the programme and not from a clock, so the same programme always gives
    // the same calendar.
    let day = conference.first_day.to_string().replace('-', "");
    lines.property("DTSTAMP", &format!("{day}T000000Z"));
    lines.property("SEQUENCE", &programme.revision().to_string());
    lines.text("SUMMARY", &item.title);
    lines.property("DTSTART", &utc(slot.start));
    if let Some(end) = slot.end.latest() {
        lines.property("DTEND", &utc(end));
    }
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    lines.text("LOCATION", room.map_or("", |room| &room.title));
    // A value of type URI is not escaped (section 3.3.13).
    lines.property("URL", &names::page(item, site).unwrap_or_default());
    lines.text("DESCRIPTION", &description(programme, item));
    match item.status {
        Status::Planned => lines.property("STATUS", "CONFIRMED"),
        Status::Changed => lines.property("X-HALLWAY-CHANGED", "TRUE"),
        Status::Cancelled => lines.property("STATUS", "CANCELLED"),
    }
    lines.text("X-HALLWAY-SUBTITLE", &item.subtitle);
    lines.text("X-HALLWAY-TYPE", names::session_type(item));
    lines.text("X-HALLWAY-LANGUAGE", &item.language);
    lines.text("X-HALLWAY-TRACK", names::track(programme, item));
    if item.do_not_record {
        lines.property("X-HALLWAY-DO-NOT-RECORD", "TRUE");
    }
    for person in item.people.iter().filter_map(|id| programme.person(id)) {
        // An id has no letter that a parameter's value can't have.
        lines.text(
            &format!("X-HALLWAY-PERSON;X-ID={}", person.id),
            &person.name,
        );
    }
    for topic in item.topics.iter().filter_map(|id| programme.topic(id)) {
        lines.text("X-HALLWAY-TOPIC", &topic.title);
    }
    lines.property("END", "VEVENT");
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
    parts.extend([&item.summary, &item.description].map(|text| lines::text(text)));
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}
