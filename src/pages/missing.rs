//! What is shown at an address that names nothing.

use leptos::prelude::*;

use crate::components::element::{all, element, heading, inward, words_in};
use crate::route::View;
use crate::state::state;
use crate::words::texts;

/// Says so, and leads back.
#[must_use]
pub fn missing_page() -> AnyView {
    let href = state().href(View::Programme);
    let back = inward("button", href, texts().to_programme);
    let inner = vec![
        heading(texts().not_found),
        words_in("p", "", texts().not_found_why),
        element("p", "", back),
    ];
    element("div", "page", all(inner))
}
