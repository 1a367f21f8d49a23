//! Now: what is on and what is next, mine first, then room by room.

use hallway_agenda::Plan;
use hallway_programme::now::{Phase, now, now_among, phase};
use hallway_programme::{Item, Moment, Programme};
use leptos::prelude::*;

use crate::components::item_list::ItemList;
use crate::components::more::{self, MoreButton};
use crate::components::reactive::reactive;
use crate::components::zone_note::ZoneNote;
use crate::i18n::{self, fill, texts};
use crate::rows::Extras;
use crate::state::{State, state, without_app};

/// The view of the present.
#[component]
pub fn NowPage() -> impl IntoView {
    let state = state();
    let without_app = without_app();
    let moment = state.now;
    let present = {
        // What has no end may go on until the conference's day ends, whatever clocks are shown.
        let programme = state.published.clone();
        Memo::new(move |_| moment.get().map(|moment| now(&programme, moment)))
    };
    let on = Signal::derive(move || present.get().map(|now| now.on).unwrap_or_default());
    let next = Signal::derive(move || present.get().map(|now| now.next).unwrap_or_default());
    let mine = {
        let state = state.clone();
        Memo::new(move |_| {
            let Some(moment) = moment.get() else {
                return Vec::new();
            };
            let now = now_among(&state.published, moment, |item| is_mine(&state, item));
            now.on.into_iter().chain(now.next).collect()
        })
    };
    let summary = move || {
        let Some(moment) = moment.get() else {
            let promise = view! {
                <p class="phase" data-promise=move || without_app().then_some("")>
                    {texts().now_starts()}
                </p>
            };
            return Some(promise.into_any());
        };
        let summary = summary(&state.published, moment)?;
        Some(view! { <p class="phase">{summary}</p> }.into_any())
    };
    view! {
        <div class="page page-wide">
            <h1 tabindex="-1" dir="auto">{texts().now()}</h1>
            <ZoneNote/>
            {reactive(summary)}
            <Part title=texts().mine_now() positions=mine/>
            <Part title=texts().on_now() positions=on/>
            <Part title=texts().next() positions=next/>
        </div>
    }
}

/// Whether the attendee means to be there.
fn is_mine(state: &State, item: &Item) -> bool {
    state.agenda.with(|agenda| {
        let plan = agenda.as_ref().and_then(|agenda| agenda.plan(&item.id));
        plan == Some(Plan::Attend)
    })
}

/// A list under its title; hidden where it is empty.
#[component]
fn Part(
    /// The title.
    title: &'static str,
    /// Where its items stand in the programme.
    #[prop(into)]
    positions: Signal<Vec<usize>>,
) -> impl IntoView {
    // As many are on at once as there are rooms.
    let shown = RwSignal::new(more::FIRST);
    let total = Memo::new(move |_| positions.with(Vec::len));
    let first = Signal::derive(move || {
        let mut positions = positions.get();
        positions.truncate(shown.get());
        positions
    });
    view! {
        <section hidden=move || positions.with(Vec::is_empty)>
            <h2 class="part">{title}</h2>
            <ItemList positions=first extras=Extras::Countdown/>
            <MoreButton shown total/>
        </section>
    }
}

/// What there is to say of the programme as it is published, where lists alone would not.
fn summary(programme: &Programme, moment: Moment) -> Option<String> {
    let conference = programme.conference();
    let title = &conference.title;
    let starts = |start| i18n::starts(i18n::by_chosen_clocks(start), moment);
    match phase(programme, moment) {
        Phase::During => None,
        Phase::Before(start) => Some(fill(texts().begins(), &[&starts(start), title])),
        Phase::Between(next) => Some(fill(texts().goes_on(), &[&starts(next)])),
        Phase::Untimed => Some(texts().nothing_timed().into()),
        Phase::After => Some(after(programme, moment)),
    }
}

/// What there is to say when nothing that has a time is on or still to come.
fn after(programme: &Programme, moment: Moment) -> String {
    let conference = programme.conference();
    let last = programme
        .items()
        .iter()
        .filter_map(|item| item.slot)
        .next_back();
    // The offset of the last item is the nearest that is known without the zone's rules.
    let there = last.and_then(|slot| moment.at_offset(slot.start.offset_seconds()));
    if there.is_some_and(|there| there.day() > conference.last_day) {
        let days = i18n::conference_days(conference);
        fill(texts().is_over(), &[&conference.title, &days])
    } else {
        texts().no_more_timed().into()
    }
}
