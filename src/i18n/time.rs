//! How far away something is, and how long it takes.

use hallway_programme::now::over_by;
use hallway_programme::{End, Instant, Moment, Slot};

use super::{fill, texts};

/// Beyond that many hours one speaks of days.
const HOURS: i64 = 12;

/// Whole minutes, rounded up: what starts in 20 seconds starts "in 1 min".
fn minutes(seconds: i64) -> i64 {
    (seconds.max(0) + 59) / 60
}

/// A number of minutes, alone or as hours and minutes.
fn hours_and_minutes(minutes: i64, short: &str, long: &str) -> String {
    if minutes < 60 {
        fill(short, &[&minutes.to_string()])
    } else {
        let (hours, minutes) = (minutes / 60, minutes % 60);
        fill(long, &[&hours.to_string(), &minutes.to_string()])
    }
}

/// How long that many seconds are: "45 min", "1 h 15 min".
#[must_use]
pub fn length(seconds: i64) -> String {
    hours_and_minutes(minutes(seconds), texts().minutes(), texts().hours())
}

/// When something starts, seen from a moment: "in 8 min", "in 2 h 5 min", "tomorrow at 09:00",
/// "in 12 days".
#[must_use]
pub fn starts(start: Instant, now: Moment) -> String {
    let (seconds, days) = (now.seconds_until(start.moment()), start.days_after(now));
    if days == 0 || seconds < HOURS * 60 * 60 {
        hours_and_minutes(minutes(seconds), texts().in_minutes(), texts().in_hours())
    } else if days == 1 {
        fill(texts().tomorrow(), &[&start.clock()])
    } else {
        fill(texts().in_days(), &[&days.to_string()])
    }
}

/// When something goes on, by the clock: "at 14:00", "tomorrow at 09:00", "in 12 days".
#[must_use]
pub fn resumes(start: Instant, now: Moment) -> String {
    match start.days_after(now) {
        0 => fill(texts().today_at(), &[&start.clock()]),
        1 => fill(texts().tomorrow(), &[&start.clock()]),
        days => fill(texts().in_days(), &[&days.to_string()]),
    }
}

/// How far away an item is: "in 8 min", "40 min left"; none once it is over.
#[must_use]
pub fn countdown(slot: Slot, now: Moment) -> Option<String> {
    if slot.start.moment() > now {
        return Some(starts(slot.start, now));
    }
    let left = now.seconds_until(over_by(slot));
    if left <= 0 {
        return None;
    }
    let left = hours_and_minutes(minutes(left), texts().minutes_left(), texts().hours_left());
    match slot.end {
        End::At(_) => Some(left),
        End::By(_) => Some(fill(texts().left_at_most(), &[&left])),
        End::Unknown {} => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Instant {
        Instant::parse(text).unwrap()
    }

    #[test]
    fn distances_are_told_as_one_tells_them() {
        let start = instant("2021-09-20T11:00:00-03:00");
        for (now, expected) in [
            ("2021-09-20T10:52:00-03:00", "in 8 min"),
            ("2021-09-20T10:59:31-03:00", "in 1 min"),
            ("2021-09-20T08:55:00-03:00", "in 2 h 5 min"),
            ("2021-09-20T00:00:00-03:00", "in 11 h 0 min"),
            ("2021-09-19T23:59:00-03:00", "in 11 h 1 min"),
            ("2021-09-19T11:00:00-03:00", "tomorrow at 11:00"),
            // Where the reader is, it is the 20th already.
            ("2021-09-19T22:00:00+02:00", "tomorrow at 11:00"),
            ("2021-09-08T12:00:00-03:00", "in 12 days"),
        ] {
            assert_eq!(starts(start, instant(now).moment()), expected, "{now}");
        }
    }

    #[test]
    fn what_goes_on_is_told_by_the_clock() {
        let start = instant("2021-09-20T09:00:00-03:00");
        for (now, expected) in [
            ("2021-09-20T08:59:00-03:00", "at 09:00"),
            ("2021-09-19T23:00:00-03:00", "tomorrow at 09:00"),
            ("2021-09-18T23:00:00-03:00", "in 2 days"),
        ] {
            assert_eq!(resumes(start, instant(now).moment()), expected, "{now}");
        }
    }

    #[test]
    fn an_item_counts_down_to_its_start_and_its_end() {
        let slot = |end| Slot {
            start: instant("2021-09-20T23:30:00-03:00"),
            end,
        };
        let end = instant("2021-09-21T00:45:00-03:00");
        let at = |slot, now: &str| countdown(slot, instant(now).moment());
        let certain = slot(End::At(end));
        for (now, expected) in [
            ("2021-09-20T23:22:00-03:00", Some("in 8 min")),
            ("2021-09-20T23:30:00-03:00", Some("1 h 15 min left")),
            ("2021-09-21T00:44:59-03:00", Some("1 min left")),
            ("2021-09-21T00:45:00-03:00", None),
        ] {
            assert_eq!(at(certain, now).as_deref(), expected, "{now}");
        }
        let now = "2021-09-21T00:00:00-03:00";
        assert_eq!(
            at(slot(End::By(end)), now).as_deref(),
            Some("at most 45 min left")
        );
        assert_eq!(at(slot(End::Unknown {}), "2021-09-20T23:40:00-03:00"), None);
    }
}
