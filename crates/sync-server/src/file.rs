//! SQLite's files: whether they are still the ones that were opened, and whether they are damaged.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, TryLockError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use crate::database::Error;

/// How long a read waits while the whole file is locked, as it briefly is during recovery. Writers
/// never lock readers out (<https://www.sqlite.org/wal.html>).
const PATIENCE: Duration = Duration::from_millis(200);

/// The identity of a file, whatever its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity(u64, u64);

impl Identity {
    /// The identity of the file at that path now.
    #[cfg(unix)]
    pub fn of(path: &Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        let there = fs::metadata(path)?;
        Ok(Self(there.dev(), there.ino()))
    }

    /// The same for all files: on these systems nobody can delete or replace an open file.
    #[cfg(not(unix))]
    pub fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|_| Self(0, 0))
    }
}

/// The database's file and the two beside it: the write-ahead log and the log's index.
///
/// A deleted or replaced file stays open: writes to it would be acknowledged, and lost when the
/// server ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Files {
    pub database: Identity,
    log: Identity,
    index: Identity,
}

impl Files {
    /// The files that exist now; all three exist while a connection that has read something is
    /// open.
    pub fn of(database: &Path) -> io::Result<Self> {
        let beside = |ending: &str| {
            let mut path = database.as_os_str().to_owned();
            path.push(ending);
            Identity::of(Path::new(&path))
        };
        Ok(Self {
            database: Identity::of(database)?,
            log: beside("-wal")?,
            index: beside("-shm")?,
        })
    }
}

/// Opens the file for reading.
pub(crate) fn open(file: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(PATIENCE)?;
    Ok(connection)
}

/// The pause after a check, as a multiple of the check's duration: so checks use at most a fiftieth
/// of a core, however large the file is.
const PAUSE: u32 = 50;

/// Whether the file is damaged.
///
/// A damaged file is not read, since a mailbox that is not found in it may exist; and not written,
/// since the write may not be found again.
#[derive(Debug, Clone)]
pub(crate) struct Checkup(Arc<State>);

#[derive(Debug)]
struct State {
    file: PathBuf,
    is_damaged: AtomicBool,
    next: Mutex<Instant>,
}

impl Checkup {
    /// The state of a file, which counts as intact until a check.
    pub fn of(file: PathBuf) -> Self {
        Self(Arc::new(State {
            file,
            is_damaged: AtomicBool::new(false),
            next: Mutex::new(Instant::now()),
        }))
    }

    /// Records an error of SQLite if it means that the file is damaged.
    pub fn note(&self, error: &Error) {
        if error.is_damage() {
            self.0.is_damaged.store(true, Ordering::Relaxed);
        }
    }

    /// Returns an error if the file is known to be damaged; then it is checked again now and then.
    pub fn allow(&self) -> Result<(), Error> {
        if !self.0.is_damaged.load(Ordering::Relaxed) {
            return Ok(());
        }
        let checkup = self.clone();
        // The check records its result.
        tokio::task::spawn_blocking(move || checkup.run());
        Err(Error::Damaged("as the last check found".into()))
    }

    /// Checks the whole file, which takes as long as reading it. If it was checked recently, or a
    /// check is running, returns the last result.
    ///
    /// # Errors
    /// [`Error::Damaged`], or that the file can't be read.
    pub fn run(&self) -> Result<(), Error> {
        let begun = Instant::now();
        let mut next = match self.0.next.try_lock() {
            Ok(next) if begun >= *next => next,
            Err(TryLockError::Poisoned(next)) => next.into_inner(),
            _ if self.0.is_damaged.load(Ordering::Relaxed) => {
                let last = "as the last check found";
                return Err(Error::Damaged(last.into()));
            }
            _ => return Ok(()),
        };
        let found = check(&self.0.file);
        match &found {
            Ok(()) => self.0.is_damaged.store(false, Ordering::Relaxed),
            Err(error) => self.note(error),
        }
        let end = Instant::now();
        *next = end + ((end - begun) * PAUSE).max(Duration::from_millis(100));
        found
    }
}

/// Checks the whole file, with a connection that has nothing of it in its cache.
fn check(file: &Path) -> Result<(), Error> {
    let connection = open(file)?;
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(Error::Damaged(found.replace('\n', " ")))
    }
}
