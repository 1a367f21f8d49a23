//! A track: what it is about, how to take part, who leads it, and its items.

use hallway_programme::{Call, Track, TrackId};
use leptos::prelude::*;

use crate::components::chips::Topics;
use crate::components::item_list::ItemList;
use crate::components::rich_text::rich_text;
use crate::components::track_hue::hue_class;
use crate::pages::missing::MissingPage;
use crate::pages::person::Contact;
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
        view! { <p class="empty">"No items or suggested topics are listed yet."</p> }.into_any()
    } else {
        view! { <ItemList positions=Box::new(move || positions.clone())/> }.into_any()
    };
    let note = (!track.note.is_empty()).then(|| view! { <p class="note">{track.note.clone()}</p> });
    view! {
        <div class=class>
            <p class="page-kind">"Track"</p>
            <h1 tabindex="-1">{track.title.clone()}</h1>
            <Topics ids=&track.topics/>
            <div class="prose">{rich_text(&track.description)}</div>
            {note}
            <Leads state=state track=track/>
            {track.call.as_ref().map(|call| view! { <TakePart call=call/> })}
            <section class="page-items">
                <h2 class="unseen">"Items"</h2>
                {listed}
            </section>
        </div>
    }
}

#[component]
fn Leads<'a>(state: State, track: &'a Track) -> impl IntoView + use<> {
    let leads: Vec<_> = track
        .leads
        .iter()
        .filter_map(|id| state.programme.person(id))
        .map(|person| view! { <li><Contact person=person/></li> })
        .collect();
    let heading = if leads.len() == 1 { "Lead" } else { "Leads" };
    (!leads.is_empty()).then(|| {
        view! {
            <section>
                <h2>{heading}</h2>
                <ul class="contacts">{leads}</ul>
            </section>
        }
    })
}

#[component]
fn TakePart<'a>(call: &'a Call) -> impl IntoView + use<> {
    view! {
        <section>
            <h2>"Take part"</h2>
            <p><strong>{format!("CFP ends: {}", call.ends)}</strong></p>
            <div class="prose">{rich_text(&call.how)}</div>
        </section>
    }
}
