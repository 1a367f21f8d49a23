//! The device's clock.

use jiff::Timestamp;

/// Milliseconds since 1970-01-01T00:00:00Z, as the device's clock shows it.
#[must_use]
pub fn now_ms() -> u64 {
    // Whole and positive for every clock set after 1970; a clock before that counts as 1970.
    js_sys::Date::now().max(0.0) as u64
}

/// The moment that the device's clock shows; none if no calendar reaches there.
#[must_use]
pub fn now() -> Option<Timestamp> {
    Timestamp::from_millisecond(i64::try_from(now_ms()).ok()?).ok()
}
