//! The star: puts an item into My schedule and takes it out.

use hallway_programme::ItemId;
use leptos::prelude::*;

use crate::i18n::{fill, texts};
use crate::state::state;

/// A toggle; its name stays, its state is in `aria-pressed`, and `style/star.css` draws it.
#[component]
pub fn Star(
    /// The item that it is of.
    item: ItemId,
    /// What the item is called.
    title: String,
) -> impl IntoView {
    let state = state();
    let is_starred = {
        let (state, item) = (state.clone(), item.clone());
        move || state.is_starred(&item)
    };
    view! {
        <button
            class="star"
            type="button"
            data-star=item.to_string()
            aria-label=fill(texts().in_my_schedule(), &[&title])
            aria-pressed=move || is_starred().to_string()
            on:click=move |_| state.toggle_star(&item)
        ></button>
    }
}
