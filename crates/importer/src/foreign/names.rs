//! Removes invisible characters from names and titles, and makes ids from them.

use std::collections::HashMap;

use hallway_programme::ItemId;
use hallway_programme::id::LONGEST;

/// Whether a character is invisible but changes how a line reads: directional overrides and
/// isolates (Unicode TR 9), zero-width spaces and marks, byte-order marks, control characters.
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

/// Whether a character joins or separates letters or emoji; between ASCII characters it has no
/// meaning.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// A text as one line of visible characters.
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

/// Whether [`line`] would remove invisible characters.
pub(super) fn holds_unseen(text: &str) -> bool {
    text.chars().any(is_unseen)
}

/// A readable id made from a title: its letters and digits in ASCII, with dashes between words.
pub(crate) fn slug(title: &str) -> String {
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

/// The text as an id, or else as a slug; `otherwise` if it has no characters that an id can hold.
pub(crate) fn id(text: &str, otherwise: &str) -> String {
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

/// Makes unique ids for things of one kind.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, usize>);

impl Ids {
    /// An unused id made from the wanted text, with a number at its end if the id is taken.
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
        // The emoji of a family consists of three emoji with joiners between them. A Persian plural
        // has a non-joiner within the word.
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
