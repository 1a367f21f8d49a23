//! A wait that lasts until its time is over or somebody ends it.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::timer;

thread_local! {
    /// Ends the wait that is under way.
    static WAITING: RefCell<Option<Function>> = const { RefCell::new(None) };
    /// Whether somebody ended the wait while nobody waited.
    static ENDED: Cell<bool> = const { Cell::new(false) };
}

/// Waits for that many milliseconds, or until [`end`] is called, if it was not since the last wait was
/// over; whether it was.
pub async fn at_most(milliseconds: i32) -> bool {
    if ENDED.replace(false) {
        return true;
    }
    let waiting = Promise::new(&mut |resolve, _| {
        WAITING.replace(Some(resolve.clone()));
        timer::after(milliseconds, move || {
            // Resolving a second time does nothing.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
    });
    // It is only ever resolved.
    let _ = JsFuture::from(waiting).await;
    WAITING.take().is_none()
}

/// Ends the wait: the one under way, or the next.
pub fn end() {
    match WAITING.take() {
        Some(resolve) => {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
        None => ENDED.set(true),
    }
}
