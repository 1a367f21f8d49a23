//! People by name, with or without a link to their page.

use hallway_programme::{Person, PersonId, Programme};
use leptos::prelude::*;

use crate::route::View;
use crate::state::state;

/// Names with links, separated by commas.
#[component]
pub fn People(
    /// Whose.
    people: Vec<PersonId>,
) -> impl IntoView {
    let state = state();
    let people = people.iter().filter_map(|id| state.programme.person(id));
    let link = |(at, person): (usize, &Person)| {
        let href = state.href(View::Person(person.id.clone()));
        view! {
            {(at > 0).then_some(", ")}
            <a href=href>{person.name.clone()}</a>
        }
    };
    people.enumerate().map(link).collect_view()
}

/// Names without links, for rows, which lead to one place only.
#[must_use]
pub fn names(programme: &Programme, ids: &[PersonId]) -> String {
    let people = ids.iter().filter_map(|id| programme.person(id));
    people
        .map(|person| person.name.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}
