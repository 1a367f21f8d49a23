//! The programme: search, filters, and what they leave by day and time, then by track.

use hallway_programme::filter::Selection;
use leptos::prelude::*;

use crate::components::filters::{ClearFilters, Filters};
use crate::components::item_list::ItemList;
use crate::components::search::Search;
use crate::components::track_card::TrackCard;
use crate::state::{State, state};
use crate::words;

/// The view of the whole programme.
#[component]
pub fn ProgrammePage() -> impl IntoView {
    let state = state();
    let selection = {
        let state = state.clone();
        Memo::new(move |_| state.address.with(|address| state.select(&address.query)))
    };
    let total = state.programme.items().len();
    let shown = Memo::new(move |_| selection.with(|selection| selection.items.len()));
    let status = move || {
        format!(
            "{} of {}",
            shown.get(),
            words::count(total, "item", "items")
        )
    };
    view! {
        <h1 class="unseen" tabindex="-1">"Programme"</h1>
        <search class="controls" role="search">
            <Search/>
            <Filters selection=selection/>
        </search>
        <div class="results">
            <p class="status" role="status">{status}</p>
            <Nothing state=state.clone() shown=shown/>
            <ItemList positions=Signal::derive(move || selection.with(|s| s.items.clone()))/>
            <Tracks state=state selection=selection/>
        </div>
    }
}

/// Says that nothing is left, and offers the way back.
#[component]
fn Nothing(state: State, shown: Memo<usize>) -> impl IntoView {
    move || {
        let state = state.clone();
        (shown.get() == 0).then(|| {
            view! {
                <div class="empty">
                    <p>"No item matches all of this."</p>
                    <ClearFilters state=state/>
                </div>
            }
        })
    }
}

/// The tracks that match: each speaks for itself, also before it has items.
#[component]
fn Tracks(state: State, selection: Memo<Selection>) -> impl IntoView {
    let positions = Memo::new(move |_| selection.with(|selection| selection.tracks.clone()));
    let any = move || positions.with(|positions| !positions.is_empty());
    let card = move |at: usize| view! { <TrackCard track=&state.programme.tracks()[at]/> };
    view! {
        <section class="tracks" hidden=move || !any()>
            <h2 class="day">"Tracks"</h2>
            <div class="track-grid">
                <For each=move || positions.get() key=|at| *at children=card/>
            </div>
        </section>
    }
}
