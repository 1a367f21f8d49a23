//! The search box: filters as one types.

use leptos::prelude::*;

use crate::components::icons::icon;
use crate::i18n::texts;
use crate::route::View;
use crate::state::{Step, state};

/// The search box of the programme, or of My schedule.
#[component]
pub fn SearchBox() -> impl IntoView {
    let state = state();
    let address = state.address;
    let name = match address.with_untracked(|address| address.view == View::Mine) {
        true => texts().search_mine(),
        false => texts().search_programme(),
    };
    let typed = move || address.with(|address| address.query.text.clone());
    // The property is set a moment after the box is built, which would move the caret of whoever
    // typed before the app was there; set to what the attribute says, it changes nothing.
    let first = address.with_untracked(|address| address.query.text.clone());
    let focused = {
        let state = state.clone();
        move |_| state.expect_search()
    };
    let search = move |event| {
        let text = event_target_value(&event);
        state.ask(|query| query.text = text, Step::InPlace);
    };
    view! {
        <div class="search">
            {icon("search")}
            <input
                id="search"
                type="search"
                name="q"
                placeholder=texts().search()
                aria-label=name
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                value=first
                prop:value=typed
                on:focus=focused
                on:input=search
            />
        </div>
    }
}
