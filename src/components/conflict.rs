//! Two items of the agenda that conflict, side by side to choose from.

use hallway_agenda::Plan;
use hallway_agenda::conflicts::Clash;
use hallway_programme::{Item, ItemId};
use leptos::prelude::*;

use crate::components::element::{all, element, if_any, inward, tag, words_in};
use crate::i18n::{self, texts};
use crate::route::View;
use crate::state::State;

/// The choice between two items; nothing if the programme lacks either.
#[must_use]
pub fn conflict(state: &State, (first, second): (&ItemId, &ItemId), clash: Clash) -> AnyView {
    let items = state
        .programme
        .item(first)
        .zip(state.programme.item(second));
    let Some((first, second)) = items else {
        return all(Vec::new());
    };
    let title = match clash {
        Clash::Overlap => texts().conflict(),
        Clash::NoTimeToWalk => texts().no_walk(),
    };
    let sides = vec![side(state, first, second), side(state, second, first)];
    tag("div")
        .class("conflict")
        .set("role", "group")
        .set("aria-label", title)
        .with(words_in("p", "conflict-title", title))
        .with(element("div", "conflict-sides", all(sides)))
        .view()
}

/// One of the two, and what to do for it.
fn side(state: &State, item: &Item, other: &Item) -> AnyView {
    let link = inward("", state.href(View::Item(item.id.clone())), &item.title);
    let times = item.slot.map(i18n::times).unwrap_or_default();
    let room = item.room.as_ref().and_then(|id| state.programme.room(id));
    let keep = {
        let (state, other) = (state.clone(), other.id.clone());
        move || state.toggle_star(&other)
    };
    let later = {
        let (state, item) = (state.clone(), item.id.clone());
        move || state.change_agenda(|agenda, now| agenda.set_plan(&item, Plan::WatchLater, now))
    };
    // Of each there are two side by side, so their names say of which item they are.
    let button = |words: &'static str, act: Box<dyn Fn()>| {
        let button = tag("button").class("button").set("type", "button");
        let name = format!("{words}: {}", item.title);
        let button = button.set("aria-label", name).tapped(act);
        button.words(words).view()
    };
    tag("div")
        .class("conflict-side")
        .with(element("p", "conflict-item", link))
        .with(words_in("p", "card-when", times))
        .maybe(room.and_then(|room| if_any("p", "card-where", &room.title)))
        .with(button(texts().attend(), Box::new(keep)))
        .with(button(texts().watch_later(), Box::new(later)))
        .view()
}
