//! What the attendee says of an item: the plan, a note, whether they were there and how it was.

use hallway_agenda::limits::LONGEST_NOTE;
use hallway_agenda::{Agenda, Plan, Rating};
use hallway_programme::{Item, ItemId};
use leptos::prelude::*;

use crate::components::aria::truth;
use crate::components::calendar_file::save_calendar;
use crate::components::choice::{Alternative, choice};
use crate::components::element::{all, early_button, element, live, section, tag, words_in};
use crate::components::share::share_address;
use crate::i18n::{fill, texts};
use crate::platform::sharing;
use crate::route::View;
use crate::state::{State, state};

/// What the attendee means to do about an item and says of it; nothing before the app is there.
#[must_use]
pub fn mine_of_item(item: &Item) -> Option<AnyView> {
    let state = state();
    let id = item.id.clone();
    if state.is_prerendered() {
        return None;
    }
    let begun = {
        let (now, start) = (state.now, item.slot.map(|slot| slot.start.moment()));
        Memo::new(move |_| start.is_some() && now.get() >= start)
    };
    let memory = {
        let (state, id) = (state.clone(), id.clone());
        move || begun.get().then(|| memory(&state, &id))
    };
    let note = tag("label")
        .class("labelled")
        .words(texts().note())
        .with(note(&state, &id));
    let plans = {
        let (state, id) = (state.clone(), item.id.clone());
        let starred = Memo::new({
            let (state, id) = (state.clone(), id.clone());
            move |_| state.is_starred(&id)
        });
        live(move || starred.get().then(|| plans(&state, &id)))
    };
    let inner = vec![
        plans,
        note.view(),
        element("div", "memory", live(memory)),
        words_in("p", "note", texts().private()),
    ];
    Some(element("div", "page", section(texts().mine(), inner)))
}

/// The field for the note: made anew when another tab or device writes another one, not while one types.
fn note(state: &State, id: &ItemId) -> AnyView {
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
    live(move || {
        let (_, note) = written.get();
        typed.set_value(Some(note.clone()));
        let (state, id) = (state.clone(), id.clone());
        let field = tag("textarea")
            .class("field")
            .set("rows", "3")
            .set("maxlength", LONGEST_NOTE.to_string())
            .set("dir", "auto")
            .on("input", move |event| {
                let note = event_target_value(&event);
                typed.set_value(Some(note.clone()));
                state.change_agenda(|agenda, now| agenda.set_note(&id, &note, now));
            });
        Some(field.words(note).view())
    })
}

fn of_agenda<T>(state: &State, get: impl Fn(&Agenda) -> T) -> Option<T> {
    state.agenda.with(|agenda| agenda.as_ref().map(get))
}

fn plans(state: &State, id: &ItemId) -> AnyView {
    let plan = |name: &str, plan: Plan| {
        let (shown, changed) = ((state.clone(), id.clone()), (state.clone(), id.clone()));
        let chosen =
            move || of_agenda(&shown.0, |agenda| agenda.plan(&shown.1)) == Some(Some(plan));
        Alternative::new(name, chosen, move || {
            let (state, id) = &changed;
            state.change_agenda(|agenda, now| agenda.set_plan(id, plan, now));
        })
    };
    let plans = vec![
        plan(texts().attend(), Plan::Attend),
        plan(texts().watch_later(), Plan::WatchLater),
    ];
    choice(texts().plan(), plans)
}

/// Whether one was there, and how it was.
fn memory(state: &State, id: &ItemId) -> AnyView {
    let (shown, changed) = ((state.clone(), id.clone()), (state.clone(), id.clone()));
    let attended = move || of_agenda(&shown.0, |agenda| agenda.attended(&shown.1)) == Some(true);
    let pressed = attended.clone();
    let there = tag("button")
        .class("option")
        .set("type", "button")
        .live("aria-pressed", move || Some(truth(pressed()).to_owned()))
        .tapped(move || {
            let attended = !untrack(&attended);
            let (state, id) = &changed;
            state.change_agenda(|agenda, now| agenda.set_attended(id, attended, now));
        })
        .words(texts().attended());
    let ratings = (1..=Rating::MOST).filter_map(Rating::new);
    let ratings: Vec<_> = ratings.map(|rating| rate(state, id, rating)).collect();
    all(vec![there.view(), choice(texts().rating(), ratings)])
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

/// What one does with an item elsewhere.
#[must_use]
pub fn actions(state: &State, item: &Item) -> AnyView {
    let share = {
        let (state, title) = (state.clone(), item.title.clone());
        let href = state.href(View::Item(item.id.clone()));
        move || share_address(&state, &title, sharing::whole_address(&href))
    };
    let mut actions = vec![early_button(texts().share(), share)];
    if item.slot.is_some() {
        let (state, id) = (state.clone(), item.id.clone());
        actions.push(early_button(texts().to_calendar(), move || {
            if let Some(item) = state.programme.item(&id) {
                save_calendar(&state, &[item]);
            }
        }));
    }
    element("div", "actions", all(actions))
}
