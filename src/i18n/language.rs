//! Which languages the interface speaks, and which it speaks now.

use std::cell::Cell;

use super::english::ENGLISH;
use super::texts::Texts;
#[cfg(not(target_arch = "wasm32"))]
use super::{french::FRENCH, german::GERMAN};

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
    static SPOKEN: Cell<(Language, &'static Texts)> = const { Cell::new((Language::English, &ENGLISH)) };
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

    /// Its texts, where the pages of a site are made; in the browser all but English are files.
    #[cfg(not(target_arch = "wasm32"))]
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
        SPOKEN.get().0
    }

    /// Speaks this language from now on, by the texts of the file of all others than English. What is
    /// shown already stays as it is. None if the file is not what it should be; then nothing changes.
    pub fn speak(self, file: Option<String>) -> Option<()> {
        let texts = match self {
            Language::English => &ENGLISH,
            // It is read once for as long as the page lives.
            _ => Box::leak(Box::new(Texts::read(file?.leak(), self.tag())?)),
        };
        SPOKEN.set((self, texts));
        Some(())
    }
}

/// Says something in English, whatever the interface speaks.
pub(super) fn in_english(say: impl FnOnce() -> String) -> String {
    let spoken = SPOKEN.replace((Language::English, &ENGLISH));
    let said = say();
    SPOKEN.set(spoken);
    said
}

/// The texts of the language that the interface speaks.
#[inline(never)]
#[must_use]
pub fn texts() -> &'static Texts {
    SPOKEN.get().1
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn every_language_is_offered() {
        // Another one does not compile before it has its number here, and then its place in the list.
        let number = |language| match language {
            Language::English => 0,
            Language::German => 1,
            Language::French => 2,
        };
        assert!(Language::ALL.into_iter().map(number).eq(0..3));
    }
}
