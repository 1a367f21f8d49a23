//! Reads iCalendar (RFC 5545) as conferences publish it: each event is an item, and the first line
//! of its description often names the speakers.
//!
//! - [`component`]: lines, properties and components; a bad line is skipped
//! - [`zones`], [`observances`]: what a TZID means
//! - [`times`], [`series`], [`recurrence`]: when events are, and those that are repeated
//! - [`identity`]: identifiers that do not depend on the order of events
//! - [`event`]: the other facts of an event
//! - [`speakers`], [`name_list`]: who speaks

mod component;
mod event;
mod identity;
mod name_list;
mod observances;
mod recurrence;
mod series;
mod speakers;
mod tally;
mod times;
mod zones;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use hallway_programme::Status;

use crate::foreign::{ConferenceFacts, Foreign, Participant, Unreadable};
use crate::zone::names;

use component::Component;
use identity::{Identifiers, Marks};
use series::Days;
use speakers::Organisers;
use tally::Tally;
use times::{End, Reader, Time};
use zones::{Zone, Zones};

/// The most events that are repeated, and the most times of all of them: a small file can state more
/// than fits in memory.
const MOST_REPEATED: usize = 1_000;
const MOST_TIMES: usize = 5_000;

/// An event of the file.
struct Entry<'c> {
    component: &'c Component,
    /// Where it is: its line, and its UID.
    place: String,
    /// The calendar that it is in, by its position.
    calendar: usize,
    start: Option<Time>,
    end: Option<End>,
    /// Which time of an event that is repeated it replaces.
    replaces: Option<Time>,
}

impl Entry<'_> {
    fn uid(&self) -> Option<&str> {
        self.component.value("UID")
    }

    fn is_repeated(&self) -> bool {
        let component = self.component;
        component.property("RRULE").is_some() || component.property("RDATE").is_some()
    }

    fn marks<'e>(&'e self, start: Option<&'e Time>) -> Marks<'e> {
        Marks {
            uid: self.uid(),
            title: self.component.value("SUMMARY").unwrap_or_default(),
            start: self.replaces.as_ref().or(start),
            room: self.component.value("LOCATION"),
            is_repeated: start.is_some() && (self.is_repeated() || self.replaces.is_some()),
        }
    }
}

/// Reads a file of calendars; several calendars are one programme.
pub(crate) fn read(text: &str) -> Result<Foreign, Unreadable> {
    let mut tally = Tally::default();
    let text = text.trim_start_matches('\u{feff}');
    let mut calendars = component::calendars(text, &mut tally)?;
    calendars.retain(|calendar| calendar.name == "VCALENDAR");
    if calendars.is_empty() {
        return Err(Unreadable::new(
            "",
            "this is not iCalendar, which begins with BEGIN:VCALENDAR: export or download it again",
        ));
    }
    let mut foreign = Foreign::default();
    let mut readers = Vec::new();
    for calendar in &calendars {
        let wish = facts(calendar, &mut foreign.conference, &mut tally);
        let zones = Zones::read(calendar, wish.as_deref(), &mut tally);
        // Times without a zone in a second calendar with another zone are not those of the first.
        let is_other = wish.is_some() && wish != foreign.conference.zone;
        readers.push(Clocks {
            zones,
            clocks: wish
                .filter(|_| is_other)
                .and_then(|wish| Zone::named(&wish)),
        });
        left_out(calendar, &mut tally);
    }
    let mut used = BTreeMap::new();
    let mut entries = Vec::new();
    for (at, calendar) in calendars.iter().enumerate() {
        let mut reader = readers[at].reader(&mut tally);
        for component in calendar.all("VEVENT") {
            let entry = entry(component, at, &mut reader);
            if let Some(name) = entry.start.as_ref().and_then(Time::zone_name) {
                *used.entry(name.to_owned()).or_insert(0_usize) += 1;
            }
            entries.push(entry);
        }
    }
    if used.is_empty() {
        // Times in UTC need no zone, so a zone that the calendar defines is that of the conference.
        let defined = readers.iter().flat_map(|clocks| clocks.zones.names());
        used.extend(defined.map(|name| (name.to_owned(), 1)));
    }
    conference_zone(&used, &mut foreign.conference, &mut tally);
    let organisers = Organisers::of(&calendars);
    let is_cancelled: Vec<_> = calendars
        .iter()
        .map(|calendar| {
            calendar
                .property("METHOD")
                .is_some_and(|it| it.value.trim().eq_ignore_ascii_case("CANCEL"))
        })
        .collect();
    for timed in timed(&entries, &mut readers, &mut tally) {
        let mut event = event::of(&timed, &organisers, &mut tally);
        if is_cancelled[timed.entry.calendar] {
            event.status = Status::Cancelled;
        }
        foreign.events.push(event);
    }
    tally.tell(&mut foreign);
    Ok(foreign)
}

/// What it takes to read the times of one calendar.
struct Clocks {
    zones: Zones,
    clocks: Option<Rc<Zone>>,
}

impl Clocks {
    fn reader<'r>(&'r mut self, tally: &'r mut Tally) -> Reader<'r> {
        Reader {
            zones: &mut self.zones,
            clocks: self.clocks.clone(),
            tally,
        }
    }
}

/// Adds what a calendar says about the conference. Returns the zone in which it wants to be shown.
fn facts(calendar: &Component, facts: &mut ConferenceFacts, tally: &mut Tally) -> Option<String> {
    let value = |name| calendar.value(name).map(str::to_owned);
    let title = ["X-WR-CALNAME", "NAME", "X-WR-CALDESC"]
        .into_iter()
        .find_map(value);
    facts.title = facts.title.take().or(title);
    facts.link = facts.link.take().or_else(|| value("URL"));
    facts.id = facts.id.take().or_else(|| value("X-HALLWAY-CONFERENCE"));
    let wish = calendar.value("X-WR-TIMEZONE")?;
    let name = names::iana(wish);
    if name.is_none() {
        tally.add(
            &format!("line {}", calendar.line),
            &format!("X-WR-TIMEZONE: there is no time zone \"{wish}\": it is left out. Name the conference's zone: --zone Europe/Brussels"),
        );
    }
    facts.zone = facts.zone.take().or_else(|| name.clone());
    name
}

/// The zone to show the programme in, if no calendar wishes one: that of most events.
fn conference_zone(used: &BTreeMap<String, usize>, facts: &mut ConferenceFacts, tally: &mut Tally) {
    if facts.zone.is_some() {
        return;
    }
    // Of two with as many events, the first by name.
    let most = used.iter().rev().max_by_key(|(_, events)| **events);
    facts.zone = most.map(|(name, _)| name.clone());
    if let (Some((name, _)), true) = (most, used.len() > 1) {
        let all: Vec<_> = used.keys().map(String::as_str).collect();
        tally.add(
            "",
            &format!(
                "its events are in several zones ({}): they are shown in {name}, which most have. --zone names another",
                all.join(", ")
            ),
        );
    }
}

/// Counts the components that are not carried.
fn left_out(calendar: &Component, tally: &mut Tally) {
    for other in &calendar.components {
        if !matches!(other.name.as_str(), "VEVENT" | "VTIMEZONE") {
            tally.add(
                &format!("line {}", other.line),
                &format!("a {} is no event: it is left out", other.name),
            );
        }
    }
}

fn entry<'c>(component: &'c Component, calendar: usize, reader: &mut Reader<'_>) -> Entry<'c> {
    let line = component.line;
    let place = match component.value("UID") {
        Some(uid) => format!("line {line}, UID {uid}"),
        None => format!("line {line}"),
    };
    let replaces = component
        .property("RECURRENCE-ID")
        .and_then(|property| reader.values(property, &place).pop());
    let start = reader.time(component, "DTSTART", &place);
    let replaces = match (replaces, &start) {
        (Some(times::Value::Time(time)), _) => Some(time),
        (Some(times::Value::Day(day)), Some(start)) => {
            Some(start.at(day.to_datetime(start.clocks.time())))
        }
        _ => None,
    };
    if let Some(property) = component.property("RECURRENCE-ID")
        && property.says("RANGE", "THISANDFUTURE")
    {
        reader.tally.add(
            &place,
            "it changes all later times of an event (RANGE=THISANDFUTURE), and only one is changed: check the others",
        );
    }
    let end = start.as_ref().and_then(|_| reader.end(component, &place));
    Entry {
        component,
        place,
        calendar,
        start,
        end,
        replaces,
    }
}

/// An event at one of its times.
struct Timed<'e> {
    entry: &'e Entry<'e>,
    start: Option<Time>,
    end: Option<End>,
    guid: Option<String>,
}

/// All events at all of their times, in the order of the file.
fn timed<'e>(
    entries: &'e [Entry<'e>],
    readers: &mut [Clocks],
    tally: &mut Tally,
) -> Vec<Timed<'e>> {
    let day = |entry: &Entry<'_>| Some(entry.start.as_ref()?.clocks.date());
    let single = entries
        .iter()
        .filter(|entry| entry.component.property("RRULE").is_none());
    let days =
        Days::of(single.filter_map(day)).or_else(|| Days::of(entries.iter().filter_map(day)));
    let mut changed: HashMap<Option<&str>, HashSet<String>> = HashMap::new();
    for entry in entries {
        if let Some(time) = &entry.replaces {
            changed.entry(entry.uid()).or_default().insert(time.stamp());
        }
    }
    let none = HashSet::new();
    let mut all = Vec::new();
    let (mut repeated, mut times_of_repeated) = (0, 0);
    for entry in entries {
        let (Some(start), Some(days), true) = (&entry.start, days, entry.is_repeated()) else {
            all.push((entry, entry.start.clone(), entry.end.clone()));
            continue;
        };
        if repeated == MOST_REPEATED || times_of_repeated > MOST_TIMES {
            tally.add(
                &entry.place,
                "too many events are repeated: only its first time is taken",
            );
            all.push((entry, entry.start.clone(), entry.end.clone()));
            continue;
        }
        let mut reader = readers[entry.calendar].reader(tally);
        let changed = changed.get(&entry.uid()).unwrap_or(&none);
        let length = entry.end.as_ref().and_then(|end| end.length(start));
        let times = series::times(entry, start, days, changed, &mut reader);
        repeated += 1;
        times_of_repeated += times.len();
        all.extend(
            times
                .into_iter()
                .map(|time| (entry, Some(time), length.map(End::After))),
        );
    }
    let all = once(all, tally);
    let mut identifiers = Identifiers::default();
    for (entry, start, _) in &all {
        identifiers.count(entry.marks(start.as_ref()));
    }
    all.into_iter()
        .map(|(entry, start, end)| Timed {
            guid: identifiers.of(entry.marks(start.as_ref())),
            entry,
            start,
            end,
        })
        .collect()
}

/// The events without those that are listed twice, as calendars of tracks do: with the same UID,
/// title, start and room.
fn once<'e>(
    all: Vec<(&'e Entry<'e>, Option<Time>, Option<End>)>,
    tally: &mut Tally,
) -> Vec<(&'e Entry<'e>, Option<Time>, Option<End>)> {
    let mut seen = HashSet::new();
    let mut once = Vec::new();
    for (entry, start, end) in all {
        let uid = entry.uid();
        let value = |name| entry.component.value(name);
        let stamp = start.as_ref().map(Time::stamp);
        if uid.is_none() || seen.insert((uid, value("SUMMARY"), value("LOCATION"), stamp)) {
            once.push((entry, start, end));
        } else {
            tally.add(
                &entry.place,
                "an event before it has the same UID, title, start and room: it is taken once",
            );
        }
    }
    once
}

/// A participant with a name and nothing else.
fn named(name: &str) -> Participant {
    Participant {
        name: name.trim().to_owned(),
        ..Participant::default()
    }
}
