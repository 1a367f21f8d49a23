//! Items as a list with headings: by day and time, then by track where there is no time.

use std::sync::Arc;

use hallway_programme::timeline::timeline;
use hallway_programme::{Day, Instant, ItemId, Programme, TrackId};
use leptos::prelude::*;

use crate::components::element::{button, words_in};
use crate::components::item_card::ItemCard;
use crate::components::lines::{Line, lines};
use crate::components::track_hue::hue_class;
use crate::route::View;
use crate::state::{State, state};
use crate::words;

/// A line of the list; what stays the same between two lists keeps its place on the screen.
#[derive(Debug, Clone)]
enum Row {
    Day(Day),
    Start(Instant),
    Untimed,
    Track(Option<TrackId>),
    Item(ItemId),
}

impl Row {
    /// The same in two lists for the same row; ids hold no colon.
    fn key(&self) -> String {
        match self {
            Row::Day(day) => format!("day:{day}"),
            Row::Start(at) => format!("start:{at}"),
            Row::Untimed => "untimed:".into(),
            Row::Track(Some(id)) => format!("track:{id}"),
            Row::Track(None) => "track:".into(),
            Row::Item(id) => format!("item:{id}"),
        }
    }
}

/// Gives positions of items; tracked.
pub type Positions = Box<dyn Fn() -> Vec<usize> + Send + Sync>;

/// The list of the items at those positions, in the programme's order.
#[component]
pub fn ItemList(
    /// Gives the positions of the items; tracked.
    positions: Positions,
) -> impl IntoView {
    let state = state();
    let positions = Arc::new(positions);
    let whole = RwSignal::new(false);
    let rest = {
        let positions = positions.clone();
        move || {
            let is_cut = !whole.get() && positions().len() > FIRST;
            is_cut.then(|| button("Show the rest", move || whole.set(true)))
        }
    };
    let rows = {
        let state = state.clone();
        move || {
            let mut positions = positions();
            if !whole.get() {
                positions.truncate(FIRST);
            }
            rows(&state.programme, &positions)
        }
    };
    view! {
        <div class="list">
            {lines(move || rows().into_iter().map(|row| line(&state, row)).collect())}
            {rest}
        </div>
    }
}

/// How many items are shown before one asks for the rest: twice the largest conference that one
/// walks through in a weekend, and what a phone builds within some seconds.
const FIRST: usize = 2_000;

fn rows(programme: &Programme, positions: &[usize]) -> Vec<Row> {
    let items = programme.items();
    let timeline = timeline(positions.iter().map(|&at| &items[at]));
    let mut rows = Vec::new();
    for day in &timeline.days {
        rows.push(Row::Day(day.date));
        for start in &day.starts {
            rows.push(Row::Start(start.at));
            rows.extend(start.items.iter().map(|item| Row::Item(item.id.clone())));
        }
    }
    if !timeline.untimed.is_empty() {
        rows.push(Row::Untimed);
    }
    for group in &timeline.untimed {
        rows.push(Row::Track(group.track.cloned()));
        rows.extend(group.items.iter().map(|item| Row::Item(item.id.clone())));
    }
    rows
}

fn line(state: &State, row: Row) -> Line {
    let state = state.clone();
    Line::new(row.key(), move || show(&state, row.clone()))
}

fn show(state: &State, row: Row) -> AnyView {
    match row {
        Row::Day(date) => words_in("h2", "day", words::day(date)),
        Row::Start(at) => view! {
            <h3 class="start"><time datetime=at.to_string()>{at.clock()}</time></h3>
        }
        .into_any(),
        Row::Untimed => words_in("h2", "day", "Not yet scheduled"),
        Row::Track(track) => track_heading(state, track),
        Row::Item(id) => {
            let item = state.programme.item(&id);
            item.map(|item| view! { <ItemCard item=item/> }).into_any()
        }
    }
}

fn track_heading(state: &State, track: Option<TrackId>) -> AnyView {
    let class = format!("start {}", hue_class(&state.programme, track.as_ref()));
    match track.as_ref().and_then(|id| state.programme.track(id)) {
        Some(track) => view! {
            <h3 class=class>
                <a href=state.href(View::Track(track.id.clone()))>{track.title.clone()}</a>
            </h3>
        }
        .into_any(),
        None => view! { <h3 class=class>"Without a track"</h3> }.into_any(),
    }
}
