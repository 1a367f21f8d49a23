//! Where mailboxes are kept: in a file of SQLite, or in PostgreSQL.
//!
//! Each change is one statement that compares and swaps, so that any number of servers can stand
//! before one database. What was acknowledged is on the disk.

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

/// How many connections to PostgreSQL a server holds.
const CONNECTIONS: u32 = 16;

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long is waited for a file to be looked through.
const FOR_CHECKUP: Duration = Duration::from_secs(2);

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The URL names no database that mailboxes can be kept in; what it is to be.
    #[error("{0}")]
    Url(&'static str),
    /// What it said.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// What SQLite said of a read.
    #[error(transparent)]
    Read(#[from] rusqlite::Error),
    /// The file is damaged; what is wrong with it.
    #[error("the database's file is damaged ({0}): put a backup in its place")]
    Damaged(String),
    /// The file that was opened is not where it was.
    #[error(
        "the database's file, or its log beside it, was moved, deleted or replaced: put it back, or \
         start the server anew"
    )]
    Moved,
    /// What was written can't be read again.
    #[error("what is written to the database is not found in it")]
    Forgotten,
    /// The transaction that a write was part of could not be made; why.
    #[error("it could not be written: {0}")]
    NotWritten(&'static str),
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            // So that what the database said is found.
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
            error => sqlx::Error::from(error).into(),
        }
    }
}

impl Error {
    /// Why, in a sentence for whoever runs the server that tells nothing of what is in the database.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::Url(why) | Self::NotWritten(why) => why,
            Self::Damaged(_) => "The database's file is damaged.",
            Self::Moved => "The database's file was moved, deleted or replaced.",
            Self::Forgotten => "What is written to the database is not found in it.",
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

    /// Whether it says that the file is damaged.
    pub(crate) fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_))
            || matches!(self.sqlite(), Some(11 | 26))
            || self.is_other_format()
    }

    /// Whether it says that the disk fails.
    pub(crate) fn is_of_disk(&self) -> bool {
        self.sqlite() == Some(10)
    }

    /// Whether it says that the file's head is none of SQLite's; the code alone stands for much else.
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

/// What a mailbox holds.
#[derive(Debug, Clone)]
pub struct Mailbox {
    /// Who may use it.
    pub token_hash: Vec<u8>,
    /// Which version of it this is.
    pub etag: ETag,
    /// What was put into it.
    pub content: Vec<u8>,
    /// On which day of the running time it was last noted to be in use.
    pub used_on: i64,
    /// Which day that is now.
    pub today: i64,
}

/// A change of one mailbox, made only if what it expects is so.
#[derive(Debug, Clone)]
pub enum Change {
    /// Makes it, if there is none of that name.
    Create {
        /// Its name.
        id: MailboxId,
        /// Who may use it.
        token: TokenHash,
        /// What it holds.
        content: Vec<u8>,
        /// The tag of that.
        etag: ETag,
    },
    /// Puts something else into it, if it holds the expected version.
    Replace {
        /// Its name.
        id: MailboxId,
        /// Who asks.
        token: TokenHash,
        /// The version that must be there.
        expected: ETag,
        /// What it holds from now on.
        content: Vec<u8>,
        /// The tag of that.
        etag: ETag,
    },
    /// Takes it away, if it holds the expected version.
    Delete {
        /// Its name.
        id: MailboxId,
        /// Who asks.
        token: TokenHash,
        /// The version that must be there.
        expected: ETag,
    },
}

/// All that is ever written: each is one statement, made only if what it expects is so.
#[derive(Debug, Clone)]
pub(crate) enum Write {
    /// A change of a mailbox.
    Change(Change),
    /// Notes that a mailbox is in use today.
    Use(MailboxId),
    /// Brings the running time to so many seconds, unless it is further.
    Run(i64),
    /// Takes away what nobody used for more than so many days of running time.
    Expire(i64),
    /// Shows that something can be written.
    Beat,
}

/// Makes a write by an executor of either database; gives how many rows it changed.
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

/// The mailboxes.
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

/// What to write in place of a URL that names no file.
const SAY_A_FILE: &str = "what is kept in memory is gone with the server: name a file, such as \
    sqlite:/var/lib/hallway/mailboxes.db";

/// Where a URL says that the mailboxes are.
pub struct DatabaseUrl(At);

impl std::fmt::Debug for DatabaseUrl {
    /// Says nothing of it: a URL may hold a password.
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

    /// Reads a URL, `sqlite:` with a file or `postgres:`.
    fn from_str(url: &str) -> Result<Self, Error> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self(At::Postgres(url.into())));
        }
        let Some(rest) = url.strip_prefix("sqlite:") else {
            return Err(Error::Url(
                "say sqlite:FILE or postgres://USER:PASSWORD@HOST/DATABASE",
            ));
        };
        // Parameters would also open the file for reading only, or forbid to lock it.
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
        // As SQLite will read it: names that begin with `file:` are URIs to it, and may say anything.
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
    /// Opens the database of a URL, `sqlite:` or `postgres:`, and brings its tables up to date.
    ///
    /// # Errors
    /// What the database says, or that the URL names none.
    pub async fn open(url: &str) -> Result<Self, Error> {
        Self::open_at(url.parse()?).await
    }

    /// Opens the database there, and brings its tables up to date.
    ///
    /// # Errors
    /// What the database says; also if it is damaged, or can't be written to.
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

    /// The mailbox of that name, if there is one.
    ///
    /// # Errors
    /// What the database says.
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

    /// Makes a change if what it expects is so; gives whether it was made, once it is on the disk.
    ///
    /// # Errors
    /// What the database says; then nothing was changed that anybody was told of.
    pub async fn change(&self, change: Change) -> Result<bool, Error> {
        Ok(self.write(Write::Change(change)).await? == 1)
    }

    /// Notes that a mailbox is in use, if that was not noted today.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_alive(&self, id: &MailboxId, mailbox: &Mailbox) -> Result<(), Error> {
        if mailbox.used_on < mailbox.today {
            self.write(Write::Use(id.clone())).await?;
        }
        Ok(())
    }

    /// For how long servers ran before it, in seconds.
    pub(crate) async fn running_time(&self) -> Result<i64, Error> {
        self.number("SELECT seconds FROM running_time").await
    }

    /// Notes that servers ran before it for so many seconds, unless it was longer.
    pub(crate) async fn run_until(&self, seconds: i64) -> Result<(), Error> {
        self.write(Write::Run(seconds)).await.map(drop)
    }

    /// Takes away what nobody used for more than so many days of running time; gives how many that
    /// were.
    pub(crate) async fn expire(&self, days: i64) -> Result<u64, Error> {
        self.write(Write::Expire(days)).await
    }

    /// How many mailboxes there are.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self) -> Result<i64, Error> {
        self.number("SELECT COUNT(*) FROM mailboxes").await
    }

    /// Shows that the database is sound: writes a row of its own as every write is made, and reads it
    /// back from where it lies. A file is also looked through for damage, unless that was done lately.
    ///
    /// # Errors
    /// What the database says.
    pub async fn probe(&self) -> Result<(), Error> {
        if let Self::Sqlite(sqlite) = self {
            sqlite.reader.is_there()?;
            let checkup = sqlite.checkup.clone();
            let checked = tokio::time::timeout(FOR_CHECKUP, blocking(move || checkup.run()));
            // A large file is looked through on; what comes of it, the next one hears.
            checked.await.unwrap_or(Ok(()))?;
        }
        let before = self.beats().await?;
        self.write(Write::Beat).await?;
        // Other servers may write it too.
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

    /// Lets what is under way finish, and closes all connections.
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
            // A commit returns once it is on the disk, not before.
            .synchronous(SqliteSynchronous::Full)
            // A small log, a megabyte, needs little room to be brought into the file on a full disk.
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

/// What came of something on a connection, which is closed if that was an error: a transaction may be
/// left on it, or it may lead to a server that can't be written to any more.
fn closed_if_failed<T>(
    mut connection: PoolConnection<Postgres>,
    outcome: Result<T, sqlx::Error>,
) -> Result<T, Error> {
    if outcome.is_err() {
        connection.close_on_drop();
    }
    Ok(outcome?)
}

/// Does what may wait for the disk on a thread for that.
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
        // Under 1970, now, and under a clock that was a hundred years ahead.
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
