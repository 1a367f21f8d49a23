//! A programme from wherever an organiser has it: a folder kept by hand, Hallway's own file, or
//! another tool's export.

use std::fs;
use std::path::{Path, PathBuf};

use hallway_importer::import::{self, Complaint, File, Refused, Wishes};
use hallway_importer::{Format, folder};
use hallway_programme::Programme;

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

/// Reads a programme.
///
/// # Errors
/// [`Refused`]: everything that is wrong, each with its place.
pub fn read(paths: &[PathBuf], format: Option<Format>, wishes: &Wishes) -> Result<Source, Refused> {
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
        return Err(Refused(unreadable));
    }
    let files: Vec<File> = files.into_iter().flatten().collect();
    let import = import::import(&files, format, wishes)?;
    let plans = paths.first().map(|file| file.with_file_name("plans"));
    Ok(Source {
        programme: import.programme,
        plans: plans.unwrap_or_default(),
        repairs: import.repairs,
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
