//! Stores mailboxes in a SQLite file or in PostgreSQL.
//!
//! Each change is a single compare-and-swap statement, so any number of servers can share one
//! database. A change is acknowledged only when it is on the disk.

use std::str::FromStr;
use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgPoolOptions, Postgres};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Row};

use crate::file::{Checkup, Identity};
use crate::mailbox::{ETag, MailboxId, TokenHash};
use crate::reader::Reader;
use crate::writer::Writer;

/// How many connections to PostgreSQL a server has.
const CONNECTIONS: u32 = 16;

/// How long to wait for a connection.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long to wait for the check of a file.
const FOR_CHECKUP: Duration = Duration::from_secs(2);

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The URL is not one of a database for mailboxes; what to write instead.
    #[error("{0}")]
    Url(&'static str),
    /// An error of the database.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// An error of SQLite while reading.
    #[error(transparent)]
    Read(#[from] rusqlite::Error),
    /// The file is damaged; what is wrong with it.
    #[error("the database's file is damaged ({0}): put a backup in its place")]
    Damaged(String),
    /// The file that was opened is no longer at its path.
    #[error(
        "the database's file, or its log beside it, was moved, deleted or replaced: put it back, or \
         start the server anew"
    )]
    Moved,
    /// What was written can't be read back.
    #[error("the database does not return what was written to it")]
    Forgotten,
    /// The transaction of a write failed; why.
    #[error("it could not be written: {0}")]
    NotWritten(&'static str),
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            // So that the database's own error is recognised.
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            error => sqlx::Error::from(error).into(),
        }
    }
}

impl Error {
    /// The reason in a sentence for the server's operator, which reveals nothing of the database's
    /// content.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Url(why) | Self::NotWritten(why) => why,
            Self::Damaged(_) => "The database's file is damaged.",
            Self::Moved => "The database's file was moved, deleted or replaced.",
            Self::Forgotten => "The database does not return what was written to it.",
            Self::Database(_) | Self::Read(_) => {
                match (self.sqlite(), self.postgres().as_deref()) {
                    (Some(5 | 6), _) => "The database is locked by something else.",
                    (Some(8), _) | (_, Some("25006")) => "The database can only be read.",
                    (Some(10), _) => "The disk of the database fails.",
                    (Some(11 | 26), _) => "The database's file is damaged.",
                    (Some(13), _) | (_, Some("53100")) => "The disk of the database is full.",
                    (Some(14), _) => "The database's file can't be opened.",
                    _ => "The database does not answer.",
                }
            }
        }
    }

    /// Whether the error means that the file is damaged.
    pub(crate) fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_))
            || matches!(self.sqlite(), Some(11 | 26))
            || self.is_other_format()
    }

    /// Whether the error means that the disk fails.
    pub(crate) fn is_of_disk(&self) -> bool {
        self.sqlite() == Some(10)
    }

    /// Whether the error means that the file's header is not SQLite's; the result code alone has
    /// many other meanings.
    fn is_other_format(&self) -> bool {
        self.sqlite() == Some(1) && self.to_string().contains("unsupported file format")
    }

    /// SQLite's primary result code (<https://www.sqlite.org/rescode.html>).
    fn sqlite(&self) -> Option<i32> {
        let extended = match self {
            Self::Database(error) => {
                let error = error.as_database_error()?;
                error.try_downcast_ref::<sqlx::sqlite::SqliteError>()?;
                error.code()?.parse().ok()?
            }
            Self::Read(error) => error.sqlite_error()?.extended_code,
            _ => return None,
        };
        Some(extended & 0xff)
    }

    /// PostgreSQL's SQLSTATE.
    fn postgres(&self) -> Option<String> {
        let Self::Database(error) = self else {
            return None;
        };
        let error: &dyn DatabaseError = error.as_database_error()?;
        error.try_downcast_ref::<sqlx::postgres::PgDatabaseError>()?;
        Some(error.code()?.into_owned())
    }
}

/// The content of a mailbox.
#[derive(Debug, Clone)]
pub struct Mailbox {
    /// The hash of the token that may use it.
    pub token_hash: Vec<u8>,
    /// The version of the content.
    pub etag: ETag,
    /// What was put into it.
    pub content: Vec<u8>,
    /// The day of the running time on which its use was last recorded.
    pub used_on: i64,
    /// The current day of the running time.
    pub today: i64,
}

/// A change of one mailbox, made only if the mailbox is as expected.
#[derive(Debug, Clone)]
pub enum Change {
    /// Creates the mailbox, if there is none with that name.
    Create {
        /// Its name.
        id: MailboxId,
        /// The token that may use it.
        token: TokenHash,
        /// Its content.
        content: Vec<u8>,
        /// The tag of that content.
        etag: ETag,
    },
    /// Replaces the content, if it is the expected version.
    Replace {
        /// Its name.
        id: MailboxId,
        /// The token of the request.
        token: TokenHash,
        /// The version that must be there.
        expected: ETag,
        /// The new content.
        content: Vec<u8>,
        /// The tag of the new content.
        etag: ETag,
    },
    /// Deletes the mailbox, if it has the expected version.
    Delete {
        /// Its name.
        id: MailboxId,
        /// The token of the request.
        token: TokenHash,
        /// The version that must be there.
        expected: ETag,
    },
}

/// All writes: each is one statement, with its condition.
#[derive(Debug, Clone)]
pub(crate) enum Write {
    /// A change of a mailbox.
    Change(Change),
    /// Records that a mailbox is used today.
    Use(MailboxId),
    /// Raises the running time to that many seconds, unless it is higher.
    Run(i64),
    /// Deletes the mailboxes that nobody used for more than that many days of running time.
    Expire(i64),
    /// Shows that writing works.
    Beat,
}

/// Runs a write with an executor of either database; returns how many rows it changed.
macro_rules! execute {
    ($write:expr, $executor:expr) => {{
        use crate::database::{Change, Write};
        let query = match $write {
            Write::Change(Change::Create {
                id,
                token,
                content,
                etag,
            }) => sqlx::query(
                "INSERT INTO mailboxes (id, token_hash, content, etag, used_on)
                     VALUES ($1, $2, $3, $4, (SELECT day FROM running_time))
                     ON CONFLICT (id) DO NOTHING",
            )
            .bind(id.as_str())
            .bind(token.as_bytes())
            .bind(content.as_slice())
            .bind(etag.as_str()),
            Write::Change(Change::Replace {
                id,
                token,
                expected,
                content,
                etag,
            }) => sqlx::query(
                "UPDATE mailboxes SET content = $1, etag = $2,
                     used_on = (SELECT day FROM running_time)
                     WHERE id = $3 AND token_hash = $4 AND etag = $5",
            )
            .bind(content.as_slice())
            .bind(etag.as_str())
            .bind(id.as_str())
            .bind(token.as_bytes())
            .bind(expected.as_str()),
            Write::Change(Change::Delete {
                id,
                token,
                expected,
            }) => {
                sqlx::query("DELETE FROM mailboxes WHERE id = $1 AND token_hash = $2 AND etag = $3")
                    .bind(id.as_str())
                    .bind(token.as_bytes())
                    .bind(expected.as_str())
            }
            Write::Use(id) => sqlx::query(
                "UPDATE mailboxes SET used_on = (SELECT day FROM running_time)
                     WHERE id = $1 AND used_on < (SELECT day FROM running_time)",
            )
            .bind(id.as_str()),
            Write::Run(seconds) => {
                sqlx::query("UPDATE running_time SET seconds = $1, day = $2 WHERE seconds < $1")
                    .bind(*seconds)
                    .bind(*seconds / crate::expiry::DAY)
            }
            Write::Expire(days) => sqlx::query(
                "DELETE FROM mailboxes WHERE used_on < (SELECT day FROM running_time) - $1",
            )
            .bind(*days),
            Write::Beat => sqlx::query("UPDATE health SET beats = beats + 1"),
        };
        query
            .execute($executor)
            .await
            .map(|done| done.rows_affected())
    }};
}
pub(crate) use execute;

/// The database of the mailboxes.
#[derive(Debug, Clone)]
pub enum Database {
    /// In a file.
    Sqlite(Sqlite),
    /// In PostgreSQL.
    Postgres(PgPool),
}

/// A file of SQLite.
#[derive(Debug, Clone)]
pub struct Sqlite {
    reader: Reader,
    writer: Writer,
    checkup: Checkup,
}

/// What to write instead of a URL of a database in memory.
const SAY_A_FILE: &str = "what is kept in memory is gone with the server: name a file, such as \
    sqlite:/var/lib/hallway/mailboxes.db";

/// The URL of the database.
pub struct DatabaseUrl(At);

impl std::fmt::Debug for DatabaseUrl {
    /// Does not print the URL, which may contain a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DatabaseUrl")
    }
}

enum At {
    File(Box<SqliteConnectOptions>),
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = Error;

    /// Reads a URL: `sqlite:` with a file, or `postgres:`.
    fn from_str(url: &str) -> Result<Self, Error> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self(At::Postgres(url.into())));
        }
        let Some(rest) = url.strip_prefix("sqlite:") else {
            return Err(Error::Url(
                "say sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE",
            ));
        };
        // Parameters could also open the file read-only, or forbid locking.
        if let Some((_, parameters)) = rest.split_once('?')
            && !matches!(parameters, "" | "mode=rw" | "mode=rwc")
        {
            return Err(Error::Url(if parameters.contains("memory") {
                SAY_A_FILE
            } else {
                "say sqlite:FILE, without parameters after a question mark"
            }));
        }
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|_| Error::Url("say sqlite:FILE, the file's name in UTF-8"))?;
        // As SQLite will read it: names that begin with `file:` are URIs, with parameters of their
        // own.
        let file = options.get_filename().to_string_lossy();
        let file = file.trim();
        let lower = file.to_lowercase();
        if file.is_empty() || lower.starts_with("file:") || lower.ends_with(":memory:") {
            return Err(Error::Url(SAY_A_FILE));
        }
        Ok(Self(At::File(Box::new(options))))
    }
}

impl Database {
    /// Opens the database at a URL, `sqlite:` or `postgres:`, and updates its tables.
    ///
    /// # Errors
    /// If the database reports an error, or that the URL is invalid.
    pub async fn open(url: &str) -> Result<Self, Error> {
        Self::open_at(url.parse()?).await
    }

    /// Opens the database, and updates its tables.
    ///
    /// # Errors
    /// If the database reports an error; also if it is damaged, or can't be written to.
    pub async fn open_at(url: DatabaseUrl) -> Result<Self, Error> {
        let database = match url.0 {
            At::File(options) => {
                let opened = Sqlite::open(*options).await;
                Self::Sqlite(opened.map_err(|error| match error {
                    Error::Damaged(_) => error,
                    error if error.is_damage() => Error::Damaged(error.to_string()),
                    error => error,
                })?)
            }
            At::Postgres(url) => {
                let pool = PgPoolOptions::new()
                    .max_connections(CONNECTIONS)
                    .acquire_timeout(PATIENCE)
                    .connect(&url)
                    .await?;
                sqlx::migrate!("migrations/postgres").run(&pool).await?;
                Self::Postgres(pool)
            }
        };
        if let Self::Sqlite(sqlite) = &database {
            let checkup = sqlite.checkup.clone();
            blocking(move || checkup.run()).await?;
        }
        database.probe().await?;
        Ok(database)
    }

    /// The mailbox with that name, if there is one.
    ///
    /// # Errors
    /// If the database reports an error.
    pub async fn read(&self, id: &MailboxId) -> Result<Option<Mailbox>, Error> {
        let pool = match self {
            Self::Sqlite(sqlite) => return sqlite.reader.read(id),
            Self::Postgres(pool) => pool,
        };
        let mut connection = pool.acquire().await?;
        let text = "SELECT token_hash, etag, content, used_on, (SELECT day FROM running_time) AS day \
            FROM mailboxes WHERE id = $1";
        let row = sqlx::query(text)
            .bind(id.as_str())
            .fetch_optional(&mut *connection)
            .await;
        let row = closed_if_failed(connection, row)?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Mailbox {
            token_hash: row.try_get("token_hash")?,
            etag: ETag::kept(row.try_get("etag")?),
            content: row.try_get("content")?,
            used_on: row.try_get("used_on")?,
            today: row.try_get("day")?,
        }))
    }

    /// Makes a change if its condition holds; returns whether it was made, once it is on the disk.
    ///
    /// # Errors
    /// If the database reports an error; then no change was acknowledged.
    pub async fn change(&self, change: Change) -> Result<bool, Error> {
        Ok(self.write(Write::Change(change)).await? == 1)
    }

    /// Records that a mailbox is used, unless that was recorded today.
    ///
    /// # Errors
    /// If the database reports an error.
    pub async fn keep_alive(&self, id: &MailboxId, mailbox: &Mailbox) -> Result<(), Error> {
        if mailbox.used_on < mailbox.today {
            self.write(Write::Use(id.clone())).await?;
        }
        Ok(())
    }

    /// For how many seconds servers have run with this database.
    pub(crate) async fn running_time(&self) -> Result<i64, Error> {
        self.number("SELECT seconds FROM running_time").await
    }

    /// Raises the running time to that many seconds, unless it is higher.
    pub(crate) async fn run_until(&self, seconds: i64) -> Result<(), Error> {
        self.write(Write::Run(seconds)).await.map(drop)
    }

    /// Deletes the mailboxes that nobody used for more than that many days of running time; returns
    /// how many it deleted.
    pub(crate) async fn expire(&self, days: i64) -> Result<u64, Error> {
        self.write(Write::Expire(days)).await
    }

    /// The number of mailboxes.
    ///
    /// # Errors
    /// If the database reports an error.
    pub async fn count(&self) -> Result<i64, Error> {
        self.number("SELECT COUNT(*) FROM mailboxes").await
    }

    /// Checks that the database works: writes a row of its own like any other write, and reads it
    /// back from the file or the server. A SQLite file is also checked for damage, unless that was
    /// done recently.
    ///
    /// # Errors
    /// If the database reports an error.
    pub async fn probe(&self) -> Result<(), Error> {
        if let Self::Sqlite(sqlite) = self {
            sqlite.reader.is_there()?;
            let checkup = sqlite.checkup.clone();
            let checked = tokio::time::timeout(FOR_CHECKUP, blocking(move || checkup.run()));
            // A check of a large file continues; its result is used next time.
            checked.await.unwrap_or(Ok(()))?;
        }
        let before = self.beats().await?;
        self.write(Write::Beat).await?;
        // Other servers may write the row too.
        if self.beats().await? > before {
            Ok(())
        } else {
            Err(Error::Forgotten)
        }
    }

    async fn beats(&self) -> Result<i64, Error> {
        let query = "SELECT beats FROM health";
        match self {
            Self::Sqlite(sqlite) => {
                let reader = sqlite.reader.clone();
                blocking(move || reader.number_anew(query)).await
            }
            Self::Postgres(_) => self.number(query).await,
        }
    }

    async fn write(&self, write: Write) -> Result<u64, Error> {
        match self {
            Self::Sqlite(sqlite) => sqlite.writer.write(write).await,
            Self::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                let rows = execute!(&write, &mut *connection);
                closed_if_failed(connection, rows)
            }
        }
    }

    async fn number(&self, query: &'static str) -> Result<i64, Error> {
        match self {
            Self::Sqlite(sqlite) => {
                let reader = sqlite.reader.clone();
                blocking(move || reader.number(query)).await
            }
            Self::Postgres(pool) => {
                let mut connection = pool.acquire().await?;
                let number = sqlx::query_scalar(query).fetch_one(&mut *connection).await;
                closed_if_failed(connection, number)
            }
        }
    }

    /// Finishes the running work, and closes all connections.
    pub async fn close(&self) {
        match self {
            Self::Sqlite(sqlite) => {
                sqlite.reader.close();
                sqlite.writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Sqlite {
    async fn open(options: SqliteConnectOptions) -> Result<Self, Error> {
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit returns only when it is on the disk.
            .synchronous(SqliteSynchronous::Full)
            // A small log of a megabyte needs little space to be moved into the file on a full
            // disk.
            .pragma("wal_autocheckpoint", "250")
            .busy_timeout(PATIENCE);
        let mut connection = options.connect().await?;
        sqlx::migrate!("migrations/sqlite")
            .run(&mut connection)
            .await?;
        let file = options.get_filename().to_owned();
        let identity = Identity::of(&file).map_err(|_| Error::Moved)?;
        let checkup = Checkup::of(file.clone());
        let reader = Reader::of(file, identity, checkup.clone());
        let writer = Writer::begin(options, connection, reader.clone(), checkup.clone())?;
        Ok(Self {
            reader,
            writer,
            checkup,
        })
    }
}

/// The result of an operation on a connection, which is closed if the operation failed: it may have
/// an open transaction, or lead to a server that is now read-only.
fn closed_if_failed<T>(
    mut connection: PoolConnection<Postgres>,
    outcome: Result<T, sqlx::Error>,
) -> Result<T, Error> {
    if outcome.is_err() {
        connection.close_on_drop();
    }
    Ok(outcome?)
}

/// Runs work that may wait for the disk on a thread for blocking work.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or(Err(Error::NotWritten("the server ends")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stays_is_a_place_for_mailboxes() {
        for url in [
            "",
            "sqlite:",
            "sqlite://",
            "sqlite: ",
            "sqlite:?mode=rwc",
            "sqlite::memory:",
            "sqlite://:memory:",
            "sqlite:%3Amemory%3A",
            "sqlite::MEMORY:",
            "sqlite://?mode=memory",
            "sqlite:/tmp/x?mode=memory",
            "sqlite:/tmp/x?cache=shared&mode=memory",
            "sqlite:/tmp/x?mode=ro",
            "sqlite:/tmp/x?immutable=1",
            "sqlite:file::memory:",
            "sqlite:file:x?mode=memory",
            "sqlite:file%3Ax%3Fmode%3Dmemory",
            "sqlite:FILE:x",
            "file::memory:",
            "/tmp/x",
            "mysql://host/database",
            "SQLITE::memory:",
        ] {
            let parsed = url.parse::<DatabaseUrl>();
            assert!(matches!(parsed, Err(Error::Url(_))), "{url}: {parsed:?}");
        }
        for url in [
            "sqlite:x.db",
            "sqlite://x.db",
            "sqlite:///var/lib/x.db",
            "sqlite:/var/lib/x.db?mode=rwc",
            "postgres://hallway:secret@localhost/hallway",
            "postgresql://localhost/hallway",
        ] {
            let parsed = url.parse::<DatabaseUrl>();
            assert!(parsed.is_ok(), "{url}: {parsed:?}");
        }
    }

    fn now() -> Duration {
        use std::sync::atomic::{AtomicU64, Ordering};
        static DAY: AtomicU64 = AtomicU64::new(0);
        Duration::from_secs(24 * 60 * 60 * DAY.fetch_add(1, Ordering::Relaxed))
    }

    #[tokio::test]
    async fn mailboxes_of_before_the_running_time_are_kept_whatever_the_clock_was()
    -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("mailboxes.db");
        let url = format!("sqlite:{}", file.display());
        let mut first = sqlx::migrate!("migrations/sqlite");
        first.migrations.to_mut().truncate(1);
        let options = SqliteConnectOptions::from_str(&url)?.create_if_missing(true);
        let mut connection = options.connect().await?;
        first.run(&mut connection).await?;
        // With clocks at 1970, now, and a hundred years ahead.
        for (number, used_at) in [(1, 0_i64), (2, 1_795_000_000), (3, 5_000_000_000)] {
            sqlx::query("INSERT INTO mailboxes VALUES ($1, x'00', x'00', 'x', $2)")
                .bind(format!("{number:032x}"))
                .bind(used_at)
                .execute(&mut connection)
                .await?;
        }
        sqlx::Connection::close(connection).await?;

        let database = Database::open(&url).await?;
        let mut expiry = crate::Expiry::new(database.clone(), now, Duration::from_secs(86_400));
        for _ in 0..=91 {
            assert_eq!(expiry.look().await?, 0);
        }
        assert_eq!(expiry.look().await?, 3, "after days in which a server ran");
        Ok(())
    }
}
