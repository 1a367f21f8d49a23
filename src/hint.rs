//! The hint at first: what a star does. It goes for good with the first star.

use leptos::prelude::*;

use crate::next_visit;
use crate::platform::storage;
use crate::state::State;

/// The key under which it is remembered; `start.js` reads it too.
const KEY: &str = "hallway:hint";

/// Whether it is to be shown; in prerendered pages it always is, and `start.js` hides it there.
#[must_use]
pub fn is_due(state: &State) -> bool {
    let in_browser = state.agenda.with_untracked(Option::is_some);
    !in_browser || !is_understood()
}

/// Whether it did what it is for.
#[must_use]
pub fn is_understood() -> bool {
    storage::recall(KEY).is_some()
}

/// Remembers that it did.
pub fn remember(state: &State) {
    if !is_understood() {
        // Where it can't be remembered, it is shown once more.
        let _ = storage::replace(KEY, "understood");
        next_visit::note(state);
    }
}
