//! Files that are written whole or not at all; standard output; and what people are told, all of which goes
//! through [`say`] and [`tell`].

use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;
use std::{fs, thread};

use anyhow::{Context, Result};
use hallway_importer::import::Diagnostic;

use crate::printable;

/// Writes a file beside its place and renames it into it. A link stays one: what it points to is
/// written; and a device or a pipe is written into.
///
/// # Errors
/// If the system refuses; what stood there before stays.
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

/// Whether a file that is to be written is one that is read, by whatever links.
pub fn is_same(written: &Path, read: &Path) -> bool {
    let files = [written, read].map(|file| fs::canonicalize(file).ok());
    files[0].is_some() && files[0] == files[1] && written.is_file()
}

/// Says one thing on standard error, in one line: whatever names and texts from files are in it, nothing of
/// it acts on a terminal.
pub fn say(what: impl Display) {
    let what = what.to_string();
    // Without anybody to tell, there is nothing else to be done.
    let _ = writeln!(std::io::stderr().lock(), "{}", printable::one_line(&what));
}

/// Tells people one thing on standard output, in one line as [`say`] does.
///
/// # Errors
/// If the system refuses.
pub fn tell(what: impl Display) -> Result<()> {
    print(&format!("{}\n", printable::one_line(&what.to_string())))
}

/// Writes data to standard output, as it is; whoever reads it may stop early.
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

/// A temporary file is its owner's alone; what a web server publishes is not.
#[cfg(unix)]
fn readable_by_all(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_by_all(_: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// How long something may take before it is said to be under way.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does something, and says what on standard error if it takes longer than a second.
pub fn saying<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let (done, waiting) = mpsc::channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            if waiting.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                say(format_args!("{what}…"));
            }
        });
        let outcome = work();
        // Hangs up, which ends the waiting.
        drop(done);
        outcome
    })
}

/// How many repairs are listed one by one.
const LISTED: usize = 20;

/// Says on standard error what was put right, the first ones line by line.
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
