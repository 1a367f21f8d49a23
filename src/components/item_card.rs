//! An item in a list: what, when, where, who, and its star.

use hallway_programme::Item;
use leptos::prelude::*;

use crate::components::change_note::change_on_card;
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
        .map(|track| {
            view! { <span class="card-track">{track.title.clone()}</span> }
        });
    let room = item
        .room
        .as_ref()
        .and_then(|id| programme.room(id))
        .map(|room| {
            view! { <span class="card-room">{room.title.clone()}</span> }
        });
    let time = item.slot.map(|slot| {
        view! { <time class="card-time" datetime=slot.start.to_string()>{words::times(slot)}</time> }
    });
    let kind = words::kind(item.kind).map(|kind| view! { <span class="card-kind">{kind}</span> });
    let status =
        words::status(item.status).map(|word| view! { <span class="card-status">{word}</span> });
    let people = (!item.people.is_empty())
        .then(|| view! { <p class="card-people">{names(programme, &item.people)}</p> });
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
