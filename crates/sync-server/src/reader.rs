//! Reads mailboxes from SQLite's file on the thread of the request.
//!
//! A read takes microseconds, since the file's pages are in memory. Passing it to another thread
//! and back takes longer than the read, and as long as the rest of the answer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, Row};

use crate::database::{Error, Mailbox};
use crate::file::{self, Checkup, Identity};
use crate::mailbox::{ETag, MailboxId};

/// Reads from a file, with one connection for each read that runs at the same time: at most as many
/// as threads. A connection on which anything failed is closed.
///
/// The file is not mapped into memory: a failing disk, or a file that is truncated, would end the
/// server instead of failing the read.
#[derive(Debug, Clone)]
pub struct Reader {
    file: PathBuf,
    /// The file that was there at the start.
    identity: Identity,
    checkup: Checkup,
    idle: Arc<Mutex<Idle>>,
}

#[derive(Debug, Default)]
struct Idle {
    connections: Vec<Connection>,
    /// How often all connections were closed: one that was in use then is closed after its use.
    closed: u64,
}

impl Reader {
    /// Reads from that file; opens nothing yet.
    pub(crate) fn of(file: PathBuf, identity: Identity, checkup: Checkup) -> Self {
        Self {
            file,
            identity,
            checkup,
            idle: Arc::default(),
        }
    }

    /// The mailbox of that name, if there is one.
    ///
    /// # Errors
    /// What SQLite reports, or that the file must not be read.
    pub(crate) fn read(&self, id: &MailboxId) -> Result<Option<Mailbox>, Error> {
        self.by(|connection| mailbox(connection, id))
    }

    /// The number that a query returns.
    ///
    /// # Errors
    /// What SQLite reports, or that the file must not be read.
    pub(crate) fn number(&self, query: &str) -> Result<i64, Error> {
        self.by(|connection| connection.query_row(query, [], |row| row.get(0)))
    }

    /// Like [`Self::number`], but from the file itself, with a connection that has nothing in its
    /// cache.
    ///
    /// # Errors
    /// What SQLite reports, or that the file must not be read.
    pub(crate) fn number_anew(&self, query: &str) -> Result<i64, Error> {
        self.is_there()?;
        let number = file::open(&self.file)
            .and_then(|connection| connection.query_row(query, [], |row| row.get(0)));
        self.noted(number)
    }

    /// Closes all connections.
    pub(crate) fn close(&self) {
        let mut idle = self.idle();
        idle.closed += 1;
        idle.connections.clear();
    }

    fn by<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, rusqlite::Error>,
    ) -> Result<T, Error> {
        self.is_there()?;
        let (closed, connection) = {
            let mut idle = self.idle();
            (idle.closed, idle.connections.pop())
        };
        let outcome = connection
            .map_or_else(|| file::open(&self.file), Ok)
            .and_then(|connection| Ok((read(&connection)?, connection)));
        let (found, connection) = self.noted(outcome)?;
        let mut idle = self.idle();
        if idle.closed == closed {
            idle.connections.push(connection);
        }
        Ok(found)
    }

    /// Returns an error if the file is damaged, or is not the one that was there at the start.
    ///
    /// # Errors
    /// Which of the two it is.
    pub(crate) fn is_there(&self) -> Result<(), Error> {
        self.checkup.allow()?;
        if Identity::of(&self.file).ok() == Some(self.identity) {
            Ok(())
        } else {
            self.close();
            Err(Error::Moved)
        }
    }

    /// The same result, after recording what it says about the file.
    fn noted<T>(&self, outcome: Result<T, rusqlite::Error>) -> Result<T, Error> {
        outcome.map_err(|error| {
            let error = Error::from(error);
            self.checkup.note(&error);
            error
        })
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        // A panic with the lock held leaves the list valid: at most one connection is missing.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn mailbox(connection: &Connection, id: &MailboxId) -> Result<Option<Mailbox>, rusqlite::Error> {
    // Without a running time the query has to fail: an empty result would mean that there is no
    // such mailbox.
    let text = "SELECT token_hash, etag, content, used_on, (SELECT day FROM running_time) \
        FROM mailboxes WHERE id = ?1";
    let mut query = connection.prepare_cached(text)?;
    let mailbox = |row: &Row| {
        Ok(Mailbox {
            token_hash: row.get(0)?,
            etag: ETag::kept(row.get(1)?),
            content: row.get(2)?,
            used_on: row.get(3)?,
            today: row.get(4)?,
        })
    };
    query.query_row([id.as_str()], mailbox).optional()
}
