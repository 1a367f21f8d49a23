//! Icons: drawn once in the page as symbols, used by reference, so that a list of stars stays small.

use leptos::prelude::*;

/// The symbols that [`icon`] refers to; hidden.
#[component]
pub fn Symbols() -> impl IntoView {
    view! {
        <svg class="symbols" width="0" height="0" aria-hidden="true">
            <symbol id="icon-programme" viewBox="0 0 24 24">
                <path d="M4 6h16M4 12h16M4 18h10"/>
            </symbol>
            <symbol id="icon-clock" viewBox="0 0 24 24">
                <circle cx="12" cy="12" r="9"/>
                <path d="M12 7v5.2l3.4 2"/>
            </symbol>
            <symbol id="icon-star" viewBox="0 0 24 24">
                <path d="m12 3.6 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z"/>
            </symbol>
            <symbol id="icon-about" viewBox="0 0 24 24">
                <circle cx="12" cy="12" r="9"/>
                <path d="M12 11v5.5M12 7.4v.2"/>
            </symbol>
            <symbol id="icon-search" viewBox="0 0 24 24">
                <circle cx="10.5" cy="10.5" r="6.5"/>
                <path d="m15.5 15.5 5 5"/>
            </symbol>
            <symbol id="icon-filter" viewBox="0 0 24 24">
                <path d="M4 7h16M7 12h10M10 17h4"/>
            </symbol>
            <symbol id="icon-close" viewBox="0 0 24 24">
                <path d="m6 6 12 12M18 6 6 18"/>
            </symbol>
        </svg>
    }
}

/// The icon of that symbol, without `icon-`, in the colour of the text around it; says nothing to a
/// screen reader.
#[inline(never)]
#[must_use]
pub fn icon(name: &'static str) -> AnyView {
    view! {
        <svg class="icon" width="24" height="24" aria-hidden="true">
            <use href=format!("#icon-{name}")></use>
        </svg>
    }
    .into_any()
}
