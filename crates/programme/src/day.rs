//! A calendar day of the conference.

use std::fmt;

use jiff_core::Timestamp;
use jiff_core::civil::{Date, DateTime, Time, Weekday};
use jiff_core::tz::Offset;
use serde::{Serialize, Serializer};

use crate::Moment;

/// A calendar day, ordered by the calendar; written and read as `2021-09-20` (RFC 3339,
/// `full-date`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub(crate) Date);

impl Day {
    /// The day that the text names; `None` if the calendar has no such day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = text.as_bytes() else {
            return None;
        };
        let year = number([y0, y1, y2, y3])?;
        let (month, day) = (number([m0, m1])?, number([d0, d1])?);
        // Two digits are at most 99.
        Date::new(year, month as i8, day as i8).ok().map(Self)
    }

    /// Noon of the day in UTC, for calculations with moments.
    #[must_use]
    pub fn noon_in_utc(self) -> Moment {
        let midnight = DateTime::from_parts(self.0, Time::MIN);
        // The first and the last days of the calendar have no moment in UTC.
        let midnight = midnight.to_timestamp(Offset::UTC).map(Timestamp::as_second);
        let noon = midnight.map(|midnight| midnight + 12 * 60 * 60);
        noon.ok()
            .and_then(Moment::from_unix_second)
            .unwrap_or(Moment::LAST)
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1 for January to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn of_month(self) -> u8 {
        self.0.day().unsigned_abs()
    }

    /// The day of the week: 0 for Monday to 6 for Sunday, as ISO 8601 orders them.
    #[must_use]
    pub fn of_week(self) -> u8 {
        self.0.weekday().since(Weekday::Monday).unsigned_abs()
    }
}

/// The number that ASCII digits spell.
pub(crate) fn number<const N: usize>(digits: [u8; N]) -> Option<i16> {
    digits.iter().try_fold(0, |number: i16, digit| {
        let digit = digit.is_ascii_digit().then(|| i16::from(digit - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.year(),
            self.month(),
            self.of_month()
        )
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
