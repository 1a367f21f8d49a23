//! Measures and breaks text for the pictures of link previews.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

static REGULAR: LazyLock<FontRef> = LazyLock::new(|| font(dejavu::sans::regular()));
static BOLD: LazyLock<FontRef> = LazyLock::new(|| font(dejavu::sans::bold()));

fn font(bytes: &'static [u8]) -> FontRef<'static> {
    FontRef::new(bytes).expect("it is a font")
}

/// Characters that join emoji or choose their style; alone they draw nothing.
const OF_EMOJI: [char; 2] = ['\u{200d}', '\u{fe0f}'];

/// A font in one size, in pixels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lettering {
    pub size: f32,
    pub bold: bool,
}

impl Lettering {
    fn font(self) -> &'static FontRef<'static> {
        if self.bold { &BOLD } else { &REGULAR }
    }

    /// A text without characters that the font lacks, such as emoji. `None` if it lacks a letter or
    /// a digit, since the rest would be another word.
    pub fn drawn(&self, words: &str) -> Option<String> {
        let letters = self.font().charmap();
        let is_drawn = |c: &char| c.is_whitespace() || letters.map(*c).is_some();
        let mut missing = words.chars().filter(|c| !is_drawn(c));
        if missing.any(char::is_alphanumeric) {
            return None;
        }
        let drawn = words.chars().filter(is_drawn);
        let drawn: String = drawn.filter(|c| !OF_EMOJI.contains(c)).collect();
        let drawn = drawn.split_whitespace().collect::<Vec<_>>().join(" ");
        (!drawn.is_empty()).then_some(drawn)
    }

    /// The width of a text, without kerning.
    pub fn width(&self, words: &str) -> f32 {
        let font = self.font();
        let metrics = font.glyph_metrics(Size::new(self.size), LocationRef::default());
        let letters = font.charmap();
        let advance = |letter| {
            let glyph = letters.map(letter).unwrap_or_default();
            metrics.advance_width(glyph).unwrap_or(self.size)
        };
        words.chars().map(advance).sum()
    }

    /// A text in lines of at most that width; words that are wider themselves are shortened.
    pub fn lines(&self, words: &str, room: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in words.split_whitespace() {
            let longer = lines.last().map(|line| format!("{line} {word}"));
            match longer.filter(|longer| self.width(longer) <= room) {
                Some(longer) => {
                    lines.pop();
                    lines.push(longer);
                }
                None => lines.push(self.shortened(word, room)),
            }
        }
        lines
    }

    /// The text, or as much of it as fits with an ellipsis.
    pub fn shortened(&self, words: &str, room: f32) -> String {
        if self.width(words) <= room {
            return words.into();
        }
        let ends = words.char_indices().map(|(end, _)| end).rev();
        let cut = |end: usize| format!("{}…", words[..end].trim_end());
        ends.map(cut)
            .find(|cut| self.width(cut) <= room)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_is_wider_than_its_room_and_no_word_is_lost() {
        let letters = Lettering {
            size: 40.0,
            bold: true,
        };
        let title = "Memory management for a world in which pages are large and latencies are not";
        let lines = letters.lines(title, 500.0);
        assert!(lines.len() > 2);
        assert!(
            lines.iter().all(|line| letters.width(line) <= 500.0),
            "{lines:?}"
        );
        assert_eq!(lines.join(" "), title);
    }

    #[test]
    fn what_can_not_be_drawn_is_left_out_and_words_with_gaps_are_none() {
        for bold in [false, true] {
            let letters = Lettering { size: 40.0, bold };
            for (words, drawn) in [
                ("Sails", Some("Sails")),
                ("Řeč о море – ναυς", Some("Řeč о море – ναυς")),
                ("Crabs 🦀 at sea 👩🏽‍🔬", Some("Crabs at sea")),
                ("🦀", None),
                ("", None),
                ("海の日", None),
                ("Linux カーネル", None),
                ("한국어", None),
            ] {
                assert_eq!(letters.drawn(words).as_deref(), drawn, "{words}");
            }
        }
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        let letters = Lettering {
            size: 40.0,
            bold: false,
        };
        let endless = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(3);
        for shortened in [
            letters.shortened(&endless, 500.0),
            letters.lines(&endless, 500.0).concat(),
        ] {
            assert!(
                shortened.ends_with('…') && letters.width(&shortened) <= 500.0,
                "{shortened}"
            );
            assert!(letters.width(&shortened) > 450.0, "{shortened}");
        }
        assert_eq!(letters.shortened("short", 500.0), "short");
    }
}
