//! The settings: language, clocks, colours, reminders.

use leptos::prelude::*;

use crate::components::choice::{Alternative, ChoiceGroup};
use crate::i18n::{Language, fill, texts};
use crate::notice::Notice;
use crate::platform::notifications::{self, Permission};
use crate::settings::{self, Settings, settings};
use crate::state::{State, state};

/// All settings under their heading.
#[component]
pub fn SettingsForm() -> impl IntoView {
    let state = state();
    let setting = |label: &'static str, alternatives: Vec<Alternative>| {
        view! { <ChoiceGroup label alternatives/> }
    };
    view! {
        <section>
            <h2>{texts().settings()}</h2>
            <dl class="settings">
                <dt>{texts().language()}</dt>
                <dd>{setting(texts().language(), languages(&state))}</dd>
                <dt>{texts().theme()}</dt>
                <dd>{setting(texts().theme(), themes(&state))}</dd>
                <dt>{texts().times()}</dt>
                <dd>{setting(texts().times(), clocks(&state))}</dd>
                <dt>{texts().reminders()}</dt>
                <dd>
                    {setting(texts().reminders(), reminders(&state))}
                    <p class="note">{texts().reminders_how()}</p>
                </dd>
            </dl>
        </section>
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

fn reminders(state: &State) -> Vec<Alternative> {
    let off = set(state, texts().off().into(), false, |s| &mut s.reminders);
    let on = {
        let state = state.clone();
        // The browser asks its user only now; one that has no notifications says so.
        Alternative::new(
            texts().on(),
            || settings().reminders,
            move || {
                let state = state.clone();
                notifications::ask(move |permission| turned_on(&state, permission));
            },
        )
    };
    vec![off, on]
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
