//! People by name, each leading to their page.

use hallway_programme::PersonId;
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
