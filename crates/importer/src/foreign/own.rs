//! Restores what Hallway's exports write in another form, since other formats have no field for it.

use hallway_programme::{Kind, slug};
use serde_json::Value;

use super::{Event, Foreign};
use crate::json::{list, text};
use crate::written;

/// The generator that Hallway's exports name.
pub(crate) const GENERATOR: &str = "hallway";

/// Turns a type back into the kind that it stands for. If an item has no type, Hallway's exports
/// write the name of its kind as the type; for a talk they write none.
pub(crate) fn take_back(event: &mut Event) {
    let kinds = Kind::KEYWORDS
        .iter()
        .filter(|(_, kind)| *kind != Kind::Talk);
    let kind = { kinds }.find(|(word, _)| *word == event.session_type);
    event.kind = Some(kind.map_or_else(|| super::kind::kind(event), |(_, kind)| *kind));
    if kind.is_some() {
        event.session_type.clear();
    }
}

/// The id from which a slug was made.
pub(crate) fn id_of(slug: &str, acronym: &str) -> Option<String> {
    let id = slug.strip_prefix(acronym)?.strip_prefix('-')?;
    slug::item(id).map(String::from)
}

/// Takes what the formats have no field for from the object that Hallway's exports add: the
/// conference's id, zone and last day, the people's ids by their guids, and the items' topics by their
/// ids. Call it
/// when the events have their own ids again.
pub(crate) fn add(foreign: &mut Foreign, extra: &Value) {
    if let Some(id) = text(extra, "conference") {
        foreign.conference.id = Some(id);
    }
    if let Some(zone) = text(extra, "zone") {
        foreign.conference.zone = Some(zone);
    }
    if let Some(day) = text(extra, "last_day").and_then(|day| written::day(&day)) {
        foreign.conference.last_day = Some(day);
    }
    for event in &mut foreign.events {
        for person in &mut event.people {
            let guid = person.identity.guid.as_deref();
            let id = guid.and_then(|guid| text(extra.get("people")?, guid));
            if id.is_some() {
                person.identity.guid = id;
            }
        }
        let id = event.identity.guid.as_deref();
        if let Some((topics, id)) = extra.get("topics").zip(id) {
            let topics = list(topics, id).iter().filter_map(Value::as_str);
            event.topics.extend(topics.map(str::to_owned));
        }
    }
}
