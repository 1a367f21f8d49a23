//! The star: puts an item into My schedule and takes it out.

use hallway_programme::Item;
use leptos::prelude::*;

use crate::components::aria::truth;
use crate::components::element::tag;
use crate::i18n::{fill, texts};
use crate::state::state;

/// A toggle; its name stays, its state is in `aria-pressed`, and `style/star.css` draws it.
#[must_use]
pub fn star(item: &Item) -> AnyView {
    let state = state();
    let id = item.id.clone();
    let pressed = {
        let (state, id) = (state.clone(), id.clone());
        move || Some(truth(state.is_starred(&id)).to_owned())
    };
    tag("button")
        .class("star")
        .set("type", "button")
        .set("data-star", item.id.as_str())
        .set("aria-label", fill(texts().in_my_schedule(), &[&item.title]))
        .live("aria-pressed", pressed)
        .tapped(move || state.toggle_star(&id))
        .view()
}
