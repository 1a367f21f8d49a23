//! The files in a programme's folder: finds them, knows the role of each, and converts positions in
//! them.

use std::fs;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::DeTable;

use crate::Finding;
use crate::input::{self, Unfit};

/// What a file contains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Role {
    Conference,
    Topics,
    Rooms,
    People,
    /// The track with that id, and its items.
    Track(String),
    /// The items without a track.
    Items,
    /// A file that is not known.
    Stray,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct Document {
    pub path: PathBuf,
    pub role: Role,
    pub text: String,
}

impl Document {
    /// The table of the file, as far as it is valid TOML, and the syntax errors.
    pub fn parse(&self) -> (Spanned<DeTable<'_>>, Vec<toml::de::Error>) {
        DeTable::parse_recoverable(&self.text)
    }

    /// The line and the column of a byte, each counted from 1.
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = self.text.get(..offset).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }
}

/// All files of the folder that can be read, and findings about those that can't.
pub(super) fn open(folder: &Path) -> (Vec<Document>, Vec<Finding>) {
    let mut documents = Vec::new();
    let mut findings = Vec::new();
    for (path, role) in paths(folder) {
        match text(&path) {
            Ok(text) => documents.push(Document { path, role, text }),
            Err(message) => findings.push(whole_file(path, message)),
        }
    }
    let conference = folder.join("conference.toml");
    if !conference.exists() {
        findings.push(whole_file(
            conference,
            "there is no such file: give the folder of a programme, or write the conference's id, title, days and zone there".into(),
        ));
    }
    (documents, findings)
}

/// A file's text, or why it can't be read.
fn text(path: &Path) -> Result<String, String> {
    let content = input::read(path).map_err(|error| match error {
        Unfit::Io(error) => format!("this can't be read ({error}): make it readable"),
        unfit => format!("this can't be read: {unfit}"),
    })?;
    String::from_utf8(content)
        .map_err(|_| "this is not UTF-8: save the file in that encoding".into())
}

fn whole_file(file: PathBuf, message: String) -> Finding {
    Finding {
        file,
        line: 1,
        column: 1,
        field: String::new(),
        message,
    }
}

/// The TOML files in the folder and what each is for, in the order in which they are read.
pub(super) fn paths(folder: &Path) -> Vec<(PathBuf, Role)> {
    let named = [
        ("conference.toml", Role::Conference),
        ("topics.toml", Role::Topics),
        ("rooms.toml", Role::Rooms),
        ("people.toml", Role::People),
        ("items.toml", Role::Items),
    ];
    let mut paths: Vec<_> = named
        .into_iter()
        .map(|(name, role)| (folder.join(name), role))
        .filter(|(path, _)| path.exists())
        .collect();
    let strays = toml_files(folder)
        .into_iter()
        .map(|path| (path, Role::Stray));
    // The theme is not part of the programme; `crates/site` reads it.
    let theme = folder.join("theme.toml");
    let strays: Vec<_> = strays
        .filter(|(path, _)| *path != theme && !paths.iter().any(|(named, _)| named == path))
        .collect();
    let tracks = toml_files(&folder.join("tracks"));
    paths.extend(tracks.into_iter().map(|path| {
        let id = path.file_stem().unwrap_or_default();
        let role = Role::Track(id.to_string_lossy().into_owned());
        (path, role)
    }));
    paths.extend(strays);
    paths
}

fn toml_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    files.sort();
    files
}
