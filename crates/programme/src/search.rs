//! Finding words in a programme, whatever their case and accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::plain;
use crate::{Item, Programme, Track};

/// The words of each item and track, folded once so that every keystroke only compares.
#[derive(Debug, Clone)]
pub struct SearchIndex {
    items: Vec<String>,
    tracks: Vec<String>,
}

impl SearchIndex {
    /// Folds everything of a programme that can be searched.
    ///
    /// Of an item: title, description, the names and affiliations of its people, the titles of its
    /// track, room and topics. Of a track: title, description, leads and topics.
    #[must_use]
    pub fn new(programme: &Programme) -> Self {
        Self {
            items: programme
                .items()
                .iter()
                .map(|item| item_words(programme, item))
                .collect(),
            tracks: programme
                .tracks()
                .iter()
                .map(|track| track_words(programme, track))
                .collect(),
        }
    }

    /// Whether the item at that position holds all the terms.
    #[must_use]
    pub fn item_holds(&self, position: usize, terms: &Terms) -> bool {
        terms.all_in(&self.items[position])
    }

    /// Whether the track at that position holds all the terms.
    #[must_use]
    pub fn track_holds(&self, position: usize, terms: &Terms) -> bool {
        terms.all_in(&self.tracks[position])
    }
}

/// The words someone searches for, folded; each may stand anywhere, also within a longer word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Terms(Vec<String>);

impl Terms {
    /// The words of what was typed.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self(fold(typed).split_whitespace().map(str::to_owned).collect())
    }

    fn all_in(&self, words: &str) -> bool {
        self.0.iter().all(|term| words.contains(term.as_str()))
    }
}

/// A text without case and accents: what "Stéphane" and "STEPHANE" have in common.
///
/// Unicode's canonical decomposition (UAX #15, NFD) without its combining marks, in lower case.
/// Latin letters that do not decompose but are commonly typed without their stroke or as two
/// letters (ß, ø, ł, æ…) are spelled out.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.nfd().flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'þ' => folded.push_str("th"),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            c if is_combining_mark(c) => {}
            c => folded.push(c),
        }
    }
    folded
}

fn item_words(programme: &Programme, item: &Item) -> String {
    let mut words = vec![item.title.clone(), plain(&item.description)];
    for person in item.people.iter().filter_map(|id| programme.person(id)) {
        words.push(person.name.clone());
        words.extend(person.affiliation.clone());
    }
    words.extend(
        item.track
            .as_ref()
            .and_then(|id| programme.track(id))
            .map(|t| t.title.clone()),
    );
    words.extend(
        item.room
            .as_ref()
            .and_then(|id| programme.room(id))
            .map(|r| r.title.clone()),
    );
    words.extend(
        item.topics
            .iter()
            .filter_map(|id| programme.topic(id))
            .map(|t| t.title.clone()),
    );
    fold(&words.join("\n"))
}

fn track_words(programme: &Programme, track: &Track) -> String {
    let mut words = vec![track.title.clone(), plain(&track.description)];
    words.extend(
        track
            .leads
            .iter()
            .filter_map(|id| programme.person(id))
            .map(|p| p.name.clone()),
    );
    words.extend(
        track
            .topics
            .iter()
            .filter_map(|id| programme.topic(id))
            .map(|t| t.title.clone()),
    );
    fold(&words.join("\n"))
}
