//! Icons: drawn once in the page as symbols (`public/symbols.svg`), used by reference.

use leptos::prelude::*;

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
