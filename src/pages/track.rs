//! A track: what it is about, how to take part, who leads it, and its items.

use hallway_programme::{Call, Track, TrackId};
use leptos::prelude::*;

use crate::components::chips::Topics;
use crate::components::element::{all, element, if_any, section, words_in};
use crate::components::item_list::ItemList;
use crate::components::rich_text::rich_text;
use crate::components::track_hue::hue_class;
use crate::pages::missing::MissingPage;
use crate::pages::person::contact;
use crate::state::{State, state};

/// The view of one track.
#[must_use]
pub fn track_page(id: &TrackId) -> AnyView {
    let state = state();
    match state.programme.track(id) {
        Some(track) => view! { <TrackPage state=state.clone() track=track/> }.into_any(),
        None => MissingPage().into_any(),
    }
}

#[component]
fn TrackPage<'a>(state: State, track: &'a Track) -> impl IntoView + use<> {
    let class = format!("page {}", hue_class(&state.programme, Some(&track.id)));
    let items = state.programme.items().iter().enumerate();
    let positions: Vec<usize> = items
        .filter(|(_, item)| item.track.as_ref() == Some(&track.id))
        .map(|(at, _)| at)
        .collect();
    let listed = if positions.is_empty() {
        words_in("p", "empty", "No items or suggested topics are listed yet.")
    } else {
        view! { <ItemList positions=Box::new(move || positions.clone())/> }.into_any()
    };
    let note = if_any("p", "note", &track.note);
    view! {
        <div class=class>
            {words_in("p", "page-kind", "Track")}
            <h1 tabindex="-1">{track.title.clone()}</h1>
            <Topics ids=&track.topics/>
            <div class="prose">{rich_text(&track.description)}</div>
            {note}
            {leads(&state, track)}
            {track.call.as_ref().map(take_part)}
            <section class="page-items">
                <h2 class="unseen">"Items"</h2>
                {listed}
            </section>
        </div>
    }
}

fn leads(state: &State, track: &Track) -> Option<AnyView> {
    let people = track
        .leads
        .iter()
        .filter_map(|id| state.programme.person(id));
    let leads: Vec<_> = people
        .map(|person| element("li", "", contact(person)))
        .collect();
    let heading = if leads.len() == 1 { "Lead" } else { "Leads" };
    (!leads.is_empty()).then(|| section(heading, vec![element("ul", "contacts", all(leads))]))
}

fn take_part(call: &Call) -> AnyView {
    let ends = words_in("strong", "", format!("CFP ends: {}", call.ends));
    let how = element("div", "prose", rich_text(&call.how));
    section("Take part", vec![element("p", "", ends), how])
}
