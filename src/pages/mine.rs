//! My schedule: the items of the attendee's agenda.

use hallway_agenda::Agenda;
use hallway_programme::Programme;
use leptos::prelude::*;

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
    let positions = Memo::new(move |_| {
        agenda.with(|agenda| agenda.as_ref().map(|agenda| starred(&programme, agenda)))
    });
    let programme = state.programme.clone();
    let gone = Memo::new(move |_| {
        agenda.with(|agenda| agenda.as_ref().map_or(0, |agenda| gone(&programme, agenda)))
    });
    let summary = move || match positions.with(|positions| positions.as_ref().map(Vec::len)) {
        None => "Your schedule is kept in this browser, and appears here once the app has started."
            .into(),
        Some(0) => String::new(),
        Some(number) => words::count(number, "item", "items"),
    };
    let empty = move || positions.with(|positions| positions.as_ref().is_some_and(Vec::is_empty));
    let programme_href = state.href(View::Programme);
    view! {
        <div class="page page-wide">
            <h1 tabindex="-1">"My schedule"</h1>
            <p class="status">{summary}</p>
            <Show when=empty>
                <div class="empty">
                    <p>"Nothing here yet. Tap the star of whatever you don't want to miss: it stays on this device, also without a network."</p>
                    <a class="button" href=programme_href.clone()>"Browse the programme"</a>
                </div>
            </Show>
            <ItemList positions=Signal::derive(move || positions.get().unwrap_or_default())/>
            <Show when=move || { gone.get() > 0 }>
                <p class="note">
                    {move || words::count(gone.get(), "item", "items")}
                    " of your schedule left the programme. Your stars for them are kept, should they return."
                </p>
            </Show>
            <InstallOffer/>
        </div>
    }
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
