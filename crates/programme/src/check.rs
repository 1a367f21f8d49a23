//! Turns a draft into a programme, or says everything that is wrong with it at once.
//!
//! Pure: whether a zone exists and has the offsets that the times claim is checked where a
//! time-zone database is at hand, not here.

use std::collections::BTreeMap;
use std::fmt;

use crate::draft::{
    CallDraft, ConferenceDraft, Draft, FORMAT, ItemDraft, MaterialDraft, PersonDraft, RoomDraft,
    TopicDraft, TrackDraft,
};
use crate::id::{ConferenceId, InvalidId};
use crate::instant::InvalidInstant;
use crate::link::InvalidLink;
use crate::model::{
    Call, Conference, End, Item, Material, Person, Positions, Programme, Room, Slot, Topic, Track,
};
use crate::{Day, FloorPlan, Instant, Link, Location};

/// Something that is wrong with a draft: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which part of the draft.
    pub place: Place,
    /// Which field of that part.
    pub field: &'static str,
    /// Which entry of that field, counted from zero, if it is a list.
    pub entry: Option<usize>,
    /// Another part that it clashes with.
    pub also: Option<Place>,
    /// What is wrong, and what to do about it.
    pub fault: Fault,
}

/// What can be wrong; as text, also what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has another format than [`FORMAT`].
    OtherFormat(u32),
    /// The id is taken already.
    Taken {
        /// The id.
        id: String,
        /// What has it.
        by: Place,
    },
    /// It is no id.
    Id(InvalidId),
    /// It is no link.
    Link(InvalidLink),
    /// It is no time.
    Instant(InvalidInstant),
    /// It is no day.
    Day(String),
    /// It is empty.
    Empty,
    /// It stands in the list already.
    Twice(String),
    /// Nothing has this id.
    Unknown(String),
    /// The last day is before this first one.
    LastBeforeFirst(Day),
    /// There is an end, and no start.
    NoStart,
    /// There is an end that is known, and one that is not.
    TwoEnds,
    /// The end is not after this start.
    NotAfterStart(Instant),
    /// It starts outside the conference's days.
    OutsideDays {
        /// When it starts.
        start: Instant,
        /// The conference's first day.
        first: Day,
        /// The conference's last day.
        last: Day,
    },
    /// It is no place on the globe.
    Location(String),
    /// It is no picture's name.
    FloorPlan(String),
    /// Something that is checked where more is known than here.
    Other(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::OtherFormat(format) => write!(
                f,
                "this is format {format}, and only format {FORMAT} can be read: use a matching version of Hallway"
            ),
            Fault::Taken { id, by } => write!(
                f,
                "\"{id}\" names {by} already: give one of the two another id"
            ),
            Fault::Id(error) => error.fmt(f),
            Fault::Link(error) => error.fmt(f),
            Fault::Instant(error) => error.fmt(f),
            Fault::Day(text) => write!(f, "\"{text}\" is not a day: write it as 2021-09-20"),
            Fault::Location(text) => write!(
                f,
                "\"{text}\" is not a place: write its latitude and longitude as 52.5163,13.3777"
            ),
            Fault::FloorPlan(name) => write!(
                f,
                "\"{name}\" is not a picture's name: use ASCII letters, digits, \"-\", \"_\" and one of the endings {}",
                FloorPlan::ENDINGS.join(", ")
            ),
            Fault::Empty => f.write_str("it is empty: say what this is called"),
            Fault::Twice(text) => {
                write!(f, "\"{text}\" is listed already: take one of the two out")
            }
            Fault::Unknown(id) => write!(
                f,
                "there is no \"{id}\": correct the id, or add what it names"
            ),
            Fault::LastBeforeFirst(first) => write!(
                f,
                "it is before the first day, {first}: swap the two, or correct one"
            ),
            Fault::NoStart => f.write_str("there is an end without a start: add the start"),
            Fault::TwoEnds => f.write_str("there is an \"end\" too: keep the one that is known"),
            Fault::NotAfterStart(start) => write!(
                f,
                "it is not after the start, {start}: correct one of the two"
            ),
            Fault::OutsideDays { start, first, last } => write!(
                f,
                "{start} is outside the conference's days, {first} to {last}: correct the time, or the conference's days"
            ),
            Fault::Other(message) => f.write_str(message),
        }
    }
}

impl From<InvalidId> for Fault {
    fn from(error: InvalidId) -> Self {
        Fault::Id(error)
    }
}

impl From<InvalidLink> for Fault {
    fn from(error: InvalidLink) -> Self {
        Fault::Link(error)
    }
}

impl From<InvalidInstant> for Fault {
    fn from(error: InvalidInstant) -> Self {
        Fault::Instant(error)
    }
}

/// A part of a draft; the numbers count from zero in the draft's own lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The draft as a whole.
    Programme,
    /// The conference.
    Conference,
    /// A topic.
    Topic(usize),
    /// A room.
    Room(usize),
    /// A person.
    Person(usize),
    /// A track.
    Track(usize),
    /// An item.
    Item(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Programme => write!(f, "programme"),
            Place::Conference => write!(f, "conference"),
            Place::Topic(at) => write!(f, "topic {}", at + 1),
            Place::Room(at) => write!(f, "room {}", at + 1),
            Place::Person(at) => write!(f, "person {}", at + 1),
            Place::Track(at) => write!(f, "track {}", at + 1),
            Place::Item(at) => write!(f, "item {}", at + 1),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.place, self.field, self.fault)
    }
}

/// The programme that a draft describes.
///
/// # Errors
/// Every [`Problem`] of the draft, in the draft's order: ids that are none, doubled or unknown,
/// empty titles, entries listed twice, days and times that are none, ends before starts, items outside the conference's
/// days.
pub fn check(draft: Draft) -> Result<Programme, Vec<Problem>> {
    let mut checker = Checker::default();
    if draft.format != FORMAT {
        checker.report(Place::Programme, "format", Fault::OtherFormat(draft.format));
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
    positions.items = items
        .iter()
        .enumerate()
        .map(|(at, item)| (item.id.as_str().into(), at))
        .collect();
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

/// Collects problems on the way; what it returns is used only when there were none.
#[derive(Default)]
struct Checker {
    problems: Vec<Problem>,
}

impl Checker {
    fn report(&mut self, place: Place, field: &'static str, fault: impl Into<Fault>) {
        self.problems.push(Problem {
            place,
            field,
            entry: None,
            also: None,
            fault: fault.into(),
        });
    }

    /// Checks one entry of a list: what that reports is about the entry.
    fn entry<T>(&mut self, entry: usize, check: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.problems.len();
        let checked = check(self);
        for problem in self.problems.iter_mut().skip(before) {
            problem.entry = Some(entry);
        }
        checked
    }

    fn positions<'a>(
        &mut self,
        ids: impl Iterator<Item = &'a String>,
        place: fn(usize) -> Place,
    ) -> BTreeMap<Box<str>, usize> {
        let mut positions = BTreeMap::new();
        for (at, id) in ids.enumerate() {
            if let Some(first) = positions.get(id.as_str()) {
                let by = place(*first);
                self.problems.push(Problem {
                    place: place(at),
                    field: "id",
                    entry: None,
                    also: Some(by),
                    fault: Fault::Taken { id: id.clone(), by },
                });
            } else {
                positions.insert(id.as_str().into(), at);
            }
        }
        positions
    }

    fn parsed<T, E: Into<Fault>>(
        &mut self,
        place: Place,
        field: &'static str,
        result: Result<T, E>,
    ) -> Option<T> {
        result
            .map_err(|error| self.report(place, field, error))
            .ok()
    }

    fn title(&mut self, place: Place, field: &'static str, title: String) -> Option<String> {
        if title.trim().is_empty() {
            self.report(place, field, Fault::Empty);
            return None;
        }
        Some(title)
    }

    fn day(&mut self, field: &'static str, text: &str) -> Option<Day> {
        let day = Day::parse(text).ok_or_else(|| Fault::Day(text.into()));
        self.parsed(Place::Conference, field, day)
    }

    /// The ids of `texts` that stand in `known`; the others are problems.
    fn references<T: TryFrom<String, Error = InvalidId>>(
        &mut self,
        place: Place,
        field: &'static str,
        texts: Vec<String>,
        known: &BTreeMap<Box<str>, usize>,
    ) -> Vec<T> {
        for (at, text) in texts.iter().enumerate() {
            // Once is enough: a second time would be counted and shown twice.
            if texts[..at].contains(text) && known.contains_key(text.as_str()) {
                let twice = Fault::Twice(text.clone());
                self.entry(at, |checker| checker.report(place, field, twice));
            }
        }
        let texts = texts.into_iter().enumerate();
        texts
            .filter_map(|(at, text)| {
                self.entry(at, |checker| checker.reference(place, field, text, known))
            })
            .collect()
    }

    fn reference<T: TryFrom<String, Error = InvalidId>>(
        &mut self,
        place: Place,
        field: &'static str,
        text: String,
        known: &BTreeMap<Box<str>, usize>,
    ) -> Option<T> {
        if !known.contains_key(text.as_str()) {
            self.report(place, field, Fault::Unknown(text));
            return None;
        }
        // An id that is none is reported where it is defined.
        T::try_from(text).ok()
    }

    fn links(&mut self, place: Place, field: &'static str, texts: Vec<String>) -> Vec<Link> {
        texts
            .iter()
            .enumerate()
            .filter_map(|(at, text)| {
                self.entry(at, |checker| checker.parsed(place, field, Link::new(text)))
            })
            .collect()
    }

    fn link(&mut self, place: Place, field: &'static str, text: Option<String>) -> Option<Link> {
        text.and_then(|text| self.parsed(place, field, Link::new(&text)))
    }

    fn id<T: TryFrom<String, Error = InvalidId>>(
        &mut self,
        place: Place,
        text: String,
    ) -> Option<T> {
        self.parsed(place, "id", T::try_from(text))
    }

    fn conference(&mut self, draft: ConferenceDraft) -> Option<Conference> {
        let place = Place::Conference;
        let id = self.id::<ConferenceId>(place, draft.id);
        let title = self.title(place, "title", draft.title);
        let first_day = self.day("first_day", &draft.first_day);
        let last_day = self.day("last_day", &draft.last_day);
        let zone = self.title(place, "zone", draft.zone);
        let link = self.link(place, "link", draft.link);
        for (at, source) in draft.sources.iter().enumerate() {
            self.entry(at, |checker| {
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
        every(drafts, |at, draft| {
            let to = Link::new(&draft.to);
            let to = self.entry(at, |checker| checker.parsed(place, "materials", to));
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
