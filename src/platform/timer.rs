//! Doing something later.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use js_sys::Promise;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::window;

/// Calls `task` once, after that many milliseconds.
pub fn after(milliseconds: i32, task: impl FnOnce() + 'static) {
    let task = Closure::once_into_js(task);
    // Setting a time-out does not fail in a page.
    let _ = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(task.unchecked_ref(), milliseconds);
}

/// Waits for that many milliseconds.
pub async fn sleep(milliseconds: i32) {
    let slept = Promise::new(&mut |resolve, _| {
        after(milliseconds, move || {
            // Resolving does not fail.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        });
    });
    // It is only ever resolved.
    let _ = JsFuture::from(slept).await;
}

/// What `work` gives; `None` if that is not there after so many milliseconds. It is given up then.
pub async fn within<F: Future>(milliseconds: i32, work: F) -> Option<F::Output> {
    let mut work = pin!(work);
    let mut over = pin!(sleep(milliseconds));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => over.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Calls `task` every so many milliseconds, for as long as the page lives.
pub fn every(milliseconds: i32, task: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(task);
    // Setting an interval does not fail in a page.
    let _ = window().set_interval_with_callback_and_timeout_and_arguments_0(
        closure.as_ref().unchecked_ref(),
        milliseconds,
    );
    closure.forget();
}
