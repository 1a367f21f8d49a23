//! The timetable: a day's rooms side by side, time downwards to scale, and a line at the present.

use hallway_programme::query::Choice;
use hallway_programme::timetable::{Cell, STEP, Timetable, timetable};
use hallway_programme::{Day, Moment, Programme};
use leptos::prelude::*;

use crate::components::choice::{Alternative, choice};
use crate::components::element::{all, element, live, tag, words_in};
use crate::components::item_list::Positions;
use crate::components::star::star;
use crate::components::track_hue::hue_class;
use crate::route::View;
use crate::state::{State, Step, state};
use crate::words::{self, texts};

/// How many lines of the grid are an hour.
const HOUR: usize = (60 * 60 / STEP) as usize;

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
    let grid = {
        let state = state.clone();
        live(move || {
            let day = shown.get()?;
            let timetable =
                positions.with(|positions| timetable(&state.programme, positions, day))?;
            Some(grid(&state, &timetable))
        })
    };
    all(vec![days(&state, shown), grid])
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
    element("div", "days", choice(texts().day, alternatives))
}

fn alternative(state: &State, day: Day, shown: Memo<Option<Day>>) -> Alternative {
    let state = state.clone();
    let chosen = move || shown.get() == Some(day);
    Alternative::new(words::day(day), chosen, move || {
        state.ask(
            |query| {
                query.choices.only_day(day);
            },
            Step::Forward,
        );
    })
}

fn grid(state: &State, timetable: &Timetable) -> AnyView {
    let mut inner = vec![element("div", "timetable-corner", all(Vec::new()))];
    for column in &timetable.columns {
        let room = column.room.and_then(|id| state.programme.room(id));
        let title = room.map_or(texts().elsewhere, |room| &room.title);
        let place = format!("{} / span {}", column.first_lane + 2, column.lanes);
        let head = tag("div")
            .class("timetable-room")
            .set("dir", "auto")
            .words(title);
        inner.push(placed(
            head.view(),
            [("grid-column", place), ("grid-row", "1".into())],
        ));
    }
    for line in (0..timetable.lines).step_by(HOUR) {
        inner.push(hour(&state.programme, timetable, line));
    }
    inner.extend(timetable.cells.iter().map(|cell| shown(state, cell)));
    inner.push(present(state, timetable));
    let grid = tag("div")
        .class("timetable")
        .set("tabindex", "-1")
        .with(all(inner));
    let lanes = timetable.lanes();
    let columns = format!("var(--hours) repeat({lanes}, minmax(var(--lane), 1fr))");
    let rows = format!("auto repeat({}, var(--line-height))", timetable.lines);
    let width = format!("calc(var(--hours) + {lanes} * var(--lane))");
    let styles = [
        ("grid-template-columns", columns),
        ("grid-template-rows", rows),
        ("min-inline-size", width),
    ];
    let grid = placed(grid.view(), styles);
    element("div", "timetable-frame", grid)
}

/// A view with styles of its own, set by script: the page's policy allows no others.
fn placed<const N: usize>(view: AnyView, styles: [(&'static str, String); N]) -> AnyView {
    let mut view = view;
    for (name, value) in styles {
        view = view
            .add_any_attr(leptos::tachys::html::style::style((name, value)))
            .into_any();
    }
    view
}

/// A whole hour at the grid's edge.
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
    let row = format!("{} / span {HOUR}", line + 2);
    placed(
        words_in("div", "timetable-hour", label),
        [("grid-row", row)],
    )
}

fn shown(state: &State, cell: &Cell) -> AnyView {
    let item = cell.item;
    let link = tag("a")
        .set("href", state.href(View::Item(item.id.clone())))
        .words(&item.title);
    let title = tag("h4")
        .class("cell-title")
        .set("dir", "auto")
        .with(link.view());
    let class = format!("cell {}", hue_class(&state.programme, item.track.as_ref()));
    let times = item.slot.map(words::times).unwrap_or_default();
    let article = tag("article")
        .class(class)
        .set("data-item", item.id.as_str())
        .with(title.view())
        .with(words_in("p", "cell-when", times))
        .with(star(item));
    let rows = format!("{} / {}", cell.from + 2, cell.to + 2);
    placed(
        article.view(),
        [
            ("grid-column", (cell.lane + 2).to_string()),
            ("grid-row", rows),
        ],
    )
}

/// The line at the present, while it is on the day that is shown.
fn present(state: &State, timetable: &Timetable) -> AnyView {
    let (now, from, lines) = (state.now, timetable.from, timetable.lines);
    live(move || {
        let line = from.seconds_until(now.get()?).div_euclid(STEP);
        let line = usize::try_from(line).ok().filter(|line| *line < lines)?;
        let bar = words_in("div", "timetable-now", texts().now);
        Some(placed(
            bar,
            [("grid-row", format!("{} / span 1", line + 2))],
        ))
    })
}
