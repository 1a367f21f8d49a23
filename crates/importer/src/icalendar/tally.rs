//! Warnings that many lines or events share: one for each kind, with how many there are.

use crate::foreign::{Foreign, Repair};

/// How many further places a warning lists.
const LISTED: usize = 5;

/// Warnings by kind, in the order in which they first occurred.
#[derive(Debug, Default)]
pub(super) struct Tally(Vec<Kind>);

#[derive(Debug)]
struct Kind {
    message: String,
    place: String,
    others: usize,
    /// Where the first of the others are.
    listed: Vec<String>,
}

impl Tally {
    /// Counts a warning at a place.
    pub fn add(&mut self, place: &str, message: &str) {
        match self.0.iter_mut().find(|kind| kind.message == message) {
            None => self.0.push(Kind {
                message: message.into(),
                place: place.into(),
                others: 0,
                listed: Vec::new(),
            }),
            Some(kind) => {
                kind.others += 1;
                if kind.listed.len() < LISTED {
                    kind.listed.push(place.into());
                }
            }
        }
    }

    /// Adds the warnings to what was corrected in the file.
    pub fn tell(self, foreign: &mut Foreign) {
        foreign.repairs.extend(self.0.into_iter().map(Kind::repair));
    }
}

impl Kind {
    fn repair(self) -> Repair {
        let listed = self.listed.join(", ");
        let message = match self.others {
            0 => self.message,
            others if others <= LISTED => format!("{} (also: {listed})", self.message),
            others => format!(
                "{} (also: {listed} and {} more)",
                self.message,
                others - LISTED
            ),
        };
        Repair {
            place: self.place,
            message,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_one_line_with_a_count() {
        let mut tally = Tally::default();
        for line in 1..=9 {
            tally.add(&format!("line {line}"), "skipped");
        }
        let mut foreign = Foreign::default();
        tally.tell(&mut foreign);
        let [repair] = foreign.repairs.as_slice() else {
            panic!("{:?}", foreign.repairs)
        };
        assert_eq!(repair.place, "line 1");
        assert_eq!(
            repair.message,
            "skipped (also: line 2, line 3, line 4, line 5, line 6 and 3 more)"
        );
    }
}
