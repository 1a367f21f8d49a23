//! What is shown at an address that names nothing.

use leptos::prelude::*;

use crate::route::View;
use crate::state::state;

/// Says so, and leads back.
#[component]
pub fn MissingPage() -> impl IntoView {
    let href = state().href(View::Programme);
    view! {
        <div class="page">
            <h1 tabindex="-1">"Not found"</h1>
            <p>"The programme has nothing at this address. It may have been renamed, or left out of a newer version."</p>
            <p><a class="button" href=href>"Go to the programme"</a></p>
        </div>
    }
}
