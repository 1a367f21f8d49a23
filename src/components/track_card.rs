//! A track in a list: its name, its leads, and how many items it has.

use hallway_programme::Track;
use hallway_programme::query::Choice;
use leptos::prelude::*;

use crate::components::element::{element, inward, tag, words_in};
use crate::components::filters::mark_options;
use crate::components::person_link::names;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, fill, texts};
use crate::route::View;
use crate::state::State;

/// The card of a track.
#[must_use]
pub fn track_card(state: &State, track: &Track) -> AnyView {
    let class = format!("card {}", hue_class(&state.programme, Some(&track.id)));
    let items = state.programme.items_of_track(&track.id).count();
    let extent = if items == 0 {
        texts().no_items().to_owned()
    } else {
        i18n::items(items)
    };
    let call = track
        .call
        .as_ref()
        .map(|call| words_in("span", "", fill(texts().cfp_ends(), &[&call.ends])));
    let leads = (!track.leads.is_empty()).then(|| {
        let names = names(&state.programme, &track.leads);
        words_in("p", "card-people", fill(texts().led_by(), &[&names]))
    });
    let link = inward("", state.href(View::Track(track.id.clone())), &track.title);
    let place = tag("p").class("card-where");
    let place = place.with(words_in("span", "", extent)).maybe(call);
    let card = tag("section")
        .class(class)
        .set("data-track", track.id.as_str());
    mark_options(card, state, || Choice::all_of_track(track))
        .with(element("h3", "card-title", link))
        .maybe(leads)
        .with(place.view())
        .view()
}
