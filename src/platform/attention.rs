//! Whether somebody looks at the page and the network is there, and when either comes back.

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

/// Calls `returned` whenever the page comes back to sight, or the network comes back.
pub fn on_return(returned: impl Fn() + Clone + 'static) {
    let seen = returned.clone();
    listen(&window(), "online", move |_: Event| returned());
    listen(&the_document(), "visibilitychange", move |_: Event| {
        if the_document().visibility_state() == VisibilityState::Visible {
            seen();
        }
    });
}
