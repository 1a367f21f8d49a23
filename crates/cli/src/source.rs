//! A programme from wherever an organiser has it: a folder kept by hand, Hallway's own file, or
//! another tool's export.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use hallway_importer::import::{self, File, Note, Refused, Wishes};
use hallway_importer::{Findings, Format, folder};
use hallway_programme::Programme;
use serde::Serialize;

/// A programme, and what was put right while it was read.
#[derive(Debug)]
pub struct Source {
    /// The programme, checked.
    pub programme: Programme,
    /// The folder in which the pictures of its floor plans are: `plans` beside it.
    pub plans: PathBuf,
    /// What was put right.
    pub repairs: Vec<Complaint>,
}

/// Something that is wrong with a file, or was: one line for people, fields for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Complaint {
    /// The file.
    pub file: PathBuf,
    /// Where in the file: line and column, or a path into JSON; empty for the whole.
    pub place: String,
    /// What is wrong, and what to do about it or what was done.
    pub message: String,
}

impl fmt::Display for Complaint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if !self.place.is_empty() {
            write!(f, "{}:", self.place)?;
        }
        write!(f, " {}", self.message)
    }
}

/// Everything that keeps files from being a programme.
#[derive(Debug)]
pub struct Unusable(pub Vec<Complaint>);

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, complaint) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{complaint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Unusable {}

impl From<Findings> for Unusable {
    fn from(findings: Findings) -> Self {
        Self(
            findings
                .0
                .into_iter()
                .map(|finding| from_note(finding.into()))
                .collect(),
        )
    }
}

impl From<Refused> for Unusable {
    fn from(refused: Refused) -> Self {
        Self(refused.0.into_iter().map(from_note).collect())
    }
}

fn from_note(note: Note) -> Complaint {
    Complaint {
        file: note.file,
        place: note.place,
        message: note.message,
    }
}

/// Reads a programme.
///
/// # Errors
/// [`Unusable`]: everything that is wrong, each with its place.
pub fn read(
    paths: &[PathBuf],
    format: Option<Format>,
    wishes: &Wishes,
) -> Result<Source, Unusable> {
    if let [folder] = paths
        && folder.is_dir()
    {
        return Ok(Source {
            programme: folder::read(folder)?,
            plans: folder.join("plans"),
            repairs: Vec::new(),
        });
    }
    let files: Vec<_> = paths.iter().map(|path| open(path)).collect();
    let unreadable: Vec<_> = files.iter().filter_map(|file| file.clone().err()).collect();
    if !unreadable.is_empty() {
        return Err(Unusable(unreadable));
    }
    let files: Vec<File> = files.into_iter().flatten().collect();
    let import = import::import(&files, format, wishes)?;
    let plans = paths.first().map(|file| file.with_file_name("plans"));
    Ok(Source {
        programme: import.programme,
        plans: plans.unwrap_or_default(),
        repairs: import.notes.into_iter().map(from_note).collect(),
    })
}

/// Reads a file as it is.
///
/// # Errors
/// A complaint if it can't be read.
pub fn open(path: &Path) -> Result<File, Complaint> {
    let complaint = |message: String| Complaint {
        file: path.into(),
        place: String::new(),
        message,
    };
    if path.is_dir() {
        return Err(complaint(
            "a folder can't be read together with other files: name it alone".into(),
        ));
    }
    match fs::read(path) {
        Ok(content) => Ok(File {
            path: path.into(),
            content,
        }),
        Err(error) => Err(complaint(format!("it can't be read: {error}"))),
    }
}
