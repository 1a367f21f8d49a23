//! Turns a draft into a programme, or reports everything that is wrong with it at once.
//!
//! This module is pure. `crates/importer`, which has a time-zone database, checks that the time
//! zone exists and that times have its offsets.

mod checker;
mod problem;

use crate::draft::{
    CallDraft, ConferenceDraft, Draft, FORMAT, ItemDraft, MaterialDraft, PersonDraft, RoomDraft,
    TopicDraft, TrackDraft,
};
use crate::id::ConferenceId;
use crate::limits::{
    LONGEST_LINK, LONGEST_NOTE, LONGEST_TITLE, MOST_ENTRIES, MOST_ITEMS, MOST_PEOPLE, MOST_ROOMS,
    MOST_TOPICS, MOST_TRACKS,
};
use crate::model::{
    Call, Conference, End, Item, Material, Person, Positions, Programme, Room, Slot, Topic, Track,
};
use crate::revision::HIGHEST;
use crate::{Day, FloorPlan, Instant, Location};
use checker::Checker;
pub use problem::{Fault, Part, Problem};

/// The programme that a draft describes.
///
/// # Errors
/// Every [`Problem`] of the draft, in the draft's order: ids that are invalid, used twice or
/// unknown; empty titles; entries listed twice; invalid days, times, links and locations; ends that
/// are not after their start; items outside the conference's days; a revision above [`HIGHEST`];
/// and everything beyond the [limits](crate::limits).
pub fn check(draft: Draft) -> Result<Programme, Vec<Problem>> {
    let mut checker = Checker::default();
    if draft.format != FORMAT {
        checker.report(Part::Programme, "format", Fault::OtherFormat(draft.format));
    }
    if draft.revision > HIGHEST {
        checker.report(Part::Programme, "revision", Fault::Revision(draft.revision));
    }
    let too_many = checker.lists(&draft);
    if too_many {
        // Checking such long lists would take too long.
        return Err(checker.problems);
    }
    let mut positions = Positions {
        topics: checker.positions(draft.topics.iter().map(|d| &d.id), Part::Topic),
        rooms: checker.positions(draft.rooms.iter().map(|d| &d.id), Part::Room),
        people: checker.positions(draft.people.iter().map(|d| &d.id), Part::Person),
        tracks: checker.positions(draft.tracks.iter().map(|d| &d.id), Part::Track),
        items: checker.positions(draft.items.iter().map(|d| &d.id), Part::Item),
    };
    let conference = checker.conference(draft.conference);
    let days = conference.as_ref().map(|c| (c.first_day, c.last_day));
    let topics = every(draft.topics, |at, d| checker.topic(at, d));
    let rooms = every(draft.rooms, |at, d| checker.room(at, d));
    let people = every(draft.people, |at, d| checker.person(at, d));
    let tracks = every(draft.tracks, |at, d| checker.track(at, d, &positions));
    let mut items = every(draft.items, |at, d| checker.item(at, d, &positions, days));

    let (Some(conference), true) = (conference, checker.problems.is_empty()) else {
        checker.problems.sort_by_key(|problem| problem.part);
        return Err(checker.problems);
    };
    items.sort_by_key(|item| (item.slot.is_none(), item.slot.map(|slot| slot.start)));
    // Sorting moved the items, so this updates their positions.
    let places = items.iter().enumerate();
    positions
        .items
        .extend(places.map(|(at, item)| (item.id.as_str().into(), at)));
    Ok(Programme {
        format: FORMAT,
        revision: draft.revision,
        conference,
        topics,
        rooms,
        people,
        tracks,
        items,
        positions,
    })
}

fn every<D, T>(drafts: Vec<D>, mut checked: impl FnMut(usize, D) -> Option<T>) -> Vec<T> {
    drafts
        .into_iter()
        .enumerate()
        .filter_map(|(at, draft)| checked(at, draft))
        .collect()
}

impl Checker {
    /// Whether any list of the programme is too long.
    fn lists(&mut self, draft: &Draft) -> bool {
        let before = self.problems.len();
        let part = Part::Programme;
        self.entries(part, "topics", &draft.topics, MOST_TOPICS);
        self.entries(part, "rooms", &draft.rooms, MOST_ROOMS);
        self.entries(part, "people", &draft.people, MOST_PEOPLE);
        self.entries(part, "tracks", &draft.tracks, MOST_TRACKS);
        self.entries(part, "items", &draft.items, MOST_ITEMS);
        self.problems.len() > before
    }

    fn conference(&mut self, draft: ConferenceDraft) -> Option<Conference> {
        let part = Part::Conference;
        let id = self.id::<ConferenceId>(part, draft.id);
        let title = self.title(part, "title", draft.title);
        let first_day = self.day("first_day", &draft.first_day);
        let last_day = self.day("last_day", &draft.last_day);
        let zone = self.title(part, "zone", draft.zone);
        let link = self.link(part, "link", draft.link);
        self.text(part, "description", &draft.description);
        self.line(part, "tracks_title", &draft.tracks_title, LONGEST_TITLE);
        self.entries(part, "sources", &draft.sources, MOST_ENTRIES);
        for (at, source) in draft.sources.iter().enumerate() {
            self.entry(at, |checker| {
                checker.line(part, "sources", &source.note, LONGEST_NOTE);
                if let Some(link) = &source.link
                    && link.as_str().len() > LONGEST_LINK
                {
                    checker.address(part, "sources", link.as_str());
                }
                checker.title(part, "sources", source.title.clone())
            });
        }
        let conference = Conference {
            id: id?,
            title: title?,
            description: draft.description,
            first_day: first_day?,
            last_day: last_day?,
            zone: zone?,
            link,
            landing: draft.landing,
            tracks_title: draft.tracks_title,
            sources: draft.sources,
        };
        if conference.last_day < conference.first_day {
            let fault = Fault::LastBeforeFirst(conference.first_day);
            self.report(part, "last_day", fault);
        }
        Some(conference)
    }

    fn topic(&mut self, at: usize, draft: TopicDraft) -> Option<Topic> {
        let part = Part::Topic(at);
        let id = self.id(part, draft.id);
        let title = self.title(part, "title", draft.title);
        Some(Topic {
            id: id?,
            title: title?,
        })
    }

    fn room(&mut self, at: usize, draft: RoomDraft) -> Option<Room> {
        let part = Part::Room(at);
        let id = self.id(part, draft.id);
        let title = self.title(part, "title", draft.title);
        self.line(part, "building", &draft.building, LONGEST_TITLE);
        self.line(part, "floor", &draft.floor, LONGEST_TITLE);
        let links = self.links(part, "links", draft.links);
        let location = draft.location.and_then(|text| {
            let location = Location::parse(&text).ok_or(Fault::Location(text));
            self.parsed(part, "location", location)
        });
        let plan = draft.plan.and_then(|name| {
            let plan = FloorPlan::parse(&name).ok_or(Fault::FloorPlan(name));
            self.parsed(part, "plan", plan)
        });
        Some(Room {
            id: id?,
            title: title?,
            building: draft.building,
            floor: draft.floor,
            links,
            location,
            plan,
        })
    }

    fn person(&mut self, at: usize, draft: PersonDraft) -> Option<Person> {
        let part = Part::Person(at);
        let id = self.id(part, draft.id);
        let name = self.title(part, "name", draft.name);
        let affiliation = draft.affiliation.as_deref().unwrap_or_default();
        self.line(part, "affiliation", affiliation, LONGEST_TITLE);
        self.text(part, "biography", &draft.biography);
        let links = self.links(part, "links", draft.links);
        Some(Person {
            id: id?,
            name: name?,
            affiliation: draft.affiliation,
            links,
            biography: draft.biography,
        })
    }

    fn track(&mut self, at: usize, draft: TrackDraft, known: &Positions) -> Option<Track> {
        let part = Part::Track(at);
        let id = self.id(part, draft.id);
        let title = self.title(part, "title", draft.title);
        self.text(part, "description", &draft.description);
        self.line(part, "note", &draft.note, LONGEST_NOTE);
        let leads = self.references(part, "leads", draft.leads, &known.people);
        let topics = self.references(part, "topics", draft.topics, &known.topics);
        let call = draft.call.and_then(|call| self.call(part, call));
        Some(Track {
            id: id?,
            title: title?,
            description: draft.description,
            leads,
            topics,
            call,
            note: draft.note,
        })
    }

    fn call(&mut self, part: Part, draft: CallDraft) -> Option<Call> {
        self.text(part, "call.how", &draft.how);
        let ends = self.title(part, "call.ends", draft.ends)?;
        Some(Call {
            ends,
            how: draft.how,
        })
    }

    fn item(
        &mut self,
        at: usize,
        mut draft: ItemDraft,
        known: &Positions,
        days: Option<(Day, Day)>,
    ) -> Option<Item> {
        let part = Part::Item(at);
        let id = self.id(part, std::mem::take(&mut draft.id));
        let title = self.title(part, "title", std::mem::take(&mut draft.title));
        let slot = self.slot(part, &draft, days);
        for (field, line) in [
            ("subtitle", &draft.subtitle),
            ("type", &draft.session_type),
            ("language", &draft.language),
        ] {
            self.line(part, field, line, LONGEST_TITLE);
        }
        self.line(part, "note", &draft.note, LONGEST_NOTE);
        self.text(part, "abstract", &draft.summary);
        self.text(part, "description", &draft.description);
        let track = draft
            .track
            .and_then(|track| self.reference(part, "track", track, &known.tracks));
        let room = draft
            .room
            .and_then(|room| self.reference(part, "room", room, &known.rooms));
        let people = self.references(part, "people", draft.people, &known.people);
        let topics = self.references(part, "topics", draft.topics, &known.topics);
        let materials = self.materials(part, draft.materials);
        let source = self.link(part, "source", draft.source);
        Some(Item {
            id: id?,
            title: title?,
            subtitle: draft.subtitle,
            kind: draft.kind,
            session_type: draft.session_type,
            status: draft.status,
            language: draft.language,
            track,
            room,
            slot,
            people,
            topics,
            summary: draft.summary,
            description: draft.description,
            materials,
            do_not_record: draft.do_not_record,
            note: draft.note,
            source,
        })
    }

    fn materials(&mut self, part: Part, drafts: Vec<MaterialDraft>) -> Vec<Material> {
        self.entries(part, "materials", &drafts, MOST_ENTRIES);
        every(drafts, |at, draft| {
            let to = self.entry(at, |checker| {
                checker.line(part, "materials", &draft.title, LONGEST_TITLE);
                checker.address(part, "materials", &draft.to)
            });
            Some(Material {
                kind: draft.kind,
                title: draft.title,
                to: to?,
            })
        })
    }

    fn slot(&mut self, part: Part, draft: &ItemDraft, days: Option<(Day, Day)>) -> Option<Slot> {
        let mut instant = |field, text: &Option<String>| {
            text.as_ref()
                .and_then(|text| self.parsed(part, field, Instant::parse(text)))
        };
        let start = instant("start", &draft.start);
        let end = instant("end", &draft.end);
        let ends_by = instant("ends_by", &draft.ends_by);
        if draft.start.is_none() && (draft.end.is_some() || draft.ends_by.is_some()) {
            self.report(part, "start", Fault::NoStart);
        }
        if draft.end.is_some() && draft.ends_by.is_some() {
            self.report(part, "ends_by", Fault::TwoEnds);
        }
        let start = start?;
        let (field, end) = match (end, ends_by) {
            (Some(end), _) => ("end", End::At(end)),
            (None, Some(end)) => ("ends_by", End::By(end)),
            (None, None) => ("end", End::Unknown {}),
        };
        if end
            .latest()
            .is_some_and(|latest| latest.moment() <= start.moment())
        {
            self.report(part, field, Fault::NotAfterStart(start));
        }
        if let Some((first, last)) = days
            && !(first..=last).contains(&start.day())
        {
            self.report(part, "start", Fault::OutsideDays { start, first, last });
        }
        Some(Slot { start, end })
    }
}
