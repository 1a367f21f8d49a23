//! One tab for all: the Web Locks API.

use std::future::Future;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{future_to_promise, spawn_local};

use super::{object, window};

/// Does something that does not end in one of the tabs that ask for it by that name: in the first,
/// and when that is closed, in another. Without the API every tab does it.
pub fn in_one_tab<F: Future<Output = ()> + 'static>(
    name: &str,
    work: impl FnOnce() -> F + 'static,
) {
    let locks = object::field(&window().navigator(), "locks").filter(JsValue::is_object);
    let request = locks
        .as_ref()
        .and_then(|locks| object::method(locks, "request"));
    let (Some(locks), Some(request)) = (locks, request) else {
        spawn_local(work());
        return;
    };
    let held = Closure::once_into_js(move || -> Promise {
        let work = work();
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    // What is refused here is refused by a page that is going away.
    let _ = request.call2(&locks, &name.into(), &held);
}
