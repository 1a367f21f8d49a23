//! Finds out by which clock a file's times are, if it states offsets from UTC: which zone to show
//! them in if it names none, and what counts if an event states two starts.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};

use super::tally::Tally;
use super::{Event, Repair, When};
use crate::written::{Clock, Written};
use crate::zone;

/// The start of an event that states it twice: as a date with a time, and as a time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stated {
    /// The date and its time.
    pub date: Written,
    /// The time of day, if there is one beside the date.
    pub start: Option<Clock>,
    /// Whether the time of day is right where the two disagree. That depends on the tool.
    pub start_counts: bool,
}

impl Stated {
    /// The offset of the clock that the file means, if it states one.
    fn offset(self) -> Option<(Timestamp, Offset)> {
        let offset = self.date.offset?;
        let timestamp = self.date.timestamp()?;
        let Some(start) = self.start else {
            return Some((timestamp, offset));
        };
        if offset != Offset::UTC || start.time == self.date.time.time() {
            return Some((timestamp, offset));
        }
        // The date is in UTC, and the time of day by the conference's clocks.
        let shift = start.time.duration_since(self.date.time.time()).as_secs();
        let day = 24 * 3600;
        let shift = (shift + 11 * 3600).rem_euclid(day) - 11 * 3600;
        let is_offset = shift % 900 == 0;
        let meant = i32::try_from(shift).ok().filter(|_| is_offset);
        let meant = meant.and_then(|seconds| Offset::from_seconds(seconds).ok());
        Some((timestamp, meant.unwrap_or(offset)))
    }
}

/// A zone for a file that names none, and what is said about it.
pub(super) struct Found {
    pub zone: TimeZone,
    pub name: String,
    pub message: String,
}

/// Zones that are proposed: the one with the most people for each set of rules.
const PROPOSED: [&str; 31] = [
    "Europe/Berlin",
    "Europe/London",
    "Europe/Athens",
    "Europe/Moscow",
    "Europe/Istanbul",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Toronto",
    "America/Halifax",
    "America/St_Johns",
    "America/Bogota",
    "America/Sao_Paulo",
    "America/Santiago",
    "Africa/Johannesburg",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Asia/Kolkata",
    "Asia/Shanghai",
    "Asia/Tokyo",
    "Asia/Dubai",
    "Asia/Karachi",
    "Asia/Kathmandu",
    "Asia/Dhaka",
    "Asia/Bangkok",
    "Australia/Sydney",
    "Australia/Brisbane",
    "Australia/Adelaide",
    "Pacific/Auckland",
];

/// The zone whose clocks show the times of these events as the file states them. `None` if no event
/// states an offset.
pub(super) fn found(events: &[Event]) -> Option<Found> {
    let stated: Vec<_> = events
        .iter()
        .filter_map(|event| event.stated?.offset())
        .collect();
    let mut counts = BTreeMap::<i32, usize>::new();
    for (_, offset) in &stated {
        *counts.entry(offset.seconds()).or_default() += 1;
    }
    let (&common, _) = counts.iter().max_by_key(|(_, count)| **count)?;
    let fits = |name: String| {
        let zone = zone::find(&name).ok()?;
        let mut stated = stated.iter();
        let fits = stated.all(|(timestamp, offset)| zone.to_offset(*timestamp) == *offset);
        fits.then_some((name, zone))
    };
    let proposed = PROPOSED.iter().map(|name| (*name).to_owned());
    let mut fitting: Vec<_> = proposed.filter_map(fits).collect();
    if fitting.is_empty() {
        fitting = zone::places().filter_map(fits).collect();
    }
    let names: Vec<_> = fitting
        .iter()
        .take(4)
        .map(|(name, _)| name.as_str())
        .collect();
    let fixed = fixed(common);
    let (name, zone) = match (counts.len(), fixed, fitting.first()) {
        (1, Some((name, zone)), _) => (name, zone),
        (_, _, Some((name, zone))) => (name.clone(), zone.clone()),
        (_, Some((name, zone)), None) => (name, zone),
        (_, None, None) => ("UTC".to_owned(), TimeZone::UTC),
    };
    let offsets: Vec<_> = counts.keys().map(|seconds| written(*seconds)).collect();
    let remedy = match names.as_slice() {
        [] => "Name the conference's zone: --zone Europe/Brussels".to_owned(),
        [only] => format!("Name the zone, if it is this one: --zone {only}"),
        [first, others @ ..] => {
            format!(
                "Name the zone, such as --zone {first} (these fit too: {})",
                others.join(", ")
            )
        }
    };
    let offsets = offsets.join(" and ");
    let clock = if fitting.is_empty() && (counts.len() > 1 || name == "UTC" && common != 0) {
        format!(
            "no zone has the offsets that the file states ({offsets}): times are shown by {name}"
        )
    } else {
        format!("times are shown by the clock that the file states, {offsets}")
    };
    let message = format!("no time zone is named: {clock}. {remedy}");
    Some(Found {
        zone,
        name,
        message,
    })
}

/// The zone of the tz database with that offset all year; its names have the opposite sign.
fn fixed(seconds: i32) -> Option<(String, TimeZone)> {
    let name = match seconds {
        0 => "UTC".to_owned(),
        _ if seconds % 3600 == 0 => format!("Etc/GMT{:+}", -seconds / 3600),
        _ => return None,
    };
    let zone = zone::find(&name).ok()?;
    Some((name, zone))
}

fn written(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// Decides which start counts for each event that states two, and says so.
pub(super) fn settle(events: &mut [Event], zone: &TimeZone, zone_name: &str) -> Vec<Repair> {
    let mut tallies = Tallies::default();
    for event in events {
        let Some(stated) = event.stated else { continue };
        let Some(start) = stated.start else { continue };
        match stated.date.timestamp() {
            Some(timestamp) => {
                let verdict = judge(stated, start, timestamp, zone);
                if let Some(local) = tallies.say(&verdict, event, stated, start, zone_name) {
                    event.start = Some(When::Clocks(local));
                }
            }
            None if start.time != stated.date.time.time() => {
                let verdict = match stated.start_counts {
                    true => Verdict::Start(stated.date.time.date().to_datetime(start.time)),
                    false => Verdict::Date,
                };
                if let Some(local) = tallies.say(&verdict, event, stated, start, zone_name) {
                    event.start = Some(When::Clocks(local));
                }
            }
            None => {}
        }
    }
    let tallies = [
        tallies.unshifted,
        tallies.start,
        tallies.date,
        tallies.other_clock,
    ];
    tallies.into_iter().filter_map(Tally::into_repair).collect()
}

/// What two statements of a start amount to.
enum Verdict {
    /// The same.
    Same,
    /// The same by the offset of the date, but the conference's clocks show another time.
    OtherClock(DateTime),
    /// The date repeats the local time with an offset of zero.
    Unshifted(DateTime),
    /// They disagree, and the start is taken.
    Start(DateTime),
    /// They disagree, and the date is taken.
    Date,
}

fn judge(stated: Stated, start: Clock, timestamp: Timestamp, zone: &TimeZone) -> Verdict {
    let written = stated.date.time;
    let local = zone.to_datetime(timestamp);
    let in_utc = Offset::UTC.to_datetime(timestamp);
    let shows =
        |time: DateTime| (time.hour(), time.minute()) == (start.time.hour(), start.time.minute());
    if shows(local) {
        return Verdict::Same;
    }
    if shows(written) {
        return if stated.date.offset == Some(Offset::UTC) {
            Verdict::Unshifted(written)
        } else {
            Verdict::OtherClock(local)
        };
    }
    // OSEM adds the zone's offset to times that are local already.
    if shows(in_utc) {
        return Verdict::Start(in_utc);
    }
    if !stated.start_counts {
        return Verdict::Date;
    }
    // The day is the one on which the start is nearest to the date.
    let days = [
        local.date().yesterday().ok(),
        Some(local.date()),
        local.date().tomorrow().ok(),
    ];
    let starts = days
        .into_iter()
        .flatten()
        .map(|day| day.to_datetime(start.time));
    let nearest = starts.min_by_key(|start| start.duration_since(local).abs());
    nearest.map_or(Verdict::Date, Verdict::Start)
}

/// What is said about the starts, one line for each kind.
#[derive(Default)]
struct Tallies {
    unshifted: Tally,
    start: Tally,
    date: Tally,
    other_clock: Tally,
}

impl Tallies {
    /// Says what was decided, and returns the local time to take, if it is not the date's.
    fn say(
        &mut self,
        verdict: &Verdict,
        event: &Event,
        stated: Stated,
        start: Clock,
        zone: &str,
    ) -> Option<DateTime> {
        let offset = stated.date.offset.map(|offset| written(offset.seconds()));
        let date = format!("{}{}", stated.date.time, offset.clone().unwrap_or_default());
        let start = start.time.strftime("%H:%M");
        let place = &event.place;
        match verdict {
            Verdict::Same => None,
            Verdict::OtherClock(local) => {
                self.other_clock.add(place, format!(
                    "the start {start} is by a clock at {}, which the clocks of {zone} show as {}: the moment is kept. If attendees should see the file's clock, name its zone with --zone",
                    offset.unwrap_or_default(),
                    local.strftime("%H:%M")
                ));
                None
            }
            Verdict::Unshifted(local) => {
                self.unshifted.add(place, format!(
                    "the date {date} and the start {start} differ by the clocks of {zone}: the start is taken as local time, since the date repeats it with UTC's offset"
                ));
                Some(*local)
            }
            Verdict::Start(local) => {
                self.start.add(place, format!(
                    "the date {date} and the start {start} disagree: the start is taken, as local time on {}",
                    local.date()
                ));
                Some(*local)
            }
            Verdict::Date => {
                self.date.add(
                    place,
                    format!("the date {date} and the start {start} disagree: the date is taken"),
                );
                None
            }
        }
    }
}
