//! A room: what is on in it and what is next, where it is, and its items by day.

use hallway_programme::now::now_among;
use hallway_programme::query::Choice;
use hallway_programme::{Item, Room, RoomId};
use leptos::prelude::*;

use crate::components::item_list::ItemList;
use crate::components::zone_note::ZoneNote;
use crate::i18n::{self, texts};
use crate::pages::missing::MissingPage;
use crate::pages::venue;
use crate::route::View;
use crate::rows::Extras;
use crate::state::{State, state};

/// The view of one room.
#[component]
pub fn RoomPage(
    /// The room.
    room: RoomId,
) -> impl IntoView {
    let state = state();
    let Some(room) = state.programme.room(&room) else {
        return view! { <MissingPage/> }.into_any();
    };
    let present = Present::of(&state, &room.id);
    view! {
        <div class="page room">
            <div class="room-head">
                <h1 class="plate plate-big hue-none" tabindex="-1" dir="auto">{room.title.clone()}</h1>
                <p>{summary(&state, room)}</p>
            </div>
            <ZoneNote/>
            <Part title=texts().now() positions=present.on/>
            <Part title=texts().next() positions=present.next/>
            {location(&state, room)}
            <section class="page-items">
                <h2 class="unseen">{texts().items()}</h2>
                {items(&state, &room.id)}
            </section>
        </div>
    }
    .into_any()
}

/// Where the room is, and how much happens in it: "Harbour House · Floor: 2 · 12 items".
fn summary(state: &State, room: &Room) -> String {
    let number = state.programme.items_of_room(&room.id).count();
    let parts = [
        room.building.clone(),
        venue::floor_of(room),
        i18n::items(number),
    ];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}

/// What is on in a room and what is next there, by position; nothing while no clock is known.
struct Present {
    on: Signal<Vec<usize>>,
    next: Signal<Vec<usize>>,
}

impl Present {
    fn of(state: &State, room: &RoomId) -> Self {
        let (moment, programme, room) = (state.now, state.published.clone(), room.clone());
        let present = Memo::new(move |_| {
            let is_here = |item: &Item| item.room.as_ref() == Some(&room);
            moment
                .get()
                .map(|moment| now_among(&programme, moment, is_here))
        });
        let on = Signal::derive(move || present.get().map(|now| now.on).unwrap_or_default());
        let next = Signal::derive(move || present.get().map(|now| now.next).unwrap_or_default());
        Self { on, next }
    }
}

/// A list under its title; hidden where it is empty.
#[component]
fn Part(
    /// The title.
    title: &'static str,
    /// Where its items stand in the programme.
    positions: Signal<Vec<usize>>,
) -> impl IntoView {
    view! {
        <section hidden=move || positions.with(Vec::is_empty)>
            <h2 class="part">{title}</h2>
            <ItemList positions extras=Extras::Countdown/>
        </section>
    }
}

/// The way there, the room among the others, and its items in the programme.
fn location(state: &State, room: &Room) -> impl IntoView + use<> {
    let among_rooms = format!("{}#{}", state.href(View::Venue), venue::place_of(room));
    let filtered = state.href_of_choice(Choice::Room(room.id.clone()));
    view! {
        <section>
            <ul class="links">{venue::links(room)}</ul>
            {venue::plan(state, room)}
            <p class="room-ways">
                <a href=among_rooms>{texts().venue()}</a>
                <a href=filtered>{texts().in_programme()}</a>
            </p>
        </section>
    }
}

fn items(state: &State, room: &RoomId) -> AnyView {
    let items = state.programme.items().iter().enumerate();
    let positions: Vec<usize> = items
        .filter(|(_, item)| item.room.as_ref() == Some(room))
        .map(|(at, _)| at)
        .collect();
    if positions.is_empty() {
        view! { <p class="empty">{texts().no_items_listed()}</p> }.into_any()
    } else {
        view! { <ItemList positions extras=Extras::None/> }.into_any()
    }
}
