//! The search box: filters as one types.

use leptos::prelude::*;

use crate::components::icons::Icon;
use crate::state::{Step, state};

/// The search box of the programme.
#[component]
pub fn Search() -> impl IntoView {
    let state = state();
    let address = state.address;
    let typed = move || address.with(|address| address.query.text.clone());
    // The property is set a moment after the box is built, which would move the caret of whoever
    // typed before the app was there; set to what the attribute says, it changes nothing.
    let first = address.with_untracked(|address| address.query.text.clone());
    let search = move |event| {
        let text = event_target_value(&event);
        state.ask(|query| query.text = text, Step::InPlace);
    };
    view! {
        <div class="search">
            <Icon name="search"/>
            <input
                id="search"
                type="search"
                name="q"
                placeholder="Search"
                aria-label="Search the programme"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                value=first
                prop:value=typed
                on:input=search
            />
        </div>
    }
}
