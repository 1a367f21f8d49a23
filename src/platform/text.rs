//! Texts that stay with the browser.

use js_sys::JsString;
use wasm_bindgen::{JsCast, JsValue};

/// A text that the browser holds. A programme is a megabyte: taking it into the app and back again costs
/// more than anything that is done with it.
#[derive(Debug, Clone, PartialEq)]
pub struct BrowserText(JsString);

impl BrowserText {
    /// The text that a value is; none if it is none.
    pub(super) fn of(value: JsValue) -> Option<Self> {
        value.dyn_into().ok().map(Self)
    }

    /// The text as the browser has it.
    pub(super) fn value(&self) -> &JsValue {
        &self.0
    }
}

impl From<&str> for BrowserText {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<BrowserText> for String {
    fn from(text: BrowserText) -> Self {
        text.0.into()
    }
}
