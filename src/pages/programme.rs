//! The programme: search, filters, and what they leave by day and time, then by track.

use hallway_programme::filter::Selection;
use leptos::prelude::*;

use crate::components::element::{all, element, words_in};
use crate::components::filters::{Filters, clear_filters};
use crate::components::item_list::ItemList;
use crate::components::lines::{Line, lines};
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
    let shown = move || selection.with(|selection| selection.items.len());
    let status = move || format!("{} of {}", shown(), words::count(total, "item", "items"));
    view! {
        <h1 class="unseen" tabindex="-1">"Programme"</h1>
        <search class="controls" role="search">
            <Search/>
            <Filters selection=selection/>
        </search>
        <div class="results">
            <p class="status" role="status">{status}</p>
            <Nothing state=state.clone() selection=selection/>
            <ItemList positions=Box::new(move || selection.with(|selection| selection.items.clone()))/>
            <Tracks state=state selection=selection/>
        </div>
    }
}

/// Says that nothing is left, and offers the way back.
#[component]
fn Nothing(state: State, selection: Memo<Selection>) -> impl IntoView {
    move || {
        let state = state.clone();
        selection
            .with(|selection| selection.items.is_empty())
            .then(|| {
                let nothing = words_in("p", "", "No item matches all of this.");
                element("div", "empty", all(vec![nothing, clear_filters(state)]))
            })
    }
}

fn card(state: &State, at: usize) -> Line {
    let programme = state.programme.clone();
    let show = move || view! { <TrackCard track=&programme.tracks()[at]/> }.into_any();
    Line::new(at.to_string(), show)
}

/// The tracks that match: each speaks for itself, also before it has items.
#[component]
fn Tracks(state: State, selection: Memo<Selection>) -> impl IntoView {
    let any = move || selection.with(|selection| !selection.tracks.is_empty());
    let cards = move || {
        let card = |&at: &usize| card(&state, at);
        selection.with(|selection| selection.tracks.iter().map(card).collect())
    };
    view! {
        <section class="tracks" hidden=move || !any()>
            <h2 class="day">"Tracks"</h2>
            <div class="track-grid">
                {lines(cards)}
            </div>
        </section>
    }
}
