//! The device's clock.

use hallway_programme::Moment;

/// Milliseconds since 1970-01-01T00:00:00Z, as the device's clock shows it.
#[must_use]
pub fn now_ms() -> u64 {
    // Whole and positive for every clock set after 1970; a clock before that counts as 1970.
    js_sys::Date::now().max(0.0) as u64
}

/// The milliseconds since 1970 of a date as HTTP writes it; none if it is no date, or before 1970.
#[must_use]
pub fn date_ms(text: &str) -> Option<u64> {
    let milliseconds = js_sys::Date::parse(text);
    (milliseconds >= 0.0).then_some(milliseconds as u64)
}

/// The moment that the device's clock shows; none if no calendar reaches there.
#[must_use]
pub fn now() -> Option<Moment> {
    Moment::from_unix_second(i64::try_from(now_ms() / 1_000).ok()?)
}
