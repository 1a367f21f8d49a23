//! Finding words in a programme, whatever their case and accents.

use crate::text::plain;
use crate::{Item, Programme, Track};

/// Removes case and accents from a text: its canonical decomposition (UAX #15, NFD) in Unicode's
/// default lower case, without characters of the general category Mark.
///
/// This needs Unicode's tables. Every browser has them, so the caller provides this function.
pub type BareLetters = fn(&str) -> String;

/// The searchable text of each item and track. It is folded once, so that a search only compares
/// texts.
#[derive(Debug, Clone)]
pub struct SearchIndex {
    bare_letters: BareLetters,
    items: Vec<String>,
    tracks: Vec<String>,
}

impl SearchIndex {
    /// Folds everything in a programme that can be searched.
    ///
    /// For an item: title, subtitle, abstract, description, names and affiliations of its people,
    /// titles of its track, room and topics. For a track: title, description, leads and topics.
    #[must_use]
    pub fn new(programme: &Programme, bare_letters: BareLetters) -> Self {
        let fold = |words: Vec<String>| fold(&words.join("\n"), bare_letters);
        let items = programme.items().iter();
        let tracks = programme.tracks().iter();
        Self {
            bare_letters,
            items: items
                .map(|item| fold(item_words(programme, item)))
                .collect(),
            tracks: tracks
                .map(|track| fold(track_words(programme, track)))
                .collect(),
        }
    }

    /// The items and tracks that contain every typed word, in any order, also as part of a longer
    /// word.
    #[must_use]
    pub fn find(&self, typed: &str) -> Found {
        let folded = fold(typed, self.bare_letters);
        let words: Vec<&str> = folded.split_whitespace().collect();
        let holds = |text: &String| words.iter().all(|word| text.contains(word));
        Found::Some {
            items: self.items.iter().map(holds).collect(),
            tracks: self.tracks.iter().map(holds).collect(),
        }
    }
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Everything, since no words were typed.
    All,
    /// Only some items and tracks.
    Some {
        /// For each item, whether it was found.
        items: Vec<bool>,
        /// For each track, whether it was found.
        tracks: Vec<bool>,
    },
}

impl Found {
    /// Whether the item at that position was found.
    #[must_use]
    pub fn item(&self, position: usize) -> bool {
        match self {
            Found::All => true,
            Found::Some { items, .. } => items[position],
        }
    }

    /// Whether the track at that position was found.
    #[must_use]
    pub fn track(&self, position: usize) -> bool {
        match self {
            Found::All => true,
            Found::Some { tracks, .. } => tracks[position],
        }
    }
}

/// Removes case and accents from a text, so that "Stéphane" and "STEPHANE" become the same.
///
/// Some Latin letters do not decompose, but people often type them without their stroke or as two
/// letters (ß, ø, ł, æ…): this replaces them by the letters that people type. The final sigma of
/// Greek (ς) becomes σ.
#[must_use]
pub fn fold(text: &str, bare_letters: BareLetters) -> String {
    let mut folded = String::with_capacity(text.len());
    // Most words are ASCII and need no tables. Neighbouring words that are not ASCII are folded in
    // one call. The result is the same, since the case and marks of a letter do not depend on other
    // words.
    let mut rest = String::new();
    for word in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
        if !word.is_ascii() {
            rest.push_str(word);
            continue;
        }
        if !rest.is_empty() {
            spell_out(&bare_letters(&rest), &mut folded);
            rest.clear();
        }
        folded.extend(
            word.bytes()
                .map(|byte| char::from(byte.to_ascii_lowercase())),
        );
    }
    spell_out(&bare_letters(&rest), &mut folded);
    folded
}

fn spell_out(bare: &str, folded: &mut String) {
    for c in bare.chars() {
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
            c => folded.push(c),
        }
    }
}

fn item_words(programme: &Programme, item: &Item) -> Vec<String> {
    let mut words = vec![
        item.title.clone(),
        item.subtitle.clone(),
        plain(&item.summary),
        plain(&item.description),
    ];
    for person in item.people.iter().filter_map(|id| programme.person(id)) {
        words.push(person.name.clone());
        words.extend(person.affiliation.clone());
    }
    let track = item.track.as_ref().and_then(|id| programme.track(id));
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    let topics = item.topics.iter().filter_map(|id| programme.topic(id));
    words.extend(track.map(|track| track.title.clone()));
    words.extend(room.map(|room| room.title.clone()));
    words.extend(topics.map(|topic| topic.title.clone()));
    words
}

fn track_words(programme: &Programme, track: &Track) -> Vec<String> {
    let mut words = vec![track.title.clone(), plain(&track.description)];
    let leads = track.leads.iter().filter_map(|id| programme.person(id));
    let topics = track.topics.iter().filter_map(|id| programme.topic(id));
    words.extend(leads.map(|lead| lead.name.clone()));
    words.extend(topics.map(|topic| topic.title.clone()));
    words
}
