//! Now: what is on and what is next, mine first, then room by room.

use std::sync::Arc;

use hallway_agenda::Plan;
use hallway_programme::now::{Now, Phase, now, now_among, phase};
use hallway_programme::{Item, Moment, Programme};
use leptos::prelude::*;

use crate::components::element::{all, element, heading, live, promise, tag, words_in};
use crate::components::item_list::item_list;
use crate::components::more;
use crate::components::zone_note::zone_note;
use crate::i18n::{self, fill, texts};
use crate::rows::Extras;
use crate::state::{State, state};

/// The view of the present.
#[must_use]
pub fn now_page() -> AnyView {
    let state = state();
    let moment = state.now;
    let zone = zone_note(&state);
    let present = {
        // What has no end may go on until the conference's day ends, whatever clocks are shown.
        let programme = state.published.clone();
        Memo::new(move |_| moment.get().map(|moment| now(&programme, moment)))
    };
    let positions =
        move |of: fn(Now) -> Vec<usize>| move || present.get().map(of).unwrap_or_default();
    let mine = {
        let state = state.clone();
        Memo::new(move |_| {
            let Some(moment) = moment.get() else {
                return Vec::new();
            };
            let now = now_among(&state.published, moment, |item| is_mine(&state, item));
            now.on.into_iter().chain(now.next).collect()
        })
    };
    let summary = move || match moment.get() {
        None => Some(promise("phase", texts().now_starts())),
        Some(moment) => {
            summary(&state.published, moment).map(|summary| words_in("p", "phase", summary))
        }
    };
    let mut inner = vec![heading(texts().now())];
    inner.extend(zone);
    inner.extend([
        live(summary),
        part(texts().mine_now(), Arc::new(move || mine.get())),
        part(texts().on_now(), Arc::new(positions(|now| now.on))),
        part(texts().next(), Arc::new(positions(|now| now.next))),
    ]);
    element("div", "page page-wide", all(inner))
}

/// Whether the attendee means to be there.
fn is_mine(state: &State, item: &Item) -> bool {
    state.agenda.with(|agenda| {
        let plan = agenda.as_ref().and_then(|agenda| agenda.plan(&item.id));
        plan == Some(Plan::Attend)
    })
}

/// A list under its title; hidden where it is empty.
fn part(title: &'static str, positions: Arc<dyn Fn() -> Vec<usize> + Send + Sync>) -> AnyView {
    let empty = {
        let positions = positions.clone();
        move || positions().is_empty().then(String::new)
    };
    // As many are on at once as there are rooms.
    let shown = RwSignal::new(more::FIRST);
    let total = {
        let positions = positions.clone();
        Memo::new(move |_| positions().len())
    };
    let first = move || {
        let mut positions = positions();
        positions.truncate(shown.get());
        positions
    };
    tag("section")
        .live("hidden", empty)
        .with(words_in("h2", "part", title))
        .with(item_list(Box::new(first), Extras::Countdown))
        .with(more::more(shown, total))
        .view()
}

/// What there is to say of the programme as it is published, where lists alone would not.
fn summary(programme: &Programme, moment: Moment) -> Option<String> {
    let conference = programme.conference();
    let title = &conference.title;
    let starts = |start| i18n::starts(i18n::by_chosen_clocks(start), moment);
    match phase(programme, moment) {
        Phase::During => None,
        Phase::Before(start) => Some(fill(texts().begins(), &[&starts(start), title])),
        Phase::Between(next) => Some(fill(texts().goes_on(), &[&starts(next)])),
        Phase::Untimed => Some(texts().nothing_timed().into()),
        Phase::After => Some(after(programme, moment)),
    }
}

/// What there is to say when nothing that has a time is on or still to come.
fn after(programme: &Programme, moment: Moment) -> String {
    let conference = programme.conference();
    let last = programme
        .items()
        .iter()
        .filter_map(|item| item.slot)
        .next_back();
    // The offset of the last item is the nearest that is known without the zone's rules.
    let there = last.and_then(|slot| moment.at_offset(slot.start.offset_seconds()));
    if there.is_some_and(|there| there.day() > conference.last_day) {
        let days = i18n::conference_days(conference);
        fill(texts().is_over(), &[&conference.title, &days])
    } else {
        texts().no_more_timed().into()
    }
}
