//! Reads fields of foreign JSON. Tools write the same fact in different ways; these functions
//! accept the usual ones.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use crate::foreign::{Unreadable, When};

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

/// A time in any form of ISO 8601 that exports use: a point in time if it has an offset, otherwise
/// a time by the conference's clocks.
pub(crate) fn when(text: &str) -> Option<When> {
    let text = text.trim();
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(When::Exact(timestamp));
    }
    text.parse::<DateTime>().ok().map(When::Clocks)
}

/// The full time in an event's own date. `None` if the date is only a day, or if it has no offset
/// and contradicts the time of day in `start`.
pub(crate) fn own_time(date: &str, start: Option<&str>) -> Option<When> {
    match when(date)? {
        When::Clocks(time) => {
            let is_whole = date.trim().contains(['T', 't', ' ']);
            let agrees = start.is_none_or(|start| clock(start) == Some(time.time()));
            (is_whole && agrees).then_some(When::Clocks(time))
        }
        exact => Some(exact),
    }
}

/// A calendar day; for a time with an offset, the day as written.
pub(crate) fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// A time of day: `9:00`, `09:00`, `09:00:00`.
pub(crate) fn clock(text: &str) -> Option<Time> {
    let mut parts = text.trim().split(':').map(|part| part.parse::<i8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    Time::new(hour, minute, second, 0).ok()
}

/// A length: `00:45`, `1:30:00`, or minutes.
pub(crate) fn length(text: &str) -> Option<SignedDuration> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let parts: Vec<i64> = digits
        .split(':')
        .map(|part| part.parse::<u32>().ok().map(i64::from))
        .collect::<Option<_>>()?;
    let minutes = match parts.as_slice() {
        [minutes] => *minutes,
        [hours, minutes] | [hours, minutes, _] => hours * 60 + minutes,
        [days, hours, minutes, _] => (days * 24 + hours) * 60 + minutes,
        _ => return None,
    };
    Some(SignedDuration::from_mins(sign * minutes))
}

/// A time in the zone that the file names for it.
pub(crate) fn in_zone(time: DateTime, zone: Option<&TimeZone>) -> When {
    match zone.and_then(|zone| zone.to_ambiguous_timestamp(time).compatible().ok()) {
        Some(timestamp) => When::Exact(timestamp),
        None => When::Clocks(time),
    }
}
