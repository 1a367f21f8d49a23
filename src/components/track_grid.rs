//! The tracks as cards side by side.
//!
//! A large conference has a hundred, below a list of a thousand items. Until the screen comes near, they
//! are lines of text.

use hallway_programme::filter::Selection;
use leptos::prelude::*;

use crate::components::element::{element, tag, words_in};
use crate::components::folded::folded;
use crate::components::lines::{Line, lines};
use crate::components::more;
use crate::components::track_card::track_card;
use crate::i18n::texts;
use crate::platform::viewport::{self, Moved};
use crate::state::State;

/// How many tracks are cards wherever the screen is.
const NEVER_FOLDED: usize = 20;

/// What a card takes of the page's height, and of its width at least, in CSS pixels.
const CARD: (usize, usize) = (108, 304);

/// Where they stand.
const TRACKS: &str = "main .tracks";

/// The tracks that match: each speaks for itself, also before it has items.
#[must_use]
pub fn track_grid(state: State, selection: Memo<Selection>) -> AnyView {
    let near = near(&state, selection);
    let first = if state.is_prerendered() {
        usize::MAX
    } else {
        more::FIRST
    };
    let shown = RwSignal::new(first);
    let total = Memo::new(move |_| match near.get() {
        true => selection.with(|selection| selection.tracks.len()),
        // They are lines of text.
        false => 0,
    });
    let none = move || selection.with(|selection| selection.tracks.is_empty());
    let cards = move || {
        let near = near.get();
        selection.with(|selection| {
            let tracks = &selection.tracks;
            if near || tracks.len() <= NEVER_FOLDED {
                let (whole, rest) = tracks.split_at(shown.get().min(tracks.len()));
                let mut lines: Vec<_> = whole.iter().map(|&at| card(&state, at)).collect();
                lines.extend((!rest.is_empty()).then(|| far(&state, rest)));
                lines
            } else {
                vec![far(&state, tracks)]
            }
        })
    };
    tag("section")
        .class("tracks")
        .live("hidden", move || none().then(String::new))
        .with(words_in("h2", "day", texts().tracks()))
        .with(more::more(shown, total))
        .with(element("div", "track-grid", lines(cards)))
        .view()
}

/// Whether the screen is near the tracks, or has been since they last changed: what was made stays while
/// one scrolls, since it may have the focus.
fn near(state: &State, selection: Memo<Selection>) -> RwSignal<bool> {
    let always = state.is_prerendered();
    // Where the app takes the place of what is shown, that is still there to be looked at.
    let near = RwSignal::new(always || viewport::is_near(TRACKS));
    if always {
        return near;
    }
    let look = move |stays: bool| {
        // The view may be another by now.
        let Some(was) = near.try_get_untracked() else {
            return;
        };
        let is = viewport::is_near(TRACKS);
        if is != was && !(was && stays) {
            near.set(is);
        }
    };
    let watching = viewport::watch(move |moved| match moved {
        Moved::Seen => look(true),
        Moved::Printing => near.set(true),
        Moved::Printed => {}
    });
    // Kept as long as the tracks are there.
    StoredValue::new_local(watching);
    Effect::new(move |_| {
        selection.track();
        // With the list as it is by then.
        request_animation_frame(move || look(false));
    });
    near
}

fn card(state: &State, at: usize) -> Line {
    let state = state.clone();
    Line::new(at.to_string(), move || {
        track_card(&state, &state.programme.tracks()[at])
    })
}

fn far(state: &State, tracks: &[usize]) -> Line {
    let title = |&at: &usize| state.programme.tracks()[at].title.clone();
    let titles: Vec<_> = tracks.iter().map(title).collect();
    let columns = (viewport::size().0 as usize / CARD.1).max(1);
    let extent = tracks.len().div_ceil(columns) * CARD.0;
    Line::new(titles.join("\n"), move || {
        folded(&titles, Some(extent)).view()
    })
}
