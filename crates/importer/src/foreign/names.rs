//! Names and titles cleaned of what can't be seen, and ids made from them.

use std::collections::HashMap;

use hallway_programme::ItemId;
use hallway_programme::id::LONGEST;

/// Whether a character changes how a line reads without being seen: directional overrides and
/// isolates (Unicode TR 9), zero-width spaces and marks, byte-order marks, controls.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}'
    ) || c.is_control() && !c.is_whitespace()
}

/// Joins or parts letters of scripts and pictures, and says nothing among ASCII.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// A text as one line of what can be seen.
pub(super) fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = line.len();
        if !line.is_empty() {
            line.push(' ');
        }
        let start = line.len();
        let mut chars = word.chars().filter(|c| !is_unseen(*c)).peekable();
        while let Some(c) = chars.next() {
            let joins = line[start..]
                .chars()
                .next_back()
                .is_some_and(|c| !c.is_ascii())
                && chars.peek().is_some_and(|next| !next.is_ascii());
            if !is_joiner(c) || joins {
                line.push(c);
            }
        }
        if line.len() == start {
            line.truncate(before);
        }
    }
    line
}

/// Whether [`line`] would take something out that can't be seen.
pub(super) fn holds_unseen(text: &str) -> bool {
    text.chars().any(is_unseen)
}

/// A readable id made from a title: its letters and digits in ASCII, with dashes between words.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in deunicode::deunicode(title).chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= SLUG {
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The longest slug: short enough to read in an address.
const SLUG: usize = 60;

/// The text as an id, or else its slug; the other if there is nothing in it that an id can hold.
pub(super) fn id(text: &str, otherwise: &str) -> String {
    if ItemId::new(text).is_ok() {
        return text.to_owned();
    }
    let slug = slug(text);
    if slug.is_empty() {
        otherwise.to_owned()
    } else {
        slug
    }
}

/// Ids of one kind of thing: each is given once.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, usize>);

impl Ids {
    /// The wanted text as an id that nothing else has; with a number where something has.
    pub fn give(&mut self, wanted: &str, otherwise: &str) -> String {
        let wanted = id(wanted, otherwise);
        if !self.0.contains_key(&wanted) {
            self.0.insert(wanted.clone(), 1);
            return wanted;
        }
        loop {
            let count = self.0.entry(wanted.clone()).or_insert(1);
            *count += 1;
            let ending = format!("-{count}");
            let stem = &wanted[..wanted.len().min(LONGEST - ending.len())];
            let id = format!("{stem}{ending}");
            if !self.0.contains_key(&id) {
                self.0.insert(id.clone(), 1);
                return id;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_what_can_be_seen() {
        assert_eq!(
            line("  Ada \u{202e}\u{200b}Lovelace\u{2069}\n"),
            "Ada Lovelace"
        );
        assert_eq!(line("a\u{200d}b \u{200b} c"), "ab c");
        // A family is one picture, joined of three; a Persian plural is parted within the word.
        for whole in ["👩\u{200d}👩\u{200d}👧", "کتاب\u{200c}ها"] {
            assert_eq!(line(whole), whole);
        }
    }

    #[test]
    fn a_slug_is_readable_ascii() {
        assert_eq!(slug("Größe & Übermut: 東京"), "grosse-ubermut-dong-jing");
        assert_eq!(slug("…"), "");
    }

    #[test]
    fn an_id_is_given_once() {
        let mut ids = Ids::default();
        let given = ["a", "a", "a-2", "a", "Ä", ""].map(|wanted| ids.give(wanted, "item"));
        assert_eq!(given, ["a", "a-2", "a-2-2", "a-3", "a-4", "item"]);
    }
}
