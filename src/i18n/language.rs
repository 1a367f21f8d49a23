//! Which languages the interface speaks, and which it speaks now.

use std::cell::Cell;
use std::sync::LazyLock;

use super::texts::Texts;

/// Makes [`Language`] from one line per language: its variant, its tag and its name for itself. Its texts
/// are `locales/<tag>.json`.
macro_rules! languages {
    ($($(#[$attribute:meta])* $language:ident $tag:literal $name:literal;)+) => {
        /// A language of the interface.
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
        pub enum Language {
            $(#[doc = $name] $(#[$attribute])* $language,)+
        }

        impl Language {
            /// All languages, in the order in which they are offered.
            pub const ALL: [Self; [$($tag),+].len()] = [$(Self::$language),+];

            /// Its tag: BCP 47.
            #[must_use]
            pub fn tag(self) -> &'static str {
                match self {
                    $(Self::$language => $tag,)+
                }
            }

            /// What it calls itself.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$language => $name,)+
                }
            }

            /// The file of its texts. The browser fetches those of all languages but English from the site.
            #[cfg(not(target_arch = "wasm32"))]
            #[must_use]
            pub fn file(self) -> &'static str {
                match self {
                    $(Self::$language => include_str!(concat!("../../locales/", $tag, ".json")),)+
                }
            }
        }
    };
}

languages! {
    #[default]
    English "en" "English";
    German "de" "Deutsch";
    French "fr" "Français";
}

/// The texts that the app embeds, and that pages are prerendered with.
static ENGLISH: LazyLock<Texts> = LazyLock::new(|| {
    Texts::from_json(include_str!("../../locales/en.json")).expect("the tests read locales/en.json")
});

thread_local! {
    /// One page has one thread; pages are prerendered in English, on any.
    static SPOKEN: Cell<(Language, &'static Texts)> = Cell::new((Language::English, &ENGLISH));
}

impl Language {
    /// The language of a tag, whatever region or script follows: "de-AT" is German.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split('-').next()?;
        let is_it = |known: &Language| known.tag().eq_ignore_ascii_case(language);
        Self::ALL.into_iter().find(is_it)
    }

    /// Its texts, whatever the interface speaks; in the browser all but English are files of the site.
    #[cfg(not(target_arch = "wasm32"))]
    #[must_use]
    pub fn texts(self) -> &'static Texts {
        static TEXTS: LazyLock<[Texts; Language::ALL.len()]> = LazyLock::new(|| {
            Language::ALL.map(|of| Texts::from_json(of.file()).expect("the tests read every file"))
        });
        &TEXTS[self as usize]
    }

    /// The language that the interface speaks.
    #[must_use]
    pub fn spoken() -> Self {
        SPOKEN.get().0
    }

    /// Speaks this language from now on, by the texts of its file, which English does without. What is
    /// shown already stays as it is. None if the file is not what it should be; then nothing changes.
    pub fn speak(self, file: Option<String>) -> Option<()> {
        let texts = match self {
            Language::English => &*ENGLISH,
            // A page speaks few languages in its life.
            _ => {
                let texts = Texts::from_json(&file?).ok()?;
                texts
                    .translate(&ENGLISH)
                    .then(|| Box::leak(Box::new(texts)))?
            }
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
