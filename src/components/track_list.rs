//! The tracks, side by side where there is room.
//!
//! A large conference has a hundred, below a list of a thousand items. Until the screen comes near, they
//! are lines of text.

use hallway_programme::filter::Selection;
use hallway_programme::landing::Landing;
use leptos::prelude::*;

use crate::components::folded::Folded;
use crate::components::lines::{Line, Lines};
use crate::components::more::{self, MoreButton};
use crate::components::strip::Section;
use crate::components::track_row::TrackRow;
use crate::i18n::{self, texts};
use crate::platform::viewport::{self, Moved};
use crate::state::{State, state};

/// How many tracks are whole wherever the screen is.
const NEVER_FOLDED: usize = 20;

/// What a row takes of the page's height, and of its width at least, in CSS pixels.
const ROW: (usize, usize) = (112, 304);

/// Where they stand.
const TRACKS: &str = "main .tracks";

/// The tracks that match: each speaks for itself, also before it has items.
#[component]
pub fn TrackList(
    /// What the query leaves.
    selection: Memo<Selection>,
) -> impl IntoView {
    let state = state();
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
    let days = i18n::conference_days(state.programme.conference());
    let groups = Groups::of(&state);
    let heading = groups.heading();
    // Under the conference's own heading.
    let calls = groups.calls().filter(|calls| *calls != heading);
    let is_first_empty = {
        let groups = groups.clone();
        move || selection.with(|selection| groups.ordered(&selection.tracks).1 == 0)
    };
    let is_none_first = is_first_empty.clone();
    let rows = move || {
        let near = near.get();
        selection.with(|selection| {
            let (tracks, first) = groups.ordered(&selection.tracks);
            if !near && tracks.len() > NEVER_FOLDED {
                return vec![far(&state, &tracks)];
            }
            let (whole, rest) = tracks.split_at(shown.get().min(tracks.len()));
            let mut lines: Vec<_> = whole.iter().map(|&at| row(&state, at)).collect();
            if first < lines.len() {
                lines.insert(first, groups.others_heading());
            }
            lines.extend((!rest.is_empty()).then(|| far(&state, rest)));
            lines
        })
    };
    view! {
        <section class="tracks" hidden=none>
            <h2 class="day" id=Section::Tracks.id() tabindex="-1" hidden=is_first_empty>{heading} <small>{days}</small></h2>
            {calls.map(|calls| view! { <p class="tracks-calls" hidden=is_none_first>{calls}</p> })}
            <MoreButton shown total/>
            <div class="track-grid">
                <Lines each=Signal::derive(rows)/>
            </div>
        </section>
    }
}

/// Where the tracks come first, those that take proposals are a group before the others; elsewhere all are
/// one group. The headings say how many the programme has, whatever a query leaves of them.
#[derive(Clone)]
struct Groups {
    /// Whether each track of the programme is in the first group.
    is_first: Vec<bool>,
    /// Whether there are two.
    are_two: bool,
    /// What the conference calls them all; empty if it has no word for them.
    title: String,
}

impl Groups {
    fn of(state: &State) -> Self {
        let tracks = state.programme.tracks();
        let are_two = Landing::of(&state.programme) == Landing::Tracks
            && tracks.iter().any(|track| track.call.is_some());
        let is_first = tracks
            .iter()
            .map(|track| !are_two || track.call.is_some())
            .collect();
        let title = state.programme.conference().tracks_title.clone();
        Self {
            is_first,
            are_two,
            title,
        }
    }

    /// The positions of tracks group by group, and how many are in the first.
    fn ordered(&self, tracks: &[usize]) -> (Vec<usize>, usize) {
        let (mut ordered, others): (Vec<_>, Vec<_>) =
            tracks.iter().partition(|&&at| self.is_first[at]);
        let first = ordered.len();
        ordered.extend(others);
        (ordered, first)
    }

    fn number(&self, is_first: bool) -> usize {
        self.is_first.iter().filter(|&&is| is == is_first).count()
    }

    fn heading(&self) -> String {
        match self.calls() {
            _ if !self.title.is_empty() => self.title.clone(),
            Some(calls) => calls,
            None => texts().tracks().into(),
        }
    }

    /// How many take proposals, where they are a group.
    fn calls(&self) -> Option<String> {
        self.are_two
            .then(|| i18n::tracks_with_calls(self.number(true)))
    }

    fn others_heading(&self) -> Line {
        let number = self.number(false);
        Line::new("others".into(), move || {
            view! { <h2 class="start">{i18n::more_tracks(number)}</h2> }.into_any()
        })
    }
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

fn row(state: &State, at: usize) -> Line {
    let track = state.programme.tracks()[at].id.clone();
    Line::new(at.to_string(), move || {
        view! { <TrackRow track=track.clone()/> }.into_any()
    })
}

fn far(state: &State, tracks: &[usize]) -> Line {
    let title = |&at: &usize| state.programme.tracks()[at].title.clone();
    let titles: Vec<_> = tracks.iter().map(title).collect();
    let columns = (viewport::size().0 as usize / ROW.1).max(1);
    let extent = tracks.len().div_ceil(columns) * ROW.0;
    Line::new(titles.join("\n"), move || {
        view! { <Folded lines=titles.clone() extent=Some(extent)/> }.into_any()
    })
}
