//! My schedule: the items of the attendee's agenda, what conflicts and what time is free, and how to
//! take it along.

use hallway_agenda::Agenda;
use hallway_programme::Programme;
use leptos::prelude::*;

use crate::components::filters::{Filters, NothingMatches};
use crate::components::install::InstallOffer;
use crate::components::item_list::ItemList;
use crate::components::reactive::reactive;
use crate::components::take_along::TakeAlong;
use crate::components::unknown_items::UnknownItems;
use crate::components::zone_note::ZoneNote;
use crate::i18n::{self, fill, texts};
use crate::platform::document;
use crate::route::View;
use crate::rows::Extras;
use crate::state::{state, without_app};

/// The view of the attendee's agenda.
#[component]
pub fn MinePage() -> impl IntoView {
    let state = state();
    let without_app = without_app();
    let selection = {
        let state = state.clone();
        Memo::new(move |_| {
            state
                .address
                .with(|address| state.select_mine(&address.query))
        })
    };
    let positions = Signal::derive(move || selection.with(|selection| selection.items.clone()));
    let shown = move || selection.with(|selection| selection.items.len());
    let number = {
        let (agenda, programme) = (state.agenda, state.programme.clone());
        Memo::new(move |_| {
            let number = |agenda: &Agenda| number_of_items(&programme, agenda);
            agenda.with(|agenda| agenda.as_ref().map(number))
        })
    };
    let summary = move || match number.get() {
        None => texts().mine_starts().into(),
        Some(0) => String::new(),
        Some(number) if number == shown() => i18n::items(number),
        Some(number) => fill(
            texts().status(),
            &[&shown().to_string(), &i18n::items(number)],
        ),
    };
    let any = Memo::new(move |_| number.get() > Some(0));
    let controls = move || any.get().then(|| view! { <Filters selection/> });
    let programme = state.href(View::Programme);
    let empty = move || (number.get() == Some(0)).then(|| empty(programme.clone()));
    let nothing = move || {
        let is_nothing = number.get() > Some(0) && shown() == 0;
        is_nothing.then(|| view! { <NothingMatches/> })
    };
    // How long the list is shows only once the agenda is there; what follows comes with it.
    let has_agenda = state.has_agenda();
    let own = state.href(View::Mine);
    let framed = move || has_agenda.get().then(|| framed(own.clone())).flatten();
    let friends = state.href(View::Friends);
    let after_list = move || has_agenda.get().then(|| after_list(friends.clone()));
    view! {
        <h1 class="mine-title" tabindex="-1">{texts().mine()}</h1>
        {reactive(controls)}
        <div class="results mine">
            <p class="status" role="status" data-promise=move || without_app().then_some("")>
                {reactive(summary)}
            </p>
            <ZoneNote/>
            {reactive(framed)}
            {reactive(empty)}
            {reactive(nothing)}
            <ItemList positions extras=Extras::Mine/>
            <UnknownItems/>
            {reactive(after_list)}
        </div>
    }
}

/// Where another site shows the page, says what may become of the stars, and offers its own page.
fn framed(own: String) -> Option<impl IntoView> {
    document::is_framed_elsewhere().then(|| {
        view! {
            <p class="note">
                {texts().mine_framed()}
                " "
                <a href=own target="_blank" rel="noopener">{texts().mine_unframed()}</a>
            </p>
        }
    })
}

/// What one does with the agenda.
fn after_list(friends: String) -> impl IntoView {
    view! {
        <div class="after-list">
            <TakeAlong/>
            <p class="actions"><a class="button" href=friends>{texts().friends()}</a></p>
            <InstallOffer/>
        </div>
    }
}

/// What to do with an agenda that has nothing in it.
fn empty(programme: String) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{texts().mine_empty()}</p>
            <a class="button" href=programme>{texts().browse()}</a>
        </div>
    }
}

/// How many items the agenda has that the programme has too.
fn number_of_items(programme: &Programme, agenda: &Agenda) -> usize {
    let starred = agenda.starred();
    starred.filter(|id| programme.item(id).is_some()).count()
}
