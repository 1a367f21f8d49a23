//! Files that the attendee saves and picks.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, Event, HtmlAnchorElement, HtmlInputElement, Url};

use super::{the_document, timer};

/// How long a saved file's address is kept for the browser to read it.
const KEPT_MS: i32 = 60_000;

/// Saves a text as a file, made here: no network is needed.
pub fn save(name: &str, media_type: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&text.into());
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &options) else {
        return;
    };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else {
        return;
    };
    let link = the_document().create_element("a").ok();
    if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    timer::after(KEPT_MS, move || {
        // An address that is gone already needs no revoking.
        let _ = Url::revoke_object_url(&address);
    });
}

/// Reads the text of the file that was just picked in an input, and empties the input, so that the
/// same file can be picked again. A file of more than so many bytes is not read: there is no text then.
pub fn picked(event: &Event, most: usize, read: impl FnOnce(Option<String>) + 'static) {
    let input = event
        .target()
        .and_then(|input| input.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let Some(file) = input.files().and_then(|files| files.get(0)) else {
        return;
    };
    if file.size() > most as f64 {
        input.set_value("");
        return read(None);
    }
    spawn_local(async move {
        let text = JsFuture::from(file.text()).await.ok();
        input.set_value("");
        let text = text.and_then(|text| text.as_string());
        read(Some(text.unwrap_or_default()));
    });
}
