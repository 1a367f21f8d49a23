//! A programme that has passed every check: ids resolve, items are on the conference's days, titles
//! are not empty.
//!
//! Only [`crate::check::check`] makes a [`Programme`], so code that has one need not check it
//! again. It is immutable; a newer revision replaces it whole.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::de::null_as_default;
use crate::id::ConferenceId;
use crate::keywords::keywords;
use crate::landing::Landing;
use crate::text::{Text, plain};
use crate::{Day, FloorPlan, Instant, ItemId, Link, Location, PersonId, RoomId, TopicId, TrackId};

/// Everything a conference publishes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Programme {
    pub(crate) format: u32,
    pub(crate) revision: u64,
    pub(crate) conference: Conference,
    pub(crate) topics: Vec<Topic>,
    pub(crate) rooms: Vec<Room>,
    pub(crate) people: Vec<Person>,
    pub(crate) tracks: Vec<Track>,
    pub(crate) items: Vec<Item>,
    #[serde(skip)]
    pub(crate) positions: Positions,
}

/// The position of each id in its list.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Positions {
    pub topics: BTreeMap<Box<str>, usize>,
    pub rooms: BTreeMap<Box<str>, usize>,
    pub people: BTreeMap<Box<str>, usize>,
    pub tracks: BTreeMap<Box<str>, usize>,
    pub items: BTreeMap<Box<str>, usize>,
}

impl Programme {
    /// The revision. Of two versions of a programme, the one with the higher revision is newer.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The conference itself.
    #[must_use]
    pub fn conference(&self) -> &Conference {
        &self.conference
    }

    /// All topics, in the programme's order.
    #[must_use]
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// All rooms, in the programme's order.
    #[must_use]
    pub fn rooms(&self) -> &[Room] {
        &self.rooms
    }

    /// All people, in the programme's order.
    #[must_use]
    pub fn people(&self) -> &[Person] {
        &self.people
    }

    /// All tracks, in the programme's order.
    #[must_use]
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// All items, in order: first those with a time by their start, then those without. Items with
    /// the same start are in the draft's order.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The topic of that id.
    #[must_use]
    pub fn topic(&self, id: &TopicId) -> Option<&Topic> {
        self.positions
            .topics
            .get(id.as_str())
            .map(|&at| &self.topics[at])
    }

    /// The room of that id.
    #[must_use]
    pub fn room(&self, id: &RoomId) -> Option<&Room> {
        self.positions
            .rooms
            .get(id.as_str())
            .map(|&at| &self.rooms[at])
    }

    /// Where the room of that id stands among all.
    pub(crate) fn room_position(&self, id: &RoomId) -> Option<usize> {
        self.positions.rooms.get(id.as_str()).copied()
    }

    /// The person of that id.
    #[must_use]
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.positions
            .people
            .get(id.as_str())
            .map(|&at| &self.people[at])
    }

    /// The track of that id.
    #[must_use]
    pub fn track(&self, id: &TrackId) -> Option<&Track> {
        self.track_position(id).map(|at| &self.tracks[at])
    }

    /// The position of the track among all tracks; its colour depends on it.
    #[must_use]
    pub fn track_position(&self, id: &TrackId) -> Option<usize> {
        self.positions.tracks.get(id.as_str()).copied()
    }

    /// The item of that id.
    #[must_use]
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        self.positions
            .items
            .get(id.as_str())
            .map(|&at| &self.items[at])
    }

    /// The items of a track, in order.
    pub fn items_of_track<'a>(&'a self, id: &'a TrackId) -> impl Iterator<Item = &'a Item> {
        self.items
            .iter()
            .filter(move |item| item.track.as_ref() == Some(id))
    }

    /// The items a person takes part in, in order.
    pub fn items_of_person<'a>(&'a self, id: &'a PersonId) -> impl Iterator<Item = &'a Item> {
        self.items
            .iter()
            .filter(move |item| item.people.contains(id))
    }

    /// The items that take place in a room, in order.
    pub fn items_of_room<'a>(&'a self, id: &'a RoomId) -> impl Iterator<Item = &'a Item> {
        self.items
            .iter()
            .filter(move |item| item.room.as_ref() == Some(id))
    }

    /// The items in a room, in order.
    pub fn items_in_room<'a>(&'a self, id: &'a RoomId) -> impl Iterator<Item = &'a Item> {
        self.items
            .iter()
            .filter(move |item| item.room.as_ref() == Some(id))
    }

    /// The tracks a person leads, in order.
    pub fn tracks_led_by<'a>(&'a self, id: &'a PersonId) -> impl Iterator<Item = &'a Track> {
        self.tracks
            .iter()
            .filter(move |track| track.leads.contains(id))
    }

    /// The programme as JSON: the content of `programme.json`, which [`Programme::from_json`]
    /// reads.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a programme holds only texts, numbers and lists")
    }
}

/// A conference: its name, its days and its time zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Conference {
    /// Names the conference.
    pub id: ConferenceId,
    /// What it is called.
    pub title: String,
    /// A sentence or two about the conference or the page that the programme comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub description: Text,
    /// Its first calendar day in its zone.
    pub first_day: Day,
    /// Its last calendar day in its zone; not before the first.
    pub last_day: Day,
    /// The IANA name of its time zone, as the conference writes it; an alias such as
    /// `Canada/Atlantic` stays as it is.
    pub zone: String,
    /// The conference's own page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// What the programme's page begins with; `None` to let [`Landing::of`] choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landing: Option<Landing>,
    /// The conference's own name for its tracks as a group, such as "Accepted Microconferences";
    /// empty if it has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub tracks_title: String,
    /// Where the programme's facts come from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Source>,
}

/// Where facts of the programme come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What the source is.
    pub title: String,
    /// What the programme takes from it, and what a reader should know about it.
    #[serde(
        default,
        deserialize_with = "null_as_default",
        skip_serializing_if = "String::is_empty"
    )]
    pub note: String,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

/// A subject of items and tracks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// Names the topic.
    pub id: TopicId,
    /// What it is called.
    pub title: String,
}

/// A place where items happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Room {
    /// Names the room.
    pub id: RoomId,
    /// What it is called.
    pub title: String,
    /// The building; empty if unknown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub building: String,
    /// The floor, by its name in the building; empty if unknown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub floor: String,
    /// Pages about it: streams, chat rooms, how to get in.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Its location on the globe.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// A picture that shows where it is in the building.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<FloorPlan>,
}

/// Someone who leads a track or takes part in an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Names the person.
    pub id: PersonId,
    /// What they are called.
    pub name: String,
    /// Their employer or organisation, as the programme says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<String>,
    /// E-mail addresses and pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// What the programme says about them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub biography: Text,
}

/// A stream of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Track {
    /// Names the track.
    pub id: TrackId,
    /// What it is called.
    pub title: String,
    /// What it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub description: Text,
    /// Who leads it, in the programme's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub leads: Vec<PersonId>,
    /// The subjects of the track as a whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicId>,
    /// Its call for proposals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// A remark about its source, such as a mistake that was corrected here.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// A call for proposals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Call {
    /// When it ends, in the conference's words: a date, or "TBD".
    pub ends: String,
    /// How to propose something.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub how: Text,
}

keywords! {
    /// What an item is.
    pub enum Kind {
        /// Someone presents.
        #[default]
        Talk = "talk",
        /// A discussion, or a whole session whose parts are not listed.
        Session = "session",
        /// The start of a track or a day.
        Opening = "opening",
        /// A pause in the programme, such as lunch.
        Break = "break",
        /// A subject suggested for discussion, before there is a timetable.
        Topic = "topic",
    }
}

keywords! {
    /// Whether an item takes place as it was planned.
    pub enum Status {
        /// As planned, as far as is known.
        #[default]
        Planned = "planned",
        /// The conference says that it differs from what was announced.
        Changed = "changed",
        /// It does not take place. It stays in the programme, so that attendees who starred it find
        /// out.
        Cancelled = "cancelled",
    }
}

impl Status {
    fn is_planned(&self) -> bool {
        *self == Status::Planned
    }
}

/// Something to read, see or hear that goes with an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Material {
    /// What it is.
    pub kind: MaterialKind,
    /// What it is called; empty if it has only an address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Where it is.
    pub to: Link,
}

keywords! {
    /// What a [`Material`] is.
    pub enum MaterialKind {
        /// A page.
        #[default]
        Link = "link",
        /// A file: slides, a paper.
        Attachment = "attachment",
        /// A recording or a stream.
        Video = "video",
    }
}

/// One thing an attendee can go to or discuss.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// Names the item.
    pub id: ItemId,
    /// What it is called.
    pub title: String,
    /// Its subtitle.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subtitle: String,
    /// What it is.
    pub kind: Kind,
    /// The conference's own name for the kind, such as "Long talk (45 minutes)"; empty if it has
    /// none.
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    pub session_type: String,
    /// Whether it takes place as planned.
    #[serde(skip_serializing_if = "Status::is_planned")]
    pub status: Status,
    /// The language it is held in, mostly a BCP 47 tag, as the conference writes it; empty if
    /// unknown.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    /// The track it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<TrackId>,
    /// Where it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<RoomId>,
    /// When it is; `None` if it is not scheduled.
    #[serde(flatten)]
    pub slot: Option<Slot>,
    /// Who takes part, in the programme's order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<PersonId>,
    /// Its subjects.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<TopicId>,
    /// Its abstract.
    #[serde(rename = "abstract", skip_serializing_if = "Vec::is_empty")]
    pub summary: Text,
    /// A longer description.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub description: Text,
    /// Pages, slides and recordings that go with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub materials: Vec<Material>,
    /// Whether its speakers ask that it is not recorded.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub do_not_record: bool,
    /// A remark about its source, such as a mistake that was corrected here.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The public page where these facts were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Link>,
}

impl Item {
    /// What it is about, as text without markup: the abstract, or the description if it has no
    /// abstract.
    #[must_use]
    pub fn in_short(&self) -> String {
        match self.summary.as_slice() {
            [] => plain(&self.description),
            summary => plain(summary),
        }
    }
}

/// When an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Slot {
    /// When it starts.
    pub start: Instant,
    /// When it ends, as far as that is known.
    #[serde(flatten)]
    pub end: End,
}

/// When an item ends, as far as that is known. A known end is always after the start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum End {
    /// At that instant.
    #[serde(rename = "end")]
    At(Instant),
    /// No later than that instant: the next item of the room, or the end of the session.
    #[serde(rename = "ends_by")]
    By(Instant),
    /// Nothing is known about its end.
    #[serde(untagged)]
    Unknown {},
}

impl End {
    /// The latest instant at which the item may still be going on.
    #[must_use]
    pub fn latest(self) -> Option<Instant> {
        match self {
            End::At(instant) | End::By(instant) => Some(instant),
            End::Unknown {} => None,
        }
    }
}
