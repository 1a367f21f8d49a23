//! What is shown at an address that names nothing.

use leptos::prelude::*;

use crate::components::element::{element, inward, words_in};
use crate::route::View;
use crate::state::state;

/// Says so, and leads back.
#[component]
pub fn MissingPage() -> impl IntoView {
    let href = state().href(View::Programme);
    let back = inward("button", href, "Go to the programme");
    view! {
        <div class="page">
            <h1 tabindex="-1">"Not found"</h1>
            {words_in("p", "", "The programme has nothing at this address. It may have been renamed, or left out of a newer version.")}
            {element("p", "", back)}
        </div>
    }
}
