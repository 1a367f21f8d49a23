//! How far an item is that is on, as a thin line.

use hallway_programme::ItemId;
use hallway_programme::now::done;
use leptos::prelude::*;

use crate::components::reactive::reactive;
use crate::state::state;

/// The line at the lower edge of an item's row; nothing while the item is not on, or its end is not known.
/// The row says the same in words.
#[component]
pub fn Meter(
    /// The item.
    item: ItemId,
) -> impl IntoView {
    let state = state();
    let slot = state.programme.item(&item).and_then(|item| item.slot);
    let present = state.present();
    reactive(move || {
        let done = done(slot?, present.get()?)?;
        Some(
            view! { <div class="meter" aria-hidden="true" style=("--done", done.to_string())></div> },
        )
    })
}
