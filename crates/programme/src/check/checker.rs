//! Checks the fields that parts of a draft have in common, and collects what is wrong with them.

use std::collections::BTreeMap;

use super::{Fault, Place, Problem};
use crate::id::InvalidId;
use crate::limits::{
    Allowance, LONGEST_LINK, LONGEST_TEXT, LONGEST_TITLE, LONGEST_WORD, MOST_ENTRIES, MOST_PIECES,
    is_longer,
};
use crate::text::Block;
use crate::{Day, Link};

/// Collects problems on the way; what its methods return is used only when there were none.
#[derive(Default)]
pub(super) struct Checker {
    pub problems: Vec<Problem>,
}

impl Checker {
    /// Notes what is wrong with a field.
    pub fn report(&mut self, place: Place, field: &'static str, fault: impl Into<Fault>) {
        self.problems.push(Problem {
            place,
            field,
            entry: None,
            also: None,
            fault: fault.into(),
        });
    }

    /// Checks one entry of a list: what that reports is about the entry.
    pub fn entry<T>(&mut self, entry: usize, check: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.problems.len();
        let checked = check(self);
        for problem in self.problems.iter_mut().skip(before) {
            problem.entry = Some(entry);
        }
        checked
    }

    /// Where each id stands in a list of them; one that stands there again is a problem.
    pub fn positions<'a>(
        &mut self,
        ids: impl Iterator<Item = &'a String>,
        place: fn(usize) -> Place,
    ) -> BTreeMap<Box<str>, usize> {
        let mut positions = BTreeMap::new();
        for (at, id) in ids.enumerate() {
            if let Some(first) = positions.get(id.as_str()) {
                let by = place(*first);
                self.problems.push(Problem {
                    place: place(at),
                    field: "id",
                    entry: None,
                    also: Some(by),
                    fault: Fault::Taken { id: id.clone(), by },
                });
            } else {
                positions.insert(id.as_str().into(), at);
            }
        }
        positions
    }

    /// What a field says, if it could be read.
    pub fn parsed<T, E: Into<Fault>>(
        &mut self,
        place: Place,
        field: &'static str,
        result: Result<T, E>,
    ) -> Option<T> {
        result
            .map_err(|error| self.report(place, field, error))
            .ok()
    }

    /// A text that has to say something.
    pub fn title(&mut self, place: Place, field: &'static str, title: String) -> Option<String> {
        if title.trim().is_empty() {
            self.report(place, field, Fault::Empty);
            return None;
        }
        self.line(place, field, &title, LONGEST_TITLE);
        Some(title)
    }

    /// A text of one line, which may be empty, of at most that many characters.
    pub fn line(&mut self, place: Place, field: &'static str, line: &str, most: usize) {
        if is_longer(line, most) {
            self.too_large(place, field, "characters", most);
        }
    }

    /// Paragraphs of at most so much as a text may hold.
    pub fn text(&mut self, place: Place, field: &'static str, text: &[Block]) {
        if !Allowance::of_a_text().holds(text) {
            let fault = Fault::Other(format!(
                "it is longer than {LONGEST_TEXT} bytes, or has more than {MOST_PIECES} pieces, or a word longer than {LONGEST_WORD} characters: shorten it"
            ));
            self.report(place, field, fault);
        }
    }

    /// A list of at most that many entries.
    pub fn entries<T>(&mut self, place: Place, field: &'static str, entries: &[T], most: usize) {
        if entries.len() > most {
            self.too_large(place, field, "entries", most);
        }
    }

    fn too_large(&mut self, place: Place, field: &'static str, unit: &'static str, most: usize) {
        self.report(place, field, Fault::TooLarge { unit, most });
    }

    /// A day of the conference.
    pub fn day(&mut self, field: &'static str, text: &str) -> Option<Day> {
        let day = Day::parse(text).ok_or_else(|| Fault::Day(text.into()));
        self.parsed(Place::Conference, field, day)
    }

    /// The ids of `texts` that stand in `known`; the others are problems.
    pub fn references<T: TryFrom<String, Error = InvalidId>>(
        &mut self,
        place: Place,
        field: &'static str,
        texts: Vec<String>,
        known: &BTreeMap<Box<str>, usize>,
    ) -> Vec<T> {
        if texts.len() > MOST_ENTRIES {
            // To look at each of them would take longer than anybody waits.
            self.entries(place, field, &texts, MOST_ENTRIES);
            return Vec::new();
        }
        for (at, text) in texts.iter().enumerate() {
            // Once is enough: a second time would be counted and shown twice.
            if texts[..at].contains(text) && known.contains_key(text.as_str()) {
                let twice = Fault::Twice(text.clone());
                self.entry(at, |checker| checker.report(place, field, twice));
            }
        }
        let texts = texts.into_iter().enumerate();
        texts
            .filter_map(|(at, text)| {
                self.entry(at, |checker| checker.reference(place, field, text, known))
            })
            .collect()
    }

    /// The id, if it stands in `known`.
    pub fn reference<T: TryFrom<String, Error = InvalidId>>(
        &mut self,
        place: Place,
        field: &'static str,
        text: String,
        known: &BTreeMap<Box<str>, usize>,
    ) -> Option<T> {
        if !known.contains_key(text.as_str()) {
            self.report(place, field, Fault::Unknown(text));
            return None;
        }
        // An id that is none is reported where it is defined.
        T::try_from(text).ok()
    }

    /// The links of a list.
    pub fn links(&mut self, place: Place, field: &'static str, texts: Vec<String>) -> Vec<Link> {
        self.entries(place, field, &texts, MOST_ENTRIES);
        texts
            .iter()
            .enumerate()
            .filter_map(|(at, text)| self.entry(at, |checker| checker.address(place, field, text)))
            .collect()
    }

    /// The link that a text spells.
    pub fn address(&mut self, place: Place, field: &'static str, text: &str) -> Option<Link> {
        if text.len() > LONGEST_LINK {
            self.too_large(place, field, "bytes", LONGEST_LINK);
            return None;
        }
        self.parsed(place, field, Link::new(text))
    }

    /// A link that may be missing.
    pub fn link(
        &mut self,
        place: Place,
        field: &'static str,
        text: Option<String>,
    ) -> Option<Link> {
        text.and_then(|text| self.address(place, field, &text))
    }

    /// The id of a part.
    pub fn id<T: TryFrom<String, Error = InvalidId>>(
        &mut self,
        place: Place,
        text: String,
    ) -> Option<T> {
        self.parsed(place, "id", T::try_from(text))
    }
}
