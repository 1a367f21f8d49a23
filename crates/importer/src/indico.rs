//! Reads Indico's HTTP exports: an event with its contributions or sessions
//! (`/export/event/<id>.json`), and its timetable (`/export/timetable/<id>.json`).
//!
//! Both identify a contribution by Indico's "friendly id", or else by its database id, so that they
//! can be merged when given together.

mod people;
mod timetable;

use hallway_programme::draft::MaterialDraft;
use hallway_programme::{Kind, MaterialKind};
use jiff::SignedDuration;
use serde_json::Value;

use crate::foreign::{ConferenceFacts, Event, Foreign, Identity, Unreadable, Until, When};
use crate::json::{self, first_text, list, text};
use crate::{prose, zone};

/// Reads either export.
pub(crate) fn read(source: &str) -> Result<Foreign, Unreadable> {
    let whole = json::parse(source)?;
    match whole.get("results") {
        Some(Value::Array(events)) => Ok(events_of(events)),
        Some(Value::Object(timetables)) => Ok(timetable::read(timetables)),
        _ => Err(Unreadable::new(
            "results",
            "there are none: export the event with ?detail=contributions, or its timetable",
        )),
    }
}

fn events_of(events: &[Value]) -> Foreign {
    let mut foreign = Foreign::default();
    for (at, event) in events.iter().enumerate() {
        if at == 0 {
            foreign.conference = facts(event);
        }
        let place = format!("results[{at}]");
        add_contributions(event, &place, None, &mut foreign.events);
        for (number, session) in list(event, "sessions").iter().enumerate() {
            let place = format!("{place}.sessions[{number}]");
            let title = text(session, "title").or_else(|| text(session.get("session")?, "title"));
            if list(session, "contributions").is_empty() {
                foreign.events.push(self::session(session, place, title));
            } else {
                add_contributions(session, &place, title.as_deref(), &mut foreign.events);
            }
        }
    }
    foreign
}

fn facts(event: &Value) -> ConferenceFacts {
    let date = |field| event.get(field).and_then(|time| text(time, "date"));
    let day = |field| date(field).and_then(|date| json::day(&date));
    let zone = text(event, "timezone").or_else(|| text(event.get("startDate")?, "tz"));
    ConferenceFacts {
        id: text(event, "id").map(|id| format!("indico-{id}")),
        title: text(event, "title"),
        description: prose::marked_up(&text(event, "description").unwrap_or_default()),
        first_day: day("startDate"),
        last_day: day("endDate"),
        zone,
        link: text(event, "url"),
        ..ConferenceFacts::default()
    }
}

fn add_contributions(value: &Value, place: &str, session: Option<&str>, events: &mut Vec<Event>) {
    for (at, entry) in list(value, "contributions").iter().enumerate() {
        events.push(contribution(
            entry,
            format!("{place}.contributions[{at}]"),
            session,
        ));
    }
}

fn contribution(entry: &Value, place: String, session: Option<&str>) -> Event {
    Event {
        place,
        identity: identity(entry),
        title: text(entry, "title").unwrap_or_default(),
        session_type: text(entry, "type").unwrap_or_default(),
        language: text(entry, "language").unwrap_or_default(),
        track: track(entry, session),
        room: room(entry),
        start: entry.get("startDate").and_then(when),
        end: end(entry),
        people: people::of(entry),
        topics: list(entry, "keywords")
            .iter()
            .filter_map(|keyword| keyword.as_str().map(str::to_owned))
            .collect(),
        description: prose::marked_up(&text(entry, "description").unwrap_or_default()),
        materials: materials(entry),
        source: text(entry, "url"),
        ..Event::default()
    }
}

/// A session without listed contributions.
fn session(entry: &Value, place: String, title: Option<String>) -> Event {
    Event {
        title: title.unwrap_or_default(),
        kind: Some(Kind::Session),
        identity: Identity {
            id: text(entry, "id").map(|id| format!("session-{id}")),
            ..Identity::default()
        },
        ..contribution(entry, place, None)
    }
}

/// The identifiers of a contribution, the same in both exports.
fn identity(entry: &Value) -> Identity {
    Identity {
        id: first_text(
            entry,
            &["friendlyId", "friendly_id", "contributionId", "db_id", "id"],
        ),
        ..Identity::default()
    }
}

/// The track, or the session if the event has no tracks.
fn track(entry: &Value, session: Option<&str>) -> Option<String> {
    let titled = |field: &str| text(entry, field).or_else(|| text(entry.get(field)?, "title"));
    titled("track")
        .or_else(|| titled("session"))
        .or_else(|| session.map(str::to_owned))
        .or_else(|| titled("sessionTitle"))
}

fn room(entry: &Value) -> Option<String> {
    first_text(entry, &["room", "roomFullname", "location"])
}

/// `{"date": "2021-09-20", "time": "07:00:00", "tz": "US/Pacific"}`.
fn when(time: &Value) -> Option<When> {
    if let Some(text) = time.as_str() {
        return json::when(text);
    }
    let day = json::day(&text(time, "date")?)?;
    let clock = json::clock(&text(time, "time")?)?;
    let zone = text(time, "tz").and_then(|name| zone::find(&name).ok());
    Some(json::in_zone(day.to_datetime(clock), zone.as_ref()))
}

fn end(entry: &Value) -> Option<Until> {
    let at = entry.get("endDate").and_then(when).map(Until::At);
    at.or_else(|| {
        let minutes = entry.get("duration")?.as_i64()?;
        let minutes = i32::try_from(minutes).ok()?;
        Some(Until::After(SignedDuration::from_mins(minutes.into())))
    })
}

/// The attachments in an entry's folders, and those of older exports, which had no folders.
fn materials(entry: &Value) -> Vec<MaterialDraft> {
    let folders = list(entry, "folders").iter();
    let older = list(entry, "material").iter();
    folders
        .flat_map(|folder| list(folder, "attachments"))
        .chain(older.flat_map(|folder| list(folder, "resources")))
        .map(|attachment| {
            let link = first_text(attachment, &["link_url"]);
            MaterialDraft {
                kind: if link.is_some() {
                    MaterialKind::Link
                } else {
                    MaterialKind::Attachment
                },
                title: first_text(attachment, &["title", "name", "filename"]).unwrap_or_default(),
                to: link
                    .or_else(|| first_text(attachment, &["download_url", "url"]))
                    .unwrap_or_default(),
            }
        })
        .collect()
}
