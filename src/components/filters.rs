//! The filters: a group per facet, a toggle per option, each with how many items it would leave.

use hallway_programme::filter::Selection;
use hallway_programme::query::{Choice, Facet, Query};
use leptos::prelude::*;

use crate::components::aria::truth;
use crate::components::element::button;
use crate::components::icons::Icon;
use crate::components::track_hue::hue_class;
use crate::state::{State, Step, state};
use crate::words;

/// All filters; on a small screen behind a button that says how many are chosen.
#[component]
pub fn Filters(
    /// What the query leaves.
    selection: Memo<Selection>,
) -> impl IntoView {
    let state = state();
    let address = state.address;
    let open = state.filters_open;
    let chosen = move || address.with(|address| address.query.choices.len());
    let badge = move || {
        let chosen = chosen();
        (chosen > 0).then(|| chosen.to_string())
    };
    let mut first = 0;
    let mut groups = Vec::new();
    for choices in state
        .facets
        .options()
        .chunk_by(|one, next| one.facet() == next.facet())
    {
        groups.extend(group(&state, first, choices, selection));
        first += choices.len();
    }
    let clear = move || {
        let state = state.clone();
        (chosen() > 0).then(|| clear_filters(state))
    };
    view! {
        <div class="filters">
            <button
                type="button"
                id="filters-toggle"
                class="filters-toggle"
                aria-expanded=move || truth(open.get())
                aria-controls="filters-panel"
                data-chosen=badge
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Icon name="filter"/>
                <span>"Filters"</span>
            </button>
            <div id="filters-panel" class="filters-panel">
                {groups}
                {clear}
            </div>
        </div>
    }
}

/// The button that takes all choices and words back.
#[must_use]
pub fn clear_filters(state: State) -> AnyView {
    button("Clear the filters", move || {
        state.ask(|query| *query = Query::default(), Step::Forward);
    })
}

fn name(facet: Facet) -> &'static str {
    match facet {
        Facet::Track => "Track",
        Facet::Topic => "Topic",
        Facet::Day => "Day",
        Facet::Room => "Room",
    }
}

/// The group of the options that stand at `first` and after it.
fn group(
    state: &State,
    first: usize,
    choices: &[Choice],
    selection: Memo<Selection>,
) -> Option<AnyView> {
    let facet = choices.first()?.facet();
    let options: Vec<_> = (first..)
        .zip(choices)
        .map(|(at, choice)| option(state.clone(), at, choice.clone(), selection))
        .collect();
    let id = format!("filter-{}", facet.key());
    let group = view! {
        <div class="filter-group" role="group" aria-labelledby=id.clone()>
            <p class="filter-name" id=id.clone()>{name(facet)}</p>
            <div class="filter-options">{options}</div>
        </div>
    };
    Some(group.into_any())
}

fn option(state: State, at: usize, choice: Choice, selection: Memo<Selection>) -> AnyView {
    let address = state.address;
    let title = title(&state, &choice);
    let class = match &choice {
        Choice::Track(id) => format!("option {}", hue_class(&state.programme, Some(id))),
        _ => "option".into(),
    };
    let key = format!("{}:{}", choice.facet().key(), choice.value());
    let pressed = {
        let choice = choice.clone();
        move || address.with(|address| truth(address.query.choices.contains(&choice)))
    };
    let count = move || selection.with(|selection| selection.counts[at]);
    let toggle = move |_| {
        let choice = choice.clone();
        state.ask(|query| query.toggle(choice), Step::Forward);
    };
    view! {
        <button
            type="button"
            class=class
            data-empty=move || (count() == 0).then(String::new)
            data-option=key
            aria-pressed=pressed
            on:click=toggle
        >
            <span>{title}</span>
            " "
            <span class="option-count">{count}</span>
        </button>
    }
    .into_any()
}

fn title(state: &State, choice: &Choice) -> String {
    let programme = &state.programme;
    let title = match choice {
        Choice::Track(id) => programme.track(id).map(|track| track.title.clone()),
        Choice::Topic(id) => programme.topic(id).map(|topic| topic.title.clone()),
        Choice::Day(day) => Some(words::day(*day)),
        Choice::Room(id) => programme.room(id).map(|room| room.title.clone()),
    };
    title.unwrap_or_else(|| choice.value())
}
