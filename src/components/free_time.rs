//! Free time between two items of the agenda, and what fits into it.

use hallway_agenda::conflicts::{Gap, fitting};
use hallway_programme::Kind;
use leptos::prelude::*;

use crate::components::element::{live, tag, words_in};
use crate::components::item_card::item_card;
use crate::components::lines::{Line, lines};
use crate::i18n::{self, fill, texts};
use crate::rows::Extras;
use crate::state::State;

/// How long the gap is; opened, the items that lie in it whole, each with its star.
#[must_use]
pub fn free_time(state: &State, gap: Gap) -> AnyView {
    let length = i18n::length(gap.seconds());
    let words = fill(
        texts().gap(),
        &[&length, &gap.from.clock(), &gap.to.clock()],
    );
    let positions = fitting(&state.programme, gap).into_iter();
    let is_something = |at: &usize| state.programme.items()[*at].kind != Kind::Break;
    let positions: Vec<usize> = positions.filter(is_something).collect();
    if positions.is_empty() {
        return words_in("p", "gap", words);
    }
    let fits = fill(texts().fits(), &[&i18n::items(positions.len())]);
    let opened = RwSignal::new(false);
    let state = state.clone();
    let cards = move || {
        let state = state.clone();
        let positions = positions.clone();
        opened
            .get()
            .then(move || lines(move || positions.iter().map(|&at| card(&state, at)).collect()))
    };
    tag("details")
        .class("gap")
        .on("toggle", move |_| opened.set(true))
        .with(tag("summary").words(words).words(" · ").words(fits).view())
        .with(live(cards))
        .view()
}

fn card(state: &State, at: usize) -> Line {
    let programme = state.programme.clone();
    Line::new(at.to_string(), move || {
        item_card(&programme.items()[at], Extras::None)
    })
}
