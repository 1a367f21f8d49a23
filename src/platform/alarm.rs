//! Waiting until a time is over or somebody calls.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::timer;

thread_local! {
    /// Ends the waiting that is under way.
    static WAITING: RefCell<Option<Function>> = const { RefCell::new(None) };
    /// Whether somebody called while nobody waited.
    static RUNG: Cell<bool> = const { Cell::new(false) };
}

/// Waits for that many milliseconds, or until [`ring`] is called, if it was not since the last waiting
/// ended; whether it was.
pub async fn wait(milliseconds: i32) -> bool {
    if RUNG.replace(false) {
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

/// Ends the waiting: the one under way, or the next.
pub fn ring() {
    match WAITING.take() {
        Some(resolve) => {
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
        None => RUNG.set(true),
    }
}
