//! How many items of the agenda are not in the programme, and the way to remove them.

use leptos::prelude::*;

use crate::components::reactive::reactive;
use crate::i18n::{self, texts};
use crate::state::state;

/// Says how many there are; nothing if there are none.
#[component]
pub fn UnknownItems() -> impl IntoView {
    let state = state();
    let number = {
        let state = state.clone();
        Memo::new(move |_| state.number_of_unknown())
    };
    reactive(move || {
        let (number, state) = (number.get(), state.clone());
        (number > 0).then(|| {
            view! {
                <div class="unknown">
                    <p>{i18n::unknown(number)}</p>
                    <p class="note">{texts().unknown_kept()}</p>
                    <div class="actions">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| state.remove_unknown()
                        >
                            {texts().remove_unknown()}
                        </button>
                    </div>
                </div>
            }
        })
    })
}
