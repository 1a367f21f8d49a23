//! Merges several files of one conference: the first file counts, and the others add what it leaves
//! out.

use std::collections::HashMap;

use hallway_programme::Status;

use super::{ConferenceFacts, Event, Foreign, Identity, names, status};

impl Foreign {
    /// Adds what another file says. Two events with the same guid, or else with the same id, are
    /// one event if their titles agree. What the first leaves out is taken from the other: Indico,
    /// for example, exports contributions and timetable separately.
    pub fn merge(&mut self, other: Self) {
        self.conference.merge(other.conference);
        self.repairs.extend(other.repairs);
        let known = EventIndex::of(&self.events);
        for event in other.events {
            match known.place(&self.events, &event) {
                Some(at) => self.events[at].complete(event),
                None => self.events.push(event),
            }
        }
    }
}

/// The positions of the events of earlier files, by their identifiers.
#[derive(Default)]
struct EventIndex {
    guids: HashMap<String, Vec<usize>>,
    ids: HashMap<String, Vec<usize>>,
}

impl EventIndex {
    fn of(events: &[Event]) -> Self {
        let mut known = Self::default();
        for (at, Event { identity, .. }) in events.iter().enumerate() {
            for (places, name) in [
                (&mut known.guids, &identity.guid),
                (&mut known.ids, &identity.id),
            ] {
                if let Some(name) = name {
                    places.entry(name.clone()).or_default().push(at);
                }
            }
        }
        known
    }

    fn place(&self, events: &[Event], event: &Event) -> Option<usize> {
        let Identity { guid, id, .. } = &event.identity;
        let by_guid = guid.as_ref().and_then(|guid| self.guids.get(guid));
        let by_id = id.as_ref().and_then(|id| self.ids.get(id));
        let by_guid = by_guid.into_iter().flatten();
        let by_id = by_id.into_iter().flatten();
        // Two events that both have a guid are matched only by guid.
        let by_id = by_id.filter(|at| guid.is_none() || events[**at].identity.guid.is_none());
        let mut places = by_guid.chain(by_id).copied();
        places.find(|at| may_be_one(&events[*at], event))
    }
}

/// Whether two events may be the same: their titles agree without marks of a status, or one event
/// has no title.
fn may_be_one(one: &Event, other: &Event) -> bool {
    let [one, other] = [one, other].map(|event| names::line(&event.title));
    let [one, other] = [&one, &other].map(|title| status::of_title(title, Status::Planned).0);
    one.is_empty() || other.is_empty() || one == other
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
            // These are the same in both events, or those of the first file count.
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
            stated,
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
        if self.start.is_none() {
            (self.start, self.stated) = (start, stated);
        }
        or(&mut self.end, end);
        or(&mut self.source, source);
        or_list(&mut self.people, people);
        or_list(&mut self.topics, topics);
        or_list(&mut self.summary, summary);
        or_list(&mut self.description, description);
        or_list(&mut self.materials, materials);
        self.do_not_record |= do_not_record;
        // `Planned` may only mean that the file has no status.
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
