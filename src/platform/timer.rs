//! Doing something later.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::window;

/// Calls `task` once, after that many milliseconds.
pub fn after(milliseconds: i32, task: impl FnOnce() + 'static) {
    let task = Closure::once_into_js(task);
    // Setting a time-out does not fail in a page.
    let _ = window()
        .set_timeout_with_callback_and_timeout_and_arguments_0(task.unchecked_ref(), milliseconds);
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
