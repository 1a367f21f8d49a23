//! An item: when, where, who, what about.

use hallway_programme::{Item, ItemId, Material, MaterialKind};
use leptos::prelude::*;

use crate::components::change_note::change_on_page;
use crate::components::chips::Topics;
use crate::components::person_link::People;
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
    let note = (!item.note.is_empty()).then(|| view! { <p class="note">{item.note.clone()}</p> });
    let source = item.source.as_ref().map(|source| {
        view! {
            <p class="source">
                "From "<a href=source.as_str().to_owned() rel="noopener">"the conference's own page"</a>
            </p>
        }
    });
    let status = words::status(item.status).map(|word| view! { <p class="page-status">{word}</p> });
    let kind = match item.session_type.as_str() {
        "" => words::kind(item.kind).unwrap_or("Talk").to_owned(),
        session_type => session_type.to_owned(),
    };
    let subtitle = (!item.subtitle.is_empty())
        .then(|| view! { <p class="subtitle">{item.subtitle.clone()}</p> });
    let not_recorded = item
        .do_not_record
        .then(|| view! { <p class="note">"This is not recorded."</p> });
    view! {
        <article class=class data-item=item.id.to_string()>
            <p class="page-kind">{kind}</p>
            <div class="page-title">
                <h1 tabindex="-1">{item.title.clone()}</h1>
                <Star item=item/>
            </div>
            {subtitle}
            {status}
            {change_on_page(&item.id)}
            <Facts state=state item=item/>
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
fn materials(materials: &[Material]) -> Option<impl IntoView + use<>> {
    let links: Vec<_> = materials.iter().map(material).collect();
    (!links.is_empty()).then(|| {
        view! { <section><h2>"Links and files"</h2><ul class="sources">{links}</ul></section> }
    })
}

fn material(material: &Material) -> impl IntoView + use<> {
    let href = material.to.as_str().to_owned();
    let title = if material.title.is_empty() {
        href.clone()
    } else {
        material.title.clone()
    };
    let video = (material.kind == MaterialKind::Video).then_some(" (video)");
    view! { <li><a href=href rel="noopener">{title}</a>{video}</li> }
}

/// When, where, in which track and with whom.
#[component]
fn Facts<'a>(state: State, item: &'a Item) -> impl IntoView + use<> {
    let programme = &state.programme;
    let zone = programme.conference().zone.clone();
    let when = match item.slot {
        Some(slot) => view! {
            <time datetime=slot.start.to_string()>
                {words::full_day(slot.start.day())}", "{words::times(slot)}
            </time>
            <small class="zone">" "{zone}</small>
        }
        .into_any(),
        None => "Not yet scheduled".into_any(),
    };
    let room = item
        .room
        .as_ref()
        .and_then(|id| programme.room(id))
        .map(|room| {
            view! { <dt>"Where"</dt><dd>{room.title.clone()}</dd> }
        });
    let track = item
        .track
        .as_ref()
        .and_then(|id| programme.track(id))
        .map(|track| {
            let href = state.href(View::Track(track.id.clone()));
            view! { <dt>"Track"</dt><dd><a href=href>{track.title.clone()}</a></dd> }
        });
    let people = (!item.people.is_empty()).then(|| {
        view! { <dt>"With"</dt><dd><People ids=&item.people/></dd> }
    });
    let language = (!item.language.is_empty()).then(|| {
        view! { <dt>"Language"</dt><dd>{item.language.clone()}</dd> }
    });
    view! {
        <dl class="facts"><dt>"When"</dt><dd>{when}</dd>{room}{track}{people}{language}</dl>
    }
}
