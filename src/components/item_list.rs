//! Items as a list with headings: by day and time, then by track where there is no time.

use leptos::prelude::*;

use crate::components::conflict::conflict;
use crate::components::element::{all, tag, words_in};
use crate::components::free_time::free_time;
use crate::components::item_card::item_card;
use crate::components::lines::{Line, lines};
use crate::components::track_hue::hue_class;
use crate::components::virtual_list::VirtualList;
use crate::i18n::{self, texts};
use crate::route::View;
use crate::rows::{Extras, Row, Rows};
use crate::state::{State, state};
use hallway_programme::TrackId;

/// Gives positions of items; tracked.
pub type Positions = Box<dyn Fn() -> Vec<usize> + Send + Sync>;

/// The list of the items at those positions, in the programme's order, with what it says besides.
#[must_use]
pub fn item_list(positions: Positions, extras: Extras) -> AnyView {
    let state = state();
    // What an attendee picked is seldom long, and conflicts and gaps are no lines of text; and only one
    // list of a page can follow the screen.
    let folds = extras == Extras::None;
    let list = VirtualList::new(&state, rows(state.clone(), positions, extras), folds);
    let class = move || Some(if list.is_long() { "list long" } else { "list" }.into());
    let lines = if state.is_prerendered() {
        list.still(&state, |row| show(&state, row.clone(), extras))
    } else {
        lines(move || list.lines(&state, |row| line(&state, row.clone(), extras)))
    };
    tag("div").live("class", class).with(lines).view()
}

/// The rows of the list, as they change.
fn rows(state: State, positions: Positions, extras: Extras) -> Memo<Vec<Row>> {
    let present = state.present();
    Memo::new(move |_| {
        let rows = Rows::new(&state.programme, &positions());
        match extras {
            Extras::None => rows.with_present(present.get()),
            Extras::Mine => {
                let rows = rows.with_present(present.get());
                state
                    .agenda
                    .with(|agenda| rows.with_agenda(agenda.as_ref(), &state.published))
            }
            // All of it is about the present.
            Extras::Countdown => rows,
        }
        .laid_out()
    })
}

fn line(state: &State, row: Row, extras: Extras) -> Line {
    let state = state.clone();
    Line::new(row.key(), move || show(&state, row.clone(), extras))
}

fn show(state: &State, row: Row, extras: Extras) -> AnyView {
    match row {
        Row::Day(date) => words_in("h2", "day", i18n::day(date)),
        Row::Start(at) => {
            let time = tag("time")
                .set("datetime", at.to_string())
                .words(at.clock());
            tag("h3").class("start").with(time.view()).view()
        }
        Row::Present => words_in("p", "present", texts().now()),
        Row::Untimed => words_in("h2", "day", texts().unscheduled()),
        Row::Track(track) => track_heading(state, track),
        Row::Item(id) => {
            let item = state.programme.item(&id);
            item.map_or_else(|| all(Vec::new()), |item| item_card(item, extras))
        }
        Row::Gap(gap) => free_time(state, gap),
        Row::Conflict(first, second, clash) => conflict(state, (&first, &second), clash),
    }
}

fn track_heading(state: &State, track: Option<TrackId>) -> AnyView {
    let class = format!("start {}", hue_class(&state.programme, track.as_ref()));
    let heading = tag("h3").class(class);
    match track.as_ref().and_then(|id| state.programme.track(id)) {
        Some(track) => {
            let link = tag("a").set("href", state.href(View::Track(track.id.clone())));
            heading.with(link.words(&track.title).view()).view()
        }
        None => heading.words(texts().no_track()).view(),
    }
}
