//! A wait that lasts until its time is over or somebody ends it.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::timer;

/// Why a wait ends before its time; what weighs more comes later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wake {
    /// Something changed here.
    Change,
    /// The page came back to sight, or the network did.
    Attention,
    /// The attendee wants it now.
    Asked,
}

thread_local! {
    /// Ends the wait that is under way.
    static WAITING: RefCell<Option<Function>> = const { RefCell::new(None) };
    /// Why the wait was ended, or is to end as soon as it begins.
    static ENDED: Cell<Option<Wake>> = const { Cell::new(None) };
}

/// Waits for that many milliseconds, or until [`end`] is called, if it was not since the last wait was
/// over; the weightiest reason for which it was.
pub async fn at_most(milliseconds: i32) -> Option<Wake> {
    if let Some(wake) = ENDED.take() {
        return Some(wake);
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
    WAITING.take();
    ENDED.take()
}

/// Ends the wait: the one under way, or the next.
pub fn end(wake: Wake) {
    ENDED.set(ENDED.get().max(Some(wake)));
    if let Some(resolve) = WAITING.take() {
        let _ = resolve.call0(&JsValue::UNDEFINED);
    }
}
