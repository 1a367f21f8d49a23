//! A track: what it is about, how to take part, who leads it, and its items.

use hallway_programme::{Call, Track, TrackId};
use leptos::prelude::*;

use crate::components::chips::topics;
use crate::components::element::{all, element, heading, if_any, section, tag, words_in};
use crate::components::item_list::item_list;
use crate::components::rich_text::rich_text;
use crate::components::track_hue::hue_class;
use crate::components::zone_note::zone_note;
use crate::i18n::{fill, texts};
use crate::pages::missing::missing_page;
use crate::pages::person::contact;
use crate::rows::Extras;
use crate::state::{State, state};

/// The view of one track.
#[must_use]
pub fn track_page(id: &TrackId) -> AnyView {
    let state = state();
    match state.programme.track(id) {
        Some(track) => page(&state, track),
        None => missing_page(),
    }
}

fn page(state: &State, track: &Track) -> AnyView {
    let class = format!("page {}", hue_class(&state.programme, Some(&track.id)));
    let items = state.programme.items().iter().enumerate();
    let positions: Vec<usize> = items
        .filter(|(_, item)| item.track.as_ref() == Some(&track.id))
        .map(|(at, _)| at)
        .collect();
    let listed = if positions.is_empty() {
        words_in("p", "empty", texts().no_items_listed())
    } else {
        item_list(Box::new(move || positions.clone()), Extras::None)
    };
    let items = vec![words_in("h2", "unseen", texts().items()), listed];
    tag("div")
        .class(class)
        .with(words_in("p", "page-kind", texts().track()))
        .with(heading(&track.title))
        .maybe(topics(&track.topics))
        .with(element("div", "prose", rich_text(&track.description)))
        .maybe(if_any("p", "note", &track.note))
        .maybe(leads(state, track))
        .maybe(track.call.as_ref().map(take_part))
        .maybe(zone_note(state))
        .with(element("section", "page-items", all(items)))
        .view()
}

fn leads(state: &State, track: &Track) -> Option<AnyView> {
    let people = track
        .leads
        .iter()
        .filter_map(|id| state.programme.person(id));
    let leads: Vec<_> = people
        .map(|person| element("li", "", contact(person)))
        .collect();
    let heading = if leads.len() == 1 {
        texts().lead()
    } else {
        texts().leads()
    };
    (!leads.is_empty()).then(|| section(heading, vec![element("ul", "contacts", all(leads))]))
}

fn take_part(call: &Call) -> AnyView {
    let ends = words_in("strong", "", fill(texts().cfp_ends(), &[&call.ends]));
    let how = element("div", "prose", rich_text(&call.how));
    section(texts().take_part(), vec![element("p", "", ends), how])
}
