//! Reads files that a user names, without blocking on a pipe or filling the memory, and makes text of
//! them.

pub(crate) mod decode;
mod fold;

use std::fmt;
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::Path;

use crate::import::LARGEST;

/// Why a file was not read.
#[derive(Debug)]
pub enum Unfit {
    /// The system reported an error.
    Io(io::Error),
    /// It is a folder.
    Folder,
    /// It is a device, a socket, or a named pipe.
    NotAFile,
    /// It is larger than any schedule; the size in MiB, if known.
    TooLarge(Option<u64>),
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let largest = LARGEST >> 20;
        match self {
            Self::Io(error) => error.fmt(f),
            Self::Folder => f.write_str("it is a folder: name a file"),
            Self::NotAFile => f.write_str("it is a pipe or a device: name a file"),
            Self::TooLarge(Some(size)) => write!(
                f,
                "it is {size} MiB large, and no schedule is larger than {largest} MiB: check that it is the right file"
            ),
            Self::TooLarge(None) => write!(
                f,
                "it is larger than {largest} MiB, and no schedule is: check that it is the right file"
            ),
        }
    }
}

impl std::error::Error for Unfit {}

impl From<io::Error> for Unfit {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads a file of at most [`LARGEST`] bytes, or a pipe that the shell passes as a name in `/dev`
/// or `/proc`.
///
/// # Errors
/// [`Unfit`] if it is not a file, or too large.
pub fn read(path: &Path) -> Result<Vec<u8>, Unfit> {
    // Check this before opening: opening a named pipe blocks until someone writes to it.
    is_fit(path, &fs::metadata(path)?)?;
    let file = File::open(path)?;
    is_fit(path, &file.metadata()?)?;
    let mut content = Vec::new();
    file.take(LARGEST as u64 + 1).read_to_end(&mut content)?;
    if content.len() > LARGEST {
        return Err(Unfit::TooLarge(None));
    }
    Ok(content)
}

fn is_fit(path: &Path, metadata: &fs::Metadata) -> Result<(), Unfit> {
    let size = metadata.len();
    if metadata.is_dir() {
        Err(Unfit::Folder)
    } else if metadata.is_file() && size > LARGEST as u64 {
        Err(Unfit::TooLarge(Some(size >> 20)))
    } else if metadata.is_file() || is_of_the_shell(path, metadata.file_type()) {
        Ok(())
    } else {
        Err(Unfit::NotAFile)
    }
}

/// Whether it is the pipe of `<(…)` or of standard input. Such a pipe has a writer, so opening it
/// does not block.
#[cfg(unix)]
fn is_of_the_shell(path: &Path, kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_fifo() && (path.starts_with("/dev") || path.starts_with("/proc"))
}

#[cfg(not(unix))]
fn is_of_the_shell(_: &Path, _: FileType) -> bool {
    false
}
