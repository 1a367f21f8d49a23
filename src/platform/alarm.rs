//! Waiting until a time is over or somebody calls.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;

use super::timer;

thread_local! {
    /// Ends the waiting that is under way.
    static WAITING: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Waits for that many milliseconds, or until [`ring`] is called.
pub async fn wait(milliseconds: i32) {
    let waiting = Promise::new(&mut |resolve, _| {
        WAITING.replace(Some(resolve.clone()));
        timer::after(milliseconds, move || {
            // Resolving a second time does nothing.
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        });
    });
    // It is only ever resolved.
    let _ = JsFuture::from(waiting).await;
}

/// Ends the waiting, if anybody waits.
pub fn ring() {
    if let Some(resolve) = WAITING.take() {
        let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
    }
}
