//! Several files of one conference as one: facts that one lacks come from the other.

use std::collections::HashMap;

use super::{ConferenceFacts, Event, Foreign, Identity};

impl Foreign {
    /// Adds what another file says. An event that both name by the same id is one; what the first
    /// leaves open is taken from the other, as Indico gives contributions and timetable apart.
    pub fn merge(&mut self, other: Self) {
        self.conference.merge(other.conference);
        self.repairs.extend(other.repairs);
        let known: HashMap<Key, usize> = self
            .events
            .iter()
            .enumerate()
            .filter_map(|(at, event)| Some((key(&event.identity)?, at)))
            .collect();
        for event in other.events {
            match key(&event.identity).and_then(|key| known.get(&key)) {
                Some(&at) => self.events[at].complete(event),
                None => self.events.push(event),
            }
        }
    }
}

type Key = (Option<String>, Option<String>);

fn key(identity: &Identity) -> Option<Key> {
    (identity.guid.is_some() || identity.id.is_some())
        .then(|| (identity.guid.clone(), identity.id.clone()))
}

fn or<T>(own: &mut Option<T>, other: Option<T>) {
    if own.is_none() {
        *own = other;
    }
}

fn or_longer<T>(own: &mut Vec<T>, other: Vec<T>) {
    if own.is_empty() {
        *own = other;
    }
}

fn or_words(own: &mut String, other: String) {
    if own.is_empty() {
        *own = other;
    }
}

impl ConferenceFacts {
    fn merge(&mut self, other: Self) {
        or(&mut self.id, other.id);
        or(&mut self.title, other.title);
        or_longer(&mut self.description, other.description);
        or(&mut self.zone, other.zone);
        or(&mut self.link, other.link);
        or(&mut self.version, other.version);
        self.first_day = earlier(self.first_day, other.first_day);
        self.last_day = self.last_day.max(other.last_day);
    }
}

fn earlier<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

impl Event {
    fn complete(&mut self, other: Self) {
        or_words(&mut self.title, other.title);
        or_words(&mut self.subtitle, other.subtitle);
        or_words(&mut self.session_type, other.session_type);
        or_words(&mut self.language, other.language);
        or(&mut self.kind, other.kind);
        or(&mut self.track, other.track);
        or(&mut self.room, other.room);
        or(&mut self.start, other.start);
        or(&mut self.end, other.end);
        or(&mut self.source, other.source);
        or_longer(&mut self.people, other.people);
        or_longer(&mut self.topics, other.topics);
        or_longer(&mut self.summary, other.summary);
        or_longer(&mut self.description, other.description);
        or_longer(&mut self.materials, other.materials);
        self.do_not_record |= other.do_not_record;
    }
}
