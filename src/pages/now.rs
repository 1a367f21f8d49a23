//! Now: what is on and what is next.

use std::sync::Arc;

use hallway_programme::now::{Now, now};
use hallway_programme::{Moment, Programme};
use leptos::prelude::*;

use crate::components::element::words_in;
use crate::components::item_list::ItemList;
use crate::state::state;
use crate::words;

/// The view of the present.
#[component]
pub fn NowPage() -> impl IntoView {
    let state = state();
    let (moment, programme) = (state.now, state.programme.clone());
    let present = {
        let programme = programme.clone();
        move || moment.get().map(|moment| now(&programme, moment))
    };
    let positions = |of: fn(Now) -> Vec<usize>| {
        let present = present.clone();
        move || present().map(of).unwrap_or_default()
    };
    let summary = move || match moment.get() {
        None => Some("What is on and what is next appears here once the app has started.".into()),
        Some(moment) => summary(&programme, moment),
    };
    view! {
        <div class="page page-wide">
            <h1 tabindex="-1">"Now"</h1>
            {move || summary().map(|summary| words_in("p", "", summary))}
            {part("On now", Arc::new(positions(|now| now.on)))}
            {part("Next", Arc::new(positions(|now| now.next)))}
        </div>
    }
}

/// A list under its title; hidden where it is empty.
fn part(
    title: &'static str,
    positions: Arc<dyn Fn() -> Vec<usize> + Send + Sync>,
) -> impl IntoView {
    let empty = {
        let positions = positions.clone();
        move || positions().is_empty()
    };
    view! {
        <section hidden=empty>
            <h2 class="part">{title}</h2>
            <ItemList positions=Box::new(move || positions())/>
        </section>
    }
}

/// What there is to say, where lists alone would not.
fn summary(programme: &Programme, moment: Moment) -> Option<String> {
    let items = now(programme, moment);
    match (items.on.is_empty(), items.next.is_empty()) {
        (false, _) => None,
        (true, false) => Some("Nothing is on at this moment.".into()),
        (true, true) => Some(nothing_to_come(programme, moment)),
    }
}

/// What there is to say when nothing that has a time is on or still to come.
fn nothing_to_come(programme: &Programme, moment: Moment) -> String {
    let conference = programme.conference();
    let Some(last) = programme
        .items()
        .iter()
        .filter_map(|item| item.slot)
        .next_back()
    else {
        return "Nothing has a time yet.".into();
    };
    // The offset of the last item is the nearest that is known without the zone's rules.
    let there = moment.at_offset(last.start.offset_seconds());
    if there.is_some_and(|there| there.day() > conference.last_day) {
        let days = words::conference_days(conference);
        format!("{} is over. It was on {days}.", conference.title)
    } else {
        "Nothing more has a time in this programme.".into()
    }
}
