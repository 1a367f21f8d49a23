//! Reads a programme in any form: a folder kept by hand, a `programme.json`, or another tool's
//! export.

use std::path::{Path, PathBuf};

use hallway_importer::import::{self, Diagnostic, File, ImportError, ImportOptions};
use hallway_importer::{Format, folder, input};
use hallway_programme::Programme;

/// A programme, and what was corrected while reading it.
#[derive(Debug)]
pub struct Source {
    /// The checked programme.
    pub programme: Programme,
    /// The folder that it is in; floor plans are in `plans` below it.
    pub folder: PathBuf,
    /// What was corrected.
    pub repairs: Vec<Diagnostic>,
}

/// Reads a programme.
///
/// # Errors
/// [`ImportError`]: everything that is wrong, each with its place.
pub fn read(
    paths: &[PathBuf],
    format: Option<Format>,
    options: &ImportOptions,
) -> Result<Source, ImportError> {
    if let [folder] = paths
        && folder.is_dir()
    {
        let said = said_elsewhere(format, options);
        if !said.is_empty() {
            return Err(ImportError(vec![diagnostic(
                folder,
                format!(
                    "a folder kept by hand says this in its own files: leave out {}",
                    said.join(", ")
                ),
            )]));
        }
        return Ok(Source {
            programme: folder::read(folder)?,
            folder: folder.clone(),
            repairs: Vec::new(),
        });
    }
    let file = |path: &PathBuf| {
        if path.is_dir() {
            let message = "a folder can't be read together with other files: name it alone";
            return Err(diagnostic(path, message.into()));
        }
        open(path)
    };
    let files: Vec<_> = paths.iter().map(file).collect();
    let unreadable: Vec<_> = files
        .iter()
        .filter_map(|file| file.as_ref().err().cloned())
        .collect();
    if !unreadable.is_empty() {
        return Err(ImportError(unreadable));
    }
    let files: Vec<File> = files.into_iter().flatten().collect();
    let import = import::import(&files, format, options)?;
    let folder = paths.first().and_then(|file| file.parent());
    Ok(Source {
        programme: import.programme,
        folder: folder.unwrap_or(Path::new("")).into(),
        repairs: import.repairs,
    })
}

/// The options that were given about the schedule.
fn said_elsewhere(format: Option<Format>, options: &ImportOptions) -> Vec<&'static str> {
    let options = [
        ("--from", format.is_some()),
        ("--zone", options.zone.is_some()),
        ("--title", options.title.is_some()),
        ("--id", options.id.is_some()),
        ("--link", options.link.is_some()),
        ("--rooms", options.rooms.is_some()),
    ];
    let said = options.into_iter().filter(|(_, is_said)| *is_said);
    said.map(|(option, _)| option).collect()
}

/// A problem with a file as a whole.
pub fn diagnostic(path: &Path, message: String) -> Diagnostic {
    Diagnostic {
        file: path.into(),
        place: String::new(),
        message,
    }
}

/// Reads a file unchanged.
///
/// # Errors
/// A diagnostic if it can't be read.
pub fn open(path: &Path) -> Result<File, Diagnostic> {
    match input::read(path) {
        Ok(content) => Ok(File {
            path: path.into(),
            content,
        }),
        Err(error) => Err(diagnostic(path, format!("it can't be read: {error}"))),
    }
}
