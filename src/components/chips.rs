//! Topics as small links, each to the programme filtered by it.

use hallway_programme::TopicId;
use hallway_programme::query::Choice;
use leptos::prelude::*;

use crate::components::element::{element, inward};
use crate::state::state;

/// The topics of an item or a track; nothing if there are none.
#[component]
pub fn Topics<'a>(
    /// Which, in order.
    ids: &'a [TopicId],
) -> impl IntoView + use<> {
    let state = state();
    let links: Vec<_> = ids
        .iter()
        .filter_map(|id| state.programme.topic(id))
        .map(|topic| {
            let href = state.href_of_choice(Choice::Topic(topic.id.clone()));
            element("li", "", inward("chip", href, &topic.title))
        })
        .collect();
    (!links.is_empty())
        .then(|| view! { <ul class="chips" aria-label="Topics">{links}</ul> }.into_any())
}
