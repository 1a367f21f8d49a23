//! The settings: language, clocks, colours, reminders.

use leptos::prelude::*;

use crate::components::choice::{Alternative, choice};
use crate::components::element::{all, element, section, words_in};
use crate::i18n::{Language, fill, texts};
use crate::notice::Notice;
use crate::platform::notifications::{self, Permission};
use crate::settings::{self, Settings, settings};
use crate::state::{State, state};

/// All settings under their heading.
#[must_use]
pub fn settings_form() -> AnyView {
    let state = state();
    let settings = [
        language(&state),
        dark(&state),
        clocks(&state),
        reminders(&state),
    ];
    let rows: Vec<_> = settings
        .into_iter()
        .flat_map(|(name, choice)| [words_in("dt", "", name), element("dd", "", choice)])
        .collect();
    section(
        texts().settings(),
        vec![element("dl", "settings", all(rows))],
    )
}

type Row = (&'static str, AnyView);

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

fn language(state: &State) -> Row {
    let mut languages = vec![set(state, texts().auto().into(), None, |s| &mut s.language)];
    languages.extend(Language::ALL.map(|language| {
        set(state, language.name().into(), Some(language), |s| {
            &mut s.language
        })
    }));
    (texts().language(), choice(texts().language(), languages))
}

fn dark(state: &State) -> Row {
    let alternatives = [
        (texts().auto(), None),
        (texts().light(), Some(false)),
        (texts().dark(), Some(true)),
    ];
    let alternatives =
        alternatives.map(|(name, dark)| set(state, name.into(), dark, |s| &mut s.dark));
    (
        texts().theme(),
        choice(texts().theme(), alternatives.into()),
    )
}

fn clocks(state: &State) -> Row {
    let conference = &state.published.conference().zone;
    let alternatives = [
        (fill(texts().conference_time(), &[conference]), false),
        (texts().reader_time().into(), true),
    ];
    let alternatives = alternatives.map(|(name, mine)| set(state, name, mine, |s| &mut s.my_time));
    (
        texts().times(),
        choice(texts().times(), alternatives.into()),
    )
}

fn reminders(state: &State) -> Row {
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
    let both = choice(texts().reminders(), vec![off, on]);
    let how = words_in("p", "note", texts().reminders_how());
    (texts().reminders(), all(vec![both, how]))
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
