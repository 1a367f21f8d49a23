//! Texts of the site.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use super::window;

/// The text at an address of the site; none if it can't be had. `anew` asks the server whether what
/// the browser keeps is still right.
pub async fn text_at(address: &str, anew: bool) -> Option<String> {
    let options = RequestInit::new();
    if anew {
        options.set_cache(RequestCache::NoCache);
    }
    let answer = window().fetch_with_str_and_init(address, &options);
    text_of(JsFuture::from(answer).await.ok()?).await
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
