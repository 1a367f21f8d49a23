//! Several files of one conference as one: facts that one lacks come from the other.

use std::collections::HashMap;

use hallway_programme::Status;

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

fn or_list<T>(own: &mut Vec<T>, other: Vec<T>) {
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
        let Self {
            id,
            title,
            description,
            first_day,
            last_day,
            zone,
            link,
            tracks,
            rooms,
        } = other;
        or(&mut self.id, id);
        or(&mut self.title, title);
        or_list(&mut self.description, description);
        or(&mut self.zone, zone);
        or(&mut self.link, link);
        or_list(&mut self.tracks, tracks);
        or_list(&mut self.rooms, rooms);
        self.first_day = earlier(self.first_day, first_day);
        self.last_day = self.last_day.max(last_day);
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
        let Self {
            // Those are the same, or the first file's.
            place: _,
            identity: _,
            title,
            subtitle,
            kind,
            session_type,
            status,
            language,
            track,
            room,
            start,
            end,
            people,
            topics,
            summary,
            description,
            materials,
            do_not_record,
            source,
        } = other;
        or_words(&mut self.title, title);
        or_words(&mut self.subtitle, subtitle);
        or_words(&mut self.session_type, session_type);
        or_words(&mut self.language, language);
        or(&mut self.kind, kind);
        or(&mut self.track, track);
        or(&mut self.room, room);
        or(&mut self.start, start);
        or(&mut self.end, end);
        or(&mut self.source, source);
        or_list(&mut self.people, people);
        or_list(&mut self.topics, topics);
        or_list(&mut self.summary, summary);
        or_list(&mut self.description, description);
        or_list(&mut self.materials, materials);
        self.do_not_record |= do_not_record;
        // A file that says nothing of it has it planned.
        if self.status == Status::Planned {
            self.status = status;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_second_file_says_is_kept() {
        let event = |status| Event {
            identity: Identity {
                id: Some("7".into()),
                ..Identity::default()
            },
            status,
            ..Event::default()
        };
        let mut first = Foreign {
            events: vec![event(Status::Planned)],
            ..Foreign::default()
        };
        let second = Foreign {
            conference: ConferenceFacts {
                tracks: vec!["Sails".into(), "Anchors".into()],
                rooms: vec!["Deck".into()],
                ..ConferenceFacts::default()
            },
            events: vec![event(Status::Cancelled)],
            ..Foreign::default()
        };
        first.merge(second.clone());
        assert_eq!(first.conference, second.conference);
        assert_eq!(first.events, second.events);
    }
}
