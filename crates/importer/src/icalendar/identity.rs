//! Identifiers of events, which make the ids of items: attendees' stars hang on them.
//!
//! They are made from what the event says itself, never from its position in the file.

use std::collections::HashMap;

use hallway_programme::ItemId;
use uuid::Uuid;

use super::times::Time;
use crate::foreign::names;

/// The end of UIDs in Hallway's own exports, after the conference's id.
const OWN_UIDS: &str = ".hallway";

/// The longest UID of which an id is made as it is. Longer ones differ only at their ends (Outlook's).
const LONGEST: usize = 60;

/// The item's id from which Hallway made a UID, if it did.
pub(super) fn own(uid: &str) -> Option<&str> {
    let (id, host) = uid.split_once('@')?;
    host.ends_with(OWN_UIDS).then_some(id)
}

/// What tells an event apart from others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks<'e> {
    pub uid: Option<&'e str>,
    pub title: &'e str,
    /// Its time; for an event that is repeated, the one that the rule gives.
    pub start: Option<&'e Time>,
    pub room: Option<&'e str>,
    /// Whether it is one of several times of one event.
    pub is_repeated: bool,
}

/// Makes the identifiers of a file's events.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    /// How many events have each UID; `None` is an event without one.
    uids: HashMap<Option<String>, usize>,
    /// How many of those have the same title and start.
    alike: HashMap<String, usize>,
}

impl Identifiers {
    /// Counts an event. All have to be counted before the first identifier is made.
    pub fn count(&mut self, marks: Marks<'_>) {
        if !marks.is_repeated {
            *self.uids.entry(marks.uid.map(str::to_owned)).or_default() += 1;
        }
        *self.alike.entry(title_and_start(marks)).or_default() += 1;
    }

    /// The identifier: the UID, with the start of an event that is repeated. If several events have
    /// one UID or none, title, start and room tell them apart. `None` if only the title does.
    pub fn of(&self, marks: Marks<'_>) -> Option<String> {
        if let Some(own) = marks.uid.and_then(own) {
            return Some(own.to_owned());
        }
        let shared = self.uids.get(&marks.uid.map(str::to_owned));
        let is_shared = shared.is_some_and(|events| *events > 1);
        if is_shared || marks.uid.is_none() && marks.is_repeated {
            let id = title_and_start(marks);
            let are_alike = self.alike.get(&id).is_some_and(|events| *events > 1);
            return Some(match marks.room.filter(|_| are_alike) {
                Some(room) => joined([&id, &shortened(&names::slug(room), 20)]),
                None => id,
            });
        }
        let uid = marks.uid?;
        match marks.start.filter(|_| marks.is_repeated) {
            Some(start) => Some(joined([&stem(uid), &start.stamp()])),
            None if ItemId::new(uid).is_ok() => Some(uid.to_owned()),
            None => Some(stem(uid)),
        }
    }
}

fn title_and_start(marks: Marks<'_>) -> String {
    let title = shortened(&names::slug(marks.title), 40).to_owned();
    match marks.start {
        Some(start) => joined([&title, &start.stamp()]),
        None => title,
    }
}

fn joined<const N: usize>(parts: [&str; N]) -> String {
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// The UID as an id; a long one has a digest in place of its end.
fn stem(uid: &str) -> String {
    if uid.len() <= LONGEST {
        return names::id(uid, "item");
    }
    let digest = Uuid::new_v5(&Uuid::NAMESPACE_OID, uid.as_bytes())
        .simple()
        .to_string();
    joined([&shortened(&names::slug(uid), 20), &digest[..16]])
}

fn shortened(slug: &str, most: usize) -> String {
    let slug = &slug[..slug.len().min(most)];
    slug.trim_end_matches('-').to_owned()
}
