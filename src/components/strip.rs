//! The strip under the bar: the sections of the programme, which of them is at the upper edge, and the way to
//! now.

use hallway_programme::filter::Selection;
use hallway_programme::landing::Landing;
use hallway_programme::{Day, Moment};
use leptos::prelude::*;

use crate::components::lines::{Line, Lines};
use crate::i18n::{self, texts};
use crate::platform::{document, viewport};
use crate::state::{State, state};

/// A section of the programme's page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The tracks, where they come first.
    Tracks,
    /// A day.
    Day(Day),
    /// What has no time yet.
    Untimed,
}

impl Section {
    /// The id of its heading.
    #[must_use]
    pub fn id(self) -> String {
        match self {
            Section::Tracks => "tracks".into(),
            Section::Day(day) => format!("day-{day}"),
            Section::Untimed => "untimed".into(),
        }
    }

    fn title(self, state: &State) -> String {
        match self {
            Section::Tracks => {
                let title = state.programme.conference().short_tracks_title();
                title.unwrap_or(texts().tracks()).into()
            }
            Section::Day(day) => i18n::short_day(day),
            Section::Untimed => texts().section_untimed().into(),
        }
    }
}

/// The sections that what a query leaves stands in.
fn sections(state: &State, selection: &Selection) -> Vec<Section> {
    let mut sections = Vec::new();
    if !selection.tracks.is_empty() && Landing::of(&state.programme) == Landing::Tracks {
        sections.push(Section::Tracks);
    }
    for &at in &selection.items {
        let slot = state.programme.items()[at].slot;
        let section = slot.map_or(Section::Untimed, |slot| Section::Day(slot.start.day()));
        // Items are in the order of their days, and those without a time come last.
        if sections.last() != Some(&section) {
            sections.push(section);
        }
    }
    sections
}

/// Links to the sections, and, during the event, the way to now.
#[component]
pub fn Strip(
    /// What the query leaves.
    selection: Memo<Selection>,
) -> impl IntoView {
    let state = state();
    let sections = {
        let state = state.clone();
        move || selection.with(|selection| sections(&state, selection))
    };
    let current = current(&state, selection, sections.clone());
    let cells = {
        let (state, sections) = (state.clone(), sections.clone());
        move || {
            let sections = sections().into_iter().enumerate();
            let cell = |(at, section): (usize, Section)| {
                let state = state.clone();
                let show = move || cell(&state, section, at, current).into_any();
                Line::new(format!("{at}:{}", section.id()), show)
            };
            sections.map(cell).collect()
        }
    };
    let to_now = {
        let state = state.clone();
        move |_| state.jump_to_now()
    };
    view! {
        <div class="strip" hidden=move || sections().is_empty()>
            <ul class="strip-cells" aria-label=texts().jump_to()>
                <Lines each=Signal::derive(cells)/>
            </ul>
            // Shown during the event, as the root element says: `html[data-event]`.
            <button type="button" class="strip-now" on:click=to_now>
                <span>{texts().now()}</span>
            </button>
        </div>
    }
}

/// The link to a section, the one at that position among all.
fn cell(
    state: &State,
    section: Section,
    at: usize,
    current: RwSignal<usize>,
) -> impl IntoView + use<> {
    let href = format!("#{}", section.id());
    let is_current = move || (current.get() == at).then_some("true");
    let is_today = {
        let (state, present) = (state.clone(), state.present());
        move || is_today(&state, section, present.get()?).then_some("")
    };
    let jump = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        document::jump_to_heading(&section.id());
    };
    view! {
        <li>
            <a href=href aria-current=is_current data-today=is_today on:click=jump>
                {section.title(state)}
            </a>
        </li>
    }
}

/// Whether a section is the day that it is, by the clocks of its items.
fn is_today(state: &State, section: Section, moment: Moment) -> bool {
    let slots = state.programme.items().iter().filter_map(|item| item.slot);
    let mut starts = slots.map(|slot| slot.start);
    let first = starts.find(|start| section == Section::Day(start.day()));
    first.is_some_and(|first| first.days_after(moment) == 0)
}

/// Which section is at the upper edge of the screen; the first until the page was scrolled.
fn current(
    state: &State,
    selection: Memo<Selection>,
    sections: impl Fn() -> Vec<Section> + Clone + 'static,
) -> RwSignal<usize> {
    let current = RwSignal::new(0);
    if state.is_prerendered() {
        return current;
    }
    let look = move || {
        // The view may be another by now.
        if current.is_disposed() {
            return;
        }
        let ids: Vec<String> = untrack(&sections).into_iter().map(Section::id).collect();
        let at = viewport::last_above_edge(&ids);
        if current.get_untracked() != at {
            current.set(at);
        }
    };
    let watching = viewport::watch({
        let look = look.clone();
        move |_| look()
    });
    // Kept as long as the strip is there.
    StoredValue::new_local(watching);
    Effect::new(move |_| {
        selection.track();
        // With the list as it is by then.
        request_animation_frame(look.clone());
    });
    current
}
