//! Small things that all tabs of the site remember, in local storage; where that is forbidden, they
//! are forgotten.

use web_sys::Storage;

use super::window;

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// What is remembered under a name.
#[must_use]
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Remembers a text under a name.
pub fn remember(name: &str, text: &str) {
    if let Some(storage) = storage() {
        // A full storage forgets: what is kept here can be done without.
        let _ = storage.set_item(name, text);
    }
}
