//! What is shown at an address that names nothing: a search, and what the address may have meant.

use hallway_programme::query::Query;
use leptos::prelude::*;

use crate::components::element::{all, element, heading, inward, live, tag, words_in};
use crate::components::icons::icon;
use crate::components::item_card::item_card;
use crate::i18n::texts;
use crate::platform::history;
use crate::route::View;
use crate::rows::Extras;
use crate::state::{State, state};

/// How many items are offered.
const OFFERED: usize = 5;

/// Says so, searches, and leads back.
#[must_use]
pub fn missing_page() -> AnyView {
    let state = state();
    let back = inward(
        "button",
        state.href(View::Programme),
        texts().to_programme(),
    );
    let has_agenda = state.has_agenda();
    let inner = vec![
        heading(texts().not_found()),
        words_in("p", "", texts().not_found_why()),
        search(&state),
        element("p", "", back),
        live(move || has_agenda.get().then(|| meant(&state)).flatten()),
    ];
    element("div", "page", all(inner))
}

/// A form, so that it works before the app is there; without scripts there is nothing to search by.
fn search(state: &State) -> AnyView {
    let field = tag("input")
        .set("type", "search")
        .set("name", "q")
        .set("placeholder", texts().search())
        .set("aria-label", texts().search_programme());
    let field = element("div", "search", all(vec![icon("search"), field.view()]));
    tag("form")
        .class("scripted")
        .set("role", "search")
        .set("action", state.href(View::Programme))
        .with(field)
        .view()
}

/// The items that have most of the address's words in them; only the app knows which address that is.
fn meant(state: &State) -> Option<AnyView> {
    let words = history::last_words();
    let mut hits = vec![0; state.programme.items().len()];
    for text in &words {
        let query = Query {
            text: text.clone(),
            ..Query::default()
        };
        state
            .select(&query)
            .items
            .iter()
            .for_each(|&at| hits[at] += 1);
    }
    let most = hits.iter().max().copied()?;
    let found = hits.iter().zip(state.programme.items());
    let found = found.filter(|(hits, _)| **hits == most).take(OFFERED);
    let cards = found.map(|(_, item)| item_card(item, Extras::None));
    let title = words_in("h2", "", texts().perhaps());
    let inner = std::iter::once(title).chain(cards).collect();
    // Less than half of the words is chance.
    let is_meant = most > 0 && 2 * most >= words.len();
    is_meant.then(|| element("section", "meant", all(inner)))
}
