//! Whose clocks are shown, where they are not the conference's.

use leptos::prelude::*;

use crate::components::element::words_in;
use crate::i18n::{fill, texts};
use crate::settings::settings;
use crate::state::State;

/// Says it above times; nothing while they are the conference's.
#[must_use]
pub fn zone_note(state: &State) -> Option<AnyView> {
    let zone = &state.programme.conference().zone;
    let words = || fill(texts().times_are(), &[zone]);
    settings().my_time.then(|| words_in("p", "zone", words()))
}
