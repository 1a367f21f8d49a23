//! Converts abstracts and descriptions of foreign formats to the small tree of
//! [`hallway_programme::text`].
//!
//! Unlike [`crate::markdown`], which refuses what can't be shown so that the author can correct it,
//! this keeps all words and drops everything else, since the author can't be asked.

mod html;
mod nesting;

use hallway_programme::text::{Block, Inline, Text};
use pulldown_cmark::{Options, Parser};

/// The longest text that is read, in bytes. Longer texts are cut.
pub(crate) const LONGEST: usize = 100_000;

/// A text in HTML, or in Markdown if it has no HTML. pretalx, frab and FOSDEM write such texts.
#[must_use]
pub fn marked_up(source: &str) -> Text {
    let source = shortened(source);
    if nesting::is_html(source) {
        return from_html(source);
    }
    let mut rendered = String::with_capacity(source.len() + source.len() / 4);
    pulldown_cmark::html::push_html(&mut rendered, Parser::new_ext(source, Options::empty()));
    from_html(&rendered)
}

/// A plain text with its line breaks, as calendars have it; a text with HTML is read as HTML.
#[must_use]
pub fn plain_lines(source: &str) -> Text {
    let source = shortened(source);
    if nesting::is_html(source) {
        return from_html(source);
    }
    source
        .replace("\r\n", "\n")
        .split("\n\n")
        .map(lines)
        .filter(|inlines| !inlines.is_empty())
        .map(Block::Paragraph)
        .collect()
}

fn from_html(source: &str) -> Text {
    if nesting::too_deep(source) {
        return lines_of_words(&nesting::without_tags(source));
    }
    html::text(source)
}

fn lines_of_words(words: &str) -> Text {
    let inlines = lines(words);
    if inlines.is_empty() {
        Text::new()
    } else {
        vec![Block::Paragraph(inlines)]
    }
}

fn lines(paragraph: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for line in paragraph
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        if !inlines.is_empty() {
            inlines.push(Inline::Break);
        }
        inlines.extend(html::with_links(line));
    }
    inlines
}

/// The text, cut to [`LONGEST`].
fn shortened(source: &str) -> &str {
    let mut end = source.len().min(LONGEST);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    source[..end].trim()
}
