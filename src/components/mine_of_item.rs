//! What the attendee says of an item: the plan, a note, whether they were there and how it was.

use hallway_agenda::limits::LONGEST_NOTE;
use hallway_agenda::{Agenda, Plan, Rating};
use hallway_programme::ItemId;
use leptos::prelude::*;

use crate::components::calendar_file::save_calendar;
use crate::components::choice::{Alternative, ChoiceGroup};
use crate::components::reactive::reactive;
use crate::components::share::share_address;
use crate::i18n::{fill, texts};
use crate::platform::sharing;
use crate::route::View;
use crate::state::{State, state, without_app};

/// What the attendee means to do about an item and says of it; nothing before the app is there.
#[component]
pub fn MineOfItem(
    /// The item.
    item: ItemId,
) -> impl IntoView {
    let state = state();
    if state.is_prerendered() {
        return None;
    }
    let slot = state.programme.item(&item)?.slot;
    let has_begun = {
        let (now, start) = (state.now, slot.map(|slot| slot.start.moment()));
        Memo::new(move |_| start.is_some() && now.get() >= start)
    };
    let is_starred = {
        let (state, item) = (state.clone(), item.clone());
        Memo::new(move |_| state.is_starred(&item))
    };
    let plans = {
        let (state, item) = (state.clone(), item.clone());
        move || {
            let plans = || plans(&state, &item);
            let label = texts().plan();
            is_starred
                .get()
                .then(|| view! { <ChoiceGroup label alternatives=plans()/> })
        }
    };
    let memory = {
        let (state, item) = (state.clone(), item.clone());
        move || has_begun.get().then(|| memory(&state, &item))
    };
    Some(view! {
        <div class="page">
            <section>
                <h2>{texts().mine()}</h2>
                {reactive(plans)}
                <label class="labelled">{texts().note()} {note(&state, &item)}</label>
                <div class="memory">{reactive(memory)}</div>
                <p class="note">{texts().private()}</p>
            </section>
        </div>
    })
}

/// The field for the note: filled anew when another tab or device writes another one, not while one types.
fn note(state: &State, id: &ItemId) -> impl IntoView + use<> {
    let typed = StoredValue::new(None::<String>);
    let written = {
        let (state, id) = (state.clone(), id.clone());
        Memo::new(move |before: Option<&(usize, String)>| {
            let note = of_agenda(&state, |agenda| agenda.note(&id).map(str::to_owned));
            let note = note.flatten().unwrap_or_default();
            match before {
                Some(before) if typed.get_value().as_ref() == Some(&note) => before.clone(),
                before => (before.map_or(0, |(version, _)| version + 1), note),
            }
        })
    };
    let (state, id) = (state.clone(), id.clone());
    reactive(move || {
        let (_, note) = written.get();
        typed.set_value(Some(note.clone()));
        let (state, id) = (state.clone(), id.clone());
        let write = move |event| {
            let note = event_target_value(&event);
            typed.set_value(Some(note.clone()));
            state.change_agenda(|agenda, now| agenda.set_note(&id, &note, now));
        };
        view! {
            <textarea
                class="field"
                rows="3"
                maxlength=LONGEST_NOTE.to_string()
                dir="auto"
                // What it says at first is no longer shown once somebody has typed.
                prop:value=note
                on:input=write
            ></textarea>
        }
    })
}

fn of_agenda<T>(state: &State, get: impl Fn(&Agenda) -> T) -> Option<T> {
    state.agenda.with(|agenda| agenda.as_ref().map(get))
}

fn plans(state: &State, id: &ItemId) -> Vec<Alternative> {
    let plan = |name: &str, plan: Plan| {
        let (shown, changed) = ((state.clone(), id.clone()), (state.clone(), id.clone()));
        let chosen =
            move || of_agenda(&shown.0, |agenda| agenda.plan(&shown.1)) == Some(Some(plan));
        Alternative::new(name, chosen, move || {
            let (state, id) = &changed;
            state.change_agenda(|agenda, now| agenda.set_plan(id, plan, now));
        })
    };
    vec![
        plan(texts().attend(), Plan::Attend),
        plan(texts().watch_later(), Plan::WatchLater),
    ]
}

/// Whether one was there, and how it was.
fn memory(state: &State, id: &ItemId) -> impl IntoView + use<> {
    let (shown, changed) = ((state.clone(), id.clone()), (state.clone(), id.clone()));
    let attended = move || of_agenda(&shown.0, |agenda| agenda.attended(&shown.1)) == Some(true);
    let pressed = attended.clone();
    let toggle = move |_| {
        let attended = !untrack(&attended);
        let (state, id) = &changed;
        state.change_agenda(|agenda, now| agenda.set_attended(id, attended, now));
    };
    let ratings = (1..=Rating::MOST).filter_map(Rating::new);
    let ratings: Vec<_> = ratings.map(|rating| rate(state, id, rating)).collect();
    view! {
        <button
            class="option"
            type="button"
            aria-pressed=move || pressed().to_string()
            on:click=toggle
        >
            {texts().attended()}
        </button>
        <ChoiceGroup label=texts().rating() alternatives=ratings/>
    }
}

/// Choosing a rating again takes it back.
fn rate(state: &State, id: &ItemId, rating: Rating) -> Alternative {
    let (shown, changed) = ((state.clone(), id.clone()), (state.clone(), id.clone()));
    let (stars, most) = (rating.stars().to_string(), Rating::MOST.to_string());
    let chosen =
        move || of_agenda(&shown.0, |agenda| agenda.rating(&shown.1)) == Some(Some(rating));
    let is_chosen = chosen.clone();
    Alternative::new(
        fill(texts().rating_of(), &[&stars, &most]),
        chosen,
        move || {
            let rating = (!untrack(&is_chosen)).then_some(rating);
            let (state, id) = &changed;
            state.change_agenda(|agenda, now| agenda.rate(id, rating, now));
        },
    )
}

/// What one does with an item elsewhere; nothing if the programme has no such item.
#[component]
pub fn ItemActions(
    /// The item.
    item: ItemId,
) -> impl IntoView {
    let state = state();
    let item = state.programme.item(&item)?;
    let share = {
        let (state, title) = (state.clone(), item.title.clone());
        let href = state.href(View::Item(item.id.clone()));
        move |_| share_address(&state, &title, sharing::whole_address(&href))
    };
    let calendar = item.slot.map(|_| {
        let (state, id) = (state.clone(), item.id.clone());
        let save = move |_| {
            if let Some(item) = state.programme.item(&id) {
                save_calendar(&state, &[item]);
            }
        };
        view! {
            <button
                type="button"
                class="button scripted"
                disabled=without_app()
                on:click=save
            >
                {texts().to_calendar()}
            </button>
        }
    });
    Some(view! {
        <div class="actions">
            <button
                type="button"
                class="button scripted"
                disabled=without_app()
                on:click=share
            >
                {texts().share()}
            </button>
            {calendar}
        </div>
    })
}
