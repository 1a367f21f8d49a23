//! Time zones: finds a zone by its name, and converts times by a conference's clocks to instants.
//!
//! The time-zone database is compiled in, so every machine makes the same site.

mod alias;
pub(crate) mod names;

use std::fmt;
use std::sync::LazyLock;

use hallway_programme::check::{Fault, Part, Problem};
use hallway_programme::{End, Instant, Item, Moment, Programme};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use crate::nearest::nearest;

static DATABASE: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The zone with that IANA name; aliases in the tz database, such as `Canada/Atlantic`, are
/// accepted.
///
/// # Errors
/// [`UnknownZone`] if the tz database has no such name.
pub fn find(name: &str) -> Result<TimeZone, UnknownZone> {
    let unknown = || UnknownZone {
        name: name.into(),
        near: alias::meant(name)
            .map(|meant| match meant {
                alias::Meant::Zone(zone) | alias::Meant::Maybe(zone) => zone,
            })
            .or_else(|| nearest(name, DATABASE.available().map(|known| known.to_string()))),
    };
    let zone = DATABASE.get(name).map_err(|_| unknown())?;
    // The database ignores case, but other readers of the programme may not.
    if zone.iana_name() == Some(name) {
        Ok(zone)
    } else {
        Err(unknown())
    }
}

/// The names of all zones that belong to a place, in alphabetical order.
pub(crate) fn places() -> impl Iterator<Item = String> {
    alias::places()
}

/// The name in the tz database of the zone that a file calls by another name: a city, such as
/// `Berlin`, or one of Rails' or Windows' names. `None` if several zones may be meant.
pub(crate) fn meant(name: &str) -> Option<String> {
    match alias::meant(name) {
        Some(alias::Meant::Zone(zone)) => Some(zone),
        Some(alias::Meant::Maybe(_)) => None,
        None => names::iana(name),
    }
}

/// The error for a name that no time zone has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownZone {
    /// The name.
    pub name: String,
    /// The zone that may have been meant.
    pub near: Option<String>,
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no time zone \"{}\": ", self.name)?;
        match &self.near {
            Some(near) => write!(f, "did you mean \"{near}\"?"),
            None => write!(
                f,
                "write its name in the IANA tz database, such as Europe/Berlin"
            ),
        }
    }
}

impl std::error::Error for UnknownZone {}

/// Why a time by a zone's clocks is not an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAnInstant {
    /// The clocks are put forward and skip it.
    Skipped {
        /// The zone.
        zone: String,
        /// The skipped time.
        time: DateTime,
    },
    /// The clocks are put back and show it twice, and no offset says which one is meant.
    Twice {
        /// The zone.
        zone: String,
        /// The earlier one.
        first: Instant,
        /// The later one.
        second: Instant,
    },
    /// It has an offset that the zone does not have at that time.
    OtherOffset {
        /// The zone.
        zone: String,
        /// The time as given.
        claimed: Instant,
        /// The same time, with the zone's own offset.
        right: Instant,
    },
    /// It is thousands of years away.
    OutOfRange,
}

impl fmt::Display for NotAnInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotAnInstant::Skipped { zone, time } => write!(
                f,
                "the clocks of {zone} are put forward across {time} and never show it: write a time that they show"
            ),
            NotAnInstant::Twice {
                zone,
                first,
                second,
            } => write!(
                f,
                "the clocks of {zone} are put back and show this twice: write which one is meant, {first} or {second}"
            ),
            NotAnInstant::OtherOffset {
                zone,
                claimed,
                right,
            } => write!(
                f,
                "{claimed} has another offset than the clocks of {zone}: write {right}, or leave the offset out"
            ),
            NotAnInstant::OutOfRange => write!(f, "this is too far away: correct the year"),
        }
    }
}

impl std::error::Error for NotAnInstant {}

/// The instant at which the clocks of `zone` show `time`. If they show it twice, the offset
/// decides.
///
/// # Errors
/// [`NotAnInstant`] if they never show it, if they show it twice and no offset is given, or if they
/// do not have the given offset then.
pub fn resolve(
    zone: &TimeZone,
    time: DateTime,
    offset: Option<Offset>,
) -> Result<Instant, NotAnInstant> {
    let name = || zone_name(zone).to_owned();
    let (first, second) = match zone.to_ambiguous_timestamp(time).offset() {
        AmbiguousOffset::Unambiguous { offset } => (at(time, offset)?, None),
        AmbiguousOffset::Gap { .. } => return Err(NotAnInstant::Skipped { zone: name(), time }),
        AmbiguousOffset::Fold { before, after } => (at(time, before)?, Some(at(time, after)?)),
    };
    let claimed = match (offset, second) {
        (None, None) => return Ok(first),
        (None, Some(second)) => {
            return Err(NotAnInstant::Twice {
                zone: name(),
                first,
                second,
            });
        }
        (Some(offset), _) => at(time, offset)?,
    };
    if claimed == first || Some(claimed) == second {
        Ok(claimed)
    } else {
        Err(NotAnInstant::OtherOffset {
            zone: name(),
            claimed,
            right: first,
        })
    }
}

fn zone_name(zone: &TimeZone) -> &str {
    zone.iana_name().unwrap_or("the conference")
}

fn at(time: DateTime, offset: Offset) -> Result<Instant, NotAnInstant> {
    let timestamp = offset.to_timestamp(time).ok();
    timestamp
        .and_then(|timestamp| instant(timestamp, offset))
        .ok_or(NotAnInstant::OutOfRange)
}

fn instant(timestamp: Timestamp, offset: Offset) -> Option<Instant> {
    Moment::from_unix_second(timestamp.as_second())?.at_offset(offset.seconds())
}

/// The same moment by the zone's clocks; `None` if it is thousands of years away.
pub(crate) fn shown_by(zone: &TimeZone, moment: Moment) -> Option<Instant> {
    let timestamp = Timestamp::from_second(moment.unix_second()).ok()?;
    instant(timestamp, zone.to_offset(timestamp))
}

/// Checks that a programme's zone exists, and that every instant has the offset of its clocks.
///
/// [`hallway_programme::check`] has no time-zone database, so it can't do this. Call it for a
/// programme that was read from JSON; reading a folder already checks the same. Here [`Part::Item`]
/// counts items in the programme's order.
#[must_use]
pub fn check_zone(programme: &Programme) -> Vec<Problem> {
    match find(&programme.conference().zone) {
        Ok(zone) => {
            let items = programme.items().iter().enumerate();
            items
                .flat_map(|(position, item)| other_offsets(&zone, position, item))
                .collect()
        }
        Err(unknown) => vec![problem(Part::Conference, "zone", unknown.to_string())],
    }
}

fn other_offsets(zone: &TimeZone, position: usize, item: &Item) -> Vec<Problem> {
    let Some(slot) = item.slot else {
        return Vec::new();
    };
    let end = match slot.end {
        End::At(end) => Some(("end", end)),
        End::By(end) => Some(("ends_by", end)),
        End::Unknown {} => None,
    };
    [("start", slot.start)]
        .into_iter()
        .chain(end)
        .filter_map(|(field, instant)| {
            let right = shown_by(zone, instant.moment())?;
            (right != instant).then(|| {
                problem(
                    Part::Item(position),
                    field,
                    format!(
                        "\"{}\" is at {instant}, but the clocks of {} show {right} then: write that",
                        item.id,
                        zone_name(zone)
                    ),
                )
            })
        })
        .collect()
}

fn problem(part: Part, field: &'static str, message: String) -> Problem {
    Problem {
        part,
        field,
        entry: None,
        also: None,
        fault: Fault::Other(message),
    }
}
