//! A track: what it is about, how to take part, who leads it, and its items.

use hallway_programme::{Call, Track, TrackId};
use leptos::prelude::*;

use crate::components::chips::Topics;
use crate::components::item_list::ItemList;
use crate::components::rich_text::rich_text;
use crate::components::track_hue::hue_class;
use crate::components::zone_note::ZoneNote;
use crate::i18n::{fill, texts};
use crate::pages::missing::MissingPage;
use crate::pages::person::Contact;
use crate::rows::Extras;
use crate::state::{State, state};

/// The view of one track.
#[component]
pub fn TrackPage(
    /// The track.
    track: TrackId,
) -> impl IntoView {
    let state = state();
    let Some(track) = state.programme.track(&track) else {
        return view! { <MissingPage/> }.into_any();
    };
    let note = track.note.clone();
    let note = (!note.is_empty()).then(|| view! { <p class="note">{note}</p> });
    view! {
        <div class=format!("page {}", hue_class(&state.programme, Some(&track.id)))>
            <p class="page-kind">{texts().track()}</p>
            <h1 tabindex="-1" dir="auto">{track.title.clone()}</h1>
            <Topics topics=track.topics.clone()/>
            <div class="prose">{rich_text(&track.description)}</div>
            {note}
            {leads(&state, track)}
            {track.call.as_ref().map(take_part)}
            <ZoneNote/>
            <section class="page-items">
                <h2 class="unseen">{texts().items()}</h2>
                {items(&state, track)}
            </section>
        </div>
    }
    .into_any()
}

fn items(state: &State, track: &Track) -> AnyView {
    let items = state.programme.items().iter().enumerate();
    let positions: Vec<usize> = items
        .filter(|(_, item)| item.track.as_ref() == Some(&track.id))
        .map(|(at, _)| at)
        .collect();
    if positions.is_empty() {
        view! { <p class="empty">{texts().no_items_listed()}</p> }.into_any()
    } else {
        view! { <ItemList positions extras=Extras::None/> }.into_any()
    }
}

fn leads(state: &State, track: &Track) -> Option<impl IntoView + use<>> {
    let people = track
        .leads
        .iter()
        .filter_map(|id| state.programme.person(id));
    let leads: Vec<_> = people
        .map(|person| view! { <li><Contact person=person.id.clone()/></li> })
        .collect();
    let heading = if leads.len() == 1 {
        texts().lead()
    } else {
        texts().leads()
    };
    (!leads.is_empty()).then(|| {
        view! {
            <section>
                <h2>{heading}</h2>
                <ul class="contacts">{leads}</ul>
            </section>
        }
    })
}

fn take_part(call: &Call) -> impl IntoView + use<> {
    view! {
        <section>
            <h2>{texts().take_part()}</h2>
            <p><strong>{fill(texts().cfp_ends(), &[&call.ends])}</strong></p>
            <div class="prose">{rich_text(&call.how)}</div>
        </section>
    }
}
