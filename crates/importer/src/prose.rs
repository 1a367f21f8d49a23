//! Converts abstracts and descriptions of foreign formats to the small tree of
//! [`hallway_programme::text`].
//!
//! Unlike [`crate::markdown`], which refuses what can't be shown so that the author can correct it,
//! this keeps all words and drops everything else, since the author can't be asked.

mod elements;
mod entities;
mod html;
mod literal;
mod nesting;

use std::borrow::Cow;

use hallway_programme::text::{Block, Inline, Text};
use pulldown_cmark::{Event, Options, Parser};

/// The longest text that is read, in bytes. Longer texts are cut.
pub(crate) const LONGEST: usize = 100_000;

/// What the marks in a text without HTML mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Markup {
    /// Nothing: `__init__` and `1986. A year` are words. Each line stays a line.
    Plain,
    /// CommonMark. Each line stays a line here too, since pretalx shows it so, and authors rely
    /// on it.
    Markdown,
}

/// A text in HTML, or a plain text with its line breaks if it has no HTML. Only elements that HTML
/// knows are markup: `Vec<T>` is words.
#[must_use]
pub fn marked_up(source: &str) -> Text {
    written_in(Markup::Plain, source)
}

/// A text in HTML, or with the marks that its writer uses if it has no HTML.
pub(crate) fn written_in(markup: Markup, source: &str) -> Text {
    let source = shortened(source);
    let escaped = literal::escaped(source);
    let is_commented = markup == Markup::Plain && escaped.contains("<!--");
    if is_commented || nesting::is_html(&escaped) {
        return from_html(&with_lines(&escaped));
    }
    match markup {
        Markup::Markdown => from_markdown(source),
        Markup::Plain => paragraphs(&entities::decoded(source)),
    }
}

/// A plain text with its line breaks, as calendars have it; a text with HTML is read as HTML.
#[must_use]
pub fn plain_lines(source: &str) -> Text {
    marked_up(source)
}

fn from_html(source: &str) -> Text {
    if nesting::too_deep(source) {
        return lines_of_words(&nesting::without_tags(source));
    }
    html::text(source)
}

/// The line breaks of a text become elements if no element of it makes lines: then its author
/// wrote lines, and marked only a few words in them.
fn with_lines(source: &str) -> Cow<'_, str> {
    if nesting::makes_lines(source) {
        return source.into();
    }
    let mut lines = String::with_capacity(source.len() + source.len() / 8);
    for line in source.lines() {
        lines.push_str(if line.trim().is_empty() { "<p>" } else { line });
        lines.push_str("<br>");
    }
    lines.into()
}

fn from_markdown(source: &str) -> Text {
    let mut rendered = String::with_capacity(source.len() + source.len() / 4);
    let events = Parser::new_ext(source, Options::empty()).filter_map(|event| match event {
        Event::SoftBreak => Some(Event::HardBreak),
        // It has no elements that HTML knows, so this is a comment or words such as `Vec<T>`.
        Event::Html(words) | Event::InlineHtml(words) => {
            (!words.starts_with("<!--")).then_some(Event::Text(words))
        }
        event => Some(event),
    });
    pulldown_cmark::html::push_html(&mut rendered, events);
    from_html(&rendered)
}

fn paragraphs(source: &str) -> Text {
    let mut text = Text::new();
    let mut paragraph = Vec::new();
    for line in source.lines().chain([""]) {
        let line = line.trim();
        if !line.is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(Inline::Break);
            }
            paragraph.extend(html::with_links(line));
        } else if !paragraph.is_empty() {
            text.push(Block::Paragraph(std::mem::take(&mut paragraph)));
        }
    }
    text
}

fn lines_of_words(words: &str) -> Text {
    let lines = words.lines().map(str::trim).filter(|line| !line.is_empty());
    paragraphs(&lines.collect::<Vec<_>>().join("\n"))
}

/// The text, cut to [`LONGEST`].
fn shortened(source: &str) -> &str {
    let mut end = source.len().min(LONGEST);
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    source[..end].trim()
}

#[cfg(test)]
mod tests {
    use hallway_programme::text::plain;

    use super::*;

    /// The lines of a text, with a slash between lines and two between paragraphs.
    fn lines(text: &Text) -> String {
        let paragraph = |block: &Block| match block {
            Block::Paragraph(inlines) => inlines
                .split(|inline| *inline == Inline::Break)
                .map(|line| plain(&[Block::Paragraph(line.to_vec())]))
                .collect::<Vec<_>>()
                .join("/"),
            other => format!("{other:?}"),
        };
        text.iter().map(paragraph).collect::<Vec<_>>().join("//")
    }

    #[test]
    fn only_known_elements_are_markup() {
        for words in [
            "From Vec<T> to Option<Box<dyn Error>> and std::map<int, std::string>",
            "a < b, b<c and c > d",
            "Rc<Table>, Vec<a> and HashMap<Link, Q>",
            "<TBD> or <your name here>",
            "#include <map> and <time.h>, press <Select>, then <start>",
            "template <typename T>, Box<dyn Fn(i32) -> i32>, Result<(), Error>",
            "for i in 0..n <- not a tag",
        ] {
            for markup in [Markup::Plain, Markup::Markdown] {
                let text = written_in(markup, words);
                assert_eq!(plain(&text), words, "{markup:?}");
            }
            let html = format!("<p>{words}</p><p>More</p>");
            assert_eq!(plain(&marked_up(&html)), format!("{words} More"));
        }
    }

    #[test]
    fn known_elements_stay_markup() {
        let text = marked_up("one <B>two</B><br>three <small>four</small> <i class=\"x\">five</i>");
        assert_eq!(lines(&text), "one two/three four five");
        assert_eq!(plain(&marked_up("word<b>bold</b>")), "wordbold");
        assert_eq!(plain(&marked_up("one <!-- not shown --> two")), "one two");
        assert_eq!(plain(&marked_up("H<sub>2</sub>O")), "H2O");
    }

    #[test]
    fn marks_are_words_unless_the_writer_uses_markdown() {
        let source = "How __init__ and snake_case work\n# Not a heading\n1986. A year\n---\n* one";
        assert_eq!(lines(&marked_up(source)), source.replace('\n', "/"));
        let text = written_in(Markup::Markdown, "**bold** `Vec<T>`\n\n* one\n* two");
        assert!(
            matches!(text.as_slice(), [Block::Paragraph(_), Block::List(_)]),
            "{text:?}"
        );
        assert_eq!(plain(&text), "bold Vec<T> one two");
    }

    #[test]
    fn a_list_that_counts_from_another_number_keeps_its_numbers() {
        let text = written_in(Markup::Markdown, "1986. A year\n1987. Another");
        assert_eq!(plain(&text), "1986. A year 1987. Another");
    }

    #[test]
    fn lines_stay_lines() {
        let source = "Agenda:\r\n\u{2022} Tea\r\n\u{2022} Milk\r\n\r\nBring a cup.\r\n \r\nEnd";
        let expected = "Agenda:/\u{2022} Tea/\u{2022} Milk//Bring a cup.//End";
        assert_eq!(lines(&marked_up(source)), expected);
        assert_eq!(lines(&written_in(Markup::Markdown, source)), expected);
        let marked = source.replace("Milk", "<b>Milk</b>");
        assert_eq!(lines(&marked_up(&marked)), expected);
    }

    #[test]
    fn entities_are_the_characters_that_they_stand_for() {
        assert_eq!(
            plain(&marked_up("R&amp;D &lt;T&gt; &#39;x&#39;")),
            "R&D <T> 'x'"
        );
        assert_eq!(
            plain(&marked_up("R&D; a &b; &unknown;")),
            "R&D; a &b; &unknown;"
        );
    }
}
