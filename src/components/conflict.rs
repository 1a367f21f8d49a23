//! Two items of the agenda that conflict, side by side to choose from.

use hallway_agenda::Plan;
use hallway_agenda::conflicts::Clash;
use hallway_programme::{Item, ItemId};
use leptos::prelude::*;

use crate::i18n::{self, texts};
use crate::route::View;
use crate::state::{State, state};

/// The choice between two items; nothing if the programme lacks either.
#[component]
pub fn Conflict(
    /// The earlier one.
    first: ItemId,
    /// The other.
    second: ItemId,
    /// Why not both.
    clash: Clash,
) -> impl IntoView {
    let state = state();
    let (first, second) = (
        state.programme.item(&first)?,
        state.programme.item(&second)?,
    );
    let title = match clash {
        Clash::Overlap => texts().conflict(),
        Clash::NoTimeToWalk => texts().no_walk(),
    };
    Some(view! {
        <div class="conflict" role="group" aria-label=title>
            <p class="conflict-title">{title}</p>
            <div class="conflict-sides">
                {side(&state, first, second)}
                {side(&state, second, first)}
            </div>
        </div>
    })
}

/// One of the two, and what to do for it.
fn side(state: &State, item: &Item, other: &Item) -> impl IntoView + use<> {
    let times = item.slot.map(i18n::times).unwrap_or_default();
    let room = item.room.as_ref().and_then(|id| state.programme.room(id));
    let room = room.filter(|room| !room.title.is_empty());
    let keep = {
        let (state, other) = (state.clone(), other.id.clone());
        move |_| state.toggle_star(&other)
    };
    let later = {
        let (state, item) = (state.clone(), item.id.clone());
        move |_| state.change_agenda(|agenda, now| agenda.set_plan(&item, Plan::WatchLater, now))
    };
    // Of each button there are two side by side, so their names say of which item they are.
    let name = |words: &str| format!("{words}: {}", item.title);
    view! {
        <div class="conflict-side">
            <p class="conflict-item">
                <a href=state.href(View::Item(item.id.clone()))>{item.title.clone()}</a>
            </p>
            <p class="conflict-when">{times}</p>
            {room.map(|room| view! { <p class="conflict-where">{room.title.clone()}</p> })}
            <button
                class="button"
                type="button"
                aria-label=name(texts().attend())
                on:click=keep
            >
                {texts().attend()}
            </button>
            <button
                class="button"
                type="button"
                aria-label=name(texts().watch_later())
                on:click=later
            >
                {texts().watch_later()}
            </button>
        </div>
    }
}
