//! Abstracts and descriptions, as a small tree. It is sanitised once, when the programme is made.
//!
//! Views render the tree, so no HTML string reaches a page.

use serde::{Deserialize, Serialize};

use crate::Link;

/// A text: blocks, one below the other.
pub type Text = Vec<Block>;

/// A piece of text that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list without numbers.
    List(Vec<Vec<Block>>),
    /// A list that counts from one.
    Numbered(Vec<Vec<Block>>),
    /// Lines of code, white space kept.
    Code(String),
}

/// A run of text within a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inline {
    /// Words.
    Text(String),
    /// Stressed words.
    Emphasis(Vec<Inline>),
    /// Important words.
    Strong(Vec<Inline>),
    /// Code within a sentence.
    Code(String),
    /// A link.
    Link {
        /// The address that it leads to.
        to: Link,
        /// The words of the link.
        text: Vec<Inline>,
    },
    /// A new line within a paragraph.
    Break,
}

/// The text without markup, with single spaces for blocks and line breaks: for searching and for
/// descriptions of pages.
#[must_use]
pub fn plain(text: &[Block]) -> String {
    let mut words = String::new();
    push_blocks(text, &mut words);
    words.truncate(words.trim_end().len());
    words
}

fn push_blocks(blocks: &[Block], words: &mut String) {
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => push_inlines(inlines, words),
            Block::List(entries) | Block::Numbered(entries) => {
                for entry in entries {
                    push_blocks(entry, words);
                }
            }
            Block::Code(code) => words.push_str(code),
        }
        words.push(' ');
    }
}

fn push_inlines(inlines: &[Inline], words: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => words.push_str(text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
                push_inlines(inner, words);
            }
            Inline::Break => words.push(' '),
        }
    }
}
