//! What changed about an item, in words.

use hallway_programme::ItemId;
use leptos::prelude::*;

use crate::news;
use crate::state::state;
use crate::words;

/// The line on an item's card; as it was when the card was made.
#[must_use]
pub fn change_on_card(item: &ItemId) -> Option<impl IntoView + use<>> {
    let sentence = state().news.with_untracked(|news| {
        let change = news.iter().find(|change| change.item == *item)?;
        Some(words::change(change))
    });
    sentence.map(|sentence| view! { <p class="changed">{sentence}</p> })
}

/// The line on an item's page, until it is dismissed.
#[must_use]
pub fn change_on_page(item: &ItemId) -> AnyView {
    let (state, item) = (state(), item.clone());
    let sentence = move || {
        state.news.with(|news| {
            let change = news.iter().find(|change| change.item == item)?;
            Some((change.item.clone(), words::change(change)))
        })
    };
    (move || {
        let (item, sentence) = sentence()?;
        let state = crate::state::state();
        let dismiss = move |_| news::dismiss(&state, &item);
        Some(view! {
            <p class="changed">
                {sentence}
                <button type="button" class="button" on:click=dismiss>"Got it"</button>
            </p>
        })
    })
    .into_any()
}
