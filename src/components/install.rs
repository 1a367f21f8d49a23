//! Offers to install the app, where the browser lets a page do so.

use leptos::prelude::*;

use crate::components::element::{all, element, live, tag, words_in};
use crate::i18n::texts;
use crate::platform::install;
use crate::state::state;

/// A button, while the browser offers installation; nothing otherwise.
#[must_use]
pub fn install_offer() -> AnyView {
    let device = state().device;
    live(move || {
        device.with(|device| device.installable).then(|| {
            let install = tag("button")
                .set("type", "button")
                .class("button button-strong")
                .tapped(install::prompt)
                .words(texts().install());
            let inner = vec![words_in("p", "", texts().install_why()), install.view()];
            element("div", "install", all(inner))
        })
    })
}
