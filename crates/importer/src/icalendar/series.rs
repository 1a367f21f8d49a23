//! Events that are repeated: which times of theirs are in the programme.
//!
//! A programme has days, and a rule may go on for ever. So a rule counts within the conference's
//! days, which are those of the other events. A rule that ends within a month is taken whole.

use std::collections::HashSet;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::Entry;
use super::component::Property;
use super::recurrence::{MOST, Rule};
use super::times::{Reader, Time, Value};

/// A rule that ends within so many days of its first time is taken whole.
const WHOLE: i64 = 31;

/// The days of a conference, by the clocks of each event.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    first: Date,
    last: Date,
}

impl Days {
    /// From the first day on which an event is to the last.
    pub fn of(days: impl Iterator<Item = Date>) -> Option<Self> {
        days.fold(None, |known: Option<Self>, day| {
            Some(match known {
                None => Self {
                    first: day,
                    last: day,
                },
                Some(Self { first, last }) => Self {
                    first: first.min(day),
                    last: last.max(day),
                },
            })
        })
    }

    fn contain(self, time: DateTime) -> bool {
        (self.first..=self.last).contains(&time.date())
    }
}

/// The times of an event by its own clocks, in order. `changed` are the times that events of their
/// own replace (RECURRENCE-ID).
pub(super) fn times(
    entry: &Entry<'_>,
    start: &Time,
    days: Days,
    changed: &HashSet<String>,
    reader: &mut Reader<'_>,
) -> Vec<Time> {
    let mut times = by_rules(entry, start, days, reader);
    for property in entry.component.properties("RDATE") {
        times.extend(dates(property, start, &entry.place, reader));
    }
    let mut excluded = HashSet::new();
    let mut excluded_days = HashSet::new();
    for property in entry.component.properties("EXDATE") {
        for value in reader.values(property, &entry.place) {
            match value {
                Value::Time(time) => _ = excluded.insert(time.stamp()),
                Value::Day(day) => _ = excluded_days.insert(day),
            }
        }
    }
    if entry.component.property("EXRULE").is_some() {
        reader.tally.add(
            &entry.place,
            "a rule leaves out some of its times (EXRULE), which is not read: check them",
        );
    }
    times.sort_by_key(|time| time.clocks);
    let mut seen = HashSet::new();
    times.retain(|time| {
        let stamp = time.stamp();
        !excluded.contains(&stamp)
            && !excluded_days.contains(&time.clocks.date())
            && !changed.contains(&stamp)
            && seen.insert(stamp)
    });
    times
}

/// The times that RDATE lists; a day alone is at the event's own time of day.
fn dates(property: &Property, start: &Time, place: &str, reader: &mut Reader<'_>) -> Vec<Time> {
    let values = reader.values(property, place).into_iter();
    values
        .map(|value| match value {
            Value::Time(time) => time,
            Value::Day(day) => start.at(day.to_datetime(start.clocks.time())),
        })
        .collect()
}

/// The times of the event's rules, or of its start alone if it has none.
fn by_rules(entry: &Entry<'_>, start: &Time, days: Days, reader: &mut Reader<'_>) -> Vec<Time> {
    let mut times = Vec::new();
    let mut is_whole = true;
    for property in entry.component.properties("RRULE") {
        match of_rule(&Rule::new(&property.value), start, days) {
            Ok(Times::Whole(whole)) => times.extend(whole),
            Ok(Times::Within(within)) => {
                is_whole = false;
                times.extend(within);
            }
            Err(error) => reader.tally.add(
                &entry.place,
                &format!("its rule is not followed, so only its first time is taken: {error}"),
            ),
        }
    }
    if is_whole || days.contain(start.clocks) {
        times.push(start.clocks);
    }
    if !is_whole {
        reader.tally.add(
            &entry.place,
            &format!(
                "a rule repeats it beyond the days of the other events: only its times from {} to {} are taken",
                days.first, days.last
            ),
        );
    }
    times.into_iter().map(|time| start.at(time)).collect()
}

/// The times of a rule.
enum Times {
    Whole(Vec<DateTime>),
    /// Only those on the conference's days.
    Within(Vec<DateTime>),
}

fn of_rule(rule: &Rule, start: &Time, days: Days) -> Result<Times, String> {
    let clocks = |utc| match &start.zone {
        Some(zone) => zone.clocks(utc),
        None => TimeZone::UTC.to_datetime(utc),
    };
    if rule.ends() {
        let whole = rule.times(start.clocks, (start.clocks, DateTime::MAX), clocks)?;
        let month = start
            .clocks
            .checked_add(WHOLE.days())
            .unwrap_or(DateTime::MAX);
        if whole.len() < MOST && whole.last().is_none_or(|last| *last <= month) {
            return Ok(Times::Whole(whole));
        }
    }
    let (first, last) = (days.first.at(0, 0, 0, 0), days.last.at(23, 59, 59, 0));
    let within = rule.times(start.clocks, (first, last), clocks)?;
    if within.len() == MOST {
        return Err(format!(
            "it gives {MOST} times or more on the days of the conference"
        ));
    }
    Ok(Times::Within(within))
}
