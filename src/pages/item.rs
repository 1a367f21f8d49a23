//! An item: when, where, who, what about.

use hallway_programme::{Item, ItemId, Material, MaterialKind};
use leptos::prelude::*;

use crate::components::change_note::ChangeOnPage;
use crate::components::chips::Topics;
use crate::components::mine_of_item::{ItemActions, MineOfItem};
use crate::components::outward_link::OutwardLink;
use crate::components::person_link::People;
use crate::components::rich_text::rich_text;
use crate::components::star::Star;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, fill, texts};
use crate::pages::missing::MissingPage;
use crate::route::View;
use crate::settings::settings;
use crate::state::{State, state};

/// The view of one item.
#[component]
pub fn ItemPage(
    /// The item.
    item: ItemId,
) -> impl IntoView {
    let state = state();
    let Some(item) = state.programme.item(&item) else {
        return view! { <MissingPage/> }.into_any();
    };
    let kind = match item.session_type.as_str() {
        "" => i18n::kind(item.kind).unwrap_or(texts().talk()).to_owned(),
        session_type => session_type.to_owned(),
    };
    let paragraph = |class: &'static str, words: &str| {
        let words = words.to_owned();
        (!words.is_empty()).then(|| view! { <p class=class>{words}</p> })
    };
    view! {
        <article
            class=format!("page {}", hue_class(&state.programme, item.track.as_ref()))
            data-item=item.id.to_string()
        >
            <p class="page-kind">{kind}</p>
            <div class="page-title">
                <h1 tabindex="-1" dir="auto">{item.title.clone()}</h1>
                <Star item=item.id.clone() title=item.title.clone()/>
            </div>
            {paragraph("subtitle", &item.subtitle)}
            {paragraph("page-status", i18n::status(item.status).unwrap_or_default())}
            <ChangeOnPage item=item.id.clone()/>
            {facts(&state, item)}
            <ItemActions item=item.id.clone()/>
            <Topics topics=item.topics.clone()/>
            <div class="prose">{rich_text(&item.summary)} {rich_text(&item.description)}</div>
            {materials(&item.materials)}
            {item.do_not_record.then(|| paragraph("note", texts().not_recorded()))}
            {paragraph("note", &item.note)}
            {source(item)}
        </article>
        // After all that is prerendered, so that nothing moves when it comes.
        <MineOfItem item=item.id.clone()/>
    }
    .into_any()
}

/// Where the programme has the item from.
fn source(item: &Item) -> Option<impl IntoView + use<>> {
    let href = item.source.as_ref()?.as_str().to_owned();
    Some(view! {
        <p class="source">{texts().from()} <OutwardLink href>{texts().own_page()}</OutwardLink></p>
    })
}

/// What goes with the item, as a list of links.
fn materials(materials: &[Material]) -> Option<impl IntoView + use<>> {
    (!materials.is_empty()).then(|| {
        let links: Vec<_> = materials.iter().map(material).collect();
        view! {
            <section>
                <h2>{texts().links_and_files()}</h2>
                <ul class="sources">{links}</ul>
            </section>
        }
    })
}

fn material(material: &Material) -> impl IntoView + use<> {
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
    view! { <li><OutwardLink href>{title}</OutwardLink></li> }
}

/// When, where, in which track, with whom and in which language.
fn facts(state: &State, item: &Item) -> impl IntoView + use<> {
    let programme = &state.programme;
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    let room = room.map(|room| {
        let href = state.href(View::Room(room.id.clone()));
        view! {
            <dt>{texts().place()}</dt>
            <dd><a href=href><span class="plate">{room.title.clone()}</span></a></dd>
        }
    });
    let track = item.track.as_ref().and_then(|id| programme.track(id));
    let track = track.map(|track| {
        let href = state.href(View::Track(track.id.clone()));
        view! {
            <dt>{texts().track()}</dt>
            <dd><a href=href>{track.title.clone()}</a></dd>
        }
    });
    let people = (!item.people.is_empty()).then(|| {
        view! {
            <dt>{texts().with()}</dt>
            <dd><People people=item.people.clone()/></dd>
        }
    });
    let language = (!item.language.is_empty()).then(|| {
        view! {
            <dt>{texts().language()}</dt>
            <dd>{item.language.clone()}</dd>
        }
    });
    view! {
        <dl class="facts">
            <dt>{texts().when()}</dt>
            <dd>{when(state, item)}</dd>
            {room}
            {track}
            {people}
            {language}
        </dl>
    }
}

/// When it is, by the conference's clocks; and by the reader's, if those are asked for.
fn when(state: &State, item: &Item) -> AnyView {
    let published = state.published.item(&item.id).and_then(|item| item.slot);
    let (Some(shown), Some(published)) = (item.slot, published) else {
        return texts().unscheduled().into_any();
    };
    let mine = settings().my_time.then(|| {
        let zone = &state.programme.conference().zone;
        let times = fill(texts().my_time(), &[&i18n::day_and_times(shown), zone]);
        view! { <p class="my-time">{times}</p> }
    });
    view! {
        <time datetime=published.start.to_string()>{i18n::day_and_times(published)}</time>
        <small class="zone">{format!(" {}", state.published.conference().zone)}</small>
        {mine}
    }
    .into_any()
}
