//! The thin edge to the browser, one capability a file: the only module that touches `web_sys`.
//!
//! Everything here runs in the browser only. Prerendering calls none of it: it runs in event
//! handlers and at take-over, and neither happens there.

pub mod agenda_store;
pub mod alarm;
pub mod attention;
pub mod clock;
pub mod crypto;
pub mod device;
pub mod document;
pub mod early;
pub mod fetch;
pub mod files;
pub mod history;
pub mod install;
pub mod intl;
pub mod json;
pub mod keyboard;
pub mod letters;
pub mod lock;
pub mod mailbox;
pub mod memory;
pub mod notifications;
pub mod programme_files;
pub mod sharing;
pub mod storage_manager;
pub mod timer;
pub mod worker;

/// The window, which every page has.
pub(crate) fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a page, and every page has a window")
}

/// The document, which every window of a page has.
pub(crate) fn the_document() -> web_sys::Document {
    window().document().expect("a page's window has a document")
}

/// Calls `listener` at every event of that name, for as long as the page lives.
pub(crate) fn listen<E: wasm_bindgen::JsCast + 'static>(
    target: &web_sys::EventTarget,
    name: &str,
    listener: impl FnMut(E) + 'static,
) {
    use wasm_bindgen::JsCast;
    use wasm_bindgen::closure::Closure;

    let mut listener = listener;
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        listener(event.unchecked_into());
    });
    // Adding a listener fails for none of the targets that a page has.
    let _ = target.add_event_listener_with_callback(name, closure.as_ref().unchecked_ref());
    closure.forget();
}
