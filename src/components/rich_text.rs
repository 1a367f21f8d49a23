//! Shows the small tree that abstracts and descriptions are.

use hallway_programme::text::{Block, Inline};
use leptos::prelude::*;

use crate::components::outward_link::OutwardLink;

/// A text, as paragraphs, lists and code.
#[must_use]
pub fn rich_text(text: &[Block]) -> AnyView {
    text.iter().map(block).collect_view().into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(inlines) => view! { <p>{line(inlines)}</p> }.into_any(),
        Block::List(entries) => view! { <ul>{list(entries)}</ul> }.into_any(),
        Block::Numbered(entries) => view! { <ol>{list(entries)}</ol> }.into_any(),
        Block::Code(code) => {
            view! { <pre tabindex="0"><code>{code.clone()}</code></pre> }.into_any()
        }
    }
}

fn list(entries: &[Vec<Block>]) -> impl IntoView + use<> {
    let entry = |entry: &Vec<Block>| view! { <li>{rich_text(entry)}</li> };
    entries.iter().map(entry).collect_view()
}

fn line(inlines: &[Inline]) -> AnyView {
    inlines.iter().map(inline).collect_view().into_any()
}

fn inline(inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Emphasis(inner) => view! { <em>{line(inner)}</em> }.into_any(),
        Inline::Strong(inner) => view! { <strong>{line(inner)}</strong> }.into_any(),
        Inline::Code(code) => view! { <code>{code.clone()}</code> }.into_any(),
        Inline::Link { to, text } => {
            let text = line(text);
            view! { <OutwardLink href=to.as_str()>{text}</OutwardLink> }.into_any()
        }
        Inline::Break => view! { <br/> }.into_any(),
    }
}
