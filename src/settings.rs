//! What the attendee chose about how the app looks and speaks; kept on the device.

use std::cell::Cell;

use form_urlencoded::{Serializer, parse};

use crate::i18n::Language;
use crate::platform::{document, fetch, intl, storage};

/// The key in local storage; `start.js` reads the colours there, before the app is loaded.
const KEY: &str = "hallway:settings";

/// How long the texts of a language may take, a few kilobytes that the app waits for.
const TEXTS_MS: i32 = 15_000;
/// The names under which they are stored.
const NAMES: [&str; 6] = [
    "language",
    "theme",
    "my-time",
    "timetable",
    "reminders",
    "no-alarms",
];

/// How the app looks and speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language; none for the browser's.
    pub language: Option<Language>,
    /// Dark colours or light ones; none for the device's.
    pub dark: Option<bool>,
    /// Whether times are shown by the reader's clocks.
    pub my_time: bool,
    /// Whether the programme is shown as a timetable.
    pub timetable: bool,
    /// Whether the attendee is reminded of what starts soon.
    pub reminders: bool,
    /// Whether calendar files come without alarms.
    pub no_alarms: bool,
}

thread_local! {
    static CURRENT: Cell<Settings> = const { Cell::new(Settings {
        language: None,
        dark: None,
        my_time: false,
        timetable: false,
        reminders: false,
        no_alarms: false,
    }) };
}

/// The settings; those of prerendered pages are the defaults.
#[must_use]
pub fn settings() -> Settings {
    CURRENT.get()
}

/// Reads the settings that are kept, and applies them to the page.
pub async fn open() {
    CURRENT.set(read(&storage::recall(KEY).unwrap_or_default()));
    apply().await;
}

/// Tells when settings that could not be read can be.
pub fn on_readable_again(told: impl Fn() + 'static) {
    storage::on_readable_again(KEY.into(), told);
}

/// Changes the settings and keeps them; they show once they are applied. What other tabs chose meanwhile
/// stays stored, and shows when the page is opened next.
pub fn change(change: impl Fn(&mut Settings) + 'static) {
    let mut settings = settings();
    change(&mut settings);
    CURRENT.set(settings);
    // Where it can't be stored, it holds for as long as the page is open.
    let _ = storage::change(KEY, move |stored| {
        changed(&stored.unwrap_or_default(), &change)
    });
}

/// The text of settings after a change. What a newer version of the app chose stays.
fn changed(text: &str, change: &dyn Fn(&mut Settings)) -> String {
    let mut settings = read(text);
    change(&mut settings);
    let mut changed = Serializer::new(write(settings));
    for (name, value) in parse(text.as_bytes()) {
        if !NAMES.contains(&&*name) {
            changed.append_pair(&name, &value);
        }
    }
    changed.finish()
}

/// Applies the settings to the page and to the texts; views that are shown already stay as they are.
pub async fn apply() {
    speak().await;
    let chosen = settings()
        .dark
        .map(|dark| if dark { "dark" } else { "light" }.to_owned());
    match chosen.or_else(|| document::wish_of_host("theme")) {
        Some(theme) => document::mark("theme", &theme),
        None => document::unmark("theme"),
    }
}

/// The language that is wanted: by the attendee, by the page around this one, or by the browser.
fn wanted() -> Language {
    let language = settings()
        .language
        .or_else(|| Language::of_tag(&document::wish_of_host("lang")?))
        .or_else(|| {
            let read = intl::languages();
            read.iter().find_map(|tag| Language::of_tag(tag))
        });
    language.unwrap_or_default()
}

/// Speaks the language that is wanted, unless it is spoken already. Where its texts can't be had, the
/// language stays what it is.
async fn speak() {
    let language = wanted();
    if language == Language::spoken() {
        return;
    }
    let file = match document::locale_file(language.tag()) {
        Some(file) => fetch::text_at(&file, false, TEXTS_MS).await,
        None => None,
    };
    // Another one may have been chosen before the texts came.
    if language == wanted() && language.speak(file).is_some() {
        document::set_language(language.tag());
    }
}

fn write(settings: Settings) -> String {
    let mut text = Serializer::new(String::new());
    if let Some(language) = settings.language {
        text.append_pair("language", language.tag());
    }
    if let Some(dark) = settings.dark {
        text.append_pair("theme", if dark { "dark" } else { "light" });
    }
    for (name, on) in [
        ("my-time", settings.my_time),
        ("timetable", settings.timetable),
        ("reminders", settings.reminders),
        ("no-alarms", settings.no_alarms),
    ] {
        if on {
            text.append_pair(name, "on");
        }
    }
    text.finish()
}

/// What can't be understood is as if it had never been chosen.
fn read(text: &str) -> Settings {
    let mut settings = Settings::default();
    for (name, value) in parse(text.as_bytes()) {
        match (&*name, &*value) {
            ("language", tag) => settings.language = Language::of_tag(tag),
            ("theme", theme) => settings.dark = Some(theme == "dark"),
            ("my-time", _) => settings.my_time = true,
            ("timetable", _) => settings.timetable = true,
            ("reminders", _) => settings.reminders = true,
            ("no-alarms", _) => settings.no_alarms = true,
            _ => {}
        }
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_as_they_were_written() {
        for language in [None, Some(Language::German), Some(Language::French)] {
            for dark in [None, Some(true), Some(false)] {
                for bits in 0..16 {
                    let settings = Settings {
                        language,
                        dark,
                        my_time: bits & 1 != 0,
                        timetable: bits & 2 != 0,
                        reminders: bits & 4 != 0,
                        no_alarms: bits & 8 != 0,
                    };
                    assert_eq!(read(&write(settings)), settings);
                }
            }
        }
        assert_eq!(read("nonsense&language=tlh&%ff=%ff"), Settings::default());
    }

    #[test]
    fn what_a_newer_version_chose_stays() {
        let all = Settings {
            language: Some(Language::French),
            dark: Some(false),
            my_time: true,
            timetable: true,
            reminders: true,
            no_alarms: true,
        };
        let newer = format!("{}&contrast=high", write(all));
        let same = changed(&newer, &|_| {});
        assert_eq!(same, newer);
        let dark = changed(&newer, &|settings| settings.dark = Some(true));
        assert_eq!(dark, newer.replace("light", "dark"));
    }
}
