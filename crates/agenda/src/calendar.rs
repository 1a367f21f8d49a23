//! The agenda as a calendar file (iCalendar, RFC 5545) for the attendee's own calendar.
//!
//! Times are in UTC. An item's UID never changes and SEQUENCE is the programme's revision, so a
//! second import moves events instead of adding them twice. The calendar that the site publishes
//! uses the same UIDs.

use std::fmt::Write as _;

use hallway_programme::id::ConferenceId;
use hallway_programme::{Instant, Item, ItemId, Moment, Programme, Status};

use crate::Agenda;

/// RFC 5545, section 3.1: no line is longer than this, in octets without its end.
const LONGEST_LINE: usize = 75;

/// Settings of a calendar file.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// When it is made: DTSTAMP, section 3.8.7.2.
    pub now: Moment,
    /// How many minutes before its start an item gets an alarm; `None` for no alarm.
    pub alarm_minutes: Option<u32>,
    /// The address of the site, with a slash at its end; empty if unknown.
    pub site: &'a str,
    /// The agenda whose notes are added to the items.
    pub agenda: &'a Agenda,
}

/// A calendar of those of `items` that have a time.
#[must_use]
pub fn calendar(programme: &Programme, items: &[&Item], occasion: Occasion) -> String {
    let mut lines = Lines::begin(&programme.conference().title);
    for item in items {
        event(&mut lines, programme, item, occasion);
    }
    lines.end()
}

fn event(lines: &mut Lines, programme: &Programme, item: &Item, occasion: Occasion) {
    let Some(slot) = item.slot else { return };
    lines.property("BEGIN", "VEVENT");
    lines.property("UID", &uid(&item.id, &programme.conference().id));
    lines.property("SEQUENCE", &programme.revision().to_string());
    // Every moment has an instant at offset 0.
    if let Some(now) = occasion.now.at_offset(0) {
        lines.property("DTSTAMP", &utc(now));
    }
    lines.property("DTSTART", &utc(slot.start));
    if let Some(end) = slot.end.latest() {
        lines.property("DTEND", &utc(end));
    }
    lines.text("SUMMARY", &item.title);
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    lines.text("LOCATION", room.map_or("", |room| &room.title));
    // A value of type URI is not escaped (section 3.3.13).
    if !occasion.site.is_empty() {
        lines.property("URL", &format!("{}item/{}", occasion.site, item.id));
    }
    lines.text("DESCRIPTION", &description(programme, item, occasion));
    lines.property(
        "STATUS",
        match item.status {
            Status::Planned | Status::Changed => "CONFIRMED",
            Status::Cancelled => "CANCELLED",
        },
    );
    if let Some(minutes) = occasion.alarm_minutes {
        lines.property("BEGIN", "VALARM");
        lines.property("ACTION", "DISPLAY");
        lines.property("TRIGGER", &format!("-PT{minutes}M"));
        lines.text("DESCRIPTION", &item.title);
        lines.property("END", "VALARM");
    }
    lines.property("END", "VEVENT");
}

/// The speakers, the attendee's note, and what the item is about.
fn description(programme: &Programme, item: &Item, occasion: Occasion) -> String {
    let people = item.people.iter().filter_map(|id| programme.person(id));
    let names: Vec<_> = people.map(|person| person.name.as_str()).collect();
    let note = occasion.agenda.note(&item.id).unwrap_or_default();
    let mut parts = vec![names.join(", "), note.to_owned(), item.in_short()];
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// The UID of an item's event, the same in every calendar and for ever (RFC 5545, section 3.8.4.7).
#[must_use]
pub fn uid(item: &ItemId, conference: &ConferenceId) -> String {
    format!("{item}@{conference}.hallway")
}

/// An instant in the form of RFC 5545, section 3.3.5, form 2: `20210920T140000Z`.
#[must_use]
pub fn utc(instant: Instant) -> String {
    let utc = instant.moment().at_offset(0);
    // Every moment has an instant at offset 0.
    let utc = utc.map(|utc| utc.to_string()).unwrap_or_default();
    let digits = utc.chars().take(19);
    let mut text: String = digits.filter(|c| !matches!(c, '-' | ':')).collect();
    text.push('Z');
    text
}

/// The lines of a calendar, folded. The calendar that the site publishes is written with it too.
#[derive(Debug)]
pub struct Lines(String);

impl Lines {
    /// Begins a calendar with that title.
    #[must_use]
    pub fn begin(title: &str) -> Self {
        let mut lines = Self(String::new());
        lines.property("BEGIN", "VCALENDAR");
        lines.property("VERSION", "2.0");
        // What made the calendar (section 3.7.3).
        lines.property("PRODID", "-//Hallway//Hallway//EN");
        lines.property("METHOD", "PUBLISH");
        lines.text("X-WR-CALNAME", title);
        lines
    }

    /// Ends the calendar, and returns its text.
    #[must_use]
    pub fn end(mut self) -> String {
        self.property("END", "VCALENDAR");
        self.0
    }

    /// Adds a property whose value needs no escaping, unless it is empty. The name may have
    /// parameters: `ATTENDEE;ROLE=CHAIR`.
    pub fn property(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            fold(&mut self.0, &format!("{name}:{value}"));
        }
    }

    /// Adds a property whose value is a text, escaped (section 3.3.11), unless it is empty.
    pub fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::new();
        for c in strip_controls(text).chars() {
            match c {
                '\n' => escaped.push_str("\\n"),
                '\\' | ';' | ',' => {
                    // Writing to a string does not fail.
                    let _ = write!(escaped, "\\{c}");
                }
                _ => escaped.push(c),
            }
        }
        self.property(name, &escaped);
    }
}

/// A text that a calendar may contain: line breaks become `\n`, tabs become spaces, and other
/// control characters are removed.
#[must_use]
pub fn strip_controls(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = lines.replace('\t', " ");
    lines
        .chars()
        .filter(|c| *c == '\n' || !c.is_control())
        .collect()
}

/// Adds a line to a calendar; a line that is too long is folded (section 3.1).
fn fold(calendar: &mut String, line: &str) {
    let mut rest = line;
    let mut room = LONGEST_LINE;
    while rest.len() > room {
        let (here, after) = rest.split_at(fold_at(rest, room));
        calendar.push_str(here);
        calendar.push_str("\r\n ");
        rest = after;
        // The space at the beginning of a continuation line counts.
        room = LONGEST_LINE - 1;
    }
    calendar.push_str(rest);
    calendar.push_str("\r\n");
}

/// Where to fold a line to fit in `room` bytes, preferably between two letters: some readers strip
/// spaces at the ends of lines.
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
