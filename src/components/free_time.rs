//! Free time between two items of the agenda, and what fits into it.

use hallway_agenda::conflicts::{Gap, fitting};
use hallway_programme::{ItemId, Kind};
use leptos::prelude::*;

use crate::components::item_row::ItemRow;
use crate::components::reactive::reactive;
use crate::i18n::{self, fill, texts};
use crate::rows::Extras;
use crate::state::state;

/// How long the gap is; opened, the items that lie in it whole, each with its star.
#[component]
pub fn FreeTime(
    /// The gap.
    gap: Gap,
) -> impl IntoView {
    let programme = &state().programme;
    let length = i18n::length(gap.seconds());
    let free = fill(texts().gap(), &[&gap.from.clock(), &gap.to.clock()]);
    let words = view! { <b class="gap-length">{length}</b> " " <span>{free}</span> };
    let items = fitting(programme, gap).into_iter();
    let items: Vec<ItemId> = items
        .map(|at| &programme.items()[at])
        .filter(|item| item.kind != Kind::Break)
        .map(|item| item.id.clone())
        .collect();
    if items.is_empty() {
        return view! { <p class="gap">{words}</p> }.into_any();
    }
    let fits = i18n::fitting(items.len());
    let is_opened = RwSignal::new(false);
    let cards = move || {
        let cards = |item: &ItemId| view! { <ItemRow item=item.clone() extras=Extras::None/> };
        is_opened
            .get()
            .then(|| items.iter().map(cards).collect_view())
    };
    view! {
        <details class="gap" on:toggle=move |_| is_opened.set(true)>
            <summary>{words} " " <span class="gap-fits">{fits}</span></summary>
            {reactive(cards)}
        </details>
    }
    .into_any()
}
