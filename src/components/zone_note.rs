//! Whose clocks are shown, where they are not the conference's.

use leptos::prelude::*;

use crate::i18n::{fill, texts};
use crate::settings::settings;
use crate::state::state;

/// Says it above times; nothing while they are the conference's.
#[component]
pub fn ZoneNote() -> impl IntoView {
    let state = state();
    settings().my_time.then(|| {
        let zone = &state.programme.conference().zone;
        view! { <p class="zone">{fill(texts().times_are(), &[zone])}</p> }
    })
}
