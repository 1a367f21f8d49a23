//! The timetable: a day to the scale of time, and a line at the present. Where there is room for it,
//! rooms stand side by side and time runs down; on a phone time runs across, an item a line. Both are
//! the same elements, laid out by `timetable.css` from the places that are set here.

use hallway_programme::query::Choice;
use hallway_programme::timetable::{Cell, Column, STEP, Timetable, timetable};
use hallway_programme::{Day, Moment, Programme};
use leptos::prelude::*;

use crate::components::choice::{Alternative, choice};
use crate::components::element::{Element, all, element, live, tag, text, words_in};
use crate::components::item_card::title;
use crate::components::item_list::{Positions, item_list};
use crate::components::star::star;
use crate::components::track_hue::hue_class;
use crate::i18n::{self, fill, texts};
use crate::rows::Extras;
use crate::state::{State, Step, state};

/// How many lines of the grid are an hour.
const HOUR: usize = (60 * 60 / STEP) as usize;

/// How many rooms side by side, and how many items, a day shows at first: no hall has a wall that is
/// wider.
const LANES: usize = 60;
const CELLS: usize = 500;

/// How many hours a phone has room to name side by side.
const LABELS: usize = 7;

/// The timetable of the items at those positions: of the day that is asked for, of today, or of the
/// first.
#[must_use]
pub fn timetable_of(positions: Positions) -> AnyView {
    let state = state();
    let present = state.present();
    let positions = Memo::new(move |_| positions());
    let shown = {
        let state = state.clone();
        Memo::new(move |_| positions.with(|positions| day(&state, positions, present.get())))
    };
    // How many times the usual part of a large day is shown, and how many items are not.
    let (most, rest) = (RwSignal::new(1), RwSignal::new(0));
    let grid = {
        let state = state.clone();
        live(move || {
            let day = shown.get()?;
            let timetable =
                positions.with(|positions| timetable(&state.programme, positions, day))?;
            let most = most.get();
            let (timetable, left_out) = timetable.within(most * LANES, most * CELLS);
            if rest.get_untracked() != left_out {
                rest.set(left_out);
            }
            let day = words_in("h2", "timetable-day", i18n::day(day));
            Some(all(vec![day, grid(&state, &timetable)]))
        })
    };
    let more = {
        let words = move || Some(text(fill(texts().more(), &[&rest.get().to_string()])));
        tag("button")
            .set("type", "button")
            .class("button more")
            .live("hidden", move || (rest.get() == 0).then(String::new))
            .tapped(move || most.update(|most| *most += 1))
            .with(live(words))
            .view()
    };
    let untimed = {
        let state = state.clone();
        move || {
            let positions = positions.get().into_iter();
            let is_untimed = |at: &usize| state.programme.items()[*at].slot.is_none();
            positions.filter(is_untimed).collect()
        }
    };
    let untimed = item_list(Box::new(untimed), Extras::None);
    all(vec![days(&state, shown), grid, more, untimed])
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
    let starts = || {
        let items = positions.iter().map(|&at| &state.programme.items()[at]);
        items.filter_map(|item| item.slot).map(|slot| slot.start)
    };
    let today = || {
        let present = present?;
        starts().find(|start| start.days_after(present) == 0)
    };
    asked.or_else(|| today().or_else(|| starts().next()).map(|start| start.day()))
}

/// One day after the other to choose from: the same as the day's filter.
fn days(state: &State, shown: Memo<Option<Day>>) -> AnyView {
    let days = state
        .facets
        .options()
        .iter()
        .filter_map(|option| match option {
            Choice::Day(day) => Some(*day),
            _ => None,
        });
    let alternatives: Vec<_> = days.map(|day| alternative(state, day, shown)).collect();
    element("div", "days", choice(texts().day(), alternatives))
}

fn alternative(state: &State, day: Day, shown: Memo<Option<Day>>) -> Alternative {
    let state = state.clone();
    let chosen = move || shown.get() == Some(day);
    Alternative::new(i18n::day(day), chosen, move || {
        state.ask(
            |query| {
                query.choices.only_day(day);
            },
            Step::Forward,
        );
    })
}

fn grid(state: &State, timetable: &Timetable) -> AnyView {
    let rooms = timetable.columns.iter().map(|column| room(state, column));
    let hours = (0..timetable.lines).step_by(HOUR);
    let hours = hours.map(|line| hour(&state.programme, timetable, line));
    let corner = element("div", "timetable-corner", all(Vec::new()));
    let hours = element("div", "timetable-hours", all(hours.collect()));
    let mut inner = vec![corner, hours];
    inner.extend(rooms);
    inner.extend(timetable.cells.iter().map(|cell| shown(state, cell)));
    inner.push(present(state, timetable));
    let grid = tag("div")
        .class("timetable")
        .set("tabindex", "-1")
        .with(all(inner));
    let extent = [("--lanes", timetable.lanes()), ("--lines", timetable.lines)];
    element("div", "timetable-frame", placed(grid, extent))
}

/// A room's name over its lanes.
fn room(state: &State, column: &Column) -> AnyView {
    let room = column.room.and_then(|id| state.programme.room(id));
    let title = room.map_or(texts().elsewhere(), |room| &room.title);
    let head = tag("div")
        .class("timetable-room")
        .set("dir", "auto")
        .words(title);
    placed(
        head,
        [("--lane", column.first_lane), ("--span", column.lanes)],
    )
}

/// An element with the custom properties that say its place.
fn placed<const N: usize>(element: Element, places: [(&'static str, usize); N]) -> AnyView {
    let places = places.into_iter();
    places
        .fold(element, |element, (name, place)| {
            element.property(name, place.to_string())
        })
        .view()
}

/// A whole hour at the edge.
fn hour(programme: &Programme, timetable: &Timetable, line: usize) -> AnyView {
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
    let every = timetable.lines.div_ceil(HOUR).div_ceil(LABELS);
    let class = match (line / HOUR).is_multiple_of(every) {
        true => "timetable-hour",
        false => "timetable-hour minor",
    };
    placed(tag("div").class(class).words(label), [("--from", line)])
}

fn shown(state: &State, cell: &Cell) -> AnyView {
    let item = cell.item;
    let class = format!("cell {}", hue_class(&state.programme, item.track.as_ref()));
    let times = item.slot.map(i18n::times).unwrap_or_default();
    let room = item.room.as_ref().and_then(|id| state.programme.room(id));
    let when = tag("p")
        .class("cell-when")
        .with(words_in("span", "", times))
        .maybe(room.map(|room| words_in("span", "cell-room", &room.title)));
    let article = tag("article")
        .class(class)
        .set("data-item", item.id.as_str())
        .with(title(state, item, "h3", "cell-title"))
        .with(when.view())
        .with(star(item));
    let place = [
        ("--lane", cell.lane),
        ("--from", cell.from),
        ("--to", cell.to),
    ];
    placed(article, place)
}

/// The line at the present, while it is on the day that is shown.
fn present(state: &State, timetable: &Timetable) -> AnyView {
    let (now, ruler) = (state.now, timetable.ruler());
    live(move || {
        let line = ruler.line_of(now.get()?)?;
        let label = words_in("span", "", texts().now());
        Some(placed(
            tag("div").class("timetable-now").with(label),
            [("--from", line)],
        ))
    })
}
