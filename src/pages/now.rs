//! Now: mine, what starts soon and what is on; before the conference how long until it starts, after it what
//! is left to do.

use hallway_agenda::Plan;
use hallway_agenda::afterwards::{Afterwards, afterwards};
use hallway_programme::now::{Phase, now, now_among, phase};
use hallway_programme::{Item, Moment, Programme};
use leptos::prelude::*;

use crate::components::item_list::ItemList;
use crate::components::list_row::{LinkRow, RowWords, tracks_href};
use crate::components::more::{self, MoreButton};
use crate::components::reactive::reactive;
use crate::components::zone_note::ZoneNote;
use crate::i18n::{self, fill, texts};
use crate::route::View;
use crate::rows::Extras;
use crate::state::{State, state, without_app};

/// How many of what comes next are shown at first: what is on stands below.
const NEXT: usize = 5;

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
    let phase = {
        let programme = state.published.clone();
        Memo::new(move |_| moment.get().map(|moment| phase(&programme, moment)))
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
    let summary = {
        let state = state.clone();
        move || {
            let Some((moment, phase)) = moment.get().zip(phase.get()) else {
                let promise = view! {
                    <p class="phase" data-promise=move || without_app().then_some("")>
                        {texts().now_starts()}
                    </p>
                };
                return Some(promise.into_any());
            };
            summary(&state.published, phase, moment)
        }
    };
    let title_of_next = Signal::derive(move || match phase.get() {
        Some(Phase::Before(_)) => texts().first_sessions(),
        _ => texts().next(),
    });
    let besides = move || match phase.get()? {
        Phase::Before(_) => Some(before(&state)),
        Phase::After => Some(after(&state)),
        Phase::Untimed | Phase::During | Phase::Between(_) => None,
    };
    view! {
        <div class="page page-wide now-page">
            <h1 tabindex="-1" dir="auto">{texts().now()}</h1>
            <ZoneNote/>
            {reactive(summary)}
            <Part title=Signal::stored(texts().mine_now()) positions=mine first=more::FIRST/>
            <Part title=title_of_next positions=next first=NEXT/>
            <Part title=Signal::stored(texts().on_now()) positions=on first=more::FIRST/>
            {reactive(besides)}
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
    title: Signal<&'static str>,
    /// Where its items stand in the programme.
    #[prop(into)]
    positions: Signal<Vec<usize>>,
    /// How many are shown until one asks for more: as many are on at once as there are rooms.
    first: usize,
) -> impl IntoView {
    let shown = RwSignal::new(first);
    let total = Memo::new(move |_| positions.with(Vec::len));
    let listed = Signal::derive(move || {
        let mut positions = positions.get();
        positions.truncate(shown.get());
        positions
    });
    view! {
        <section hidden=move || positions.with(Vec::is_empty)>
            <h2 class="part">{title}</h2>
            <ItemList positions=listed extras=Extras::Countdown/>
            <MoreButton shown total/>
        </section>
    }
}

/// What there is to say of the programme as it is published, where lists alone would not.
fn summary(programme: &Programme, phase: Phase, moment: Moment) -> Option<AnyView> {
    let conference = programme.conference();
    let title = &conference.title;
    let note = |words: String| Some(view! { <p class="phase">{words}</p> }.into_any());
    match phase {
        Phase::During => None,
        Phase::Before(start) => {
            let start = i18n::by_chosen_clocks(start);
            let begins = fill(texts().begins(), &[&i18n::starts(start, moment), title]);
            let when = format!("{}, {}", i18n::day(start.day()), start.clock());
            Some(hero(begins, when))
        }
        Phase::Between(next) => {
            let resumes = i18n::resumes(i18n::by_chosen_clocks(next), moment);
            note(fill(texts().goes_on(), &[&resumes]))
        }
        Phase::Untimed => note(texts().nothing_timed().into()),
        Phase::After if is_over(programme, moment) => {
            let days = i18n::conference_days(conference);
            let items = i18n::items(programme.items().len());
            Some(hero(
                fill(texts().is_over(), &[title]),
                format!("{days} · {items}"),
            ))
        }
        Phase::After => note(texts().no_more_timed().into()),
    }
}

/// A sentence in large letters, and a line below it.
fn hero(words: String, below: String) -> AnyView {
    view! {
        <div class="hero">
            <p class="hero-words">{words}</p>
            <p>{below}</p>
        </div>
    }
    .into_any()
}

/// Whether the conference's last day has passed.
fn is_over(programme: &Programme, moment: Moment) -> bool {
    let mut slots = programme.items().iter().filter_map(|item| item.slot);
    // The offset of the last item is the nearest that is known without the zone's rules.
    let there = slots
        .next_back()
        .and_then(|slot| moment.at_offset(slot.start.offset_seconds()));
    there.is_some_and(|there| there.day() > programme.conference().last_day)
}

/// What one can do before the conference.
fn before(state: &State) -> AnyView {
    let tracks = state.programme.tracks().len();
    let tracks = (tracks > 0).then(|| {
        let words = RowWords::new("tag", texts().tracks()).value(move || tracks.to_string());
        view! { <LinkRow words href=tracks_href(state)/> }
    });
    let picked = {
        let agenda = state.agenda;
        move || {
            let agenda = agenda.read();
            let picked = agenda.iter().flat_map(|agenda| agenda.starred()).count();
            number(picked)
        }
    };
    let mine = RowWords::new("star", texts().mine()).value(picked);
    view! {
        <section class="rows">
            <h2 class="part">{texts().until_then()}</h2>
            <LinkRow words=mine href=state.href(View::Mine)/>
            {tracks}
        </section>
    }
    .into_any()
}

/// What one can do after the conference.
fn after(state: &State) -> AnyView {
    let left = {
        let state = state.clone();
        Memo::new(move |_| {
            let agenda = state.agenda.read();
            let agenda = agenda.as_ref();
            agenda.map_or_else(Afterwards::default, |agenda| {
                afterwards(&state.published, agenda)
            })
        })
    };
    let row = |symbol, title: &'static str, value: fn(Afterwards) -> usize| {
        RowWords::new(symbol, title).value(move || number(value(left.get())))
    };
    let mine = state.href(View::Mine);
    let recordings = row("play", texts().watch_later(), |left| left.recordings);
    let unrated = row("star", texts().rate_seen(), |left| left.unrated);
    let notes = row("pencil", texts().your_notes(), |left| left.notes);
    let (programme, people) = (state.programme.items(), state.programme.people());
    let (items, people) = (programme.len().to_string(), people.len().to_string());
    let programme = RowWords::new("programme", texts().programme()).value(move || items.clone());
    let people = RowWords::new("people", texts().people()).value(move || people.clone());
    view! {
        <section class="rows">
            <h2 class="part">{texts().yours()}</h2>
            <LinkRow words=recordings href=mine.clone()/>
            <LinkRow words=unrated href=mine.clone()/>
            <LinkRow words=notes href=mine/>
        </section>
        <section class="rows">
            <h2 class="part">{texts().still_here()}</h2>
            <LinkRow words=programme href=state.href(View::Programme)/>
            <LinkRow words=people href=state.href(View::People)/>
        </section>
    }
    .into_any()
}

/// A number at the end of a row; nothing where there is none of it.
fn number(number: usize) -> String {
    match number {
        0 => String::new(),
        number => number.to_string(),
    }
}
