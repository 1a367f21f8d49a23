//! Installing the app: the browser's offer, kept until the attendee takes it.
//!
//! Chromium fires `beforeinstallprompt`; Firefox and WebKit have no such offer, and More says how
//! to install there.

use std::cell::RefCell;

use web_sys::Event;

use super::{listen, object, window};

thread_local! {
    static OFFER: RefCell<Option<Event>> = const { RefCell::new(None) };
}

/// Tells whenever the browser starts or stops offering to install the app.
pub fn on_offer(changed: impl Fn(bool) + Clone + 'static) {
    let offered = changed.clone();
    listen(&window(), "beforeinstallprompt", move |event: Event| {
        // Keeps the browser's own banner away: the page shows its button instead.
        event.prevent_default();
        OFFER.replace(Some(event));
        offered(true);
    });
    listen(&window(), "appinstalled", move |_: Event| {
        OFFER.take();
        changed(false);
    });
}

/// Shows the browser's dialogue for installing the app, if it offered one.
pub fn prompt() {
    let Some(event) = OFFER.take() else { return };
    if let Some(prompt) = object::method(&event, "prompt") {
        // A refused dialogue leaves everything as it is.
        let _ = prompt.call0(&event);
    }
}
