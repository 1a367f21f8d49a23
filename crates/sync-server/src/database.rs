//! Where mailboxes are kept: in a file of SQLite, or in PostgreSQL.
//!
//! Each change is one statement that compares and swaps, so that any number of servers can stand
//! before one database. What was acknowledged is on the disk.

use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Executor, Row};

use crate::groups::Groups;
use crate::mailbox::{ETag, MailboxId, TokenHash};
use crate::reader::Reader;

/// How many connections to PostgreSQL a server holds.
const CONNECTIONS: u32 = 16;

/// How many to a file, besides those that read mailboxes: one that writes, and for what is seldom asked.
const TO_FILE: u32 = 4;

/// How long a connection is waited for.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why the database did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What it said.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// What SQLite said of a read.
    #[error(transparent)]
    Read(#[from] rusqlite::Error),
    /// The transaction that a change was part of could not be made; its reason is in the log.
    #[error("the change could not be written")]
    NotWritten,
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
    /// When it was last noted to be in use, in seconds since 1970.
    pub used_at: i64,
}

/// How old that note may become, in seconds: reading writes nothing more often.
const NOTED: i64 = 24 * 60 * 60;

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

/// Makes a change by an executor of either database; gives whether it was made.
macro_rules! make {
    ($change:expr, $now:expr, $executor:expr) => {
        match $change {
            Change::Create {
                id,
                token,
                content,
                etag,
            } => sqlx::query(
                "INSERT INTO mailboxes (id, token_hash, content, etag, used_at)
                     VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING",
            )
            .bind(id.as_str())
            .bind(token.as_bytes())
            .bind(content.as_slice())
            .bind(etag.as_str())
            .bind($now)
            .execute($executor)
            .await
            .map(|done| done.rows_affected() == 1),
            Change::Replace {
                id,
                token,
                expected,
                content,
                etag,
            } => sqlx::query(
                "UPDATE mailboxes SET content = $1, etag = $2, used_at = $3
                     WHERE id = $4 AND token_hash = $5 AND etag = $6",
            )
            .bind(content.as_slice())
            .bind(etag.as_str())
            .bind($now)
            .bind(id.as_str())
            .bind(token.as_bytes())
            .bind(expected.as_str())
            .execute($executor)
            .await
            .map(|done| done.rows_affected() == 1),
            Change::Delete {
                id,
                token,
                expected,
            } => {
                sqlx::query("DELETE FROM mailboxes WHERE id = $1 AND token_hash = $2 AND etag = $3")
                    .bind(id.as_str())
                    .bind(token.as_bytes())
                    .bind(expected.as_str())
                    .execute($executor)
                    .await
                    .map(|done| done.rows_affected() == 1)
            }
        }
    };
}
pub(crate) use make;

/// The mailboxes.
#[derive(Debug, Clone)]
pub enum Database {
    /// In a file; changes go through one writer, many to one transaction.
    Sqlite {
        /// Reads mailboxes.
        reader: Reader,
        /// Changes them.
        groups: Groups,
        /// Does the rest.
        pool: SqlitePool,
    },
    /// In PostgreSQL.
    Postgres(PgPool),
}

/// Does the same by the pool of either database.
macro_rules! by_either {
    ($database:expr, $pool:ident => $work:expr) => {
        match $database {
            Database::Sqlite { pool: $pool, .. } => $work,
            Database::Postgres($pool) => $work,
        }
    };
}

impl Database {
    /// Opens the database of a URL, `sqlite:` or `postgres:`, and brings its tables up to date.
    ///
    /// # Errors
    /// What the database says, or that the URL names none.
    pub async fn open(url: &str) -> Result<Self, Error> {
        if url.starts_with("sqlite:") {
            return Self::open_sqlite(url).await;
        }
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .acquire_timeout(PATIENCE)
            .connect(url)
            .await?;
        sqlx::migrate!("migrations/postgres")
            .run(&pool)
            .await
            .map_err(sqlx::Error::from)?;
        Ok(Self::Postgres(pool))
    }

    async fn open_sqlite(url: &str) -> Result<Self, Error> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A commit returns once it is on the disk, not before.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE);
        let reader = Reader::of(options.get_filename().to_owned());
        let pool = SqlitePoolOptions::new()
            .max_connections(TO_FILE)
            .acquire_timeout(PATIENCE)
            // A file does not hang up.
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        sqlx::migrate!("migrations/sqlite")
            .run(&pool)
            .await
            .map_err(sqlx::Error::from)?;
        let groups = Groups::begin(pool.clone());
        Ok(Self::Sqlite {
            reader,
            groups,
            pool,
        })
    }

    /// The mailbox of that name, if there is one.
    ///
    /// # Errors
    /// What the database says.
    pub async fn read(&self, id: &MailboxId) -> Result<Option<Mailbox>, Error> {
        let pool = match self {
            Self::Sqlite { reader, .. } => return Ok(reader.read(id)?),
            Self::Postgres(pool) => pool,
        };
        let text = "SELECT token_hash, etag, content, used_at FROM mailboxes WHERE id = $1";
        let row = sqlx::query(text)
            .bind(id.as_str())
            .fetch_optional(pool)
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Mailbox {
            token_hash: row.try_get("token_hash")?,
            etag: ETag::kept(row.try_get("etag")?),
            content: row.try_get("content")?,
            used_at: row.try_get("used_at")?,
        }))
    }

    /// Makes a change if what it expects is so; gives whether it was made, once it is on the disk.
    ///
    /// # Errors
    /// What the database says; then nothing was changed that anybody was told of.
    pub async fn change(&self, change: Change, now: i64) -> Result<bool, Error> {
        match self {
            Self::Sqlite { groups, .. } => groups.change(change, now).await,
            Self::Postgres(pool) => Ok(make!(&change, now, pool)?),
        }
    }

    /// Notes that a mailbox is in use, if that was not noted for a day.
    ///
    /// # Errors
    /// What the database says.
    pub async fn keep_alive(
        &self,
        id: &MailboxId,
        mailbox: &Mailbox,
        now: i64,
    ) -> Result<(), Error> {
        if now - mailbox.used_at < NOTED {
            return Ok(());
        }
        by_either!(self, pool => {
            sqlx::query("UPDATE mailboxes SET used_at = $1 WHERE id = $2 AND used_at < $1")
                .bind(now)
                .bind(id.as_str())
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// Takes away what nobody used since a moment; gives how many that were.
    ///
    /// # Errors
    /// What the database says.
    pub async fn expire(&self, unused_since: i64) -> Result<u64, Error> {
        by_either!(self, pool => {
            let done = sqlx::query("DELETE FROM mailboxes WHERE used_at < $1")
                .bind(unused_since)
                .execute(pool)
                .await?;
            Ok(done.rows_affected())
        })
    }

    /// How many mailboxes there are; also shows that the database answers.
    ///
    /// # Errors
    /// What the database says.
    pub async fn count(&self) -> Result<i64, Error> {
        by_either!(self, pool => {
            Ok(sqlx::query("SELECT COUNT(*) FROM mailboxes").fetch_one(pool).await?.try_get(0)?)
        })
    }

    /// Shows that the database answers.
    ///
    /// # Errors
    /// What the database says.
    pub async fn ping(&self) -> Result<(), Error> {
        by_either!(self, pool => pool.execute("SELECT 1").await.map(drop))?;
        Ok(())
    }

    /// Lets what is under way finish, and closes all connections.
    pub async fn close(&self) {
        if let Self::Sqlite { reader, .. } = self {
            reader.close();
        }
        by_either!(self, pool => pool.close().await);
    }
}
