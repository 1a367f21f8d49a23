//! Reading mailboxes from SQLite's file on the thread that asks.
//!
//! A read takes microseconds, since the file's pages are in memory; handing it to another thread and
//! back takes longer than the read, and as long as the rest of the answer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};

use crate::database::Mailbox;
use crate::mailbox::{ETag, MailboxId};

/// How long a read waits where the file is locked as a whole, as it is for a moment while it is
/// recovered. Writers lock no reader out (<https://www.sqlite.org/wal.html>).
const PATIENCE: Duration = Duration::from_millis(200);

/// How much of the file is read without being copied, in bytes.
const MAPPED: u32 = 256 << 20;

/// Reads from a file: with as many connections as reads were ever under way at once, which are no
/// more than threads.
#[derive(Debug, Clone)]
pub struct Reader {
    file: PathBuf,
    idle: Arc<Mutex<Vec<Connection>>>,
}

impl Reader {
    /// Reads from that file; nothing is opened yet.
    pub(crate) fn of(file: PathBuf) -> Self {
        Self {
            file,
            idle: Arc::default(),
        }
    }

    /// The mailbox of that name, if there is one.
    ///
    /// # Errors
    /// What SQLite says.
    pub(crate) fn read(&self, id: &MailboxId) -> Result<Option<Mailbox>, rusqlite::Error> {
        let idle = self.idle().pop();
        let connection = idle.map_or_else(|| self.open(), Ok)?;
        let mailbox = read(&connection, id)?;
        self.idle().push(connection);
        Ok(mailbox)
    }

    /// Closes what is open.
    pub(crate) fn close(&self) {
        self.idle().clear();
    }

    fn open(&self) -> Result<Connection, rusqlite::Error> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
            | OpenFlags::SQLITE_OPEN_URI
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.file, flags)?;
        connection.busy_timeout(PATIENCE)?;
        connection.pragma_update(None, "mmap_size", MAPPED)?;
        Ok(connection)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        // Whoever panicked while holding it had only taken one out, or put one in.
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(connection: &Connection, id: &MailboxId) -> Result<Option<Mailbox>, rusqlite::Error> {
    let text = "SELECT token_hash, etag, content, used_at FROM mailboxes WHERE id = ?1";
    let mut query = connection.prepare_cached(text)?;
    let mailbox = |row: &Row| {
        Ok(Mailbox {
            token_hash: row.get(0)?,
            etag: ETag::kept(row.get(1)?),
            content: row.get(2)?,
            used_at: row.get(3)?,
        })
    };
    query.query_row([id.as_str()], mailbox).optional()
}
