//! Properties that hold for every input of a reader.

use hallway_agenda::Agenda;
use hallway_importer::import::{File, ImportOptions, import};
use hallway_importer::{Format, prose as prose_reader};
use hallway_programme::Programme;
use hallway_programme::text::{Block, Inline};

/// A reader turns a file into a programme that can be published and read again, or returns an error
/// with a message.
pub fn import_from(format: Format, content: &[u8]) {
    let file = File {
        path: "file".into(),
        content: content.to_vec(),
    };
    let wishes = ImportOptions {
        title: Some("Fuzzed".into()),
        ..ImportOptions::default()
    };
    match import(&[file], Some(format), &wishes) {
        Ok(imported) => {
            let json = imported.programme.to_json();
            let read = Programme::from_json(&json).expect("what was imported can be published");
            assert_eq!(read.to_json(), json);
        }
        Err(refused) => assert!(!refused.to_string().is_empty()),
    }
}

/// Both readers of prose turn a text into a tree that is not too deep for readers of JSON.
pub fn prose(source: &str) {
    for text in [
        prose_reader::marked_up(source),
        prose_reader::plain_lines(source),
    ] {
        assert!(text.iter().map(depth_of_block).max().unwrap_or(0) < 40);
    }
}

fn depth_of_block(block: &Block) -> usize {
    match block {
        Block::Paragraph(line) => 1 + deepest(line),
        Block::List(entries) | Block::Numbered(entries) => {
            let inner = entries.iter().flatten().map(depth_of_block).max();
            1 + inner.unwrap_or(0)
        }
        Block::Code(_) => 1,
    }
}

fn deepest(line: &[Inline]) -> usize {
    let depth = |inline: &Inline| match inline {
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link { text: inner, .. } => {
            1 + deepest(inner)
        }
        Inline::Text(_) | Inline::Code(_) | Inline::Break => 1,
    };
    line.iter().map(depth).max().unwrap_or(0)
}

/// Reading a text gives an agenda that is the same after writing and reading it again, or an error
/// with a message.
pub fn agenda(text: &str) {
    match Agenda::from_text(text) {
        Ok(agenda) => {
            let written = agenda.to_text();
            let read = Agenda::from_text(&written).expect("what was written can be read");
            assert_eq!(read, agenda);
            let mut merged = agenda.clone();
            merged.merge(&read);
            assert_eq!(merged, agenda);
        }
        Err(unreadable) => assert!(!unreadable.to_string().is_empty()),
    }
}
