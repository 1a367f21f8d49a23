//! Giving something to other apps: the platform's share sheet, the clipboard, the printer.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{object, window};

/// The whole address of something below the site.
#[must_use]
pub fn whole_address(href: &str) -> String {
    let origin = window().location().origin().unwrap_or_default();
    format!("{origin}{href}")
}

/// Opens the share sheet; where there is none, copies the address and says whether that went well.
pub fn share(title: &str, address: String, copied: impl FnOnce(bool) + 'static) {
    let navigator: JsValue = window().navigator().into();
    let Some(sheet) = object::method(&navigator, "share") else {
        return copy(address, copied);
    };
    let what = object::of_texts(&[("title", title), ("url", &address)]);
    let sheet = sheet.call1(&navigator, &what);
    spawn_local(async move {
        let shared = match sheet.and_then(JsCast::dyn_into::<Promise>) {
            Ok(sharing) => JsFuture::from(sharing).await,
            Err(refused) => Err(refused),
        };
        // Closing the sheet without sharing is an answer too (Web Share, section 2.1.2).
        let is_closed = |error: &JsValue| {
            error
                .dyn_ref::<js_sys::Error>()
                .is_some_and(|error| error.name() == "AbortError")
        };
        if shared.is_err_and(|error| !is_closed(&error)) {
            copy(address, copied);
        }
    });
}

/// Puts a text into the clipboard, and says whether that went well.
pub fn copy(text: String, copied: impl FnOnce(bool) + 'static) {
    spawn_local(async move {
        let copying = object::field(&window().navigator(), "clipboard");
        let copying = copying.filter(JsValue::is_object).and_then(|clipboard| {
            let write = object::method(&clipboard, "writeText")?;
            let writing = write.call1(&clipboard, &text.as_str().into()).ok()?;
            writing.dyn_into::<Promise>().ok()
        });
        let done = match copying {
            Some(copying) => JsFuture::from(copying).await.is_ok(),
            None => false,
        };
        copied(done);
    });
}

/// Opens the browser's dialogue for printing.
pub fn print() {
    // A browser that can't print has no dialogue to open.
    let _ = window().print();
}
