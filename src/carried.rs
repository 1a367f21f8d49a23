//! The programme that is compiled into the app, as the build script checked it.

/// The programme's own text, the same bytes that a site publishes as `programme.json`.
#[must_use]
pub fn programme_json() -> &'static str {
    include_str!(concat!(env!("OUT_DIR"), "/programme.json"))
}
