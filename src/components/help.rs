//! The help that `?` opens: what the keyboard does.

use leptos::prelude::*;

use crate::i18n::texts;

/// A dialogue, closed until it is asked for.
#[component]
pub fn Help() -> impl IntoView {
    view! {
        <dialog id="help" class="help" aria-label=texts().keys()>
            <h2>{texts().keys()}</h2>
            <Keys/>
            // Closes the dialogue without any script.
            <form method="dialog">
                <button class="button">{texts().close()}</button>
            </form>
        </dialog>
    }
}

/// What each key does.
#[component]
pub fn Keys() -> impl IntoView {
    let keys = [
        ("/", texts().key_search()),
        ("j k", texts().key_move()),
        ("s", texts().key_star()),
        ("← → ↑ ↓", texts().key_arrows()),
        ("?", texts().key_help()),
    ];
    let keys = keys.map(|(key, does)| {
        view! {
            <dt><kbd>{key}</kbd></dt>
            <dd>{does}</dd>
        }
    });
    view! { <dl class="facts">{keys}</dl> }
}
