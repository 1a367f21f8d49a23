//! My schedule: the items of the attendee's agenda.

use hallway_agenda::Agenda;
use hallway_programme::Programme;
use leptos::prelude::*;

use crate::components::element::{all, element, inward, words_in};
use crate::components::install::InstallOffer;
use crate::components::item_list::ItemList;
use crate::route::View;
use crate::state::state;
use crate::words;

/// The view of the attendee's agenda.
#[component]
pub fn MinePage() -> impl IntoView {
    let state = state();
    let (agenda, programme) = (state.agenda, state.programme.clone());
    let positions = {
        let programme = programme.clone();
        move || agenda.with(|agenda| agenda.as_ref().map(|agenda| starred(&programme, agenda)))
    };
    let gone =
        move || agenda.with(|agenda| agenda.as_ref().map_or(0, |agenda| gone(&programme, agenda)));
    let summary = {
        let positions = positions.clone();
        move || match positions().map(|positions| positions.len()) {
            None => {
                "Your schedule is kept in this browser, and appears here once the app has started."
                    .into()
            }
            Some(0) => String::new(),
            Some(number) => words::count(number, "item", "items"),
        }
    };
    let empty = {
        let positions = positions.clone();
        let href = state.href(View::Programme);
        move || {
            positions()
                .is_some_and(|positions| positions.is_empty())
                .then(|| empty(&href))
        }
    };
    view! {
        <div class="page page-wide">
            <h1 tabindex="-1">"My schedule"</h1>
            <p class="status">{summary}</p>
            {empty}
            <ItemList positions=Box::new(move || positions().unwrap_or_default())/>
            {move || left_the_programme(gone())}
            <InstallOffer/>
        </div>
    }
}

/// What to do with an agenda that has nothing in it.
fn empty(programme: &str) -> AnyView {
    let words = "Nothing here yet. Tap the star of whatever you don't want to miss: it stays on this device, also without a network.";
    let browse = inward("button", programme.to_owned(), "Browse the programme");
    element("div", "empty", all(vec![words_in("p", "", words), browse]))
}

/// Says how many starred items the programme has no more.
fn left_the_programme(gone: usize) -> Option<AnyView> {
    let items = words::count(gone, "item", "items");
    let words = format!(
        "{items} of your schedule left the programme. Your stars for them are kept, should they return."
    );
    (gone > 0).then(|| words_in("p", "note", words))
}

/// Positions of the starred items, in the programme's order.
fn starred(programme: &Programme, agenda: &Agenda) -> Vec<usize> {
    let items = programme.items().iter().enumerate();
    items
        .filter(|(_, item)| agenda.is_starred(&item.id))
        .map(|(at, _)| at)
        .collect()
}

/// How many starred items the programme does not have.
fn gone(programme: &Programme, agenda: &Agenda) -> usize {
    agenda
        .starred()
        .filter(|id| programme.item(id).is_none())
        .count()
}
