//! Venue: the rooms, where each of them is, and what is in it.

use hallway_programme::{Location, Room};
use leptos::prelude::*;

use crate::components::lines::Line;
use crate::components::more::{self, LongRows, Rows};
use crate::components::outward_link::OutwardLink;
use crate::i18n::{fill, texts};
use crate::route::View;
use crate::state::{State, state};

/// The view of all rooms.
#[component]
pub fn VenuePage() -> impl IntoView {
    let state = state();
    let rooms = state.programme.rooms();
    let shown = if rooms.is_empty() {
        view! { <p class="empty">{texts().no_rooms()}</p> }.into_any()
    } else {
        view! {
            <LongRows
                rows=rows_of(&state, rooms)
                within=|rows| view! { <div class="rooms">{rows}</div> }.into_any()
            />
        }
        .into_any()
    };
    view! {
        <div class="page">
            <h1 tabindex="-1" dir="auto">{texts().venue()}</h1>
            {shown}
        </div>
    }
}

/// The rooms, the one that the address leads to among those that are whole.
fn rows_of(state: &State, rooms: &[Room]) -> Rows {
    let line = |room: &Room| {
        let (state, room) = (state.clone(), room.clone());
        Line::new(room.id.to_string(), move || shown(&state, &room))
    };
    let place = state.place.get_untracked();
    let led_to = rooms.iter().position(|room| place_of(room) == place);
    Rows {
        lines: rooms.iter().map(line).collect(),
        words: rooms.iter().map(|room| room.title.clone()).collect(),
        first: more::FIRST.max(led_to.map_or(0, |at| at + 1)),
    }
}

/// The place of a room in the view.
#[must_use]
pub fn place_of(room: &Room) -> String {
    format!("room-{}", room.id)
}

fn shown(state: &State, room: &Room) -> AnyView {
    let paragraph = |words: String| (!words.is_empty()).then(|| view! { <p>{words}</p> });
    let href = state.href(View::Room(room.id.clone()));
    view! {
        <section id=place_of(room)>
            <h2 dir="auto"><a href=href><span class="plate plate-big hue-none">{room.title.clone()}</span></a></h2>
            {paragraph(room.building.clone())}
            {paragraph(floor_of(room))}
            <ul class="links">{links(room)}</ul>
            {plan(state, room)}
        </section>
    }
    .into_any()
}

/// On which floor a room is; empty if unknown.
#[must_use]
pub fn floor_of(room: &Room) -> String {
    match room.floor.as_str() {
        "" => String::new(),
        floor => fill(texts().floor(), &[floor]),
    }
}

/// The pages about the room, and the way there.
pub fn links(room: &Room) -> impl IntoView + use<> {
    let pages = room.links.iter().map(|link| {
        let address = link.as_str().to_owned();
        (address.clone(), address)
    });
    let directions = room.location.map(directions);
    let links = pages.chain(directions).map(|(href, words)| {
        view! { <li><OutwardLink href>{words}</OutwardLink></li> }
    });
    links.collect_view()
}

/// A map that finds the way, and what the link to it says; the app itself contacts nobody.
fn directions(location: Location) -> (String, String) {
    let href = format!("https://www.openstreetmap.org/directions?to={location}");
    (href, texts().directions().to_owned())
}

/// The picture that shows where the room is, if there is one.
pub fn plan(state: &State, room: &Room) -> Option<impl IntoView + use<>> {
    let plan = room.plan.as_ref()?;
    Some(view! {
        <img
            class="plan"
            src=state.base.join(&plan.path())
            alt=fill(texts().floor_plan(), &[&room.title])
            loading="lazy"
        />
    })
}
