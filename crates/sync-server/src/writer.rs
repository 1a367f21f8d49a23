//! Writes to a SQLite file with one connection. Many writes share a transaction, so that a single
//! sync of the disk makes all of them durable.
//!
//! A connection on which anything failed is closed, and the next write opens another: after a full
//! disk, SQLite may or may not have ended the transaction, and the state on both sides is unclear.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};
use tokio::sync::{mpsc, oneshot};

use crate::database::{Error, Write, execute};
use crate::file::{Checkup, Files, Identity};
use crate::reader::Reader;

/// The most writes in one transaction.
const LARGEST: usize = 128;

/// How many writes may wait in the queue; further ones wait to enter it.
const WAITING: usize = 1024;

/// How often at most to log that writing fails.
const TOLD_EVERY: Duration = Duration::from_secs(60);

/// Sends writes to the task that writes.
#[derive(Debug, Clone)]
pub struct Writer(mpsc::Sender<Job>);

#[derive(Debug)]
enum Job {
    Write(Write, oneshot::Sender<Result<u64, Error>>),
    /// No more writes will come.
    Close(oneshot::Sender<()>),
}

impl Writer {
    /// Starts writing, with a connection that has read something.
    ///
    /// # Errors
    /// If the files do not exist.
    pub(crate) fn begin(
        options: SqliteConnectOptions,
        connection: SqliteConnection,
        reader: Reader,
        checkup: Checkup,
    ) -> Result<Self, Error> {
        let file = options.get_filename().to_owned();
        let files = Files::of(&file).map_err(|_| Error::Moved)?;
        let (sender, jobs) = mpsc::channel(WAITING);
        let task = Task {
            // A missing file is not created again: it would be empty, and every device would be
            // told that its mailbox is gone.
            options: options.create_if_missing(false),
            file,
            identity: files.database,
            open: Some(Open { connection, files }),
            reader,
            checkup,
            has_disk_failed: false,
            failing_since: None,
            told: None,
        };
        tokio::spawn(task.run(jobs));
        Ok(Self(sender))
    }

    /// Writes; returns how many rows changed, once the write is on the disk.
    pub(crate) async fn write(&self, write: Write) -> Result<u64, Error> {
        let (done, outcome) = oneshot::channel();
        let sent = self.0.send(Job::Write(write, done)).await;
        if sent.is_err() {
            return Err(Error::NotWritten("the server ends"));
        }
        let ended = Err(Error::NotWritten("the server ends"));
        outcome.await.unwrap_or(ended)
    }

    /// Finishes the writes that were sent before, and closes the file.
    pub(crate) async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.0.send(Job::Close(done)).await.is_ok() {
            // Without an answer, it was closed before.
            let _ = closed.await;
        }
    }
}

/// An open connection, and the files that it writes to.
struct Open {
    connection: SqliteConnection,
    files: Files,
}

/// Why none of a group was written.
enum Failure {
    /// Nothing at all can be written now.
    All(Error),
    /// One of the writes failed, or all of them together; single writes may still succeed.
    Some(Error),
}

struct Task {
    options: SqliteConnectOptions,
    file: PathBuf,
    /// The file that was there at the start.
    identity: Identity,
    open: Option<Open>,
    reader: Reader,
    checkup: Checkup,
    /// Whether the disk failed for another reason than being full, and nothing was written since.
    has_disk_failed: bool,
    failing_since: Option<Instant>,
    told: Option<Instant>,
}

type Waiting = (Write, oneshot::Sender<Result<u64, Error>>);

impl Task {
    async fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut received = Vec::with_capacity(LARGEST);
        while jobs.recv_many(&mut received, LARGEST).await > 0 {
            let mut group = Vec::with_capacity(received.len());
            let mut closed = None;
            for job in received.drain(..) {
                match job {
                    Job::Write(write, done) => group.push((write, done)),
                    Job::Close(done) => closed = Some(done),
                }
            }
            self.write_all(group).await;
            if let Some(closed) = closed {
                if let Some(open) = self.open.take() {
                    // It ends in any case.
                    let _ = open.connection.close().await;
                }
                // The receiver may be gone.
                let _ = closed.send(());
                return;
            }
        }
    }

    /// Writes a group in one transaction; if that fails, writes each by itself, so that no write
    /// fails because of another.
    async fn write_all(&mut self, group: Vec<Waiting>) {
        // The client may be gone; the write was made anyway.
        match self.commit(&group).await {
            Ok(rows) => {
                for ((_, done), rows) in group.into_iter().zip(rows) {
                    let _ = done.send(Ok(rows));
                }
            }
            Err(Failure::Some(_)) if group.len() > 1 => {
                let mut all_fail = None;
                for waiting in group {
                    let outcome = match all_fail {
                        Some(why) => Err(Error::NotWritten(why)),
                        None => match self.commit(std::slice::from_ref(&waiting)).await {
                            Ok(rows) => Ok(rows.into_iter().sum()),
                            Err(Failure::Some(error)) => Err(Error::NotWritten(error.reason())),
                            Err(Failure::All(error)) => {
                                let why = *all_fail.insert(error.reason());
                                Err(Error::NotWritten(why))
                            }
                        },
                    };
                    let _ = waiting.1.send(outcome);
                }
            }
            Err(Failure::Some(error) | Failure::All(error)) => {
                for (_, done) in group {
                    let _ = done.send(Err(Error::NotWritten(error.reason())));
                }
            }
        }
    }

    /// Makes all of these writes or none. A failure is logged, and the connection closed.
    async fn commit(&mut self, group: &[Waiting]) -> Result<Vec<u64>, Failure> {
        if group.is_empty() {
            return Ok(Vec::new());
        }
        let outcome = self.try_to_commit(group).await;
        match &outcome {
            Ok(_) => {
                self.has_disk_failed = false;
                self.tell_that_it_goes_on();
            }
            Err(Failure::Some(error) | Failure::All(error)) => {
                self.checkup.note(error);
                self.tell(error);
                self.give_up(error).await;
            }
        }
        outcome
    }

    async fn try_to_commit(&mut self, group: &[Waiting]) -> Result<Vec<u64>, Failure> {
        self.checkup.allow().map_err(Failure::All)?;
        if self.open.is_none() {
            self.open = Some(self.open_again().await.map_err(Failure::All)?);
        }
        let Some(open) = &mut self.open else {
            return Err(Failure::All(Error::Moved));
        };
        let begun = open.connection.begin_with("BEGIN IMMEDIATE").await;
        let mut transaction = begun.map_err(|error| Failure::All(error.into()))?;
        let mut rows = Vec::with_capacity(group.len());
        for (write, _) in group {
            let done = execute!(write, &mut *transaction);
            rows.push(done.map_err(|error| Failure::Some(error.into()))?);
        }
        let committed = transaction.commit().await;
        committed.map_err(|error| Failure::Some(error.into()))?;
        // Only what is in the current files is found after a restart.
        if Files::of(&self.file).ok() == Some(open.files) {
            Ok(rows)
        } else {
            Err(Failure::All(Error::Moved))
        }
    }

    /// Closes a connection on which something failed.
    async fn give_up(&mut self, error: &Error) {
        if matches!(error, Error::Damaged(_)) {
            // Nothing was tried on it. Closing it would move the log into a damaged file.
            return;
        }
        self.has_disk_failed |= error.is_of_disk();
        let Some(mut failed) = self.open.take() else {
            return;
        };
        if matches!(error, Error::Moved) {
            // If the log was deleted, its content is first moved into the database, while the log
            // is still open. Readers would keep using the deleted one.
            let brought = sqlx::query("PRAGMA wal_checkpoint(FULL)");
            let _ = brought.execute(&mut failed.connection).await;
            self.reader.close();
        } else {
            // If possible, the next connection is opened before this one is closed: the last
            // connection to close deletes the log's index, and a full disk may have no room for
            // another.
            self.open = self.open_again().await.ok();
        }
        // The result makes no difference.
        let _ = failed.connection.close().await;
    }

    async fn open_again(&self) -> Result<Open, Error> {
        if Identity::of(&self.file).ok() != Some(self.identity) {
            return Err(Error::Moved);
        }
        let mut connection = self.options.connect().await?;
        if self.has_disk_failed {
            // The log may not have reached the disk, whatever the system reports from now on: it is
            // written again, into the database.
            sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
                .execute(&mut connection)
                .await?;
        }
        let files = Files::of(&self.file).map_err(|_| Error::Moved)?;
        if files.database == self.identity {
            Ok(Open { connection, files })
        } else {
            Err(Error::Moved)
        }
    }

    /// Logs why writing fails, only now and then while it does: a full disk has no room for a line
    /// per request.
    fn tell(&mut self, error: &Error) {
        self.failing_since.get_or_insert_with(Instant::now);
        if self.told.is_none_or(|told| told.elapsed() > TOLD_EVERY) {
            self.told = Some(Instant::now());
            tracing::error!(%error, "the database can't be written to");
        }
    }

    fn tell_that_it_goes_on(&mut self) {
        if let Some(since) = self.failing_since.take() {
            self.told = None;
            let seconds = since.elapsed().as_secs();
            tracing::warn!(seconds, "the database can be written to again");
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::task::JoinSet;

    use crate::database::{Change, Database};
    use crate::mailbox::{ETag, MailboxId, TokenHash};

    type Outcome = Result<(), Box<dyn std::error::Error>>;

    fn create(number: u32) -> Change {
        let header = format!("Bearer {}", "a".repeat(43));
        Change::Create {
            id: MailboxId::parse(&format!("{number:032x}")).expect("it is a name"),
            token: TokenHash::of_header(&header).expect("it is a token"),
            content: vec![7; 100],
            etag: ETag::random(),
        }
    }

    /// A write that fails in a group, and what SQLite then does to the transaction: `ABORT` keeps
    /// it, `ROLLBACK` ends it, as a full disk may.
    async fn only_what_fails_is_refused(then: &str) -> Outcome {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("mailboxes.db");
        let database = Database::open(&format!("sqlite:{}", file.display())).await?;
        rusqlite::Connection::open(&file)?.execute_batch(&format!(
            "CREATE TRIGGER refuses BEFORE INSERT ON mailboxes WHEN NEW.id LIKE '%7'
             BEGIN SELECT RAISE({then}, 'not this one'); END"
        ))?;
        // All of them wait before the first is written, since one thread does both.
        for round in 0..3 {
            let mut writes = JoinSet::new();
            for number in round * 32..(round + 1) * 32 {
                let database = database.clone();
                writes.spawn(async move { (number, database.change(create(number)).await) });
            }
            while let Some(written) = writes.join_next().await {
                let (number, outcome) = written?;
                if number % 16 == 7 {
                    assert!(outcome.is_err(), "{number}: {outcome:?}");
                } else {
                    assert!(matches!(outcome, Ok(true)), "{number}: {outcome:?}");
                }
            }
        }
        database.probe().await?;
        assert_eq!(database.count().await?, 3 * 30);
        database.close().await;
        assert!(
            database.change(create(1_000)).await.is_err(),
            "it is closed"
        );
        let beside = std::fs::read_dir(folder.path())?.count();
        assert_eq!(beside, 1, "the log is brought into the file");
        Ok(())
    }

    #[tokio::test]
    async fn one_write_that_fails_fails_alone_and_the_next_are_made() -> Outcome {
        only_what_fails_is_refused("ABORT").await?;
        only_what_fails_is_refused("ROLLBACK").await
    }
}
