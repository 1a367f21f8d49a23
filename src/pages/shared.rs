//! A schedule that somebody shared by link or code: looked at, taken into one's own, or kept beside it.

use hallway_agenda::SharedSchedule;
use leptos::prelude::*;

use crate::components::element::{all, button, element, heading, live, promise, tag, words_in};
use crate::components::item_list::item_list;
use crate::components::name_field::name_field;
use crate::components::zone_note::zone_note;
use crate::friends;
use crate::i18n::{self, fill, texts};
use crate::notice::{Notice, name_of};
use crate::rows::Extras;
use crate::state::{State, state};

/// The view of what a fragment holds.
#[must_use]
pub fn shared_page(fragment: &str) -> AnyView {
    let state = state();
    match SharedSchedule::from_fragment(fragment) {
        Some(shared) => page(&state, shared),
        None => {
            // A prerendered page knows no fragment.
            let broken = state.agenda.with_untracked(Option::is_some);
            let words = if broken {
                words_in("p", "empty", texts().shared_broken())
            } else {
                promise("empty", texts().mine_starts())
            };
            tag("div")
                .class("page")
                .with(heading(texts().shared()))
                .with(words)
                .view()
        }
    }
}

fn page(state: &State, shared: SharedSchedule) -> AnyView {
    let programme = &state.programme;
    let known = |shared: &SharedSchedule| {
        let items = programme.items().iter().enumerate();
        // They are in order.
        let shared = items.filter(|(_, item)| shared.items.binary_search(&item.id).is_ok());
        shared.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let positions = known(&shared);
    let unknown = shared.items.len() - positions.len();
    let unknown = (unknown > 0).then(|| {
        let words = fill(texts().not_in_programme(), &[&i18n::items(unknown)]);
        words_in("p", "note", words)
    });
    let merge = {
        let (state, shared) = (state.clone(), shared.clone());
        move || merge(&state, &shared)
    };
    let name = RwSignal::new(shared.name.clone());
    let named = {
        let shared = shared.clone();
        move || SharedSchedule {
            name: name.read().trim().into(),
            items: shared.items.clone(),
        }
    };
    let keep = {
        let (state, named) = (state.clone(), named.clone());
        move || {
            friends::keep(&state, &untrack(&named));
            state.tell(Notice::Said(texts().kept_friend().into()));
        }
    };
    let replace = {
        let state = state.clone();
        live(move || {
            let named = named();
            friends::has_other(&state, &named).then(|| replace(&state, named))
        })
    };
    let actions = vec![
        button(texts().merge_shared(), merge),
        button(texts().keep_friend(), keep),
        replace,
    ];
    let title = fill(texts().schedule_of(), &[name_of(&shared)]);
    tag("div")
        .class("page page-wide")
        .with(heading(title))
        .with(words_in("p", "status", i18n::items(positions.len())))
        .maybe(zone_note(state))
        .maybe(unknown)
        .with(name_field(texts().their_name(), "off", name, |_| {}))
        .with(element("div", "actions", all(actions)))
        .with(item_list(Box::new(move || positions.clone()), Extras::None))
        .view()
}

/// A schedule of somebody who shared another one before.
fn replace(state: &State, shared: SharedSchedule) -> AnyView {
    let words = fill(texts().replace_friend(), &[name_of(&shared)]);
    let state = state.clone();
    let button = tag("button").class("button").set("type", "button");
    let button = button.tapped(move || {
        friends::replace(&state, &shared);
        state.tell(Notice::Said(texts().kept_friend().into()));
    });
    button.words(words).view()
}

/// Stars what is not starred yet, of what the programme has. One can't want what nobody can see: what the
/// programme lacks is counted, and the link has it still when a newer programme does.
fn merge(state: &State, shared: &SharedSchedule) {
    let is_new = |item: &&hallway_programme::ItemId| !untrack(|| state.is_starred(item));
    let known = shared.items.iter().filter(|item| state.knows(item));
    let new: Vec<_> = known.filter(is_new).cloned().collect();
    let unknown = shared.items.iter().filter(|item| !state.knows(item));
    let unknown = unknown.count();
    state.change_agenda(|agenda, now| {
        for item in &new {
            agenda.star(item, true, now);
        }
    });
    let mut said = fill(texts().merged(), &[&new.len().to_string()]);
    if unknown > 0 {
        let number = i18n::unknown(unknown);
        said = format!("{said} {}", fill(texts().left_out(), &[&number]));
    }
    state.tell(Notice::Said(said));
}
