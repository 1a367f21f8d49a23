//! SQLite's files: whether they are still those that were opened, and whether they are damaged.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, TryLockError};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags};

use crate::database::Error;

/// How long a read waits where the file is locked as a whole, as it is for a moment while it is
/// recovered. Writers lock no reader out (<https://www.sqlite.org/wal.html>).
const PATIENCE: Duration = Duration::from_millis(200);

/// Which file it is, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity(u64, u64);

impl Identity {
    /// Of what is at that path now.
    #[cfg(unix)]
    pub fn of(path: &Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        let there = fs::metadata(path)?;
        Ok(Self(there.dev(), there.ino()))
    }

    /// Of what is at that path now: here a file that is open can't be taken away.
    #[cfg(not(unix))]
    pub fn of(path: &Path) -> io::Result<Self> {
        fs::metadata(path).map(|_| Self(0, 0))
    }
}

/// The database's file and the two beside it, the log of what was written and the log's index.
///
/// A file that is deleted or replaced stays open: what is written to it would be acknowledged, and
/// gone with the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Files {
    pub database: Identity,
    log: Identity,
    index: Identity,
}

impl Files {
    /// Those that are there now; all of them are while a connection is open that has read something.
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

/// How much longer than a check the pause after it is at least: so checks take a fiftieth of a core,
/// however large the file is.
const PAUSE: u32 = 50;

/// Whether the file is damaged.
///
/// Nothing is read from a damaged one, since a mailbox that is not found in it may be there, and
/// nothing written, since it may not be found again.
#[derive(Debug, Clone)]
pub(crate) struct Checkup(Arc<State>);

#[derive(Debug)]
struct State {
    file: PathBuf,
    is_damaged: AtomicBool,
    next: Mutex<Instant>,
}

impl Checkup {
    /// Of that file, which is not known to be damaged yet.
    pub fn of(file: PathBuf) -> Self {
        Self(Arc::new(State {
            file,
            is_damaged: AtomicBool::new(false),
            next: Mutex::new(Instant::now()),
        }))
    }

    /// Notes what SQLite said of the file, if that is that it is damaged.
    pub fn note(&self, error: &Error) {
        if error.is_damage() {
            self.0.is_damaged.store(true, Ordering::Relaxed);
        }
    }

    /// Refuses if the file is damaged, as far as is known. Then it is looked at again now and then.
    pub fn allow(&self) -> Result<(), Error> {
        if !self.0.is_damaged.load(Ordering::Relaxed) {
            return Ok(());
        }
        let checkup = self.clone();
        // What comes of it is noted.
        tokio::task::spawn_blocking(move || checkup.run());
        Err(Error::Damaged(
            "as it was when it was looked at last".into(),
        ))
    }

    /// Looks through the whole file, which takes as long as reading it; if that was done lately, or is
    /// being done, gives what came of it last.
    ///
    /// # Errors
    /// [`Error::Damaged`], or that the file can't be read.
    pub fn run(&self) -> Result<(), Error> {
        let begun = Instant::now();
        let mut next = match self.0.next.try_lock() {
            Ok(next) if begun >= *next => next,
            Err(TryLockError::Poisoned(next)) => next.into_inner(),
            _ if self.0.is_damaged.load(Ordering::Relaxed) => {
                let last = "as it was when it was looked at last";
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

/// Looks through the whole file, over a connection that has read nothing of it before.
fn check(file: &Path) -> Result<(), Error> {
    let connection = open(file)?;
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(Error::Damaged(found.replace('\n', " ")))
    }
}
