//! Topics as small links, each to the programme filtered by it.

use hallway_programme::TopicId;
use hallway_programme::query::Choice;
use leptos::prelude::*;

use crate::i18n::texts;
use crate::state::state;

/// The topics of an item or a track; nothing if there are none.
#[component]
pub fn Topics(
    /// The topics.
    topics: Vec<TopicId>,
) -> impl IntoView {
    let state = state();
    let links: Vec<_> = topics
        .iter()
        .filter_map(|id| state.programme.topic(id))
        .map(|topic| {
            let href = state.href_of_choice(Choice::Topic(topic.id.clone()));
            view! { <li><a class="chip" href=href>{topic.title.clone()}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| {
        view! { <ul class="chips" aria-label=texts().topics()>{links}</ul> }
    })
}
