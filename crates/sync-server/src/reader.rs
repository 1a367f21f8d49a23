//! Reading mailboxes from SQLite's file on the thread that asks.
//!
//! A read takes microseconds, since the file's pages are in memory; handing it to another thread and
//! back takes longer than the read, and as long as the rest of the answer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, Row};

use crate::database::{Error, Mailbox};
use crate::file::{self, Checkup, Identity};
use crate::mailbox::{ETag, MailboxId};

/// Reads from a file: with as many connections as reads were ever under way at once, which are no
/// more than threads. One on which anything failed is closed.
///
/// The file is not mapped into memory: a disk that fails, or a file that is cut off, would end the
/// server in place of the read.
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
    /// How often all were closed: a connection that was in use then is not kept after.
    closed: u64,
}

impl Reader {
    /// Reads from that file; nothing is opened yet.
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
    /// What SQLite says, or that the file is not to be read.
    pub(crate) fn read(&self, id: &MailboxId) -> Result<Option<Mailbox>, Error> {
        self.by(|connection| mailbox(connection, id))
    }

    /// The only number that a query gives.
    ///
    /// # Errors
    /// What SQLite says, or that the file is not to be read.
    pub(crate) fn number(&self, query: &str) -> Result<i64, Error> {
        self.by(|connection| connection.query_row(query, [], |row| row.get(0)))
    }

    /// The same from the file itself, by a connection that remembers nothing of it.
    ///
    /// # Errors
    /// What SQLite says, or that the file is not to be read.
    pub(crate) fn number_anew(&self, query: &str) -> Result<i64, Error> {
        self.is_there()?;
        let number = file::open(&self.file)
            .and_then(|connection| connection.query_row(query, [], |row| row.get(0)));
        self.noted(number)
    }

    /// Closes what is open.
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

    /// Refuses where the file is damaged, or is not the one that was there at the start.
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

    /// The same, after what it says of the file is noted.
    fn noted<T>(&self, outcome: Result<T, rusqlite::Error>) -> Result<T, Error> {
        outcome.map_err(|error| {
            let error = Error::from(error);
            self.checkup.note(&error);
            error
        })
    }

    fn idle(&self) -> MutexGuard<'_, Idle> {
        // Whoever panicked while holding it had only taken one out, or put one in.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn mailbox(connection: &Connection, id: &MailboxId) -> Result<Option<Mailbox>, rusqlite::Error> {
    // Without a running time this fails, as it has to: an empty answer would say that there is no
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
