//! The timetable: the rooms of a day side by side, to the scale of time, with a line at the present.
//! `timetable.css` lays it out as a grid, from the places that are set here as custom properties.

use hallway_programme::query::Choice;
use hallway_programme::timetable::{self, Cell, Column, STEP};
use hallway_programme::{Day, Instant, Item, Moment, Programme};
use leptos::html;
use leptos::prelude::*;

use crate::components::choice::{Alternative, ChoiceGroup};
use crate::components::item_list::ItemList;
use crate::components::reactive::reactive;
use crate::components::star::Star;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, fill, texts};
use crate::platform::scroll;
use crate::route::View;
use crate::rows::Extras;
use crate::state::{State, Step, state};

/// How many lines of the grid are an hour.
const HOUR: usize = (60 * 60 / STEP) as usize;

/// How many rooms side by side, and how many items, a day shows at first: no hall has a wall that is
/// wider.
const LANES: usize = 60;
const CELLS: usize = 500;

/// The timetable of the items at some positions: of the day that is asked for, of today, or of the first.
#[component]
pub fn Timetable(
    /// The positions in the programme; tracked.
    #[prop(into)]
    positions: Signal<Vec<usize>>,
    /// What is said about the items, between the days and the grid.
    children: Children,
) -> impl IntoView {
    let state = state();
    let present = state.present();
    let positions = Memo::new(move |_| positions.get());
    let shown = {
        let state = state.clone();
        Memo::new(move |_| positions.with(|positions| day(&state, positions, present.get())))
    };
    // How many times the usual part of a large day is shown, and how many items are not.
    let (most, rest) = (RwSignal::new(1), RwSignal::new(0));
    let grid = {
        let state = state.clone();
        move || {
            let day = shown.get()?;
            let timetable = positions
                .with(|positions| timetable::timetable(&state.programme, positions, day))?;
            let most = most.get();
            request_animation_frame(scroll::to_present);
            let (timetable, left_out) = timetable.within(most * LANES, most * CELLS);
            if rest.get_untracked() != left_out {
                rest.set(left_out);
            }
            Some(view! {
                <h2 class="timetable-day">{i18n::day(day)}</h2>
                {grid(&state, &timetable)}
            })
        }
    };
    let untimed = {
        let state = state.clone();
        move || {
            let positions = positions.get().into_iter();
            let is_untimed = |at: &usize| state.programme.items()[*at].slot.is_none();
            positions.filter(is_untimed).collect::<Vec<_>>()
        }
    };
    let to_now = {
        let state = state.clone();
        move |_| {
            // While another day is chosen, the positions have no item of today.
            let today = today(starts(state.programme.items()), present.get_untracked());
            match today.filter(|&day| shown.get_untracked() != Some(day)) {
                Some(day) => show_day(&state, day),
                None => request_animation_frame(scroll::to_present),
            }
        }
    };
    view! {
        <div class="strip days">
            <ChoiceGroup label=texts().day() alternatives=days(&state, shown)/>
            // Shown during the event, like that of the list's strip.
            <button type="button" class="strip-now" on:click=to_now>
                <span>{texts().now()}</span>
            </button>
        </div>
        {children()}
        {reactive(grid)}
        <button
            type="button"
            class="button more"
            hidden=move || rest.get() == 0
            on:click=move |_| most.update(|most| *most += 1)
        >
            {reactive(move || fill(texts().more(), &[&rest.get().to_string()]))}
        </button>
        <ItemList positions=Signal::derive(untimed) extras=Extras::None/>
    }
}

/// The day to show.
fn day(state: &State, positions: &[usize], present: Option<Moment>) -> Option<Day> {
    let asked = state.address.with(|address| {
        address
            .query
            .choices
            .iter()
            .find_map(|choice| match choice {
                Choice::Day(day) => Some(*day),
                _ => None,
            })
    });
    let items = positions.iter().map(|&at| &state.programme.items()[at]);
    let mut starts = starts(items);
    asked
        .or_else(|| today(starts.clone(), present))
        .or_else(|| starts.next().map(Instant::day))
}

/// The day of the present, if it is that of one of the starts.
fn today(mut starts: impl Iterator<Item = Instant>, present: Option<Moment>) -> Option<Day> {
    let present = present?;
    let start = starts.find(|start| start.days_after(present) == 0)?;
    Some(start.day())
}

fn starts<'a>(
    items: impl IntoIterator<Item = &'a Item, IntoIter: Clone>,
) -> impl Iterator<Item = Instant> + Clone {
    let slots = items.into_iter().filter_map(|item| item.slot);
    slots.map(|slot| slot.start)
}

/// One day after the other to choose from: the same as the day's filter.
fn days(state: &State, shown: Memo<Option<Day>>) -> Vec<Alternative> {
    let days = state
        .facets
        .options()
        .iter()
        .filter_map(|option| match option {
            Choice::Day(day) => Some(*day),
            _ => None,
        });
    days.map(|day| alternative(state, day, shown)).collect()
}

fn alternative(state: &State, day: Day, shown: Memo<Option<Day>>) -> Alternative {
    let state = state.clone();
    let chosen = move || shown.get() == Some(day);
    Alternative::new(i18n::short_day(day), chosen, move || show_day(&state, day))
}

fn show_day(state: &State, day: Day) {
    state.ask(|query| query.choices.only_day(day), Step::Forward);
}

fn grid(state: &State, timetable: &timetable::Timetable) -> impl IntoView + use<> {
    let hours = (0..timetable.lines).step_by(HOUR);
    let hours = hours.map(|line| hour(&state.programme, timetable, line));
    let rooms = timetable.columns.iter().map(|column| room(state, column));
    let cells = timetable.cells.iter().map(|cell| shown(state, cell));
    view! {
        <div class="timetable-frame">
            <div
                class="timetable"
                tabindex="-1"
                style=("--lanes", timetable.lanes().to_string())
                style=("--lines", timetable.lines.to_string())
            >
                // As markup, Leptos would make it by `innerHTML`, which the policy refuses.
                {html::div().class("timetable-corner")}
                <div class="timetable-hours">{hours.collect_view()}</div>
                {rooms.collect_view()}
                {cells.collect_view()}
                {present(state, timetable)}
            </div>
        </div>
    }
}

/// A room's name over its lanes.
fn room(state: &State, column: &Column) -> impl IntoView + use<> {
    let room = column.room.and_then(|id| state.programme.room(id));
    let title = room.map_or(texts().elsewhere(), |room| &room.title);
    view! {
        <div
            class="timetable-room"
            dir="auto"
            style=("--lane", column.first_lane.to_string())
            style=("--span", column.lanes.to_string())
        >
            {title.to_owned()}
        </div>
    }
}

/// A whole hour at the edge.
fn hour(
    programme: &Programme,
    timetable: &timetable::Timetable,
    line: usize,
) -> impl IntoView + use<> {
    let second = timetable.from.unix_second() + line as i64 * STEP;
    let slots = programme.items().iter().filter_map(|item| item.slot);
    // The clocks of whatever started last before the hour, or of what starts first.
    let offset = |moment: Moment| {
        let before = slots
            .clone()
            .take_while(|slot| slot.start.moment() <= moment)
            .last();
        before
            .or_else(|| slots.clone().next())
            .map_or(0, |slot| slot.start.offset_seconds())
    };
    let there = Moment::from_unix_second(second).and_then(|hour| hour.at_offset(offset(hour)));
    let label = there.map(|there| there.clock()).unwrap_or_default();
    view! { <div class="timetable-hour" style=("--from", line.to_string())>{label}</div> }
}

fn shown(state: &State, cell: &Cell) -> impl IntoView + use<> {
    let item = cell.item;
    let times = item.slot.map(i18n::times).unwrap_or_default();
    view! {
        <article
            class=format!("cell {}", hue_class(&state.programme, item.track.as_ref()))
            data-item=item.id.to_string()
            style=("--lane", cell.lane.to_string())
            style=("--from", cell.from.to_string())
            style=("--to", cell.to.to_string())
        >
            <h3 class="cell-title" dir="auto">
                <a href=state.href(View::Item(item.id.clone()))>{item.title.clone()}</a>
            </h3>
            <p class="cell-when">{times}</p>
            <Star item=item.id.clone() title=item.title.clone()/>
        </article>
    }
}

/// The line at the present, while it is on the day that is shown.
fn present(state: &State, timetable: &timetable::Timetable) -> impl IntoView + use<> {
    let (now, ruler) = (state.now, timetable.ruler());
    reactive(move || {
        let line = ruler.line_of(now.get()?)?;
        Some(view! {
            <div class="timetable-now" style=("--from", line.to_string())>
                <span>{texts().now()}</span>
            </div>
        })
    })
}
