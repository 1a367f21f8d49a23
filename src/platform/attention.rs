//! Whether somebody looks at the page and the network is there, and when either changes.

use web_sys::{Event, VisibilityState};

use super::{listen, the_document, window};

/// Whether the page is seen and the browser believes that there is a network.
#[must_use]
pub fn is_here() -> bool {
    the_document().visibility_state() == VisibilityState::Visible && window().navigator().on_line()
}

/// Whether the browser believes that there is a network.
#[must_use]
pub fn is_online() -> bool {
    window().navigator().on_line()
}

/// Calls `changed` whenever the page comes back to sight, or the network comes or goes.
pub fn on_change(changed: impl Fn() + Clone + 'static) {
    let seen = changed.clone();
    for event in ["online", "offline"] {
        let changed = changed.clone();
        listen(&window(), event, move |_: Event| changed());
    }
    listen(&the_document(), "visibilitychange", move |_: Event| {
        if the_document().visibility_state() == VisibilityState::Visible {
            seen();
        }
    });
}
