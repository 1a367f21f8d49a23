//! The banner: which conference this is, and when.

use leptos::prelude::*;

use crate::i18n;
use crate::route::View;
use crate::state::state;

/// The conference's name and days; leads to the programme.
#[component]
pub fn Banner() -> impl IntoView {
    let state = state();
    let conference = state.programme.conference();
    view! {
        <header class="banner">
            <a class="banner-title" href=state.href(View::Programme)>{conference.title.clone()}</a>
            <p class="banner-days">{i18n::conference_days(conference)}</p>
        </header>
    }
}
