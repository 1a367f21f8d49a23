//! Points in time. A [`Moment`] has no offset; an [`Instant`] has the offset of the conference's
//! clocks.
//!
//! The data contains the offset, so simple arithmetic gives the day and the time of day in the
//! conference's zone. Showing a programme needs no time-zone database. `crates/importer` checks the
//! offsets when it makes a programme.

use std::fmt;

use jiff_core::Timestamp;
use jiff_core::civil::{DateTime, Time};
use jiff_core::tz::Offset;
use serde::{Serialize, Serializer};

use crate::day::{Day, number};

/// A point in time, in whole seconds and without a time zone, as a device's clock gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(Timestamp);

impl Moment {
    /// The last moment that a calendar reaches.
    pub(crate) const LAST: Self = Self(Timestamp::MAX);

    /// The moment `second` seconds after 1970-01-01T00:00:00Z; `None` outside the calendar, which
    /// ends with the year 9999.
    #[must_use]
    pub fn from_unix_second(second: i64) -> Option<Self> {
        Timestamp::from_second(second).ok().map(Self)
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn unix_second(self) -> i64 {
        self.0.as_second()
    }

    /// How many seconds later the other moment is; negative if it is earlier.
    #[must_use]
    pub fn seconds_until(self, other: Self) -> i64 {
        other.unix_second() - self.unix_second()
    }

    /// The same moment where clocks are `seconds` ahead of UTC; `None` if no clock can have that
    /// offset.
    #[must_use]
    pub fn at_offset(self, seconds: i32) -> Option<Instant> {
        let offset = Offset::from_seconds(seconds).ok()?;
        Some(Instant {
            moment: self,
            offset,
        })
    }
}

/// A point in time, and the offset from UTC of the conference's clocks at it.
///
/// Instants are ordered by their moment first, and only then by their offset. Written and read as
/// RFC 3339, section 5.6, without fractions: `2021-09-20T11:00:00-03:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    moment: Moment,
    offset: Offset,
}

/// Why a text is not an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidInstant(String);

impl fmt::Display for InvalidInstant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\"{}\" is not a time: write it with its offset, as 2021-09-20T11:00:00-03:00",
            self.0
        )
    }
}

impl std::error::Error for InvalidInstant {}

impl Instant {
    /// The instant that an RFC 3339 text names.
    ///
    /// # Errors
    /// [`InvalidInstant`] if the text has another form, or if its date, time or offset does not
    /// exist.
    pub fn parse(text: &str) -> Result<Self, InvalidInstant> {
        read(text).ok_or_else(|| InvalidInstant(text.into()))
    }

    /// When it is, without the offset.
    #[must_use]
    pub fn moment(self) -> Moment {
        self.moment
    }

    /// How many seconds the conference's clocks are ahead of UTC.
    #[must_use]
    pub fn offset_seconds(self) -> i32 {
        self.offset.seconds()
    }

    /// How many calendar days this instant is after `moment`, by this instant's clocks: 1 for
    /// tomorrow, negative for the past.
    #[must_use]
    pub fn days_after(self, moment: Moment) -> i64 {
        let there = Self { moment, ..self };
        // Both days are by the same clocks, so every day between them has the same length.
        there.end_of_day().seconds_until(self.end_of_day()) / (24 * 60 * 60)
    }

    /// The conference's calendar day.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.civil().date())
    }

    /// The time of day as the conference's clocks show it, `HH:MM` of 24 hours.
    #[must_use]
    pub fn clock(self) -> String {
        let time = self.civil().time();
        format!("{:02}:{:02}", time.hour(), time.minute())
    }

    /// The moment at which the instant's calendar day ends, if the offset does not change until
    /// then.
    #[must_use]
    pub fn end_of_day(self) -> Moment {
        let midnight = || {
            let tomorrow = self.civil().date().tomorrow().ok()?;
            let midnight = DateTime::from_parts(tomorrow, Time::MIN);
            midnight.to_timestamp(self.offset).ok()
        };
        // Only the last day of the calendar has no next day.
        midnight().map_or(Moment::LAST, Moment)
    }

    fn civil(self) -> DateTime {
        self.offset.to_datetime(self.moment.0)
    }
}

/// RFC 3339, section 5.6: `date-time`, without `time-secfrac`.
fn read(text: &str) -> Option<Instant> {
    let (day, rest) = text.split_at_checked(10)?;
    let (time, offset) = rest.split_at_checked(9)?;
    let &[b'T' | b't', h0, h1, b':', m0, m1, b':', s0, s1] = time.as_bytes() else {
        return None;
    };
    // Two digits are at most 99.
    let two = |digits| number(digits).map(|number| number as i8);
    let time = Time::new(two([h0, h1])?, two([m0, m1])?, two([s0, s1])?, 0).ok()?;
    let offset = read_offset(offset.as_bytes())?;
    let civil = DateTime::from_parts(Day::parse(day)?.0, time);
    let moment = Moment(civil.to_timestamp(offset).ok()?);
    Some(Instant { moment, offset })
}

/// RFC 3339, section 5.6: `time-offset`.
fn read_offset(text: &[u8]) -> Option<Offset> {
    let seconds = match *text {
        [b'Z' | b'z'] => 0,
        [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
            let (hours, minutes) = (number([h0, h1])?, number([m0, m1])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = (i32::from(hours) * 60 + i32::from(minutes)) * 60;
            if sign == b'-' { -seconds } else { seconds }
        }
        _ => return None,
    };
    Offset::from_seconds(seconds).ok()
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = self.civil().time();
        let seconds = self.offset.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.unsigned_abs() / 60;
        write!(
            f,
            "{}T{:02}:{:02}:{:02}{sign}{:02}:{:02}",
            self.day(),
            time.hour(),
            time.minute(),
            time.second(),
            minutes / 60,
            minutes % 60
        )
    }
}

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_as_it_was_read() {
        for text in [
            "2021-09-20T11:00:00-03:00",
            "2024-02-29T23:59:00+05:45",
            "2021-01-01T00:00:00+00:00",
        ] {
            assert_eq!(
                Instant::parse(text).map(|i| i.to_string()),
                Ok(text.to_owned())
            );
        }
    }

    #[test]
    fn what_no_clock_shows_is_refused() {
        for text in [
            "2021-09-20T11:00:00",
            "2021-09-20",
            "11:00",
            "2021-02-29T11:00:00Z",
            "2021-09-20T24:00:00Z",
            "2021-09-20T11:00:60Z",
            "2021-09-20T11:00:00+24:00",
            "2021-09-20T11:00:00.5Z",
            "2021-09-20T11:00:0éZ",
            "soon",
            "",
        ] {
            assert!(Instant::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_day_is_the_conferences_own() {
        let late = Instant::parse("2021-09-20T23:30:00-03:00").expect("this is RFC 3339");
        assert_eq!(
            (late.day().to_string(), late.clock()),
            ("2021-09-20".into(), "23:30".into())
        );
    }
}
