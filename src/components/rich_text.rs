//! Shows the small tree that abstracts and descriptions are.

use hallway_programme::text::{Block, Inline};
use leptos::prelude::*;

use crate::components::element::{all, element, outward, tag, words_in};

/// A text, as paragraphs, lists and code.
#[must_use]
pub fn rich_text(text: &[Block]) -> AnyView {
    all(text.iter().map(block).collect())
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(inlines) => element("p", "", line(inlines)),
        Block::List(entries) => element("ul", "", list(entries)),
        Block::Numbered(entries) => element("ol", "", list(entries)),
        Block::Code(code) => {
            let code = words_in("code", "", code);
            tag("pre").set("tabindex", "0").with(code).view()
        }
    }
}

fn list(entries: &[Vec<Block>]) -> AnyView {
    let entry = |entry: &Vec<Block>| element("li", "", rich_text(entry));
    all(entries.iter().map(entry).collect())
}

fn line(inlines: &[Inline]) -> AnyView {
    all(inlines.iter().map(inline).collect())
}

fn inline(inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Emphasis(inner) => element("em", "", line(inner)),
        Inline::Strong(inner) => element("strong", "", line(inner)),
        Inline::Code(code) => words_in("code", "", code),
        Inline::Link { to, text } => outward(to.as_str(), line(text)),
        Inline::Break => tag("br").view(),
    }
}
