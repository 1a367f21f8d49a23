//! What changed about an item, in words.

use hallway_programme::ItemId;
use leptos::prelude::*;

use crate::components::reactive::reactive;
use crate::i18n::{self, texts};
use crate::news;
use crate::state::{Notice, state};

fn sentence(news: &[Notice], item: &ItemId) -> Option<String> {
    let change = news.iter().find_map(|notice| notice.of_item(item));
    change.map(|change| i18n::change(change))
}

/// The line in an item's row; as it was when the row was made.
#[component]
pub fn ChangeOnRow(
    /// The item.
    item: ItemId,
) -> impl IntoView {
    let sentence = state().news.with_untracked(|news| sentence(news, &item));
    sentence.map(|sentence| view! { <p class="changed">{sentence}</p> })
}

/// The line on an item's page, until it is dismissed.
#[component]
pub fn ChangeOnPage(
    /// The item.
    item: ItemId,
) -> impl IntoView {
    let state = state();
    reactive(move || {
        let sentence = state.news.with(|news| sentence(news, &item))?;
        let (state, item) = (state.clone(), item.clone());
        Some(view! {
            <p class="changed">
                {sentence}
                <button type="button" class="button" on:click=move |_| news::dismiss(&state, &item)>
                    {texts().got_it()}
                </button>
            </p>
        })
    })
}
