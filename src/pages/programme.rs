//! The programme: search, filters, and what they leave by day and time, and by track.

use hallway_programme::filter::Selection;
use hallway_programme::landing::Landing;
use hallway_programme::query::Query;
use leptos::prelude::*;

use crate::components::choice::{Alternative, ChoiceGroup};
use crate::components::controls::Controls;
use crate::components::filters::NothingMatches;
use crate::components::item_list::ItemList;
use crate::components::reactive::reactive;
use crate::components::share::share_address;
use crate::components::timetable::Timetable;
use crate::components::track_list::TrackList;
use crate::components::zone_note::ZoneNote;
use crate::hint;
use crate::i18n::{self, fill, texts};
use crate::platform::sharing;
use crate::rows::Extras;
use crate::settings::{self, settings};
use crate::state::{State, state, without_app};

/// The view of the whole programme.
#[component]
pub fn ProgrammePage() -> impl IntoView {
    let state = state();
    let selection = {
        let state = state.clone();
        Memo::new(move |_| state.address.with(|address| state.select(&address.query)))
    };
    let total = state.programme.items().len();
    let status = move || {
        let shown = selection.with(|selection| selection.items.len());
        fill(texts().status(), &[&shown.to_string(), &i18n::items(total)])
    };
    let nothing = move || {
        let is_nothing = selection.with(|selection| selection.items.is_empty());
        is_nothing.then(|| view! { <NothingMatches/> })
    };
    let address = state.address;
    let is_all = move || address.with(|address| address.query == Query::default());
    let begins_with_tracks = Landing::of(&state.programme) == Landing::Tracks;
    let tracks = move |are_here: bool| are_here.then(|| view! { <TrackList selection/> });
    view! {
        <h1 class="unseen" tabindex="-1">{texts().programme()}</h1>
        <Controls selection/>
        <div class="results">
            // What is usual is not said on the screen.
            <p class="status" class:unseen=is_all role="status">{reactive(status)}</p>
            {reactive(nothing)}
            {hint(&state)}
            {toolbar(&state)}
            {tracks(begins_with_tracks)}
            <ZoneNote/>
            {items(selection)}
            {tracks(!begins_with_tracks)}
        </div>
    }
}

/// Says what a star does, until one was tapped.
fn hint(state: &State) -> Option<impl IntoView + use<>> {
    let agenda = state.agenda;
    let has_star = move || {
        agenda.with(|agenda| {
            agenda
                .iter()
                .any(|agenda| agenda.starred().next().is_some())
        })
    };
    hint::is_due(state).then(|| {
        reactive(move || {
            (!has_star()).then(|| view! { <p class="hint scripted">{texts().hint()}</p> })
        })
    })
}

/// The items as a list or as a timetable, as the attendee chose.
fn items(selection: Memo<Selection>) -> AnyView {
    let positions = Signal::derive(move || selection.with(|selection| selection.items.clone()));
    if settings().timetable {
        view! { <Timetable positions/> }.into_any()
    } else {
        view! { <ItemList positions extras=Extras::None/> }.into_any()
    }
}

/// How the selection is shown, and ways to share it and to have it on paper.
fn toolbar(state: &State) -> impl IntoView + use<> {
    let without_app = without_app();
    let share = {
        let state = state.clone();
        move |_| {
            let href = state.address.get_untracked().href(&state.base);
            let title = &state.programme.conference().title;
            share_address(&state, title, sharing::whole_address(&href));
        }
    };
    // A prerendered page has the buttons already; they do nothing until the app is there.
    view! {
        <div class="toolbar">
            {layouts(state)}
            <div class="actions">
                <button
                    type="button"
                    class="button scripted"
                    disabled=without_app
                    on:click=share
                >
                    {texts().share()}
                </button>
                <button
                    type="button"
                    class="button scripted"
                    disabled=without_app
                    on:click=|_| sharing::print()
                >
                    {texts().print()}
                </button>
            </div>
        </div>
    }
}

/// The choice between the two; none while nothing has a time.
fn layouts(state: &State) -> Option<impl IntoView + use<>> {
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
    timed.then(|| view! { <ChoiceGroup label=texts().layout() alternatives=layouts/> })
}
