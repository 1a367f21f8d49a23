//! Topics as small links, each to the programme filtered by it.

use hallway_programme::TopicId;
use hallway_programme::query::Choice;
use leptos::prelude::*;

use crate::components::element::{all, element, inward, tag};
use crate::i18n::texts;
use crate::state::state;

/// The topics of an item or a track; nothing if there are none.
#[must_use]
pub fn topics(ids: &[TopicId]) -> Option<AnyView> {
    let state = state();
    let links: Vec<_> = ids
        .iter()
        .filter_map(|id| state.programme.topic(id))
        .map(|topic| {
            let href = state.href_of_choice(Choice::Topic(topic.id.clone()));
            element("li", "", inward("chip", href, &topic.title))
        })
        .collect();
    (!links.is_empty()).then(|| {
        let chips = tag("ul").class("chips").set("aria-label", texts().topics());
        chips.with(all(links)).view()
    })
}
