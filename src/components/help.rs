//! The help that `?` opens: what the keyboard does.

use leptos::prelude::*;

use crate::components::element::{all, element, tag, words_in};
use crate::i18n::texts;

/// A dialogue, closed until it is asked for.
#[must_use]
pub fn help() -> AnyView {
    // Closes the dialogue without any script.
    let close = tag("button").class("button").words(texts().close());
    let form = tag("form").set("method", "dialog").with(close.view());
    tag("dialog")
        .set("id", "help")
        .class("help")
        .set("aria-label", texts().keys())
        .with(words_in("h2", "", texts().keys()))
        .with(keys())
        .with(form.view())
        .view()
}

/// What each key does.
#[must_use]
pub fn keys() -> AnyView {
    let keys = [
        ("/", texts().key_search()),
        ("j k", texts().key_move()),
        ("s", texts().key_star()),
        ("← → ↑ ↓", texts().key_arrows()),
        ("?", texts().key_help()),
    ];
    let key = |(key, does)| {
        [
            element("dt", "", words_in("kbd", "", key)),
            words_in("dd", "", does),
        ]
    };
    element("dl", "facts", all(keys.into_iter().flat_map(key).collect()))
}
