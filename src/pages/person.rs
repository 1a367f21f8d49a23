//! A person: how to reach them, what they lead and take part in.

use hallway_programme::{Link, Person, PersonId};
use leptos::prelude::*;

use crate::components::item_list::ItemList;
use crate::components::outward_link::OutwardLink;
use crate::components::rich_text::rich_text;
use crate::components::track_row::TrackRow;
use crate::components::zone_note::ZoneNote;
use crate::i18n::texts;
use crate::pages::missing::MissingPage;
use crate::route::View;
use crate::rows::Extras;
use crate::state::{State, state};

/// The view of one person.
#[component]
pub fn PersonPage(
    /// The person.
    person: PersonId,
) -> impl IntoView {
    let state = state();
    let Some(person) = state.programme.person(&person) else {
        return view! { <MissingPage/> }.into_any();
    };
    let affiliation =
        affiliation(person).map(|affiliation| view! { <p class="affiliation">{affiliation}</p> });
    view! {
        <div class="page">
            <p class="page-kind">{texts().person()}</p>
            <h1 tabindex="-1" dir="auto">{person.name.clone()}</h1>
            {affiliation}
            {links(&person.links)}
            <div class="prose">{rich_text(&person.biography)}</div>
            {led(&state, &person.id)}
            <ZoneNote/>
            {takes_part(&state, &person.id)}
        </div>
    }
    .into_any()
}

/// The tracks that they lead.
fn led(state: &State, person: &PersonId) -> Option<impl IntoView + use<>> {
    let tracks = state.programme.tracks_led_by(person);
    let cards: Vec<_> = tracks
        .map(|track| view! { <TrackRow track=track.id.clone()/> })
        .collect();
    (!cards.is_empty()).then(|| {
        view! {
            <section>
                <h2>{texts().leads_tracks()}</h2>
                <div class="track-grid">{cards}</div>
            </section>
        }
    })
}

/// The items that they take part in.
fn takes_part(state: &State, person: &PersonId) -> Option<impl IntoView + use<>> {
    let items = state.programme.items().iter().enumerate();
    let positions: Vec<usize> = items
        .filter(|(_, item)| item.people.contains(person))
        .map(|(at, _)| at)
        .collect();
    (!positions.is_empty()).then(|| {
        view! {
            <section class="page-items">
                <ItemList positions extras=Extras::None/>
            </section>
        }
    })
}

/// A person's name, affiliation and addresses on one line; nothing if the programme has no such person.
#[component]
pub fn Contact(
    /// The person.
    person: PersonId,
) -> impl IntoView {
    let state = state();
    let person = state.programme.person(&person)?;
    let affiliation = affiliation(person)
        .map(|affiliation| view! { <span class="affiliation">{affiliation}</span> });
    Some(view! {
        <a class="contact-name" href=state.href(View::Person(person.id.clone()))>
            {person.name.clone()}
        </a>
        {affiliation}
        {links(&person.links)}
    })
}

fn affiliation(person: &Person) -> Option<String> {
    let affiliation = person.affiliation.clone();
    affiliation.filter(|affiliation| !affiliation.is_empty())
}

fn links(links: &[Link]) -> Option<impl IntoView + use<>> {
    let link = |link: &Link| {
        let href = link.as_str();
        let words = href.strip_prefix("mailto:").unwrap_or(href).to_owned();
        view! { <li><OutwardLink href>{words}</OutwardLink></li> }
    };
    let links: Vec<_> = links.iter().map(link).collect();
    (!links.is_empty()).then(|| view! { <ul class="links">{links}</ul> })
}
