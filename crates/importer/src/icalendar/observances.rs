//! The rules of a time zone that a calendar defines itself (VTIMEZONE, RFC 5545, section 3.6.5).

use jiff::civil::{Date, DateTime};
use jiff::tz::{Offset, TimeZone};
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::component::Component;
use super::recurrence::Rule;

/// Offsets before this year do not matter; many rules begin in 1601.
const FIRST_YEAR: i16 = 1970;

/// When which offset applies, by the file's own rules.
#[derive(Debug, Clone)]
pub(super) struct Observances {
    /// The changes, in order.
    changes: Vec<Change>,
}

#[derive(Debug, Clone, Copy)]
struct Change {
    /// When it happens.
    at: Timestamp,
    /// The time that the clocks showed until then.
    clocks: DateTime,
    before: Offset,
    after: Offset,
}

impl Observances {
    /// Reads the rules up to a day; `None` if the component has none that can be read.
    pub fn read(zone: &Component, last: Date) -> Option<Self> {
        let mut changes: Vec<Change> = zone
            .components
            .iter()
            .filter(|part| matches!(part.name.as_str(), "STANDARD" | "DAYLIGHT"))
            .filter_map(|part| observance(part, last))
            .flatten()
            .collect();
        changes.sort_by_key(|change| change.at);
        (!changes.is_empty()).then_some(Self { changes })
    }

    /// The instant at which the clocks show a time. A time that they show twice is the first; one
    /// that they skip is read with the offset before (section 3.3.5).
    pub fn instant(&self, time: DateTime) -> Option<Timestamp> {
        let offset = match self.changes.iter().rfind(|change| change.clocks <= time) {
            None => self.changes.first()?.before,
            Some(change) => {
                let forward = change.after.duration_since(change.before);
                let skipped_until = change.clocks.checked_add(forward).ok()?;
                if forward.is_positive() && time < skipped_until {
                    change.before
                } else {
                    change.after
                }
            }
        };
        offset.to_timestamp(time).ok()
    }

    /// The offset at an instant.
    pub fn offset(&self, at: Timestamp) -> Option<Offset> {
        match self.changes.iter().rfind(|change| change.at <= at) {
            Some(change) => Some(change.after),
            None => Some(self.changes.first()?.before),
        }
    }

    /// Whether the rules are those of a zone for the whole time between two instants.
    pub fn are_of(&self, zone: &TimeZone, first: Timestamp, last: Timestamp) -> bool {
        let own = self.changes.iter().map(|change| change.at);
        let its = zone.following(first).map(|change| change.timestamp());
        let its = its.take_while(|at| *at <= last);
        let changes: Vec<_> = own
            .chain(its)
            .filter(|at| *at > first && *at <= last)
            .collect();
        let second = SignedDuration::from_secs(1);
        let before = changes.iter().filter_map(|at| at.checked_sub(second).ok());
        let mut instants = changes.iter().copied().chain(before).chain([first, last]);
        instants.all(|at| self.offset(at) == Some(zone.to_offset(at)))
    }
}

/// The changes to one offset.
fn observance(part: &Component, last: Date) -> Option<Vec<Change>> {
    let before = offset(part.value("TZOFFSETFROM")?)?;
    let after = offset(part.value("TZOFFSETTO")?)?;
    let start: DateTime = part.value("DTSTART")?.parse().ok()?;
    let change = |clocks: DateTime| {
        let at = before.to_timestamp(clocks).ok()?;
        Some(Change {
            at,
            clocks,
            before,
            after,
        })
    };
    let mut onsets = vec![start];
    for dates in part.properties("RDATE") {
        onsets.extend(
            dates
                .value
                .split(',')
                .filter_map(|date| date.trim().parse::<DateTime>().ok()),
        );
    }
    for rule in part.properties("RRULE") {
        let rule = Rule::new(&rule.value);
        // Rules that can't be read leave the first change.
        let (start, last) = (recent(start, &rule), last.at(23, 59, 59, 0));
        let times = rule.times(start, (start, last), |utc| before.to_datetime(utc));
        onsets.extend(times.unwrap_or_default());
    }
    onsets.sort();
    onsets.dedup();
    Some(onsets.into_iter().filter_map(change).collect())
}

/// The start of a rule without a number of times, moved to a year that matters.
fn recent(start: DateTime, rule: &Rule) -> DateTime {
    if start.year() >= FIRST_YEAR || rule.counts() {
        return start;
    }
    let years = i64::from(FIRST_YEAR - start.year());
    start.checked_add(years.years()).unwrap_or(start)
}

/// An offset such as `+0200` or `-003000` (section 3.3.14).
fn offset(text: &str) -> Option<Offset> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = digits.replace(':', "");
    let part = |at: usize| digits.get(at..at + 2).map(str::parse::<i32>);
    let (hours, minutes) = (part(0)?.ok()?, part(2)?.ok()?);
    let seconds = part(4).unwrap_or(Ok(0)).ok()?;
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60 + seconds)).ok()
}
