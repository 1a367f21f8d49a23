//! Makes a draft from what foreign files say: ids, zone, days, and readable names.

use std::collections::{BTreeSet, HashMap, HashSet};

use hallway_programme::Link;
use hallway_programme::draft::{
    ConferenceDraft, Draft, FORMAT, ItemDraft, MaterialDraft, PersonDraft, RoomDraft, TopicDraft,
    TrackDraft,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::Url;

use super::names::{self, Ids};
use super::people::{self, SharedIds};
use super::times::{Times, times};
use super::web::{self, Address};
use super::{
    ConferenceFacts, Event, Foreign, Identity, Participant, Repair, Tally, Unreadable, clock, kind,
    status,
};
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
        page: page.and_then(|page| web::page(page)),
        ..Assembly::default()
    };
    let mut events = foreign.events;
    let (zone, zone_name) = assembly.zone(&foreign.conference, &events, options)?;
    let settled = clock::settle(&mut events, &zone, &zone_name);
    assembly.repairs.extend(settled);
    assembly.shared = SharedIds::of(&events);
    assembly.repairs.extend(assembly.shared.repair());
    for track in &foreign.conference.tracks {
        assembly.track(Some(track.clone()));
    }
    for room in &foreign.conference.rooms {
        assembly.room(Some(room.clone()));
    }
    for event in events {
        assembly.event(event, &zone);
    }
    if assembly.draft.items.is_empty() {
        return Err(Unreadable::new(
            "",
            "there is nothing in it that an attendee could go to: check that it is the whole export",
        ));
    }
    assembly.conference(foreign.conference, options, zone_name)?;
    let tallies = [
        assembly.completed_links,
        assembly.left_out_links,
        assembly.nameless,
    ];
    let repairs = tallies.into_iter().filter_map(Tally::into_repair);
    assembly.repairs.extend(repairs);
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
    /// Ids that the files give to several people.
    shared: SharedIds,
    items: Ids,
    completed_links: Tally,
    left_out_links: Tally,
    nameless: Tally,
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
            shared: SharedIds::default(),
            items: Ids::default(),
            completed_links: Tally::default(),
            left_out_links: Tally::default(),
            nameless: Tally::default(),
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
        events: &[Event],
        options: &ImportOptions,
    ) -> Result<(TimeZone, String), Unreadable> {
        let Some(name) = options.zone.as_ref().or(facts.zone.as_ref()) else {
            if let Some(found) = clock::found(events) {
                self.repair("", found.message);
                return Ok((found.zone, found.name));
            }
            self.repair(
                "",
                "no time zone is named: times are read as UTC. If they are in another zone, name it: --zone Europe/Brussels",
            );
            return Ok((TimeZone::UTC, "UTC".into()));
        };
        let unknown = match zone::find(name) {
            Ok(zone) => return Ok((zone, name.clone())),
            Err(unknown) => unknown,
        };
        let meant = zone::meant(name).filter(|_| options.zone.is_none());
        match meant.and_then(|meant| Some((zone::find(&meant).ok()?, meant))) {
            Some((zone, meant)) => {
                self.repair("", format!("its time zone \"{name}\" is read as {meant}"));
                Ok((zone, meant))
            }
            None => Err(Unreadable::new(
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
        self.tell_of_days([facts.first_day, facts.last_day], [first, last]);
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

    /// Says that the conference has more days than the file says, because of its events.
    fn tell_of_days(&mut self, stated: [Option<Date>; 2], [first, last]: [Date; 2]) {
        let stated_days = stated.into_iter().flatten();
        let (earliest, latest) = (stated_days.clone().min(), stated_days.max());
        if let (Some(_), Some(earliest)) = (stated[0], earliest)
            && first < earliest
        {
            self.repair("", format!(
                "the conference begins on {earliest}, and an event on {first}: that is its first day"
            ));
        }
        if let (Some(_), Some(latest)) = (stated[1], latest)
            && last > latest
        {
            self.repair("", format!(
                "the conference ends on {latest}, and an event begins on {last}: that is its last day"
            ));
        }
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
        let (title, status) = status::of_title(&title, event.status);
        if title.is_empty() {
            self.repair(&place, "it has no title: left out");
            return;
        }
        let id = self.item_id(&event.identity, title, &place);
        self.days.extend(times.and_then(|times| date(times.start)));
        let people = self.people(&place, event.people);
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

    fn people(&mut self, place: &str, participants: Vec<Participant>) -> Vec<String> {
        let (mut ids, mut seen) = (Vec::new(), HashSet::new());
        for participant in participants {
            let name = names::line(&participant.name);
            if name.is_empty() {
                let message = "a person without a name is left out";
                self.nameless.add(place, message);
                continue;
            }
            let wanted = wanted(&participant.identity, &name);
            let key = self.shared.key(&wanted, &name);
            // An id of several people can't tell which of them is meant.
            let wanted = if key == wanted { &wanted } else { &name };
            let people = &mut self.draft.people;
            let at = self.people.place(&key, wanted, "person", |id| {
                people.push(PersonDraft {
                    id,
                    name: name.clone(),
                    ..PersonDraft::default()
                });
                people.len() - 1
            });
            let links = self.links(place, &participant.links);
            let person = &mut self.draft.people[at];
            people::complete(person, participant, links);
            if seen.insert(at) {
                ids.push(person.id.clone());
            }
        }
        ids
    }

    fn links(&mut self, place: &str, links: &[String]) -> Vec<String> {
        let links = links.iter();
        links
            .filter_map(|link| self.link(place, Some(link.clone())))
            .collect()
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

    /// An address that is safe to follow. One without a host belongs to the conference's host, and
    /// one without a scheme gets `https`.
    fn link(&mut self, place: &str, link: Option<String>) -> Option<String> {
        match web::address(&link?, self.page.as_ref()) {
            Address::None => None,
            Address::Whole(link) => Some(link),
            Address::Completed { from, to } => {
                let message = format!("the address \"{from}\" is read as {to}");
                self.completed_links.add(place, message);
                Some(to)
            }
            Address::Unsafe(error) => {
                self.left_out_links.add(place, format!("{error}: left out"));
                None
            }
        }
    }
}

/// The text from which a thing's id is made.
pub(super) fn wanted(identity: &Identity, title: &str) -> String {
    let known = [&identity.guid, &identity.id, &identity.slug];
    let known = known.into_iter().flatten().map(|text| text.trim());
    known
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or(title)
        .to_owned()
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
