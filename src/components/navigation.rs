//! The navigation between views: within the thumb's reach on a phone, beside the banner elsewhere.

use leptos::prelude::*;

use crate::components::element::{all, element, tag, words_in};
use crate::components::icons::icon;
use crate::i18n::texts;
use crate::route::View;
use crate::state::state;

/// The views one can always go to, and which of them is shown.
#[must_use]
pub fn navigation(view: Memo<View>) -> AnyView {
    let entries = [
        (View::Programme, "programme", texts().programme()),
        (View::Now, "clock", texts().now()),
        (View::Mine, "star", texts().mine()),
        (View::About, "about", texts().about()),
    ];
    let links = entries.map(|(target, symbol, name)| {
        let href = state().href(target.clone());
        let current = move || view.with(|view| (*view == target).then(|| "page".into()));
        let link = tag("a")
            .set("href", href)
            .live("aria-current", current)
            .with(icon(symbol))
            .with(words_in("span", "", name));
        element("li", "", link.view())
    });
    tag("nav")
        .class("navigation")
        .set("aria-label", texts().views())
        .with(element("ul", "", all(links.into())))
        .view()
}
