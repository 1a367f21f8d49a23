//! Reads Indico's timetable: days of entries; an entry that is a session has entries of its own.

use hallway_programme::Kind;
use serde_json::{Map, Value};

use super::{contribution, session};
use crate::foreign::{Event, Foreign, Identity};
use crate::json::text;

/// How many levels are followed: a timetable has days, sessions and contributions.
const DEEPEST: usize = 3;

/// Reads the timetables of events, by the events' ids.
pub(super) fn read(timetables: &Map<String, Value>) -> Foreign {
    let mut foreign = Foreign::default();
    for (id, days) in timetables {
        foreign.conference.id = Some(format!("indico-{id}"));
        for (day, entries) in days.as_object().into_iter().flatten() {
            let place = format!("results.{id}.{day}");
            add(entries, &place, None, DEEPEST, &mut foreign);
        }
    }
    foreign
}

fn add(entries: &Value, place: &str, within: Option<&str>, deepest: usize, foreign: &mut Foreign) {
    for (key, entry) in entries.as_object().into_iter().flatten() {
        let place = format!("{place}.{key}");
        let zone = entry.get("startDate").and_then(|time| text(time, "tz"));
        foreign.conference.zone = foreign.conference.zone.take().or(zone);
        let inner = entry.get("entries").filter(|inner| holds_some(inner));
        match (text(entry, "entryType").as_deref(), inner) {
            (Some("Session"), Some(inner)) if deepest > 0 => {
                let title = text(entry, "title");
                add(inner, &place, title.as_deref(), deepest - 1, foreign);
            }
            (Some("Session"), _) => {
                foreign
                    .events
                    .push(session(entry, place, text(entry, "title")));
            }
            (Some("Break"), _) => foreign.events.push(pause(entry, place)),
            _ => foreign.events.push(contribution(entry, place, within)),
        }
    }
}

fn holds_some(entries: &Value) -> bool {
    entries
        .as_object()
        .is_some_and(|entries| !entries.is_empty())
}

fn pause(entry: &Value, place: String) -> Event {
    Event {
        kind: Some(Kind::Break),
        identity: Identity {
            id: text(entry, "id").map(|id| format!("break-{id}")),
            ..Identity::default()
        },
        ..contribution(entry, place, None)
    }
}
