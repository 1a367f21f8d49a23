//! The settings: language, clocks, colours, reminders.

use leptos::prelude::*;

use crate::components::choice::Alternative;
use crate::components::icons::icon;
use crate::components::list_row::RowWords;
use crate::i18n::{Language, fill, texts};
use crate::notice::Notice;
use crate::platform::notifications::{self, Permission};
use crate::settings::{self, Settings, settings};
use crate::state::{State, state, without_app};

/// All settings under their heading, a row each.
#[component]
pub fn SettingsForm() -> impl IntoView {
    let state = state();
    view! {
        <section>
            <h2>{texts().settings()}</h2>
            <SelectRow
                symbol="globe"
                title=texts().language()
                alternatives=languages(&state)
            />
            <SelectRow symbol="sun" title=texts().theme() alternatives=themes(&state)/>
            <SelectRow symbol="clock" title=texts().times() alternatives=clocks(&state)/>
            <ReminderSwitch/>
        </section>
    }
}

/// A row of which one taps the value to choose another. In a prerendered page nothing can be chosen yet.
#[component]
fn SelectRow(
    /// The symbol of its icon.
    symbol: &'static str,
    /// What is chosen.
    title: &'static str,
    /// What there is to choose from.
    alternatives: Vec<Alternative>,
) -> impl IntoView {
    let options: Vec<_> = alternatives
        .iter()
        .enumerate()
        .map(|(at, alternative)| {
            let name = alternative.name.clone();
            view! { <option value=at.to_string() selected=(alternative.chosen)()>{name}</option> }
        })
        .collect();
    let choose = move |event| {
        let chosen = event_target_value(&event).parse::<usize>();
        if let Some(alternative) = chosen.ok().and_then(|at| alternatives.get(at)) {
            (alternative.choose)();
        }
    };
    view! {
        <label class="list-row scripted">
            {RowWords::new(symbol, title).begin()}
            <select
                class="list-row-select"
                aria-label=title
                disabled=without_app()
                on:change=choose
            >
                {options}
            </select>
            <span class="list-row-end">{icon("next")}</span>
        </label>
    }
}

/// Whether the app announces what starts.
#[component]
fn ReminderSwitch() -> impl IntoView {
    let state = state();
    let turn = {
        let state = state.clone();
        move |_| {
            let state = state.clone();
            if settings().reminders {
                settings::change(|settings| settings.reminders = false);
                state.show_anew();
            } else {
                // The browser asks its user only now; one that has no notifications says so.
                notifications::ask(move |permission| turned_on(&state, permission));
            }
        }
    };
    let words = RowWords::new("bell", texts().reminders()).small(texts().reminders_how());
    view! {
        <button
            type="button"
            class="list-row scripted"
            role="switch"
            aria-checked=settings().reminders.to_string()
            aria-label=texts().reminders()
            disabled=without_app()
            on:click=turn
        >
            {words.begin()}
            <span class="switch" data-on=settings().reminders.then_some("")></span>
        </button>
    }
}

/// A setting that takes the place of the one before, and shows everything anew.
fn set<T: Copy + PartialEq + Send + Sync + 'static>(
    state: &State,
    name: String,
    value: T,
    field: fn(&mut Settings) -> &mut T,
) -> Alternative {
    let state = state.clone();
    let chosen = move || *field(&mut settings()) == value;
    Alternative::new(name, chosen, move || {
        settings::change(move |settings| *field(settings) = value);
        state.show_anew();
    })
}

fn languages(state: &State) -> Vec<Alternative> {
    let mut languages = vec![set(state, texts().auto().into(), None, |s| &mut s.language)];
    languages.extend(Language::ALL.map(|language| {
        set(state, language.name().into(), Some(language), |s| {
            &mut s.language
        })
    }));
    languages
}

fn themes(state: &State) -> Vec<Alternative> {
    let themes = [
        (texts().auto(), None),
        (texts().light(), Some(false)),
        (texts().dark(), Some(true)),
    ];
    themes
        .map(|(name, dark)| set(state, name.into(), dark, |s| &mut s.dark))
        .into()
}

fn clocks(state: &State) -> Vec<Alternative> {
    let conference = &state.published.conference().zone;
    let clocks = [
        (fill(texts().conference_time(), &[conference]), false),
        (texts().reader_time().into(), true),
    ];
    clocks
        .map(|(name, mine)| set(state, name, mine, |s| &mut s.my_time))
        .into()
}

fn turned_on(state: &State, permission: Permission) {
    match permission {
        Permission::Granted => {
            settings::change(|settings| settings.reminders = true);
            state.show_anew();
        }
        Permission::Denied => state.tell(Notice::Said(texts().reminders_denied().into())),
        Permission::Unavailable => state.tell(Notice::Said(texts().reminders_no().into())),
    }
}
