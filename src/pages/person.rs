//! A person: how to reach them, what they lead and take part in.

use hallway_programme::{Link, Person, PersonId};
use leptos::prelude::*;

use crate::components::item_list::ItemList;
use crate::components::rich_text::rich_text;
use crate::components::track_card::TrackCard;
use crate::pages::missing::MissingPage;
use crate::route::View;
use crate::state::{State, state};

/// The view of one person.
#[must_use]
pub fn person_page(id: &PersonId) -> AnyView {
    let state = state();
    match state.programme.person(id) {
        Some(person) => view! { <PersonPage state=state.clone() person=person/> }.into_any(),
        None => MissingPage().into_any(),
    }
}

#[component]
fn PersonPage<'a>(state: State, person: &'a Person) -> impl IntoView + use<> {
    let items = state.programme.items().iter().enumerate();
    let positions: Vec<usize> = items
        .filter(|(_, item)| item.people.contains(&person.id))
        .map(|(at, _)| at)
        .collect();
    let led: Vec<_> = state
        .programme
        .tracks_led_by(&person.id)
        .map(|track| view! { <TrackCard track=track/> })
        .collect();
    let led = (!led.is_empty()).then(|| {
        view! { <section><h2>"Leads"</h2><div class="track-grid">{led}</div></section> }
    });
    let takes_part = (!positions.is_empty()).then(|| {
        view! { <section class="page-items"><ItemList positions=Box::new(move || positions.clone())/></section> }
    });
    let affiliation = person
        .affiliation
        .as_ref()
        .map(|affiliation| view! { <p class="affiliation">{affiliation.clone()}</p> });
    view! {
        <div class="page">
            <p class="page-kind">"Person"</p>
            <h1 tabindex="-1">{person.name.clone()}</h1>
            {affiliation}
            <Links links=&person.links/>
            <div class="prose">{rich_text(&person.biography)}</div>
            {led}
            {takes_part}
        </div>
    }
}

/// A person's name, affiliation and addresses on one line.
#[component]
pub fn Contact<'a>(
    /// Who.
    person: &'a Person,
) -> impl IntoView + use<> {
    let href = state().href(View::Person(person.id.clone()));
    let affiliation = person
        .affiliation
        .as_ref()
        .map(|affiliation| view! { <span class="affiliation">{affiliation.clone()}</span> });
    view! {
        <a class="contact-name" href=href>{person.name.clone()}</a>
        {affiliation}
        <Links links=&person.links/>
    }
}

#[component]
fn Links<'a>(links: &'a [Link]) -> impl IntoView + use<> {
    let links: Vec<_> = links
        .iter()
        .map(|link| {
            let href = link.as_str().to_owned();
            let text = href.strip_prefix("mailto:").unwrap_or(&href).to_owned();
            view! { <li><a href=href rel="noopener">{text}</a></li> }
        })
        .collect();
    (!links.is_empty()).then(|| view! { <ul class="links">{links}</ul> })
}
