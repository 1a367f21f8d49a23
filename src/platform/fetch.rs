//! Texts of the site.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestInit, Response};

use super::{object, timer, window};

/// How long an answer may take to come whole: ten megabytes through 1.6 Mbit/s are 50 seconds, and a slow
/// network may be slower than that.
pub const WHOLE_MS: i32 = 120_000;

/// The text at an address of the site; none if it can't be had within so many milliseconds. `anew` asks
/// the server whether what the browser keeps is still right.
pub async fn text_at(address: &str, anew: bool, patience_ms: i32) -> Option<String> {
    let options = RequestInit::new();
    if anew {
        options.set_cache(RequestCache::NoCache);
    }
    // Where there is none, an answer that takes too long is left to itself.
    let abort = AbortController::new().ok();
    options.set_signal(abort.as_ref().map(AbortController::signal).as_ref());
    let text = async {
        let answer = object::promise(&window(), "fetch", &[&address.into(), &options])?;
        text_of(JsFuture::from(answer).await.ok()?).await
    };
    let text = timer::within(patience_ms, text).await;
    if let (None, Some(abort)) = (&text, abort) {
        abort.abort();
    }
    text.flatten()
}

/// The text of an answer; none if it is none, or a refusal.
pub(super) async fn text_of(answer: JsValue) -> Option<String> {
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let text = String::from_utf8(content_of(&answer).await?).ok()?;
    // A byte order mark, which some editors put before a text, is none of it.
    Some(match text.strip_prefix('\u{feff}') {
        Some(text) => text.into(),
        None => text,
    })
}

/// The content of an answer. Of a programme, a megabyte, a tenth of what taking it over as a text costs.
pub(super) async fn content_of(answer: &Response) -> Option<Vec<u8>> {
    let content = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&content).to_vec())
}
