//! JSON with the browser's word for what a number is.

use hallway_programme::json::Json;

/// The value that a text holds; none if it is not JSON, or nested beyond all measure.
#[must_use]
pub fn parse(text: &str) -> Option<Json> {
    // How fractions are read is a table of several kilobytes, which the browser has.
    Json::parse(text, js_sys::parse_float)
}
