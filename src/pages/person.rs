//! A person: how to reach them, what they lead and take part in.

use hallway_programme::{Link, Person, PersonId};
use leptos::prelude::*;

use crate::components::element::{all, element, if_any, inward, outward, section, words_in};
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
        .map(|track| view! { <TrackCard track=track/> }.into_any())
        .collect();
    let led =
        (!led.is_empty()).then(|| section("Leads", vec![element("div", "track-grid", all(led))]));
    let takes_part = (!positions.is_empty()).then(|| {
        view! { <section class="page-items"><ItemList positions=Box::new(move || positions.clone())/></section> }
            .into_any()
    });
    view! {
        <div class="page">
            {words_in("p", "page-kind", "Person")}
            <h1 tabindex="-1">{person.name.clone()}</h1>
            {affiliation("p", person)}
            {links(&person.links)}
            {element("div", "prose", rich_text(&person.biography))}
            {led}
            {takes_part}
        </div>
    }
}

fn affiliation(name: &'static str, person: &Person) -> Option<AnyView> {
    let affiliation = person.affiliation.as_deref().unwrap_or_default();
    if_any(name, "affiliation", affiliation)
}

/// A person's name, affiliation and addresses on one line.
#[must_use]
pub fn contact(person: &Person) -> AnyView {
    let href = state().href(View::Person(person.id.clone()));
    let mut views = vec![inward("contact-name", href, &person.name)];
    views.extend(affiliation("span", person));
    views.extend(links(&person.links));
    all(views)
}

fn links(links: &[Link]) -> Option<AnyView> {
    let link = |link: &Link| {
        let href = link.as_str();
        let text = href.strip_prefix("mailto:").unwrap_or(href).to_owned();
        element("li", "", outward(href, text.into_any()))
    };
    let links: Vec<_> = links.iter().map(link).collect();
    (!links.is_empty()).then(|| element("ul", "links", all(links)))
}
