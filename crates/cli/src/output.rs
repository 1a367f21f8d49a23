//! Writes files completely or not at all, and prints to standard output and standard error. All
//! messages go through [`say`] and [`tell`].

use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;
use std::{fs, thread};

use anyhow::{Context, Result};
use hallway_importer::import::Diagnostic;

use crate::printable;

/// Writes a temporary file in the same folder and renames it. If the path is a link, the file that
/// it points to is replaced; devices and pipes are written to directly.
///
/// # Errors
/// If the system refuses; then the old file stays.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    let say = || format!("{} can't be written", path.display());
    if path.exists() && !path.is_file() {
        return fs::write(path, content).with_context(say);
    }
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder).with_context(say)?;
    let mut file = tempfile::Builder::new()
        .prefix(".hallway-")
        .tempfile_in(&folder)
        .with_context(say)?;
    file.write_all(content).with_context(say)?;
    readable_by_all(file.as_file()).with_context(say)?;
    file.persist(&place).with_context(say)?;
    Ok(())
}

/// Whether the file to write is also the input, even by another link.
pub fn is_same(written: &Path, read: &Path) -> bool {
    let files = [written, read].map(|file| fs::canonicalize(file).ok());
    files[0].is_some() && files[0] == files[1] && written.is_file()
}

/// Prints one message as a line on standard error. Control characters in names and texts are
/// escaped.
pub fn say(what: impl Display) {
    let what = what.to_string();
    // If standard error is closed, nothing can be done.
    let _ = writeln!(std::io::stderr().lock(), "{}", printable::one_line(&what));
}

/// Prints one message as a line on standard output, escaped like [`say`].
///
/// # Errors
/// If the system refuses.
pub fn tell(what: impl Display) -> Result<()> {
    print(&format!("{}\n", printable::one_line(&what.to_string())))
}

/// Writes data to standard output unchanged; a reader that stops early is not an error.
///
/// # Errors
/// If the system refuses for another reason.
pub fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let printed = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match printed {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        printed => printed.context("standard output can't be written"),
    }
}

/// Temporary files are private to their owner, but a web server has to read what is published.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// How long something may take before a message says that it is running.
const PATIENCE: Duration = Duration::from_secs(1);

/// Runs `work`, and prints `what` on standard error if that takes longer than a second.
pub fn saying<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                say(format_args!("{what}…"));
            }
        });
        let outcome = work();
        // Dropping the sender ends the waiting.
        drop(done);
        outcome
    })
}

/// How many repairs are printed one by one.
const LISTED: usize = 20;

/// Prints on standard error what was corrected: the first ones line by line, then the number of the
/// others.
pub fn say_repairs(repairs: &[Diagnostic]) {
    for repair in repairs.iter().take(LISTED) {
        say(format_args!("warning: {repair}"));
    }
    if repairs.len() > LISTED {
        say(format_args!(
            "warning: {} more; `hallway check --json` lists them all",
            repairs.len() - LISTED
        ));
    }
}
