//! My schedule: the items of the attendee's agenda, what conflicts and what time is free, and how to
//! take it along.

use hallway_agenda::Agenda;
use hallway_programme::Programme;
use leptos::prelude::*;

use crate::components::controls::controls;
use crate::components::element::{all, element, inward, live, promised_status, tag, words_in};
use crate::components::filters::clear_filters;
use crate::components::install::install_offer;
use crate::components::item_list::item_list;
use crate::components::take_along::take_along;
use crate::components::unknown_items::unknown_items;
use crate::components::zone_note::zone_note;
use crate::i18n::{self, fill, texts};
use crate::platform::document;
use crate::route::View;
use crate::rows::Extras;
use crate::state::state;

/// The view of the attendee's agenda.
#[must_use]
pub fn mine_page() -> AnyView {
    let state = state();
    let (agenda, programme) = (state.agenda, state.programme.clone());
    let selection = {
        let state = state.clone();
        Memo::new(move |_| {
            state
                .address
                .with(|address| state.select_mine(&address.query))
        })
    };
    let shown = move || selection.with(|selection| selection.items.len());
    let number = {
        let programme = programme.clone();
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
    let href = state.href(View::Programme);
    let empty = move || (number.get() == Some(0)).then(|| empty(&href));
    let nothing = {
        let state = state.clone();
        move || {
            let nothing = number.get() > Some(0) && shown() == 0;
            let words = || words_in("p", "", texts().nothing_matches());
            nothing.then(|| {
                element(
                    "div",
                    "empty",
                    all(vec![words(), clear_filters(state.clone())]),
                )
            })
        }
    };
    let any = Memo::new(move |_| number.get() > Some(0));
    let controls = move || any.get().then(|| controls(selection));
    // How long the list is shows only once the agenda is there; what follows comes with it.
    let friends = state.href(View::Friends);
    let has_agenda = state.has_agenda();
    let after_list = move || has_agenda.get().then(|| after_list(&friends));
    let own = state.href(View::Mine);
    let framed = move || has_agenda.get().then(|| framed(&own)).flatten();
    let heading = tag("h1").class("mine-title").set("tabindex", "-1");
    let positions = move || selection.with(|selection| selection.items.clone());
    let mut results = vec![promised_status(summary)];
    results.extend(zone_note(&state));
    results.extend([
        live(framed),
        live(empty),
        live(nothing),
        item_list(Box::new(positions), Extras::Mine),
        unknown_items(&state),
        live(after_list),
    ]);
    all(vec![
        heading.words(texts().mine()).view(),
        live(controls),
        element("div", "results mine", all(results)),
    ])
}

/// Where another site shows the page, says what may become of the stars, and offers its own page.
fn framed(own: &str) -> Option<AnyView> {
    let own = tag("a").set("href", own);
    let own = own.set("target", "_blank").set("rel", "noopener");
    let words = tag("p").class("note").words(texts().mine_framed());
    let own = own.words(texts().mine_unframed()).view();
    document::is_framed_elsewhere().then(|| words.words(" ").with(own).view())
}

/// What one does with the agenda.
fn after_list(friends: &str) -> AnyView {
    let friends = inward("button", friends.to_owned(), texts().friends());
    let inner = vec![
        take_along(),
        element("p", "actions", friends),
        install_offer(),
    ];
    element("div", "after-list", all(inner))
}

/// What to do with an agenda that has nothing in it.
fn empty(programme: &str) -> AnyView {
    let browse = inward("button", programme.to_owned(), texts().browse());
    let words = words_in("p", "", texts().mine_empty());
    element("div", "empty", all(vec![words, browse]))
}

/// How many items the agenda has that the programme has too.
fn number_of_items(programme: &Programme, agenda: &Agenda) -> usize {
    let starred = agenda.starred();
    starred.filter(|id| programme.item(id).is_some()).count()
}
