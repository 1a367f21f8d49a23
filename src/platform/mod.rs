//! The thin edge to the browser, one capability a file: the only module that touches `web_sys`.
//!
//! What calls the browser works nowhere else, and prerendering calls none of it: event handlers, effects
//! and the take-over do, which don't happen there, and what says dates in other languages than the
//! English of prerendered pages. Names that both sides have to know are constants here.

pub mod agenda_store;
pub mod attention;
pub mod clock;
pub mod crypto;
pub mod document;
pub mod drafts;
pub mod early;
pub mod fetch;
pub mod files;
pub mod history;
pub mod install;
pub mod intl;
pub mod keyboard;
pub mod letters;
pub mod links;
pub mod lock;
pub mod mailbox;
pub mod notifications;
mod object;
pub mod programme_files;
pub mod random;
pub mod scroll;
pub mod sharing;
pub mod storage;
pub mod storage_manager;
pub mod timer;
pub mod viewport;
pub mod wait;
pub mod worker;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// The window, which every page has.
pub(crate) fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a page, and every page has a window")
}

/// The document, which every window of a page has.
pub(crate) fn the_document() -> web_sys::Document {
    window().document().expect("a page's window has a document")
}

/// Calls `listener` at every event of that name, for as long as the page lives.
pub(crate) fn listen<E: JsCast + 'static>(
    target: &EventTarget,
    name: &'static str,
    listener: impl FnMut(E) + 'static,
) {
    std::mem::forget(listen_while(target, name, listener));
}

/// Calls `listener` at every event of that name, until the answer is dropped.
pub(crate) fn listen_while<E: JsCast + 'static>(
    target: &EventTarget,
    name: &'static str,
    listener: impl FnMut(E) + 'static,
) -> Listening {
    let mut listener = listener;
    let closure = Closure::new(move |event: Event| listener(event.unchecked_into()));
    Listening::begin(target.clone(), name, closure)
}

/// A listener that is called while this is there.
pub struct Listening {
    target: EventTarget,
    name: &'static str,
    closure: Closure<dyn FnMut(Event)>,
}

impl Listening {
    fn begin(target: EventTarget, name: &'static str, closure: Closure<dyn FnMut(Event)>) -> Self {
        // Adding a listener fails for none of the targets that a page has.
        let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
        Self {
            target,
            name,
            closure,
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let listener = self.closure.as_ref().unchecked_ref();
        // What was added can be taken away.
        let _ = self
            .target
            .remove_event_listener_with_callback(self.name, listener);
    }
}
