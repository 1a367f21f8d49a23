//! Long views that are no list of items: the first rows are whole, the rest are lines of text until one
//! asks for more. A programme may have thousands of rooms, topics and people, and each is several
//! elements.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::folded::Folded;
use crate::components::lines::{Line, Lines};
use crate::components::reactive::reactive;
use crate::i18n::{fill, texts};
use crate::state::state;

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

/// Rows, and what leads to those that are not whole.
#[component]
pub fn LongRows(
    /// The rows.
    rows: Rows,
    /// Puts the whole ones into their element.
    within: fn(AnyView) -> AnyView,
) -> impl IntoView {
    let Rows {
        lines: rows,
        words,
        first,
    } = rows;
    let is_prerendered = state().is_prerendered();
    let first = if is_prerendered { PRERENDERED } else { first };
    let whole = |first: usize| {
        let whole = rows.iter().take(first).map(|row| (row.show)());
        within(whole.collect_view().into_any())
    };
    if rows.len() <= first {
        return whole(rows.len());
    }
    if is_prerendered {
        let rest = words[first..].to_vec();
        return view! {
            {whole(first)}
            <Folded lines=rest extent=None/>
        }
        .into_any();
    }
    let shown = RwSignal::new(first);
    let (total, rows, words) = (rows.len(), Arc::new(rows), Arc::new(words));
    let whole = Signal::derive(move || rows.iter().take(shown.get()).cloned().collect());
    let rest = move || {
        let rest = words.get(shown.get()..).unwrap_or_default().to_vec();
        (!rest.is_empty()).then(|| view! { <Folded lines=rest extent=None/> })
    };
    view! {
        {within(view! { <Lines each=whole/> }.into_any())}
        <MoreButton shown total=Memo::new(move |_| total)/>
        {reactive(rest)}
    }
    .into_any()
}

/// The button that shows more of that many rows; it stays where it is, with the focus, and is hidden once
/// all are there.
#[component]
pub fn MoreButton(
    /// How many are shown.
    shown: RwSignal<usize>,
    /// How many there are.
    total: Memo<usize>,
) -> impl IntoView {
    let left = move || total.get().saturating_sub(shown.get());
    view! {
        <button
            type="button"
            class="button more"
            hidden=move || left() == 0
            on:click=move |_| shown.update(|shown| *shown += STEP)
        >
            {reactive(move || fill(texts().more(), &[&left().to_string()]))}
        </button>
    }
}
