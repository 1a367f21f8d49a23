//! The star: puts an item into My schedule and takes it out.

use hallway_programme::Item;
use leptos::prelude::*;

use crate::components::aria::truth;
use crate::components::icons::Icon;
use crate::state::state;

/// A toggle; its name stays, its state is in `aria-pressed`.
#[component]
pub fn Star<'a>(
    /// What it stars.
    item: &'a Item,
) -> impl IntoView + use<> {
    let state = state();
    let id = item.id.clone();
    let pressed = {
        let (state, id) = (state.clone(), id.clone());
        move || truth(state.is_starred(&id))
    };
    view! {
        <button
            type="button"
            class="star"
            data-star=id.to_string()
            aria-label=format!("In my schedule: {}", item.title)
            aria-pressed=pressed
            on:click=move |_| state.toggle_star(&id)
        >
            <Icon name="star"/>
        </button>
    }
}
