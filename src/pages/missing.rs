//! What is shown at an address that names nothing: a search, and what the address may have meant.

use hallway_programme::query::Query;
use leptos::prelude::*;

use crate::components::icons::icon;
use crate::components::item_row::ItemRow;
use crate::components::reactive::reactive;
use crate::i18n::texts;
use crate::platform::history;
use crate::route::View;
use crate::rows::Extras;
use crate::state::{State, state};

/// How many items are offered.
const OFFERED: usize = 5;

/// Says so, searches, and leads back.
#[component]
pub fn MissingPage() -> impl IntoView {
    let state = state();
    let has_agenda = state.has_agenda();
    let programme = state.href(View::Programme);
    view! {
        <div class="page">
            <h1 tabindex="-1" dir="auto">{texts().not_found()}</h1>
            <p>{texts().not_found_why()}</p>
            // A form, so that it works before the app is there; without scripts there is nothing to search by.
            <form class="scripted" role="search" action=programme.clone()>
                <div class="search">
                    {icon("search")}
                    <input
                        type="search"
                        name="q"
                        placeholder=texts().search()
                        aria-label=texts().search_programme()
                    />
                </div>
            </form>
            <p><a class="button" href=programme>{texts().to_programme()}</a></p>
            {reactive(move || has_agenda.get().then(|| meant(&state)))}
        </div>
    }
}

/// The items that have most of the address's words in them; only the app knows which address that is.
fn meant(state: &State) -> Option<impl IntoView + use<>> {
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
    let cards = found.map(|(_, item)| {
        view! { <ItemRow item=item.id.clone() extras=Extras::None/> }
    });
    // Less than half of the words is chance.
    let is_meant = most > 0 && 2 * most >= words.len();
    is_meant.then(|| {
        view! {
            <section class="meant">
                <h2>{texts().perhaps()}</h2>
                {cards.collect_view()}
            </section>
        }
    })
}
