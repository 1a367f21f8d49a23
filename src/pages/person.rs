//! A person: how to reach them, what they lead and take part in.

use hallway_programme::{Link, Person, PersonId};
use leptos::prelude::*;

use crate::components::element::{
    all, element, heading, if_any, inward, outward, section, tag, words_in,
};
use crate::components::item_list::item_list;
use crate::components::rich_text::rich_text;
use crate::components::track_card::track_card;
use crate::components::zone_note::zone_note;
use crate::i18n::texts;
use crate::pages::missing::missing_page;
use crate::route::View;
use crate::rows::Extras;
use crate::state::{State, state};

/// The view of one person.
#[must_use]
pub fn person_page(id: &PersonId) -> AnyView {
    let state = state();
    match state.programme.person(id) {
        Some(person) => page(&state, person),
        None => missing_page(),
    }
}

fn page(state: &State, person: &Person) -> AnyView {
    let items = state.programme.items().iter().enumerate();
    let positions: Vec<usize> = items
        .filter(|(_, item)| item.people.contains(&person.id))
        .map(|(at, _)| at)
        .collect();
    let led: Vec<_> = state
        .programme
        .tracks_led_by(&person.id)
        .map(|track| track_card(state, track))
        .collect();
    let led = (!led.is_empty()).then(|| {
        section(
            texts().leads_tracks(),
            vec![element("div", "track-grid", all(led))],
        )
    });
    let takes_part = (!positions.is_empty()).then(|| {
        let items = item_list(Box::new(move || positions.clone()), Extras::None);
        element("section", "page-items", items)
    });
    tag("div")
        .class("page")
        .with(words_in("p", "page-kind", texts().person()))
        .with(heading(&person.name))
        .maybe(affiliation("p", person))
        .maybe(links(&person.links))
        .with(element("div", "prose", rich_text(&person.biography)))
        .maybe(led)
        .maybe(zone_note(state))
        .maybe(takes_part)
        .view()
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
