//! The programme: search, filters, and what they leave by day and time, then by track.

use hallway_programme::filter::Selection;
use leptos::prelude::*;

use crate::components::choice::{Alternative, choice};
use crate::components::controls::controls;
use crate::components::element::{all, early_button, element, live, status, tag, words_in};
use crate::components::filters::clear_filters;
use crate::components::item_list::item_list;
use crate::components::share::share_address;
use crate::components::timetable::timetable_of;
use crate::components::track_grid::track_grid;
use crate::components::zone_note::zone_note;
use crate::hint;
use crate::i18n::{self, fill, texts};
use crate::platform::sharing;
use crate::rows::Extras;
use crate::settings::{self, settings};
use crate::state::{State, state};

/// The view of the whole programme.
#[must_use]
pub fn programme_page() -> AnyView {
    let state = state();
    let selection = {
        let state = state.clone();
        Memo::new(move |_| state.address.with(|address| state.select(&address.query)))
    };
    let total = state.programme.items().len();
    let shown = move || selection.with(|selection| selection.items.len());
    let said = move || {
        fill(
            texts().status(),
            &[&shown().to_string(), &i18n::items(total)],
        )
    };
    let heading = tag("h1").class("unseen").set("tabindex", "-1");
    let results = tag("div")
        .class("results")
        .with(status(said))
        .with(nothing(state.clone(), selection))
        .maybe(hint(&state))
        .with(toolbar(&state))
        .maybe(zone_note(&state))
        .with(items(selection))
        .with(track_grid(state, selection));
    all(vec![
        heading.words(texts().programme()).view(),
        controls(selection),
        results.view(),
    ])
}

/// Says what a star does, until one was tapped.
fn hint(state: &State) -> Option<AnyView> {
    let agenda = state.agenda;
    let has_star = move || {
        agenda.with(|agenda| {
            agenda
                .iter()
                .any(|agenda| agenda.starred().next().is_some())
        })
    };
    hint::is_due(state).then(|| {
        live(move || (!has_star()).then(|| words_in("p", "hint scripted", texts().hint())))
    })
}

/// The items as a list or as a timetable, as the attendee chose.
fn items(selection: Memo<Selection>) -> AnyView {
    let positions = Box::new(move || selection.with(|selection| selection.items.clone()));
    if settings().timetable {
        timetable_of(positions)
    } else {
        item_list(positions, Extras::None)
    }
}

/// How the selection is shown, and ways to share it and to have it on paper.
fn toolbar(state: &State) -> AnyView {
    let share = {
        let state = state.clone();
        move || {
            let href = state.address.get_untracked().href(&state.base);
            let title = &state.programme.conference().title;
            share_address(&state, title, sharing::whole_address(&href));
        }
    };
    let actions = vec![
        early_button(texts().share(), share),
        early_button(texts().print(), sharing::print),
    ];
    tag("div")
        .class("toolbar")
        .maybe(layouts(state))
        .with(element("div", "actions", all(actions)))
        .view()
}

/// The choice between the two; none while nothing has a time.
fn layouts(state: &State) -> Option<AnyView> {
    let timed = state
        .programme
        .items()
        .iter()
        .any(|item| item.slot.is_some());
    let layout = |name: &str, timetable: bool| {
        let state = state.clone();
        let chosen = move || settings().timetable == timetable;
        Alternative::new(name, chosen, move || {
            settings::change(move |settings| settings.timetable = timetable);
            state.show_anew();
        })
    };
    let layouts = vec![
        layout(texts().list(), false),
        layout(texts().timetable(), true),
    ];
    timed.then(|| choice(texts().layout(), layouts))
}

/// Says that nothing is left, and offers the way back.
fn nothing(state: State, selection: Memo<Selection>) -> AnyView {
    live(move || {
        let state = state.clone();
        selection
            .with(|selection| selection.items.is_empty())
            .then(|| {
                let nothing = words_in("p", "", texts().nothing_matches());
                element("div", "empty", all(vec![nothing, clear_filters(state)]))
            })
    })
}
