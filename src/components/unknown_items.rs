//! How many items of the agenda are not in the programme, and the way to remove them.

use leptos::prelude::*;

use crate::components::element::{all, button, element, live, words_in};
use crate::i18n::{self, texts};
use crate::state::State;

/// Says how many there are; nothing if there are none.
#[must_use]
pub fn unknown_items(state: &State) -> AnyView {
    let number = {
        let state = state.clone();
        Memo::new(move |_| state.number_of_unknown())
    };
    let state = state.clone();
    live(move || {
        let number = number.get();
        let state = state.clone();
        let remove = move || state.remove_unknown();
        (number > 0).then(|| {
            let inner = vec![
                words_in("p", "", i18n::unknown(number)),
                words_in("p", "note", texts().unknown_kept()),
                element("div", "actions", button(texts().remove_unknown(), remove)),
            ];
            element("div", "unknown", all(inner))
        })
    })
}
