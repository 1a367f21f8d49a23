//! People by name, with or without a link to their page.

use hallway_programme::{PersonId, Programme};
use leptos::prelude::*;

use crate::route::View;
use crate::state::state;

/// Names, separated by commas.
#[component]
pub fn People<'a>(
    /// Who, in order.
    ids: &'a [PersonId],
) -> impl IntoView + use<> {
    let state = state();
    let people = ids
        .iter()
        .filter_map(|id| state.programme.person(id))
        .enumerate()
        .map(|(at, person)| {
            let href = state.href(View::Person(person.id.clone()));
            let separator = if at == 0 { "" } else { ", " };
            view! { {separator}<a href=href>{person.name.clone()}</a> }
        });
    people.collect_view()
}

/// Names without links, for cards, which lead to one place only.
#[must_use]
pub fn names(programme: &Programme, ids: &[PersonId]) -> String {
    let people = ids.iter().filter_map(|id| programme.person(id));
    people
        .map(|person| person.name.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}
