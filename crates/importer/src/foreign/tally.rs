//! Counts corrections of one kind, so that a file with a thousand of them gets one line.

use super::Repair;

/// How many places are named beside the first.
const NAMED: usize = 4;

/// Corrections of one kind: the first in full, the others by their places.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    first: Option<Repair>,
    others: Vec<String>,
    has_more_places: bool,
    count: usize,
}

impl Tally {
    /// Adds a correction. Only the first message is shown.
    pub fn add(&mut self, place: &str, message: impl Into<String>) {
        self.count += 1;
        let Some(first) = &self.first else {
            self.first = Some(Repair {
                place: place.into(),
                message: message.into(),
            });
            return;
        };
        if first.place == place || self.others.iter().any(|other| other == place) {
            return;
        }
        if self.others.len() < NAMED {
            self.others.push(place.into());
        } else {
            self.has_more_places = true;
        }
    }

    /// The line about all of them; `None` if there are none.
    pub fn into_repair(self) -> Option<Repair> {
        let mut repair = self.first?;
        let more = self.count - 1;
        if more > 0 {
            let places = self.others.join(", ");
            let dots = if self.has_more_places { ", …" } else { "" };
            repair.message.push_str(&match places.as_str() {
                "" => format!(" (and {more} more)"),
                places => format!(" (and {more} more: {places}{dots})"),
            });
        }
        Some(repair)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_one_line_with_their_count() {
        let mut tally = Tally::default();
        for line in 1..=9 {
            tally.add(&format!("line {line}"), format!("\"{line}\" is odd"));
        }
        let repair = tally.into_repair().expect("there are some");
        assert_eq!(repair.place, "line 1");
        assert_eq!(
            repair.message,
            "\"1\" is odd (and 8 more: line 2, line 3, line 4, line 5, …)"
        );
        assert_eq!(Tally::default().into_repair(), None);
    }
}
