//! An instant together with the offset the conference's clocks show at it.
//!
//! The offset travels with the data, so that days and times of day in the conference's zone are
//! plain arithmetic: no time-zone database is needed where a programme is shown. That the offset is
//! the zone's own is checked where a programme is made.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::fmt::temporal::Pieces;
use jiff::tz::Offset;
use serde::{Serialize, Serializer};

/// A point in time, and the offset from UTC of the conference's clocks at it.
///
/// Ordered by time alone first: two instants with different offsets compare by when they are.
/// Written and read as RFC 3339, section 5.6: `2021-09-20T11:00:00-03:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant {
    timestamp: Timestamp,
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
    /// The instant at `timestamp`, where the conference's clocks are `offset` from UTC.
    #[must_use]
    pub fn new(timestamp: Timestamp, offset: Offset) -> Self {
        Self { timestamp, offset }
    }

    /// The instant that an RFC 3339 text with an offset names.
    ///
    /// # Errors
    /// [`InvalidInstant`] if the text has no date, no time or no numeric offset, or is not one.
    pub fn parse(text: &str) -> Result<Self, InvalidInstant> {
        let invalid = || InvalidInstant(text.into());
        let pieces = Pieces::parse(text).map_err(|_| invalid())?;
        let time = pieces.time().ok_or_else(invalid)?;
        let offset = pieces.to_numeric_offset().ok_or_else(invalid)?;
        // RFC 3339 has no seconds in an offset, so they could not be written again.
        if offset.seconds() % 60 != 0 {
            return Err(invalid());
        }
        let civil = DateTime::from_parts(pieces.date(), time);
        let timestamp = offset.to_timestamp(civil).map_err(|_| invalid())?;
        Ok(Self { timestamp, offset })
    }

    /// When it is, without the offset.
    #[must_use]
    pub fn timestamp(self) -> Timestamp {
        self.timestamp
    }

    /// The offset from UTC of the conference's clocks.
    #[must_use]
    pub fn offset(self) -> Offset {
        self.offset
    }

    /// What the conference's clocks and calendars show.
    #[must_use]
    pub fn civil(self) -> DateTime {
        self.offset.to_datetime(self.timestamp)
    }

    /// The conference's calendar day.
    #[must_use]
    pub fn day(self) -> Date {
        self.civil().date()
    }

    /// The time of day as the conference's clocks show it, `HH:MM` of 24 hours.
    #[must_use]
    pub fn clock(self) -> String {
        let time = self.civil().time();
        format!("{:02}:{:02}", time.hour(), time.minute())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.offset.seconds();
        let sign = if seconds < 0 { '-' } else { '+' };
        let minutes = seconds.unsigned_abs() / 60;
        write!(
            f,
            "{}{sign}{:02}:{:02}",
            self.civil(),
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
    fn a_time_without_an_offset_is_refused() {
        for text in ["2021-09-20T11:00:00", "2021-09-20", "11:00", "soon", ""] {
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
