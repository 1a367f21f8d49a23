//! A track in a list: its name, its leads, and how many items it has.

use hallway_programme::Track;
use leptos::prelude::*;

use crate::components::element::words_in;
use crate::components::person_link::names;
use crate::components::track_hue::hue_class;
use crate::route::View;
use crate::state::state;
use crate::words;

/// The card of a track.
#[component]
pub fn TrackCard<'a>(
    /// Which track.
    track: &'a Track,
) -> impl IntoView + use<> {
    let state = state();
    let class = format!("card {}", hue_class(&state.programme, Some(&track.id)));
    let items = state.programme.items_of_track(&track.id).count();
    let extent = if items == 0 {
        "No items yet".to_owned()
    } else {
        words::count(items, "item", "items")
    };
    let call = track
        .call
        .as_ref()
        .map(|call| words_in("span", "", format!("CFP ends: {}", call.ends)));
    let leads = (!track.leads.is_empty()).then(|| {
        let names = names(&state.programme, &track.leads);
        words_in("p", "card-people", format!("Led by {names}"))
    });
    view! {
        <section class=class data-track=track.id.to_string()>
            <div class="card-body">
                <h3 class="card-title">
                    <a href=state.href(View::Track(track.id.clone()))>{track.title.clone()}</a>
                </h3>
                {leads}
                <p class="card-where">{words_in("span", "", extent)}{call}</p>
            </div>
        </section>
    }
}
