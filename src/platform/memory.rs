//! Small things that all tabs of the site remember, in local storage; where that is forbidden, they
//! are forgotten.

use web_sys::{Storage, StorageEvent};

use super::{listen, window};

fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

/// What is remembered under a name.
#[must_use]
pub fn recall(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Remembers a text under a name; says whether it could, for what can't be done without.
pub fn remember(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(name, text).is_ok())
}

/// Tells whenever another tab remembers something else under a name.
pub fn on_change_elsewhere(name: String, changed: impl Fn() + 'static) {
    listen(&window(), "storage", move |event: StorageEvent| {
        if event.key().as_ref() == Some(&name) {
            changed();
        }
    });
}
