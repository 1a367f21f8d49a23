//! Whether the server can store what it receives.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Mutex;

use crate::database::{Database, Error};

/// How long a result is used: the database is written to only once in that time, however many
/// clients ask.
const FRESH: Duration = Duration::from_secs(1);

/// How long the database may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why the server does not work, in a sentence.
type Unwell = &'static str;

/// The last result, and when it was found.
type Last = Option<(Instant, Result<(), Unwell>)>;

/// Checks whether the database works, and remembers the result for a moment.
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

    /// Whether the database works, now or a moment ago.
    pub async fn look(&self) -> Result<(), Unwell> {
        let health = self.clone();
        // Not cancelled when the client disconnects: other clients wait for the same result.
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
