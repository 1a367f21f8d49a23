//! The banner: which conference this is, and when.

use leptos::prelude::*;

use crate::route::View;
use crate::state::state;
use crate::words;

/// The conference's name and days; leads to the programme.
#[component]
pub fn Banner() -> impl IntoView {
    let state = state();
    let conference = state.programme.conference();
    let days = words::conference_days(conference);
    view! {
        <header class="banner">
            <a class="banner-title" href=state.href(View::Programme)>{conference.title.clone()}</a>
            <p class="banner-days">{days}</p>
        </header>
    }
}
