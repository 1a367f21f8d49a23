//! An item in a list: what, when, where, who, and its star.

use hallway_programme::{Item, Status};
use leptos::prelude::*;

use crate::components::change_note::change_on_card;
use crate::components::element::{if_any, words_in};
use crate::components::person_link::names;
use crate::components::star::Star;
use crate::components::track_hue::hue_class;
use crate::route::View;
use crate::state::state;
use crate::words;

/// The card of an item.
#[component]
pub fn ItemCard<'a>(
    /// Which item.
    item: &'a Item,
) -> impl IntoView + use<> {
    let state = state();
    let programme = &state.programme;
    let class = format!("card {}", hue_class(programme, item.track.as_ref()));
    let track = item
        .track
        .as_ref()
        .and_then(|id| programme.track(id))
        .map(|track| words_in("span", "card-track", &track.title));
    let room = item
        .room
        .as_ref()
        .and_then(|id| programme.room(id))
        .map(|room| words_in("span", "card-room", &room.title));
    let time = item.slot.map(|slot| {
        view! { <time class="card-time" datetime=slot.start.to_string()>{words::times(slot)}</time> }
            .into_any()
    });
    let kind = words::kind(item.kind).map(|kind| words_in("span", "card-kind", kind));
    let status = words::status(item.status).map(|word| {
        let class = match item.status {
            Status::Cancelled => "card-status",
            Status::Planned | Status::Changed => "card-kind",
        };
        words_in("span", class, word)
    });
    let people = if_any("p", "card-people", &names(programme, &item.people));
    view! {
        <article class=class data-item=item.id.to_string()>
            <div class="card-body">
                <p class="card-when">{time}{kind}{status}</p>
                <h4 class="card-title">
                    <a href=state.href(View::Item(item.id.clone()))>{item.title.clone()}</a>
                </h4>
                {people}
                <p class="card-where">{track}{room}</p>
                {change_on_card(&item.id)}
            </div>
            <Star item=item/>
        </article>
    }
}
