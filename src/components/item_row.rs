//! An item in a list: what, when, where, who, and its star.

use hallway_agenda::Plan;
use hallway_programme::query::Choice;
use hallway_programme::text::plain;
use hallway_programme::{Item, ItemId, Kind, Slot, Status};
use leptos::prelude::*;

use crate::components::change_note::ChangeOnRow;
use crate::components::filters::options_of;
use crate::components::person_link::names;
use crate::components::reactive::reactive;
use crate::components::star::Star;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, texts};
use crate::route::View;
use crate::rows::Extras;
use crate::state::{State, state};

/// The row of an item, with what it says besides; nothing if the programme has no such item.
#[component]
pub fn ItemRow(
    /// The item.
    item: ItemId,
    /// What the row says besides.
    extras: Extras,
) -> impl IntoView {
    let state = state();
    let item = state.programme.item(&item)?;
    let hue = hue_class(&state.programme, item.track.as_ref());
    let timed = if item.slot.is_some() { "" } else { " flat" };
    let time = item.slot.map(|slot| {
        view! {
            <time class="time" datetime=slot.start.to_string()>{i18n::start_and_end(slot)}</time>
        }
    });
    // Several suggestions of one kind are told apart by what they are about.
    let about = (item.kind == Kind::Topic && item.slot.is_none()).then(|| plain(&item.summary));
    let about = about.filter(|about| !about.is_empty());
    let end = item.slot.and_then(i18n::uncertain_end);
    Some(view! {
        <article
            class=format!("row {hue}{timed}")
            data-item=item.id.to_string()
            data-options=options_of(&state, || Choice::all_of(item))
        >
            {time}
            <h4 dir="auto">
                <a href=state.href(View::Item(item.id.clone()))>{item.title.clone()}</a>
            </h4>
            {about.map(|about| view! { <p class="row-about" dir="auto">{about}</p> })}
            {meta(&state, item)}
            {end.map(|end| view! { <p class="row-note">{end}</p> })}
            {extra(&state, item, extras)}
            <ChangeOnRow item=item.id.clone()/>
            <Star item=item.id.clone() title=item.title.clone()/>
        </article>
    })
}

/// Where, who, and in which track, in one line; a list has hundreds of rows, so none has an element that it
/// can do without.
fn meta(state: &State, item: &Item) -> Option<impl IntoView + use<>> {
    let programme = &state.programme;
    let status = i18n::status(item.status).map(|word| {
        let class = match item.status {
            Status::Cancelled => "tag tag-cancelled",
            Status::Planned | Status::Changed => "tag",
        };
        view! { <span class=class>{word}</span> " " }
    });
    let kind = i18n::kind(item.kind).filter(|_| item.kind != Kind::Topic);
    let kind = kind.map(|kind| view! { <span class="tag">{kind}</span> " " });
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    let room = room.map(|room| view! { <span class="plate">{room.title.clone()}</span> " " });
    let people = names(programme, &item.people);
    let track = item.track.as_ref().and_then(|id| programme.track(id));
    let is_any = status.is_some()
        || kind.is_some()
        || room.is_some()
        || track.is_some()
        || !people.is_empty();
    let track =
        track.map(|track| view! { " " <span class="row-track">{track.title.clone()}</span> });
    is_any.then(|| view! { <p class="meta">{status} {kind} {room} {people} {track}</p> })
}

fn extra(state: &State, item: &Item, extras: Extras) -> Option<AnyView> {
    match extras {
        Extras::None => None,
        Extras::Countdown => item.slot.map(|slot| countdown(state, slot).into_any()),
        Extras::Mine => Some(plan_and_note(state, item.id.clone()).into_any()),
    }
}

fn countdown(state: &State, slot: Slot) -> impl IntoView + use<> {
    let now = state.now;
    reactive(move || {
        let words = i18n::countdown(slot, now.get()?)?;
        Some(view! { <p class="row-countdown">{words}</p> })
    })
}

/// What the attendee means to do about it, and wrote of it.
fn plan_and_note(state: &State, item: ItemId) -> impl IntoView + use<> {
    let agenda = state.agenda;
    reactive(move || {
        agenda.with(|agenda| {
            let agenda = agenda.as_ref()?;
            let is_later = agenda.plan(&item) == Some(Plan::WatchLater);
            let note = agenda.note(&item).filter(|note| !note.is_empty());
            Some(view! {
                {is_later.then(|| view! { <p class="row-later">{texts().watch_later()}</p> })}
                {note.map(|note| view! { <p class="row-written">{note.to_owned()}</p> })}
            })
        })
    })
}
