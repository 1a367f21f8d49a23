//! Checks the fields that parts of a draft have in common, and collects what is wrong with them.

use std::collections::BTreeMap;

use super::{Fault, Place, Problem};
use crate::id::InvalidId;
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
        Some(title)
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
        texts
            .iter()
            .enumerate()
            .filter_map(|(at, text)| {
                self.entry(at, |checker| checker.parsed(place, field, Link::new(text)))
            })
            .collect()
    }

    /// A link that may be missing.
    pub fn link(
        &mut self,
        place: Place,
        field: &'static str,
        text: Option<String>,
    ) -> Option<Link> {
        text.and_then(|text| self.parsed(place, field, Link::new(&text)))
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
