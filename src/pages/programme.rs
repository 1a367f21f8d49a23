//! The programme: its filters, and what they and the search leave by day and time, and by track.

use hallway_programme::filter::Selection;
use hallway_programme::landing::Landing;
use hallway_programme::query::Query;
use leptos::prelude::*;

use crate::components::filters::{ChosenFilters, Filters, NothingMatches};
use crate::components::item_list::ItemList;
use crate::components::reactive::reactive;
use crate::components::strip::Strip;
use crate::components::timetable::Timetable;
use crate::components::track_list::TrackList;
use crate::components::zone_note::ZoneNote;
use crate::hint;
use crate::i18n::{self, fill, texts};
use crate::rows::Extras;
use crate::settings::settings;
use crate::state::{State, state};

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
    let is_list = !settings().timetable;
    let begins_with_tracks = is_list && Landing::of(&state.programme) == Landing::Tracks;
    let tracks = move |are_here: bool| are_here.then(|| view! { <TrackList selection/> });
    view! {
        <h1 class="unseen" tabindex="-1">{texts().programme()}</h1>
        <Filters selection/>
        <div class="results">
            {items(selection, view! {
                // What is usual is not said on the screen.
                <p class="status" class:unseen=is_all role="status">{reactive(status)}</p>
                <ChosenFilters/>
                {reactive(nothing)}
                {tracks(begins_with_tracks)}
                {is_list.then(|| hint(&state, selection)).flatten()}
                <ZoneNote/>
            })}
            {tracks(!begins_with_tracks)}
        </div>
    }
}

/// Says what a star does, until one was tapped.
fn hint(state: &State, selection: Memo<Selection>) -> Option<impl IntoView + use<>> {
    let agenda = state.agenda;
    let has_star = move || {
        agenda.with(|agenda| {
            agenda
                .iter()
                .any(|agenda| agenda.starred().next().is_some())
        })
    };
    let is_any = move || selection.with(|selection| !selection.items.is_empty());
    hint::is_due(state).then(|| {
        reactive(move || {
            (is_any() && !has_star())
                .then(|| view! { <p class="hint scripted">{texts().hint()}</p> })
        })
    })
}

/// The items as a list or as a timetable, as the attendee chose: under the strip, and under what is said
/// about them.
fn items(selection: Memo<Selection>, notes: impl IntoView + 'static) -> AnyView {
    let positions = Signal::derive(move || selection.with(|selection| selection.items.clone()));
    let notes = notes.into_any();
    if settings().timetable {
        view! { <Timetable positions>{notes}</Timetable> }.into_any()
    } else {
        view! {
            <Strip selection/>
            {notes}
            <ItemList positions extras=Extras::None/>
        }
        .into_any()
    }
}
