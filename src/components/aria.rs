//! Values of ARIA attributes.

/// A state as ARIA writes it: "true" or "false", where HTML would leave the attribute out.
#[must_use]
pub fn truth(state: bool) -> &'static str {
    if state { "true" } else { "false" }
}
