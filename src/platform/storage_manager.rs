//! Asking the browser not to clear what the app keeps.

use std::cell::Cell;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::StorageManager;

use super::{object, window};

thread_local! {
    static ASKED: Cell<bool> = const { Cell::new(false) };
}

/// Asks for persistent storage, once a visit; called when there is something to lose.
///
/// Browsers answer by their own rules, some ask the user; a "no" changes nothing here. Outside
/// secure contexts there is no storage manager, and nothing to ask.
pub fn ask_to_persist() {
    if ASKED.replace(true) {
        return;
    }
    let storage = object::field(&window().navigator(), "storage");
    let Some(storage) = storage.and_then(|storage| storage.dyn_into::<StorageManager>().ok())
    else {
        return;
    };
    spawn_local(async move {
        if let Ok(persisted) = storage.persisted()
            && JsFuture::from(persisted)
                .await
                .is_ok_and(|persisted| persisted.is_falsy())
            && let Ok(persist) = storage.persist()
        {
            // The answer changes nothing that the app does.
            let _ = JsFuture::from(persist).await;
        }
    });
}
