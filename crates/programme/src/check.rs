//! Turns a draft into a programme, or says everything that is wrong with it at once.
//!
//! Pure: whether a zone exists and has the offsets that the times claim is checked where a
//! time-zone database is at hand, not here.

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
pub use problem::{Fault, Place, Problem};

/// The programme that a draft describes.
///
/// # Errors
/// Every [`Problem`] of the draft, in the draft's order: ids that are none, doubled or unknown, empty
/// titles, entries listed twice, days, times, links and places that are none, ends before starts, items
/// outside the conference's days, a revision beyond [`HIGHEST`], and whatever is beyond the
/// [limits](crate::limits).
pub fn check(draft: Draft) -> Result<Programme, Vec<Problem>> {
    let mut checker = Checker::default();
    if draft.format != FORMAT {
        checker.report(Place::Programme, "format", Fault::OtherFormat(draft.format));
    }
    if draft.revision > HIGHEST {
        checker.report(
            Place::Programme,
            "revision",
            Fault::Revision(draft.revision),
        );
    }
    let too_many = checker.lists(&draft);
    if too_many {
        // What it would take to look at each of them is what the limits are there for.
        return Err(checker.problems);
    }
    let mut positions = Positions {
        topics: checker.positions(draft.topics.iter().map(|d| &d.id), Place::Topic),
        rooms: checker.positions(draft.rooms.iter().map(|d| &d.id), Place::Room),
        people: checker.positions(draft.people.iter().map(|d| &d.id), Place::Person),
        tracks: checker.positions(draft.tracks.iter().map(|d| &d.id), Place::Track),
        items: checker.positions(draft.items.iter().map(|d| &d.id), Place::Item),
    };
    let conference = checker.conference(draft.conference);
    let days = conference.as_ref().map(|c| (c.first_day, c.last_day));
    let topics = every(draft.topics, |at, d| checker.topic(at, d));
    let rooms = every(draft.rooms, |at, d| checker.room(at, d));
    let people = every(draft.people, |at, d| checker.person(at, d));
    let tracks = every(draft.tracks, |at, d| checker.track(at, d, &positions));
    let mut items = every(draft.items, |at, d| checker.item(at, d, &positions, days));

    let (Some(conference), true) = (conference, checker.problems.is_empty()) else {
        checker.problems.sort_by_key(|problem| problem.place);
        return Err(checker.problems);
    };
    items.sort_by_key(|item| (item.slot.is_none(), item.slot.map(|slot| slot.start)));
    // As they are in order now.
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
        let place = Place::Programme;
        self.entries(place, "topics", &draft.topics, MOST_TOPICS);
        self.entries(place, "rooms", &draft.rooms, MOST_ROOMS);
        self.entries(place, "people", &draft.people, MOST_PEOPLE);
        self.entries(place, "tracks", &draft.tracks, MOST_TRACKS);
        self.entries(place, "items", &draft.items, MOST_ITEMS);
        self.problems.len() > before
    }

    fn conference(&mut self, draft: ConferenceDraft) -> Option<Conference> {
        let place = Place::Conference;
        let id = self.id::<ConferenceId>(place, draft.id);
        let title = self.title(place, "title", draft.title);
        let first_day = self.day("first_day", &draft.first_day);
        let last_day = self.day("last_day", &draft.last_day);
        let zone = self.title(place, "zone", draft.zone);
        let link = self.link(place, "link", draft.link);
        self.text(place, "description", &draft.description);
        self.line(place, "tracks_title", &draft.tracks_title, LONGEST_TITLE);
        self.entries(place, "sources", &draft.sources, MOST_ENTRIES);
        for (at, source) in draft.sources.iter().enumerate() {
            self.entry(at, |checker| {
                checker.line(place, "sources", &source.note, LONGEST_NOTE);
                if let Some(link) = &source.link
                    && link.as_str().len() > LONGEST_LINK
                {
                    checker.address(place, "sources", link.as_str());
                }
                checker.title(place, "sources", source.title.clone())
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
            self.report(place, "last_day", fault);
        }
        Some(conference)
    }

    fn topic(&mut self, at: usize, draft: TopicDraft) -> Option<Topic> {
        let place = Place::Topic(at);
        let id = self.id(place, draft.id);
        let title = self.title(place, "title", draft.title);
        Some(Topic {
            id: id?,
            title: title?,
        })
    }

    fn room(&mut self, at: usize, draft: RoomDraft) -> Option<Room> {
        let place = Place::Room(at);
        let id = self.id(place, draft.id);
        let title = self.title(place, "title", draft.title);
        self.line(place, "building", &draft.building, LONGEST_TITLE);
        self.line(place, "floor", &draft.floor, LONGEST_TITLE);
        let links = self.links(place, "links", draft.links);
        let location = draft.location.and_then(|text| {
            let location = Location::parse(&text).ok_or(Fault::Location(text));
            self.parsed(place, "location", location)
        });
        let plan = draft.plan.and_then(|name| {
            let plan = FloorPlan::parse(&name).ok_or(Fault::FloorPlan(name));
            self.parsed(place, "plan", plan)
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
        let place = Place::Person(at);
        let id = self.id(place, draft.id);
        let name = self.title(place, "name", draft.name);
        let affiliation = draft.affiliation.as_deref().unwrap_or_default();
        self.line(place, "affiliation", affiliation, LONGEST_TITLE);
        self.text(place, "biography", &draft.biography);
        let links = self.links(place, "links", draft.links);
        Some(Person {
            id: id?,
            name: name?,
            affiliation: draft.affiliation,
            links,
            biography: draft.biography,
        })
    }

    fn track(&mut self, at: usize, draft: TrackDraft, known: &Positions) -> Option<Track> {
        let place = Place::Track(at);
        let id = self.id(place, draft.id);
        let title = self.title(place, "title", draft.title);
        self.text(place, "description", &draft.description);
        self.line(place, "note", &draft.note, LONGEST_NOTE);
        let leads = self.references(place, "leads", draft.leads, &known.people);
        let topics = self.references(place, "topics", draft.topics, &known.topics);
        let call = draft.call.and_then(|call| self.call(place, call));
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

    fn call(&mut self, place: Place, draft: CallDraft) -> Option<Call> {
        self.text(place, "call.how", &draft.how);
        let ends = self.title(place, "call.ends", draft.ends)?;
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
        let place = Place::Item(at);
        let id = self.id(place, std::mem::take(&mut draft.id));
        let title = self.title(place, "title", std::mem::take(&mut draft.title));
        let slot = self.slot(place, &draft, days);
        for (field, line) in [
            ("subtitle", &draft.subtitle),
            ("type", &draft.session_type),
            ("language", &draft.language),
        ] {
            self.line(place, field, line, LONGEST_TITLE);
        }
        self.line(place, "note", &draft.note, LONGEST_NOTE);
        self.text(place, "abstract", &draft.summary);
        self.text(place, "description", &draft.description);
        let track = draft
            .track
            .and_then(|track| self.reference(place, "track", track, &known.tracks));
        let room = draft
            .room
            .and_then(|room| self.reference(place, "room", room, &known.rooms));
        let people = self.references(place, "people", draft.people, &known.people);
        let topics = self.references(place, "topics", draft.topics, &known.topics);
        let materials = self.materials(place, draft.materials);
        let source = self.link(place, "source", draft.source);
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

    fn materials(&mut self, place: Place, drafts: Vec<MaterialDraft>) -> Vec<Material> {
        self.entries(place, "materials", &drafts, MOST_ENTRIES);
        every(drafts, |at, draft| {
            let to = self.entry(at, |checker| {
                checker.line(place, "materials", &draft.title, LONGEST_TITLE);
                checker.address(place, "materials", &draft.to)
            });
            Some(Material {
                kind: draft.kind,
                title: draft.title,
                to: to?,
            })
        })
    }

    fn slot(&mut self, place: Place, draft: &ItemDraft, days: Option<(Day, Day)>) -> Option<Slot> {
        let mut instant = |field, text: &Option<String>| {
            text.as_ref()
                .and_then(|text| self.parsed(place, field, Instant::parse(text)))
        };
        let start = instant("start", &draft.start);
        let end = instant("end", &draft.end);
        let ends_by = instant("ends_by", &draft.ends_by);
        if draft.start.is_none() && (draft.end.is_some() || draft.ends_by.is_some()) {
            self.report(place, "start", Fault::NoStart);
        }
        if draft.end.is_some() && draft.ends_by.is_some() {
            self.report(place, "ends_by", Fault::TwoEnds);
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
            self.report(place, field, Fault::NotAfterStart(start));
        }
        if let Some((first, last)) = days
            && !(first..=last).contains(&start.day())
        {
            self.report(place, "start", Fault::OutsideDays { start, first, last });
        }
        Some(Slot { start, end })
    }
}
