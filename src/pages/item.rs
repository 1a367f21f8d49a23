//! An item: when, where, who, what about.

use hallway_programme::{Item, ItemId, Material, MaterialKind};
use leptos::prelude::*;

use crate::components::change_note::change_on_page;
use crate::components::chips::topics;
use crate::components::element::{
    all, element, heading, if_any, inward, outward, section, tag, words_in,
};
use crate::components::mine_of_item::{actions, mine_of_item};
use crate::components::person_link::people;
use crate::components::rich_text::rich_text;
use crate::components::star::star;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, fill, texts};
use crate::pages::missing::missing_page;
use crate::route::View;
use crate::settings::settings;
use crate::state::{State, state};

/// The view of one item.
#[must_use]
pub fn item_page(id: &ItemId) -> AnyView {
    let state = state();
    match state.programme.item(id) {
        Some(item) => page(&state, item),
        None => missing_page(),
    }
}

fn page(state: &State, item: &Item) -> AnyView {
    let class = format!("page {}", hue_class(&state.programme, item.track.as_ref()));
    let source = item.source.as_ref().map(|source| {
        let page = texts().own_page().to_owned().into_any();
        let link = outward(source.as_str(), page);
        element(
            "p",
            "source",
            all(vec![texts().from().to_owned().into_any(), link]),
        )
    });
    let status = i18n::status(item.status).map(|word| words_in("p", "page-status", word));
    let kind = match item.session_type.as_str() {
        "" => i18n::kind(item.kind).unwrap_or(texts().talk()).to_owned(),
        session_type => session_type.to_owned(),
    };
    let not_recorded = item
        .do_not_record
        .then(|| words_in("p", "note", texts().not_recorded()));
    let title = vec![heading(&item.title), star(item)];
    let prose = vec![rich_text(&item.summary), rich_text(&item.description)];
    let article = tag("article")
        .class(class)
        .set("data-item", item.id.as_str())
        .with(words_in("p", "page-kind", kind))
        .with(element("div", "page-title", all(title)))
        .maybe(if_any("p", "subtitle", &item.subtitle))
        .maybe(status)
        .with(change_on_page(&item.id))
        .with(facts(state, item))
        .with(actions(state, item))
        .maybe(topics(&item.topics))
        .with(element("div", "prose", all(prose)))
        .maybe(materials(&item.materials))
        .maybe(not_recorded)
        .maybe(if_any("p", "note", &item.note))
        .maybe(source);
    // After all that is prerendered, so that nothing moves when it comes.
    let mine = mine_of_item(item).into_iter();
    all(std::iter::once(article.view()).chain(mine).collect())
}

/// What goes with the item, as a list of links.
fn materials(materials: &[Material]) -> Option<AnyView> {
    let links: Vec<_> = materials.iter().map(material).collect();
    (!links.is_empty()).then(|| {
        section(
            texts().links_and_files(),
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
        MaterialKind::Video => fill(texts().video(), &[title]),
        MaterialKind::Link | MaterialKind::Attachment => title.to_owned(),
    };
    element("li", "", outward(href, title.into_any()))
}

/// When, where, in which track, with whom and in which language.
fn facts(state: &State, item: &Item) -> AnyView {
    let programme = &state.programme;
    let mut facts = vec![
        words_in("dt", "", texts().when()),
        element("dd", "", when(state, item)),
    ];
    let mut fact = |term: &str, view: AnyView| {
        facts.extend([words_in("dt", "", term), element("dd", "", view)]);
    };
    if let Some(room) = item.room.as_ref().and_then(|id| programme.room(id)) {
        let href = format!("{}#room-{}", state.href(View::Venue), room.id);
        fact(texts().place(), inward("", href, &room.title));
    }
    if let Some(track) = item.track.as_ref().and_then(|id| programme.track(id)) {
        let href = state.href(View::Track(track.id.clone()));
        fact(texts().track(), inward("", href, &track.title));
    }
    if !item.people.is_empty() {
        fact(texts().with(), people(&item.people));
    }
    if !item.language.is_empty() {
        fact(texts().language(), item.language.clone().into_any());
    }
    element("dl", "facts", all(facts))
}

/// When it is, by the conference's clocks; and by the reader's, if those are asked for.
fn when(state: &State, item: &Item) -> AnyView {
    let published = state.published.item(&item.id).and_then(|item| item.slot);
    let (Some(shown), Some(published)) = (item.slot, published) else {
        return texts().unscheduled().to_owned().into_any();
    };
    let time = tag("time")
        .set("datetime", published.start.to_string())
        .words(i18n::day_and_times(published));
    let zone = format!(" {}", state.published.conference().zone);
    let mine = settings().my_time.then(|| {
        let times = fill(
            texts().my_time(),
            &[
                &i18n::day_and_times(shown),
                &state.programme.conference().zone,
            ],
        );
        words_in("p", "my-time", times)
    });
    let zone = words_in("small", "zone", zone);
    all([time.view(), zone].into_iter().chain(mine).collect())
}
