//! People by name, with or without a link to their page.

use hallway_programme::{PersonId, Programme};
use leptos::prelude::*;

use crate::components::element::{all, inward};
use crate::route::View;
use crate::state::state;

/// Names with links, separated by commas.
#[must_use]
pub fn people(ids: &[PersonId]) -> AnyView {
    let state = state();
    let mut views = Vec::new();
    for person in ids.iter().filter_map(|id| state.programme.person(id)) {
        if !views.is_empty() {
            views.push(", ".to_owned().into_any());
        }
        let href = state.href(View::Person(person.id.clone()));
        views.push(inward("", href, &person.name));
    }
    all(views)
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
