//! Texts of the site.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestInit, Response};

use super::text::BrowserText;
use super::window;

/// The text at an address of the site; none if it can't be had. `anew` asks the server whether what
/// the browser keeps is still right.
pub async fn text_at(address: &str, anew: bool) -> Option<BrowserText> {
    let options = RequestInit::new();
    if anew {
        options.set_cache(RequestCache::NoCache);
    }
    let answer = window().fetch_with_str_and_init(address, &options);
    text_of(JsFuture::from(answer).await.ok()?).await
}

/// The text of an answer; none if it is none, or a refusal.
pub(super) async fn text_of(answer: JsValue) -> Option<BrowserText> {
    let answer: Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    BrowserText::of(JsFuture::from(answer.text().ok()?).await.ok()?)
}
