//! The filters: a group per facet, a toggle per option, each with how many items it would leave.

use hallway_programme::filter::Selection;
use hallway_programme::query::{Choice, Facet, Query};
use leptos::prelude::*;

use crate::components::aria::truth;
use crate::components::element::{all, button, element, live, tag, text, words_in};
use crate::components::icons::icon;
use crate::components::track_hue::hue_class;
use crate::state::{State, Step, state};
use crate::words::{self, texts};

/// All filters; on a small screen behind a button that says how many are chosen.
#[must_use]
pub fn filters(selection: Memo<Selection>) -> AnyView {
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
    let toggle = tag("button")
        .set("type", "button")
        .set("id", "filters-toggle")
        .class("filters-toggle")
        .live("aria-expanded", move || Some(truth(open.get()).into()))
        .set("aria-controls", "filters-panel")
        .live("data-chosen", badge)
        .tapped(move || open.update(|open| *open = !*open))
        .with(icon("filter"))
        .with(words_in("span", "", texts().filters()));
    let panel = tag("div")
        .set("id", "filters-panel")
        .class("filters-panel")
        .with(all(groups))
        .with(live(clear));
    element("div", "filters", all(vec![toggle.view(), panel.view()]))
}

/// The button that takes all choices and words back.
#[must_use]
pub fn clear_filters(state: State) -> AnyView {
    button(texts().clear(), move || {
        state.ask(|query| *query = Query::default(), Step::Forward);
    })
}

fn name(facet: Facet) -> &'static str {
    match facet {
        Facet::Track => texts().track(),
        Facet::Topic => texts().topic(),
        Facet::Day => texts().day(),
        Facet::Room => texts().room(),
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
    let name = tag("p")
        .class("filter-name")
        .set("id", &id)
        .words(name(facet));
    let group = tag("div")
        .class("filter-group")
        .set("role", "group")
        .set("aria-labelledby", id)
        .with(name.view())
        .with(element("div", "filter-options", all(options)));
    Some(group.view())
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
        move || address.with(|address| Some(truth(address.query.choices.contains(&choice)).into()))
    };
    let count = move || selection.with(|selection| selection.counts[at]);
    let toggle = move || {
        let choice = choice.clone();
        state.ask(|query| query.toggle(choice), Step::Forward);
    };
    let number = live(move || Some(text(count().to_string())));
    tag("button")
        .set("type", "button")
        .class(class)
        .live("data-empty", move || (count() == 0).then(String::new))
        .set("data-option", key)
        .live("aria-pressed", pressed)
        .tapped(toggle)
        .with(words_in("span", "", title))
        .words(" ")
        .with(element("span", "option-count", number))
        .view()
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
