//! What changed about an item, in words.

use hallway_programme::ItemId;
use leptos::prelude::*;

use crate::components::element::{all, button, element, words_in};
use crate::i18n::{self, texts};
use crate::news;
use crate::state::{Notice, state};

fn sentence(news: &[Notice], item: &ItemId) -> Option<String> {
    let change = news.iter().find_map(|notice| notice.of_item(item));
    change.map(|change| i18n::change(change))
}

/// The line on an item's card; as it was when the card was made.
#[must_use]
pub fn change_on_card(item: &ItemId) -> Option<AnyView> {
    let sentence = state().news.with_untracked(|news| sentence(news, item));
    sentence.map(|sentence| words_in("p", "changed", sentence))
}

/// The line on an item's page, until it is dismissed.
#[must_use]
pub fn change_on_page(item: &ItemId) -> AnyView {
    let (state, item) = (state(), item.clone());
    let line = move || {
        let sentence = state.news.with(|news| sentence(news, &item))?;
        let (state, item) = (state.clone(), item.clone());
        let button = button(texts().got_it(), move || news::dismiss(&state, &item));
        Some(element(
            "p",
            "changed",
            all(vec![sentence.into_any(), button]),
        ))
    };
    line.into_any()
}
