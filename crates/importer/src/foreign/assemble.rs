//! Makes a draft from what foreign files say: ids, zone, days, and readable names.

use std::collections::{BTreeSet, HashMap, HashSet};

use hallway_programme::Link;
use hallway_programme::draft::{
    ConferenceDraft, Draft, FORMAT, ItemDraft, MaterialDraft, PersonDraft, RoomDraft, TopicDraft,
    TrackDraft,
};
use hallway_programme::limits::MOST_ENTRIES;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::Url;

use super::names::{self, Ids};
use super::times::{Times, times};
use super::{ConferenceFacts, Event, Foreign, Identity, Participant, Repair, Unreadable, kind};
use crate::import::File;
use crate::zone;

/// What the caller says about the conference; it takes precedence over the files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// The conference's id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The IANA name of its time zone.
    pub zone: Option<String>,
    /// Its own page.
    pub link: Option<String>,
    /// More about its rooms: a `rooms.toml`.
    pub rooms: Option<File>,
}

/// Makes a draft from the files' facts, and returns it with everything that was corrected.
pub(crate) fn assemble(
    foreign: Foreign,
    options: &ImportOptions,
) -> Result<(Draft, Vec<Repair>), Unreadable> {
    let page = options.link.as_ref().or(foreign.conference.link.as_ref());
    let mut assembly = Assembly {
        repairs: foreign.repairs,
        page: page.and_then(|page| Url::parse(page).ok()),
        ..Assembly::default()
    };
    let (zone, zone_name) = assembly.zone(&foreign.conference, options)?;
    for track in &foreign.conference.tracks {
        assembly.track(Some(track.clone()));
    }
    for room in &foreign.conference.rooms {
        assembly.room(Some(room.clone()));
    }
    for event in foreign.events {
        assembly.event(event, &zone);
    }
    if assembly.draft.items.is_empty() {
        return Err(Unreadable::new(
            "",
            "there is nothing in it that an attendee could go to: check that it is the whole export",
        ));
    }
    assembly.conference(foreign.conference, options, zone_name)?;
    Ok((assembly.draft, assembly.repairs))
}

struct Assembly {
    draft: Draft,
    repairs: Vec<Repair>,
    /// The conference's own page: the base of addresses without a host.
    page: Option<Url>,
    days: BTreeSet<Date>,
    tracks: Shelf,
    rooms: Shelf,
    topics: Shelf,
    people: Shelf,
    items: Ids,
}

impl Default for Assembly {
    fn default() -> Self {
        Self {
            draft: Draft {
                format: FORMAT,
                revision: 1,
                conference: ConferenceDraft::default(),
                topics: Vec::new(),
                rooms: Vec::new(),
                people: Vec::new(),
                tracks: Vec::new(),
                items: Vec::new(),
            },
            repairs: Vec::new(),
            page: None,
            days: BTreeSet::new(),
            tracks: Shelf::default(),
            rooms: Shelf::default(),
            topics: Shelf::default(),
            people: Shelf::default(),
            items: Ids::default(),
        }
    }
}

/// Things of one kind, such as rooms, that several events name.
#[derive(Default)]
struct Shelf {
    ids: Ids,
    /// The position in its list of the thing with each key.
    known: HashMap<String, usize>,
}

impl Shelf {
    /// The position of the thing with that key; if it is new, `add` is called with its id.
    fn place(
        &mut self,
        key: &str,
        wanted: &str,
        otherwise: &str,
        add: impl FnOnce(String) -> usize,
    ) -> usize {
        if let Some(&at) = self.known.get(key) {
            return at;
        }
        let at = add(self.ids.give(wanted, otherwise));
        self.known.insert(key.to_owned(), at);
        at
    }
}

impl Assembly {
    fn repair(&mut self, place: &str, message: impl Into<String>) {
        self.repairs.push(Repair {
            place: place.into(),
            message: message.into(),
        });
    }

    fn zone(
        &mut self,
        facts: &ConferenceFacts,
        options: &ImportOptions,
    ) -> Result<(TimeZone, String), Unreadable> {
        let Some(name) = options.zone.as_ref().or(facts.zone.as_ref()) else {
            self.repair(
                "",
                "no time zone is named: times are read as UTC. If they are in another zone, name it: --zone Europe/Brussels",
            );
            return Ok((TimeZone::UTC, "UTC".into()));
        };
        match zone::find(name) {
            Ok(zone) => Ok((zone, name.clone())),
            Err(unknown) => Err(Unreadable::new(
                "",
                format!("{unknown} (--zone names the right one)"),
            )),
        }
    }

    fn conference(
        &mut self,
        facts: ConferenceFacts,
        options: &ImportOptions,
        zone: String,
    ) -> Result<(), Unreadable> {
        let title = options.title.as_ref().or(facts.title.as_ref());
        let title = title
            .map(|title| names::line(title))
            .filter(|title| !title.is_empty());
        let Some(title) = title else {
            return Err(Unreadable::new(
                "",
                "it does not say what the conference is called: say it with --title \"Its name\"",
            ));
        };
        let id = options
            .id
            .clone()
            .or(facts.id)
            .unwrap_or_else(|| title.clone());
        let id = Ids::default().give(&id, "conference");
        let (Some(first), Some(last)) = (
            facts
                .first_day
                .into_iter()
                .chain(self.days.first().copied())
                .min(),
            facts
                .last_day
                .into_iter()
                .chain(self.days.last().copied())
                .max(),
        ) else {
            return Err(Unreadable::new(
                "",
                "neither the conference nor any event has a date: check that it is the whole export",
            ));
        };
        // The first and the last day may be swapped in the file.
        let (first, last) = (first.min(last), last.max(first));
        let link = match &options.link {
            Some(link) => Some(Link::new(link).map_err(|error| {
                Unreadable::new("", format!("{error} (--link names the conference's page)"))
            })?),
            None => self
                .link("", facts.link)
                .and_then(|link| Link::new(&link).ok()),
        };
        self.draft.conference = ConferenceDraft {
            id,
            title,
            description: facts.description,
            first_day: first.to_string(),
            last_day: last.to_string(),
            zone,
            link: link.map(String::from),
            ..ConferenceDraft::default()
        };
        Ok(())
    }

    fn event(&mut self, event: Event, zone: &TimeZone) {
        let place = event.place.clone();
        let kind = kind::kind(&event);
        let (times, repairs) = times(&event, zone);
        for repair in repairs {
            self.repair(&place, repair);
        }
        if names::holds_unseen(&event.title) {
            self.repair(&place, "invisible characters are taken out of the title");
        }
        let title = names::line(&event.title);
        let (title, status) = kind::status(&title, event.status);
        if title.is_empty() {
            self.repair(&place, "it has no title: left out");
            return;
        }
        let id = self.item_id(&event.identity, title, &place);
        self.days.extend(times.and_then(|times| date(times.start)));
        let people = self.people(event.people);
        let materials = self.materials(&place, event.materials);
        let source = self.link(&place, event.source);
        let item = ItemDraft {
            id,
            title: title.to_owned(),
            subtitle: names::line(&event.subtitle),
            kind,
            session_type: names::line(&event.session_type),
            status,
            language: names::line(&event.language),
            track: self.track(event.track),
            room: self.room(event.room),
            start: times.map(|times: Times| times.start.to_string()),
            end: times.and_then(|times| times.end).map(|end| end.to_string()),
            ends_by: None,
            people,
            topics: self.topics(event.topics),
            summary: event.summary,
            description: event.description,
            materials,
            do_not_record: event.do_not_record,
            note: String::new(),
            source,
        };
        self.draft.items.push(item);
    }

    /// The id of an event: made from its guid, else its id, else its slug, else its title.
    fn item_id(&mut self, identity: &Identity, title: &str, place: &str) -> String {
        let wanted = names::id(&wanted(identity, title), "item");
        let id = self.items.give(&wanted, "item");
        if id != wanted && (identity.guid.is_some() || identity.id.is_some()) {
            self.repair(
                place,
                format!(
                    "an event before it has the id \"{wanted}\" already: this one gets \"{id}\""
                ),
            );
        }
        id
    }

    fn track(&mut self, title: Option<String>) -> Option<String> {
        let title = names::line(&title?);
        if title.is_empty() {
            return None;
        }
        let tracks = &mut self.draft.tracks;
        let at = self.tracks.place(&title, &title, "track", |id| {
            tracks.push(TrackDraft {
                id,
                title: title.clone(),
                ..TrackDraft::default()
            });
            tracks.len() - 1
        });
        Some(tracks[at].id.clone())
    }

    fn room(&mut self, title: Option<String>) -> Option<String> {
        let title = names::line(&title?);
        // Some write a dash for "none".
        if !title.contains(char::is_alphanumeric) {
            return None;
        }
        let rooms = &mut self.draft.rooms;
        let at = self.rooms.place(&title, &title, "room", |id| {
            rooms.push(RoomDraft {
                id,
                title: title.clone(),
                ..RoomDraft::default()
            });
            rooms.len() - 1
        });
        Some(rooms[at].id.clone())
    }

    fn topics(&mut self, titles: Vec<String>) -> Vec<String> {
        let (mut ids, mut seen) = (Vec::new(), HashSet::new());
        for title in titles
            .iter()
            .map(|title| names::line(title))
            .filter(|title| !title.is_empty())
        {
            let topics = &mut self.draft.topics;
            let at = self
                .topics
                .place(&title.to_lowercase(), &title, "topic", |id| {
                    topics.push(TopicDraft {
                        id,
                        title: title.clone(),
                    });
                    topics.len() - 1
                });
            if seen.insert(at) {
                ids.push(topics[at].id.clone());
            }
        }
        ids
    }

    fn people(&mut self, participants: Vec<Participant>) -> Vec<String> {
        let (mut ids, mut seen) = (Vec::new(), HashSet::new());
        for participant in participants {
            let name = names::line(&participant.name);
            if name.is_empty() {
                continue;
            }
            let wanted = wanted(&participant.identity, &name);
            let people = &mut self.draft.people;
            let at = self.people.place(&wanted, &wanted, "person", |id| {
                people.push(PersonDraft {
                    id,
                    name: name.clone(),
                    ..PersonDraft::default()
                });
                people.len() - 1
            });
            let person = &mut people[at];
            complete(person, participant);
            if seen.insert(at) {
                ids.push(person.id.clone());
            }
        }
        ids
    }

    fn materials(&mut self, place: &str, materials: Vec<MaterialDraft>) -> Vec<MaterialDraft> {
        let (mut sound, mut seen) = (Vec::new(), HashSet::new());
        for material in materials {
            let Some(to) = self.link(place, Some(material.to)) else {
                continue;
            };
            let title = names::line(&material.title);
            if seen.insert((to.clone(), title.clone())) {
                sound.push(MaterialDraft {
                    title,
                    to,
                    ..material
                });
            }
        }
        sound
    }

    /// An address that is safe to follow; an address without a host belongs to the conference's
    /// host.
    fn link(&mut self, place: &str, link: Option<String>) -> Option<String> {
        let link = link?.trim().to_owned();
        if link.is_empty() {
            return None;
        }
        let link = match &self.page {
            Some(page) if link.starts_with('/') => page.join(&link).ok()?.into(),
            _ => link,
        };
        match Link::new(&link) {
            Ok(_) => Some(link),
            Err(error) => {
                self.repair(place, format!("{error}: left out"));
                None
            }
        }
    }
}

/// The text from which a thing's id is made.
fn wanted(identity: &Identity, title: &str) -> String {
    let known = [&identity.guid, &identity.id, &identity.slug];
    let known = known.into_iter().flatten().map(|text| text.trim());
    known
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or(title)
        .to_owned()
}

/// Adds what is new about a person.
fn complete(person: &mut PersonDraft, participant: Participant) {
    if person.affiliation.is_none() {
        person.affiliation = participant
            .affiliation
            .map(|text| names::line(&text))
            .filter(|text| !text.is_empty());
    }
    if person.biography.is_empty() {
        person.biography = participant.biography;
    }
    for link in participant.links {
        let link = link.trim().to_owned();
        // Keep one link beyond the limit, so that the limit is reported; the others need no
        // comparing.
        let is_room = person.links.len() <= MOST_ENTRIES;
        if is_room && Link::new(&link).is_ok() && !person.links.contains(&link) {
            person.links.push(link);
        }
    }
}

fn date(instant: hallway_programme::Instant) -> Option<Date> {
    let day = instant.day();
    Date::new(
        day.year(),
        day.month().cast_signed(),
        day.of_month().cast_signed(),
    )
    .ok()
}
