//! The programme that is compiled into the app.

/// The programme's own text, the same bytes that a site publishes as `programme.json`.
///
/// It is made from the folder beside it; `crates/importer/tests/lpc_2021.rs` says when it is not what the
/// folder gives any more.
#[must_use]
pub fn programme_json() -> &'static str {
    include_str!("../programmes/lpc-2021.json").trim_ascii_end()
}
