//! An item: when, where, who, what about.

use hallway_programme::{Item, ItemId, Material, MaterialKind, Programme};
use leptos::prelude::*;

use crate::components::change_note::change_on_page;
use crate::components::chips::Topics;
use crate::components::element::{all, element, if_any, inward, outward, section, words_in};
use crate::components::person_link::people;
use crate::components::rich_text::rich_text;
use crate::components::star::Star;
use crate::components::track_hue::hue_class;
use crate::pages::missing::MissingPage;
use crate::route::View;
use crate::state::{State, state};
use crate::words;

/// The view of one item.
#[must_use]
pub fn item_page(id: &ItemId) -> AnyView {
    let state = state();
    match state.programme.item(id) {
        Some(item) => view! { <ItemPage state=state.clone() item=item/> }.into_any(),
        None => MissingPage().into_any(),
    }
}

#[component]
fn ItemPage<'a>(state: State, item: &'a Item) -> impl IntoView + use<> {
    let class = format!("page {}", hue_class(&state.programme, item.track.as_ref()));
    let note = if_any("p", "note", &item.note);
    let source = item.source.as_ref().map(|source| {
        let page = "the conference's own page".to_owned().into_any();
        let link = outward(source.as_str(), page);
        element(
            "p",
            "source",
            all(vec!["From ".to_owned().into_any(), link]),
        )
    });
    let status = words::status(item.status).map(|word| words_in("p", "page-status", word));
    let kind = match item.session_type.as_str() {
        "" => words::kind(item.kind).unwrap_or("Talk").to_owned(),
        session_type => session_type.to_owned(),
    };
    let subtitle = if_any("p", "subtitle", &item.subtitle);
    let not_recorded = item
        .do_not_record
        .then(|| words_in("p", "note", "This is not recorded."));
    view! {
        <article class=class data-item=item.id.to_string()>
            {words_in("p", "page-kind", kind)}
            <div class="page-title">
                <h1 tabindex="-1">{item.title.clone()}</h1>
                <Star item=item/>
            </div>
            {subtitle}
            {status}
            {change_on_page(&item.id)}
            {facts(&state, item)}
            <Topics ids=&item.topics/>
            <div class="prose">{rich_text(&item.summary)}{rich_text(&item.description)}</div>
            {materials(&item.materials)}
            {not_recorded}
            {note}
            {source}
        </article>
    }
}

/// What goes with the item, as a list of links.
fn materials(materials: &[Material]) -> Option<AnyView> {
    let links: Vec<_> = materials.iter().map(material).collect();
    (!links.is_empty()).then(|| {
        section(
            "Links and files",
            vec![element("ul", "sources", all(links))],
        )
    })
}

fn material(material: &Material) -> AnyView {
    let href = material.to.as_str();
    let title = if material.title.is_empty() {
        href
    } else {
        &material.title
    };
    let title = match material.kind {
        MaterialKind::Video => format!("{title} (video)"),
        MaterialKind::Link | MaterialKind::Attachment => title.to_owned(),
    };
    element("li", "", outward(href, title.into_any()))
}

/// When, where, in which track, with whom and in which language.
fn facts(state: &State, item: &Item) -> AnyView {
    let programme = &state.programme;
    let mut facts = vec![
        words_in("dt", "", "When"),
        element("dd", "", when(programme, item)),
    ];
    let mut fact = |term: &str, view: AnyView| {
        facts.extend([words_in("dt", "", term), element("dd", "", view)]);
    };
    if let Some(room) = item.room.as_ref().and_then(|id| programme.room(id)) {
        fact("Where", room.title.clone().into_any());
    }
    if let Some(track) = item.track.as_ref().and_then(|id| programme.track(id)) {
        let href = state.href(View::Track(track.id.clone()));
        fact("Track", inward("", href, &track.title));
    }
    if !item.people.is_empty() {
        fact("With", people(&item.people));
    }
    if !item.language.is_empty() {
        fact("Language", item.language.clone().into_any());
    }
    element("dl", "facts", all(facts))
}

fn when(programme: &Programme, item: &Item) -> AnyView {
    let Some(slot) = item.slot else {
        return "Not yet scheduled".to_owned().into_any();
    };
    let words = format!(
        "{}, {}",
        words::full_day(slot.start.day()),
        words::times(slot)
    );
    let time = view! { <time datetime=slot.start.to_string()>{words}</time> }.into_any();
    let zone = words_in("small", "zone", format!(" {}", programme.conference().zone));
    all(vec![time, zone])
}
