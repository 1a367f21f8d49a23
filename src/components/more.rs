//! Long views that are no list of items: the first rows are whole, the rest are lines of text until one
//! asks for more. A programme may have thousands of rooms, topics and people, and each is several
//! elements.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::element::{all, element, live, tag, text};
use crate::components::folded::folded;
use crate::components::lines::{Line, lines};
use crate::i18n::{fill, texts};
use crate::state::State;

/// How many rows are whole at first, as long as one does not say otherwise: several screens.
pub const FIRST: usize = 100;

/// How many more a tap shows.
const STEP: usize = 200;

/// How many rows a prerendered page holds whole: it is what is read without a script.
const PRERENDERED: usize = 2_000;

/// Rows, each with the line of text that stands for it.
pub struct Rows {
    /// The rows.
    pub lines: Vec<Line>,
    /// What each says while it is not whole.
    pub words: Vec<String>,
    /// How many are whole at first.
    pub first: usize,
}

/// An element of that name and class with rows in it, and what leads to those that are not whole.
#[must_use]
pub fn rows_in(state: &State, name: &'static str, class: &'static str, rows: Rows) -> AnyView {
    let Rows {
        lines: rows,
        words,
        first,
    } = rows;
    let first = if state.is_prerendered() {
        PRERENDERED
    } else {
        first
    };
    if rows.len() <= first {
        let views = rows.iter().map(|row| (row.show)()).collect();
        return element(name, class, all(views));
    }
    if state.is_prerendered() {
        let whole = rows.iter().take(first).map(|row| (row.show)()).collect();
        let rest = folded(&words[first..], None).view();
        return all(vec![element(name, class, all(whole)), rest]);
    }
    let shown = RwSignal::new(first);
    let (total, rows, words) = (rows.len(), Arc::new(rows), Arc::new(words));
    let whole = lines(move || rows.iter().take(shown.get()).cloned().collect());
    let rest = live(move || {
        let rest = words.get(shown.get()..).unwrap_or_default();
        (!rest.is_empty()).then(|| folded(rest, None).view())
    });
    all(vec![
        element(name, class, whole),
        more(shown, Memo::new(move |_| total)),
        rest,
    ])
}

/// The button that shows more of that many rows; it stays where it is, with the focus, and is hidden once
/// all are there.
#[must_use]
pub fn more(shown: RwSignal<usize>, total: Memo<usize>) -> AnyView {
    let left = move || total.get().saturating_sub(shown.get());
    let words = move || Some(text(fill(texts().more(), &[&left().to_string()])));
    tag("button")
        .set("type", "button")
        .class("button more")
        .live("hidden", move || (left() == 0).then(String::new))
        .tapped(move || shown.update(|shown| *shown += STEP))
        .with(live(words))
        .view()
}
