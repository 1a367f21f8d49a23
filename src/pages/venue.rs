//! Venue: the rooms, where each of them is, and what is in it.

use hallway_programme::query::Choice;
use hallway_programme::{Location, Room};
use leptos::prelude::*;

use crate::components::element::{all, element, heading, if_any, inward, outward, tag, words_in};
use crate::components::lines::Line;
use crate::components::more::{self, Rows, rows_in};
use crate::i18n::{fill, texts};
use crate::state::{State, state};

/// The view of all rooms.
#[must_use]
pub fn venue_page() -> AnyView {
    let state = state();
    let rooms = state.programme.rooms();
    let shown = if rooms.is_empty() {
        words_in("p", "empty", texts().no_rooms())
    } else {
        all_rooms(&state, rooms)
    };
    tag("div")
        .class("page")
        .with(heading(texts().venue()))
        .with(shown)
        .view()
}

/// The rooms, the one that the address leads to among those that are whole.
fn all_rooms(state: &State, rooms: &[Room]) -> AnyView {
    let line = |room: &Room| {
        let (state, room) = (state.clone(), room.clone());
        Line::new(room.id.to_string(), move || shown(&state, &room))
    };
    let place = state.place.get_untracked();
    let led_to = rooms.iter().position(|room| place_of(room) == place);
    let rows = Rows {
        lines: rooms.iter().map(line).collect(),
        words: rooms.iter().map(|room| room.title.clone()).collect(),
        first: more::FIRST.max(led_to.map_or(0, |at| at + 1)),
    };
    rows_in(state, "div", "rooms", rows)
}

/// The place of a room in the view.
fn place_of(room: &Room) -> String {
    format!("room-{}", room.id)
}

fn shown(state: &State, room: &Room) -> AnyView {
    let href = state.href_of_choice(Choice::Room(room.id.clone()));
    let heading = tag("h2")
        .set("dir", "auto")
        .with(inward("", href, &room.title));
    let floor = (!room.floor.is_empty()).then(|| fill(texts().floor(), &[&room.floor]));
    let mut links: Vec<_> = room
        .links
        .iter()
        .map(|link| outward(link.as_str(), link.as_str().to_owned().into_any()))
        .collect();
    links.extend(room.location.map(directions));
    let links = links
        .into_iter()
        .map(|link| element("li", "", link))
        .collect();
    tag("section")
        .set("id", place_of(room))
        .with(heading.view())
        .maybe(if_any("p", "", &room.building))
        .maybe(if_any("p", "", floor.as_deref().unwrap_or_default()))
        .with(element("ul", "links", all(links)))
        .maybe(plan(state, room))
        .view()
}

/// To a map that finds the way; the app itself contacts nobody.
fn directions(location: Location) -> AnyView {
    let href = format!("https://www.openstreetmap.org/directions?to={location}");
    outward(&href, texts().directions().to_owned().into_any())
}

fn plan(state: &State, room: &Room) -> Option<AnyView> {
    let plan = room.plan.as_ref()?;
    let picture = tag("img")
        .class("plan")
        .set("src", state.base.join(&plan.path()))
        .set("alt", fill(texts().floor_plan(), &[&room.title]))
        .set("loading", "lazy");
    Some(picture.view())
}
