//! Reads fields of foreign JSON. Tools write the same fact in different ways; these functions
//! accept the usual ones.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::foreign::{Unreadable, When};
use crate::written::{self, Length};

/// The JSON of a file.
pub(crate) fn parse(text: &str) -> Result<Value, Unreadable> {
    serde_json::from_str(text).map_err(|error| {
        let what = if error.is_eof() {
            "the file ends in the middle: export or download it again"
        } else {
            "this is not JSON: export or download it again"
        };
        Unreadable::new(
            format!("line {}", error.line()),
            format!("{what} ({error})"),
        )
    })
}

/// A field's text, trimmed; a number is converted. `None` if it is missing, empty or of another
/// type.
pub(crate) fn text(value: &Value, field: &str) -> Option<String> {
    let text = match value.get(field)? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The first of several fields that has a text.
pub(crate) fn first_text(value: &Value, fields: &[&str]) -> Option<String> {
    fields.iter().find_map(|field| text(value, field))
}

/// A field's list; empty if the field is missing or not a list.
pub(crate) fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value
        .get(field)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Whether a field is true.
pub(crate) fn flag(value: &Value, field: &str) -> bool {
    value
        .get(field)
        .and_then(Value::as_bool)
        .unwrap_or_default()
}

/// A time in any form that exports use: a point in time if it has an offset, otherwise a time by the
/// conference's clocks.
pub(crate) fn when(text: &str) -> Option<When> {
    let text = text.trim();
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(When::Exact(timestamp));
    }
    if let Ok(time) = text.parse::<DateTime>() {
        return Some(When::Clocks(time));
    }
    let written = written::date_time(text)?;
    let exact = written.timestamp().map(When::Exact);
    Some(exact.unwrap_or(When::Clocks(written.time)))
}

/// A calendar day; for a time with an offset, the day as written.
pub(crate) fn day(text: &str) -> Option<Date> {
    written::day(text)
}

/// A time of day, as [`written::clock`] reads it; `None` if it is on the following day.
pub(crate) fn clock(text: &str) -> Option<Time> {
    let clock = written::clock(text)?;
    (clock.days_later == 0).then_some(clock.time)
}

/// A length, as [`written::length`] reads it; three parts are hours, minutes and seconds.
pub(crate) fn length(text: &str) -> Option<SignedDuration> {
    match written::length(text)? {
        Length::Is(length) => Some(length),
        Length::ThreeParts(three) => Some(three.with_seconds()),
    }
}

/// A time in the zone that the file names for it.
pub(crate) fn in_zone(time: DateTime, zone: Option<&TimeZone>) -> When {
    match zone.and_then(|zone| zone.to_ambiguous_timestamp(time).compatible().ok()) {
        Some(timestamp) => When::Exact(timestamp),
        None => When::Clocks(time),
    }
}
