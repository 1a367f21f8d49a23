//! How large a programme may be, and why: every limit on its texts and lists is here.
//!
//! [`crate::check`] refuses a draft beyond the limits, so that no programme makes a phone hang. If
//! nobody can correct the draft, [`cut`] makes it fit and returns what it cut.

use std::collections::BTreeSet;
use std::fmt;

use crate::Link;
use crate::draft::{Draft, ItemDraft, TrackDraft};
use crate::text::{Block, Inline, Text};

/// The longest title, name, subtitle, kind, language, building, floor or affiliation, in characters.
///
/// Browsers lay out a title as a whole. A title of a hundred thousand letters takes them seconds,
/// and nobody reads a title of a thousand.
pub const LONGEST_TITLE: usize = 300;

/// The longest note on an item, a track or a source, in characters: some sentences.
pub const LONGEST_NOTE: usize = 2_000;

/// The longest address, in bytes: browsers and servers handle addresses of that length.
pub const LONGEST_LINK: usize = 2_000;

/// The longest abstract, description or biography, in bytes of its words: about fifty pages.
pub const LONGEST_TEXT: usize = 100_000;

/// The most paragraphs, list entries, links and so on in one text. Each becomes an element of the
/// page.
pub const MOST_PIECES: usize = 5_000;

/// The longest word in such a text, in characters. No language has longer words, and browsers lay
/// out a word, like a title, in one piece.
pub const LONGEST_WORD: usize = 2_000;

/// The most items: the largest general assemblies of science have some 18,000.
pub const MOST_ITEMS: usize = 20_000;

/// The most rooms. Fairs that fill a city have some hundreds.
pub const MOST_ROOMS: usize = 2_000;

/// The most tracks: one for every eight items.
pub const MOST_TRACKS: usize = 2_500;

/// The most topics. Nobody reads through a longer list of filters.
pub const MOST_TOPICS: usize = 2_500;

/// The most people: three for every two items.
pub const MOST_PEOPLE: usize = 30_000;

/// The most entries of a list within a part: an item's people, topics and materials, a track's
/// leads and topics, the links of a person or a room, the conference's sources.
pub const MOST_ENTRIES: usize = 200;

/// What was cut from a draft to make it fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// What was too long or too many, as a plural: "names of rooms".
    pub what: &'static str,
    /// How many were shortened or left out.
    pub number: usize,
    /// How long they may be, or how many there may be.
    pub most: usize,
    /// What [`Cut::most`] counts; lists are counted in entries.
    pub unit: &'static str,
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            what,
            number,
            most,
            unit,
        } = self;
        match *unit {
            ENTRIES => write!(f, "{what}: {number} beyond {most} are left out"),
            _ => write!(f, "{what}: {number} longer than {most} {unit} are cut"),
        }
    }
}

const ENTRIES: &str = "entries";

/// What was cut so far, with one entry for each kind.
#[derive(Default)]
struct Cuts(Vec<Cut>);

impl Cuts {
    fn note(&mut self, what: &'static str, number: usize, most: usize, unit: &'static str) {
        if number == 0 {
            return;
        }
        match self.0.iter_mut().find(|cut| cut.what == what) {
            Some(cut) => cut.number += number,
            None => self.0.push(Cut {
                what,
                number,
                most,
                unit,
            }),
        }
    }

    fn line(&mut self, what: &'static str, line: &mut String, most: usize) {
        if is_longer(line, most) {
            *line = shortened(line, most);
            self.note(what, 1, most, "characters");
        }
    }

    fn entries<T>(&mut self, what: &'static str, entries: &mut Vec<T>, most: usize) {
        self.note(what, entries.len().saturating_sub(most), most, ENTRIES);
        entries.truncate(most);
    }

    fn links(&mut self, links: &mut Vec<String>) {
        let before = links.len();
        links.retain(|link| link.len() <= LONGEST_LINK);
        self.note("addresses", before - links.len(), LONGEST_LINK, "bytes");
        self.entries("addresses of one part", links, MOST_ENTRIES);
    }

    fn link(&mut self, link: &mut Option<String>) {
        if link.as_ref().is_some_and(|link| link.len() > LONGEST_LINK) {
            *link = None;
            self.note("addresses", 1, LONGEST_LINK, "bytes");
        }
    }

    fn text(&mut self, text: &mut Text) {
        if Allowance::of_a_text().holds(text) {
            return;
        }
        Allowance::of_a_text().cut(text);
        self.note("texts", 1, LONGEST_TEXT, "bytes");
    }

    fn item(&mut self, item: &mut ItemDraft) {
        self.line("titles", &mut item.title, LONGEST_TITLE);
        for line in [
            &mut item.subtitle,
            &mut item.session_type,
            &mut item.language,
        ] {
            self.line("subtitles, kinds and languages", line, LONGEST_TITLE);
        }
        self.line("notes", &mut item.note, LONGEST_NOTE);
        self.text(&mut item.summary);
        self.text(&mut item.description);
        self.entries("people of one item", &mut item.people, MOST_ENTRIES);
        self.entries("topics of one item", &mut item.topics, MOST_ENTRIES);
        for material in &mut item.materials {
            self.line("titles", &mut material.title, LONGEST_TITLE);
        }
        let before = item.materials.len();
        item.materials
            .retain(|material| material.to.len() <= LONGEST_LINK);
        let gone = before - item.materials.len();
        self.note("addresses", gone, LONGEST_LINK, "bytes");
        self.entries("materials of one item", &mut item.materials, MOST_ENTRIES);
        self.link(&mut item.source);
    }

    fn track(&mut self, track: &mut TrackDraft) {
        self.line("titles", &mut track.title, LONGEST_TITLE);
        self.line("notes", &mut track.note, LONGEST_NOTE);
        self.text(&mut track.description);
        self.entries("leads of one track", &mut track.leads, MOST_ENTRIES);
        self.entries("topics of one track", &mut track.topics, MOST_ENTRIES);
        if let Some(call) = &mut track.call {
            self.line("titles", &mut call.ends, LONGEST_TITLE);
            self.text(&mut call.how);
        }
    }
}

/// Makes a draft fit within the limits, and says what was cut, one [`Cut`] for each kind. A
/// shortened text ends in "…"; a list loses its last entries; references to what was left out are
/// removed.
pub fn cut(draft: &mut Draft) -> Vec<Cut> {
    let mut cuts = Cuts::default();
    cuts.entries("items", &mut draft.items, MOST_ITEMS);
    cuts.entries("tracks", &mut draft.tracks, MOST_TRACKS);
    cuts.entries("rooms", &mut draft.rooms, MOST_ROOMS);
    cuts.entries("topics", &mut draft.topics, MOST_TOPICS);
    cuts.entries("people", &mut draft.people, MOST_PEOPLE);
    if !cuts.0.is_empty() {
        forget_what_is_left_out(draft);
    }
    let conference = &mut draft.conference;
    cuts.line("titles", &mut conference.title, LONGEST_TITLE);
    cuts.text(&mut conference.description);
    cuts.link(&mut conference.link);
    cuts.entries(
        "sources of the conference",
        &mut conference.sources,
        MOST_ENTRIES,
    );
    for source in &mut conference.sources {
        cuts.line("titles", &mut source.title, LONGEST_TITLE);
        cuts.line("notes", &mut source.note, LONGEST_NOTE);
        let too_long = |link: &mut Link| link.as_str().len() > LONGEST_LINK;
        let gone = source.link.take_if(too_long);
        let gone = usize::from(gone.is_some());
        cuts.note("addresses", gone, LONGEST_LINK, "bytes");
    }
    for topic in &mut draft.topics {
        cuts.line("names of topics", &mut topic.title, LONGEST_TITLE);
    }
    for room in &mut draft.rooms {
        for line in [&mut room.title, &mut room.building, &mut room.floor] {
            cuts.line("names of rooms", line, LONGEST_TITLE);
        }
        cuts.links(&mut room.links);
    }
    for person in &mut draft.people {
        cuts.line("names of people", &mut person.name, LONGEST_TITLE);
        if let Some(affiliation) = &mut person.affiliation {
            cuts.line("affiliations", affiliation, LONGEST_TITLE);
        }
        cuts.links(&mut person.links);
        cuts.text(&mut person.biography);
    }
    for track in &mut draft.tracks {
        cuts.track(track);
    }
    for item in &mut draft.items {
        cuts.item(item);
    }
    cuts.0
}

/// Removes references to parts that no longer exist.
fn forget_what_is_left_out(draft: &mut Draft) {
    let rooms = set(draft.rooms.iter().map(|room| &room.id));
    let tracks = set(draft.tracks.iter().map(|track| &track.id));
    let topics = set(draft.topics.iter().map(|topic| &topic.id));
    let people = set(draft.people.iter().map(|person| &person.id));
    let is_there = |ids: &BTreeSet<&str>, id: &String| ids.contains(id.as_str());
    for item in &mut draft.items {
        item.room.take_if(|room| !is_there(&rooms, room));
        item.track.take_if(|track| !is_there(&tracks, track));
        item.topics.retain(|topic| is_there(&topics, topic));
        item.people.retain(|person| is_there(&people, person));
    }
    for track in &mut draft.tracks {
        track.topics.retain(|topic| is_there(&topics, topic));
        track.leads.retain(|person| is_there(&people, person));
    }
}

/// Ids to look up. For why this uses `extend` and not `collect`, see
/// docs/decisions/0040-how-the-app-is-kept-small.md.
fn set<'a>(ids: impl Iterator<Item = &'a String>) -> BTreeSet<&'a str> {
    let mut set = BTreeSet::new();
    set.extend(ids.map(String::as_str));
    set
}

/// Whether a text has more than that many characters.
#[must_use]
pub fn is_longer(text: &str, most: usize) -> bool {
    // A character has at least one byte.
    text.len() > most && text.chars().nth(most).is_some()
}

/// The beginning of a text with "…" in place of the rest, `most` characters at most. The cut is
/// never between a letter and its marks, or within an emoji that consists of several.
fn shortened(text: &str, most: usize) -> String {
    let mut end = 0;
    let mut before = None;
    for (at, (offset, next)) in text.char_indices().enumerate() {
        if at >= most {
            break;
        }
        let begins = !goes_on(next) && before.is_none_or(|before| !joins(before));
        // A text that is only combining marks has no good place to cut. Cut it anyway.
        if begins || at + 1 == most && end == 0 {
            end = offset;
        }
        before = Some(next);
    }
    format!("{}…", text[..end].trim_end())
}

/// Whether a character belongs to the one before it: combining marks, joiners, skin tones.
fn goes_on(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{483}'..='\u{489}'
            | '\u{591}'..='\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{64b}'..='\u{65f}'
            | '\u{93a}'..='\u{94f}'
            | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}'
            | '\u{1ab0}'..='\u{1aff}'
            | '\u{1dc0}'..='\u{1dff}'
            | '\u{200c}'..='\u{200d}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{fe20}'..='\u{fe2f}'
            | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0020}'..='\u{e007f}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Whether a character joins with the one after it: the zero-width joiner, and the halves of a
/// flag.
fn joins(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{1f1e6}'..='\u{1f1ff}')
}

/// How much more of a text fits.
#[derive(Clone, Copy)]
pub(crate) struct Allowance {
    bytes: usize,
    pieces: usize,
    is_full: bool,
}

impl Allowance {
    pub fn of_a_text() -> Self {
        Self {
            bytes: LONGEST_TEXT,
            pieces: MOST_PIECES,
            is_full: false,
        }
    }

    /// Whether a text is within the limits.
    pub fn holds(mut self, text: &[Block]) -> bool {
        self.holds_blocks(text)
    }

    fn holds_blocks(&mut self, blocks: &[Block]) -> bool {
        blocks.iter().all(|block| {
            self.takes(1, 0)
                && match block {
                    Block::Paragraph(inlines) => self.holds_inlines(inlines),
                    Block::List(entries) | Block::Numbered(entries) => entries
                        .iter()
                        .all(|entry| self.takes(1, 0) && self.holds_blocks(entry)),
                    Block::Code(code) => self.holds_words(code),
                }
        })
    }

    fn holds_inlines(&mut self, inlines: &[Inline]) -> bool {
        inlines.iter().all(|inline| {
            self.takes(1, 0)
                && match inline {
                    Inline::Text(text) | Inline::Code(text) => self.holds_words(text),
                    Inline::Emphasis(inner) | Inline::Strong(inner) => self.holds_inlines(inner),
                    Inline::Link { to, text } => {
                        to.as_str().len() <= LONGEST_LINK && self.holds_inlines(text)
                    }
                    Inline::Break => true,
                }
        })
    }

    fn holds_words(&mut self, words: &str) -> bool {
        self.takes(0, words.len()) && longest_word(words) <= LONGEST_WORD
    }

    fn takes(&mut self, pieces: usize, bytes: usize) -> bool {
        let fits = pieces <= self.pieces && bytes <= self.bytes;
        if fits {
            self.pieces -= pieces;
            self.bytes -= bytes;
        }
        fits
    }

    /// Cuts off the part of a text that does not fit.
    fn cut(mut self, text: &mut Text) {
        self.cut_blocks(text);
    }

    fn cut_blocks(&mut self, blocks: &mut Vec<Block>) {
        self.cut_each(blocks, |allowance, block| match block {
            Block::Paragraph(inlines) => allowance.cut_inlines(inlines),
            Block::List(entries) | Block::Numbered(entries) => {
                allowance.cut_each(entries, Self::cut_blocks);
            }
            Block::Code(code) => allowance.cut_words(code),
        });
    }

    fn cut_inlines(&mut self, inlines: &mut Vec<Inline>) {
        inlines.retain(
            |inline| !matches!(inline, Inline::Link { to, .. } if to.as_str().len() > LONGEST_LINK),
        );
        self.cut_each(inlines, |allowance, inline| match inline {
            Inline::Text(text) | Inline::Code(text) => allowance.cut_words(text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
                allowance.cut_inlines(inner);
            }
            Inline::Break => {}
        });
    }

    fn cut_each<T>(&mut self, parts: &mut Vec<T>, mut cut: impl FnMut(&mut Self, &mut T)) {
        let mut kept = 0;
        for part in parts.iter_mut() {
            if self.is_full || !self.takes(1, 0) {
                self.is_full = true;
                break;
            }
            cut(self, part);
            kept += 1;
        }
        parts.truncate(kept);
    }

    fn cut_words(&mut self, words: &mut String) {
        if longest_word(words) > LONGEST_WORD {
            let short = |word: &str| match is_longer(word.trim_end(), LONGEST_WORD) {
                true => format!("{} ", shortened(word, LONGEST_WORD)),
                false => word.to_owned(),
            };
            *words = words
                .split_inclusive(char::is_whitespace)
                .map(short)
                .collect();
        }
        if self.bytes < '…'.len_utf8() {
            words.clear();
        }
        if !self.takes(0, words.len()) {
            let most = self.bytes.saturating_sub('…'.len_utf8());
            let mut end = most.min(words.len());
            while !words.is_char_boundary(end) {
                end -= 1;
            }
            let characters = words[..end].chars().count();
            *words = shortened(words, characters);
            self.is_full = true;
        }
    }
}

fn longest_word(words: &str) -> usize {
    // A text has at most as many characters as bytes.
    if words.len() <= LONGEST_WORD {
        return 0;
    }
    let words = words.split(char::is_whitespace);
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cut_before_a_letter_with_its_marks() {
        assert_eq!(shortened("abcdef", 4), "abc…");
        // An accent stays with its letter. The two halves of a flag stay together, and so do the
        // members of a family emoji.
        for (text, most, cut) in [
            ("ae\u{301}bcd", 3, "a…"),
            ("a🇫🇷bcd", 3, "a…"),
            ("a👩\u{200d}👩\u{200d}👧bcd", 6, "a…"),
            ("one two three", 5, "one…"),
        ] {
            assert_eq!(shortened(text, most), cut);
        }
        let cut = shortened(&"\u{301}".repeat(900), 300);
        assert!(!is_longer(&cut, 300) && cut.ends_with('…'));
    }

    #[test]
    fn a_text_is_cut_to_what_fits_and_then_fits() {
        let words = |words: String| Block::Paragraph(vec![Inline::Text(words)]);
        let nested = |depth: usize| {
            (0..depth).fold(words("in".into()), |inner, _| {
                Block::List(vec![vec![inner]])
            })
        };
        for mut text in [
            vec![words("word ".repeat(50_000))],
            vec![words("é".repeat(60_000))],
            vec![words("a".into()); 9_000],
            vec![Block::List(vec![vec![words("a".into())]; 9_000])],
            vec![Block::Code("x".repeat(400_000)), words("never".into())],
            vec![nested(60); 200],
        ] {
            assert!(!Allowance::of_a_text().holds(&text));
            Allowance::of_a_text().cut(&mut text);
            assert!(Allowance::of_a_text().holds(&text));
            assert!(!text.is_empty());
        }
    }
}
