//! Checks the fields that several parts of a draft have in common, and collects what is wrong.

use std::collections::BTreeMap;

use super::{Fault, Part, Problem};
use crate::id::InvalidId;
use crate::limits::{
    Allowance, LONGEST_LINK, LONGEST_TEXT, LONGEST_TITLE, LONGEST_WORD, MOST_ENTRIES, MOST_PIECES,
    is_longer,
};
use crate::text::Block;
use crate::{Day, Link};

/// Collects problems. What its methods return is used only if there are no problems.
#[derive(Default)]
pub(super) struct Checker {
    pub problems: Vec<Problem>,
}

impl Checker {
    /// Reports what is wrong with a field.
    pub fn report(&mut self, part: Part, field: &'static str, fault: impl Into<Fault>) {
        self.problems.push(Problem {
            part,
            field,
            entry: None,
            also: None,
            fault: fault.into(),
        });
    }

    /// Checks one entry of a list: problems that `check` reports belong to that entry.
    pub fn entry<T>(&mut self, entry: usize, check: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.problems.len();
        let checked = check(self);
        for problem in self.problems.iter_mut().skip(before) {
            problem.entry = Some(entry);
        }
        checked
    }

    /// The position of each id in a list; an id that is used twice is a problem.
    pub fn positions<'a>(
        &mut self,
        ids: impl Iterator<Item = &'a String>,
        part: fn(usize) -> Part,
    ) -> BTreeMap<Box<str>, usize> {
        let mut positions = BTreeMap::new();
        for (at, id) in ids.enumerate() {
            if let Some(first) = positions.get(id.as_str()) {
                let by = part(*first);
                self.problems.push(Problem {
                    part: part(at),
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

    /// The value of a field, if it was read; an error is a problem.
    pub fn parsed<T, E: Into<Fault>>(
        &mut self,
        part: Part,
        field: &'static str,
        result: Result<T, E>,
    ) -> Option<T> {
        result.map_err(|error| self.report(part, field, error)).ok()
    }

    /// A text that must not be empty.
    pub fn title(&mut self, part: Part, field: &'static str, title: String) -> Option<String> {
        if title.trim().is_empty() {
            self.report(part, field, Fault::Empty);
            return None;
        }
        self.line(part, field, &title, LONGEST_TITLE);
        Some(title)
    }

    /// A text of one line, which may be empty, of at most `most` characters.
    pub fn line(&mut self, part: Part, field: &'static str, line: &str, most: usize) {
        if is_longer(line, most) {
            self.too_large(part, field, "characters", most);
        }
    }

    /// Paragraphs within the limits of a text.
    pub fn text(&mut self, part: Part, field: &'static str, text: &[Block]) {
        if !Allowance::of_a_text().holds(text) {
            let fault = Fault::Other(format!(
                "it is longer than {LONGEST_TEXT} bytes, or has more than {MOST_PIECES} pieces, or a word longer than {LONGEST_WORD} characters: shorten it"
            ));
            self.report(part, field, fault);
        }
    }

    /// A list of at most `most` entries.
    pub fn entries<T>(&mut self, part: Part, field: &'static str, entries: &[T], most: usize) {
        if entries.len() > most {
            self.too_large(part, field, "entries", most);
        }
    }

    fn too_large(&mut self, part: Part, field: &'static str, unit: &'static str, most: usize) {
        self.report(part, field, Fault::TooLarge { unit, most });
    }

    /// A day of the conference.
    pub fn day(&mut self, field: &'static str, text: &str) -> Option<Day> {
        let day = Day::parse(text).ok_or_else(|| Fault::Day(text.into()));
        self.parsed(Part::Conference, field, day)
    }

    /// The ids in `texts` that are in `known`; the others are problems.
    pub fn references<T: TryFrom<String, Error = InvalidId>>(
        &mut self,
        part: Part,
        field: &'static str,
        texts: Vec<String>,
        known: &BTreeMap<Box<str>, usize>,
    ) -> Vec<T> {
        if texts.len() > MOST_ENTRIES {
            // Checking each of them would take too long.
            self.entries(part, field, &texts, MOST_ENTRIES);
            return Vec::new();
        }
        for (at, text) in texts.iter().enumerate() {
            // A text that is listed twice would be counted and shown twice.
            if texts[..at].contains(text) && known.contains_key(text.as_str()) {
                let twice = Fault::Twice(text.clone());
                self.entry(at, |checker| checker.report(part, field, twice));
            }
        }
        let texts = texts.into_iter().enumerate();
        texts
            .filter_map(|(at, text)| {
                self.entry(at, |checker| checker.reference(part, field, text, known))
            })
            .collect()
    }

    /// The id, if it is in `known`; otherwise a problem.
    pub fn reference<T: TryFrom<String, Error = InvalidId>>(
        &mut self,
        part: Part,
        field: &'static str,
        text: String,
        known: &BTreeMap<Box<str>, usize>,
    ) -> Option<T> {
        if !known.contains_key(text.as_str()) {
            self.report(part, field, Fault::Unknown(text));
            return None;
        }
        // An invalid id is reported where it is defined.
        T::try_from(text).ok()
    }

    /// The links of a list.
    pub fn links(&mut self, part: Part, field: &'static str, texts: Vec<String>) -> Vec<Link> {
        self.entries(part, field, &texts, MOST_ENTRIES);
        texts
            .iter()
            .enumerate()
            .filter_map(|(at, text)| self.entry(at, |checker| checker.address(part, field, text)))
            .collect()
    }

    /// The link in a text; an invalid one is a problem.
    pub fn address(&mut self, part: Part, field: &'static str, text: &str) -> Option<Link> {
        if text.len() > LONGEST_LINK {
            self.too_large(part, field, "bytes", LONGEST_LINK);
            return None;
        }
        self.parsed(part, field, Link::new(text))
    }

    /// A link that may be missing.
    pub fn link(&mut self, part: Part, field: &'static str, text: Option<String>) -> Option<Link> {
        text.and_then(|text| self.address(part, field, &text))
    }

    /// The id of a part.
    pub fn id<T: TryFrom<String, Error = InvalidId>>(
        &mut self,
        part: Part,
        text: String,
    ) -> Option<T> {
        self.parsed(part, "id", T::try_from(text))
    }
}
