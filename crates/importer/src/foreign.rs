//! The facts in a file of a foreign format, before they become a programme. All readers return
//! them.
//!
//! A reader returns facts as its format states them. [`assemble`] does what is the same for all
//! formats: it makes ids, applies time zones, finds the days, and removes invisible characters from
//! names.

pub(crate) mod assemble;
mod clock;
mod kind;
mod lengths;
mod merge;
pub(crate) mod names;
pub(crate) mod own;
mod people;
pub(crate) mod status;
mod tally;
mod times;
mod web;

pub(crate) use clock::Stated;
pub(crate) use lengths::Undecided;
pub(crate) use tally::Tally;

use hallway_programme::draft::MaterialDraft;
use hallway_programme::text::Text;
use hallway_programme::{Kind, Status};
use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, Timestamp};

/// Everything that a foreign file says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Foreign {
    pub conference: ConferenceFacts,
    pub events: Vec<Event>,
    /// What the reader skipped or corrected: where, and what.
    pub repairs: Vec<Repair>,
}

/// Something that was skipped or corrected while reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Repair {
    /// Where in the file: a line, or a path into JSON.
    pub place: String,
    /// What was wrong, and what was done about it.
    pub message: String,
}

impl Foreign {
    /// Records that something was skipped or corrected.
    pub fn repair(&mut self, place: &str, message: impl Into<String>) {
        self.repairs.push(Repair {
            place: place.into(),
            message: message.into(),
        });
    }
}

/// Why a file can't be read at all: where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// Where in the file, if that is known.
    pub place: String,
    /// What is wrong, and what to do about it.
    pub message: String,
}

impl Unreadable {
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
        }
    }
}

/// What a file says about the conference.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct ConferenceFacts {
    /// Its short name: an acronym.
    pub id: Option<String>,
    pub title: Option<String>,
    pub description: Text,
    pub first_day: Option<Date>,
    pub last_day: Option<Date>,
    /// The IANA name of its time zone.
    pub zone: Option<String>,
    pub link: Option<String>,
    /// Titles of its tracks in its own order, if it lists them.
    pub tracks: Vec<String>,
    /// Titles of its rooms in its own order, if it lists them.
    pub rooms: Vec<String>,
}

/// The identifiers of something in its file. Its id is made from the first of these that exists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Globally unique.
    pub guid: Option<String>,
    /// Unique in the system that wrote the file.
    pub id: Option<String>,
    /// A readable name for addresses.
    pub slug: Option<String>,
}

/// One entry of a schedule.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Event {
    /// Where it is in its file.
    pub place: String,
    pub identity: Identity,
    pub title: String,
    pub subtitle: String,
    /// What it is, if the format says so; otherwise its type and title decide.
    pub kind: Option<Kind>,
    /// The conference's own name for what it is.
    pub session_type: String,
    pub status: Status,
    pub language: String,
    pub track: Option<String>,
    pub room: Option<String>,
    pub start: Option<When>,
    /// How the file states the start, if it may state two, or an offset from UTC.
    pub stated: Option<Stated>,
    pub end: Option<Until>,
    pub people: Vec<Participant>,
    /// Titles of topics: tags, keywords, categories.
    pub topics: Vec<String>,
    pub summary: Text,
    pub description: Text,
    pub materials: Vec<MaterialDraft>,
    pub do_not_record: bool,
    /// The event's public page.
    pub source: Option<String>,
}

/// Someone who takes part in an event.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Participant {
    pub identity: Identity,
    pub name: String,
    pub affiliation: Option<String>,
    pub links: Vec<String>,
    pub biography: Text,
}

/// A time, as a format states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// A time by the conference's clocks.
    Clocks(DateTime),
    /// A point in time.
    Exact(Timestamp),
}

/// When an event ends, as a format states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    At(When),
    After(SignedDuration),
}
