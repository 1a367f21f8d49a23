//! An item in a list: what, when, where, who, and its star.

use hallway_agenda::Plan;
use hallway_programme::query::Choice;
use hallway_programme::{Item, Programme, Status};
use leptos::prelude::*;

use crate::components::change_note::change_on_card;
use crate::components::element::{all, if_any, inward, live, tag, text, words_in};
use crate::components::filters::mark_options;
use crate::components::person_link::names;
use crate::components::star::star;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, texts};
use crate::route::View;
use crate::rows::Extras;
use crate::state::{State, state};

/// The card of an item, with what it says besides.
#[must_use]
pub fn item_card(item: &Item, extras: Extras) -> AnyView {
    let state = state();
    let programme = &state.programme;
    let hue = hue_class(programme, item.track.as_ref());
    let card = tag("article")
        .class(format!("card {hue}"))
        .set("data-item", item.id.as_str());
    mark_options(card, &state, || Choice::all_of(item))
        .maybe(when(item))
        .with(title(&state, item, "h4", "card-title"))
        .maybe(if_any("p", "card-people", &names(programme, &item.people)))
        .maybe(place(programme, item))
        .maybe(extra(&state, item, extras))
        .maybe(change_on_card(&item.id))
        .with(star(item))
        .view()
}

/// The heading of that level that leads to an item's page.
#[must_use]
pub fn title(state: &State, item: &Item, level: &'static str, class: &'static str) -> AnyView {
    let link = inward("", state.href(View::Item(item.id.clone())), &item.title);
    let heading = tag(level).class(class).set("dir", "auto");
    heading.with(link).view()
}

/// The time, and what besides tells the item from others; a list has hundreds of cards, so none has an
/// element that it can do without.
fn when(item: &Item) -> Option<AnyView> {
    let kind = i18n::kind(item.kind).map(|kind| words_in("span", "card-kind", kind));
    let status = i18n::status(item.status).map(|word| {
        let class = match item.status {
            Status::Cancelled => "card-status",
            Status::Planned | Status::Changed => "card-kind",
        };
        words_in("span", class, word)
    });
    let is_alone = kind.is_none() && status.is_none();
    let time = item.slot.map(|slot| {
        let time = tag("time").set("datetime", slot.start.to_string());
        let time = if is_alone {
            time.class("card-when")
        } else {
            time
        };
        time.words(i18n::times(slot)).view()
    });
    if is_alone {
        return time;
    }
    let line = tag("p").class("card-when");
    Some(line.maybe(time).maybe(kind).maybe(status).view())
}

fn place(programme: &Programme, item: &Item) -> Option<AnyView> {
    let track = item.track.as_ref().and_then(|id| programme.track(id));
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    let track = track.map(|track| words_in("span", "card-track", &track.title));
    let room = room.map(|room| text(room.title.clone()));
    let is_anywhere = track.is_some() || room.is_some();
    is_anywhere.then(|| tag("p").class("card-where").maybe(track).maybe(room).view())
}

fn extra(state: &State, item: &Item, extras: Extras) -> Option<AnyView> {
    match extras {
        Extras::None => None,
        Extras::Countdown => {
            let (slot, now) = (item.slot?, state.now);
            Some(live(move || {
                let words = i18n::countdown(slot, now.get()?)?;
                Some(words_in("p", "card-countdown", words))
            }))
        }
        Extras::Mine => {
            let (agenda, id) = (state.agenda, item.id.clone());
            Some(live(move || {
                agenda.with(|agenda| {
                    let agenda = agenda.as_ref()?;
                    let later = agenda.plan(&id) == Some(Plan::WatchLater);
                    let later = later.then(|| words_in("p", "card-later", texts().watch_later()));
                    let note = agenda
                        .note(&id)
                        .and_then(|note| if_any("p", "card-note", note));
                    Some(all(later.into_iter().chain(note).collect()))
                })
            }))
        }
    }
}
