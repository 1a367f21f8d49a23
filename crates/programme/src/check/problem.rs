//! What is wrong with a draft: in which part and field, what, and what to do about it.

use std::fmt;

use crate::draft::FORMAT;
use crate::id::InvalidId;
use crate::instant::InvalidInstant;
use crate::link::InvalidLink;
use crate::revision::HIGHEST;
use crate::{Day, FloorPlan, Instant};

/// Something that is wrong with a draft: where, what, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which part of the draft.
    pub part: Part,
    /// Which field of that part.
    pub field: &'static str,
    /// Which entry of that field, counted from zero, if it is a list.
    pub entry: Option<usize>,
    /// Another part that it clashes with.
    pub also: Option<Part>,
    /// What is wrong, and what to do about it.
    pub fault: Fault,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.part, self.field, self.fault)
    }
}

/// What can be wrong; as text, it also says what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has another format than [`FORMAT`].
    OtherFormat(u32),
    /// Its revision is beyond [`HIGHEST`].
    Revision(u64),
    /// It has more characters, bytes or entries than the limit says.
    TooLarge {
        /// What is counted.
        unit: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// The id is used already.
    Taken {
        /// The id.
        id: String,
        /// The part that has it.
        by: Part,
    },
    /// It is not a valid id.
    Id(InvalidId),
    /// It is not a valid link.
    Link(InvalidLink),
    /// It is not a valid time.
    Instant(InvalidInstant),
    /// It is not a valid day.
    Day(String),
    /// It is empty.
    Empty,
    /// It is in the list already.
    Twice(String),
    /// Nothing has this id.
    Unknown(String),
    /// The last day is before this first one.
    LastBeforeFirst(Day),
    /// It has an end but no start.
    NoStart,
    /// It has both `end` and `ends_by`.
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
    /// It is not a valid location on the globe.
    Location(String),
    /// It is not a valid name of a picture.
    FloorPlan(String),
    /// Something that another crate checks, with its message.
    Other(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::OtherFormat(format) => write!(
                f,
                "this is format {format}, and only format {FORMAT} can be read: use a matching version of Hallway"
            ),
            Fault::Revision(revision) => write!(
                f,
                "{revision} is too high: phones could never take a newer programme. Count its versions, from 1 to {HIGHEST}; building and importing raise it by themselves"
            ),
            Fault::TooLarge { unit, most } => {
                write!(f, "it has more than {most} {unit}: shorten it, or split it")
            }
            Fault::Taken { id, by } => write!(
                f,
                "\"{id}\" is the id of {by} already: give one of the two another id"
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
            Fault::Empty => f.write_str("it is empty: fill it in"),
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
pub enum Part {
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

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Programme => write!(f, "programme"),
            Part::Conference => write!(f, "conference"),
            Part::Topic(at) => write!(f, "topic {}", at + 1),
            Part::Room(at) => write!(f, "room {}", at + 1),
            Part::Person(at) => write!(f, "person {}", at + 1),
            Part::Track(at) => write!(f, "track {}", at + 1),
            Part::Item(at) => write!(f, "item {}", at + 1),
        }
    }
}
