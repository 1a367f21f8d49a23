//! Reads a programme that is kept by hand as a folder of TOML files, and checks it.
//!
//! `conference.toml` has the conference and the order of its tracks; `topics.toml`, `rooms.toml`
//! and `people.toml` define what tracks and items refer to; each `tracks/<id>.toml` has a track and
//! its items; `items.toml` has the items without a track. Texts are Markdown; times are by the
//! conference's clocks. All problems in all files are reported at once.

mod document;
mod draft;
mod fields;
mod parts;
mod report;

use std::path::{Path, PathBuf};

use hallway_programme::Programme;
use hallway_programme::check::check;
use hallway_programme::draft::{ConferenceDraft, Draft, FORMAT, RoomDraft};

use crate::Findings;
use document::{Document, Role};
use report::Report;

/// The programme in a folder.
///
/// # Errors
/// [`Findings`]: all problems, with file, line and column.
///
/// ```
/// # use std::path::Path;
/// let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../programmes/lpc-2021"));
/// let programme = hallway_importer::folder::read(folder)?;
/// assert_eq!(programme.conference().zone, "Canada/Atlantic");
/// # Ok::<(), hallway_importer::Findings>(())
/// ```
pub fn read(folder: &Path) -> Result<Programme, Findings> {
    let (documents, unreadable) = document::open(folder);
    let tables: Vec<_> = documents.iter().map(Document::parse).collect();
    let mut report = Report::new(&documents, unreadable);
    for (document, (_, errors)) in tables.iter().enumerate() {
        for error in errors {
            report.syntax(document, error);
        }
    }
    let tables: Vec<_> = tables.into_iter().map(|(table, _)| table).collect();
    let draft = draft::draft(folder, &documents, &tables, &mut report);
    let checked = check(draft);
    if let Err(problems) = &checked {
        report.problems(problems);
    }
    match (checked, report.into_findings()) {
        (Ok(programme), findings) if findings.0.is_empty() => Ok(programme),
        (_, findings) => Err(findings),
    }
}

/// Reads rooms from a text in the format of `rooms.toml`, with the same checks as in a programme.
pub(crate) fn rooms(path: &Path, text: &str) -> Result<Vec<RoomDraft>, Findings> {
    let documents = [Document {
        path: path.into(),
        role: Role::Rooms,
        text: text.into(),
    }];
    let (table, errors) = documents[0].parse();
    let mut report = Report::new(&documents, Vec::new());
    for error in &errors {
        report.syntax(0, error);
    }
    let rooms = draft::rooms(&documents, &[table], &mut report);
    // The rest of the programme is valid, so every problem is about the rooms.
    let programme = Draft {
        format: FORMAT,
        revision: 1,
        conference: ConferenceDraft {
            id: "rooms".into(),
            title: "Rooms".into(),
            first_day: "2000-01-01".into(),
            last_day: "2000-01-01".into(),
            zone: "UTC".into(),
            ..ConferenceDraft::default()
        },
        topics: Vec::new(),
        rooms: rooms.clone(),
        people: Vec::new(),
        tracks: Vec::new(),
        items: Vec::new(),
    };
    if let Err(problems) = check(programme) {
        report.problems(&problems);
    }
    let findings = report.into_findings();
    if findings.0.is_empty() {
        Ok(rooms)
    } else {
        Err(findings)
    }
}

/// The files of a folder that [`read`] reads, in the order of reading.
#[must_use]
pub fn files(folder: &Path) -> Vec<PathBuf> {
    document::paths(folder)
        .into_iter()
        .map(|(path, _)| path)
        .collect()
}
