//! Writes a text without its markup, but with its lines: for formats of plain text.

use hallway_programme::text::{Block, Inline};

/// The text: an empty line between blocks, and a line for each entry of a list.
pub(crate) fn text(blocks: &[Block]) -> String {
    let blocks = blocks.iter().map(block);
    let blocks: Vec<_> = blocks.filter(|block| !block.is_empty()).collect();
    blocks.join("\n\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph(inlines) => {
            let mut words = String::new();
            push(inlines, &mut words);
            words.trim().to_owned()
        }
        Block::List(entries) => list(entries, |_| "•".to_owned()),
        Block::Numbered(entries) => list(entries, |at| format!("{}.", at + 1)),
        Block::Code(code) => code.trim_end().to_owned(),
    }
}

fn list(entries: &[Vec<Block>], mark: impl Fn(usize) -> String) -> String {
    let entries = entries.iter().enumerate().map(|(at, entry)| {
        let blocks: Vec<_> = entry.iter().map(block).collect();
        format!("{} {}", mark(at), blocks.join("\n"))
    });
    entries.collect::<Vec<_>>().join("\n")
}

fn push(inlines: &[Inline], words: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => words.push_str(text),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
                push(inner, words);
            }
            Inline::Break => words.push('\n'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_lines() {
        let words = |text: &str| Inline::Text(text.into());
        let entry = |text| vec![Block::Paragraph(vec![words(text)])];
        let blocks = [
            Block::Paragraph(vec![
                words("One"),
                Inline::Break,
                Inline::Strong(vec![words("two")]),
            ]),
            Block::List(vec![entry("tea"), entry("milk")]),
            Block::Numbered(vec![entry("pour"), entry("drink")]),
            Block::Code("let tea;\n".into()),
        ];
        assert_eq!(
            text(&blocks),
            "One\ntwo\n\n• tea\n• milk\n\n1. pour\n2. drink\n\nlet tea;"
        );
    }
}
