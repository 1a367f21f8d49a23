//! Which languages the interface speaks, and which it speaks now.

use std::cell::Cell;

use super::english::ENGLISH;
use super::french::FRENCH;
use super::german::GERMAN;
use super::texts::Texts;

/// A language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English, as prerendered pages have it.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
}

thread_local! {
    /// One page has one thread; pages are prerendered in English, on any.
    static SPOKEN: Cell<Language> = const { Cell::new(Language::English) };
}

impl Language {
    /// All languages, in the order in which they are offered.
    pub const ALL: [Language; 3] = [Language::English, Language::German, Language::French];

    /// Its tag: BCP 47.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::German => "de",
            Language::French => "fr",
        }
    }

    /// What it calls itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Language::English => "English",
            Language::German => "Deutsch",
            Language::French => "Français",
        }
    }

    /// The language of a tag, whatever region or script follows: "de-AT" is German.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split('-').next()?;
        let is_it = |known: &Language| known.tag().eq_ignore_ascii_case(language);
        Self::ALL.into_iter().find(is_it)
    }

    /// Its texts.
    #[must_use]
    pub fn texts(self) -> &'static Texts {
        match self {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
            Language::French => &FRENCH,
        }
    }

    /// The language that the interface speaks.
    #[must_use]
    pub fn spoken() -> Self {
        SPOKEN.get()
    }

    /// Speaks this language from now on; what is shown already stays as it is.
    pub fn speak(self) {
        SPOKEN.set(self);
    }
}

/// The texts of the language that the interface speaks.
#[inline(never)]
#[must_use]
pub fn texts() -> &'static Texts {
    Language::spoken().texts()
}
