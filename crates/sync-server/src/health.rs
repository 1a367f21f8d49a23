//! Whether the server can keep what it is sent.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::database::{Database, Error};

/// For how long an answer holds: however many ask, the database is written to once in that time.
const FRESH: Duration = Duration::from_secs(1);

/// How long the database has for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why the server is not well, in a sentence.
type Unwell = &'static str;

/// What was found last, and when.
type Last = Option<(Instant, Result<(), Unwell>)>;

/// Looks whether the database is sound, and remembers for a moment what it found.
#[derive(Debug, Clone)]
pub(crate) struct Health {
    database: Database,
    last: Arc<Mutex<Last>>,
}

impl Health {
    pub fn of(database: Database) -> Self {
        Self {
            database,
            last: Arc::default(),
        }
    }

    /// Whether the database is sound, now or a moment ago.
    pub async fn look(&self) -> Result<(), Unwell> {
        let health = self.clone();
        // Not given up when whoever asks hangs up: others who ask wait for the same.
        let looking = tokio::spawn(async move {
            let mut last = health.last.lock().await;
            if let Some((when, found)) = *last
                && when.elapsed() < FRESH
            {
                return found;
            }
            let found = tokio::time::timeout(PATIENCE, health.database.probe()).await;
            let found = found.unwrap_or(Err(Error::NotWritten("The database does not answer.")));
            let found = found.map_err(|error| error.reason());
            *last = Some((Instant::now(), found));
            found
        });
        looking.await.unwrap_or(Err("The server ends."))
    }
}
