//! Changes of a SQLite file, many to one transaction: one wait for the disk makes all of them
//! durable.

use sqlx::sqlite::SqlitePool;
use tokio::sync::{mpsc, oneshot};

use crate::database::{Change, Error, make};

/// How many changes go into one transaction at most.
const LARGEST: usize = 128;

/// How many changes may wait; whoever comes later waits to be let in.
const WAITING: usize = 1024;

/// Sends changes to the one writer.
#[derive(Debug, Clone)]
pub struct Groups(mpsc::Sender<Job>);

#[derive(Debug)]
struct Job {
    change: Change,
    now: i64,
    done: oneshot::Sender<Result<bool, Error>>,
}

impl Groups {
    /// Begins to write; ends when nobody can send changes any more.
    pub(crate) fn begin(pool: SqlitePool) -> Self {
        let (sender, jobs) = mpsc::channel(WAITING);
        tokio::spawn(write(pool, jobs));
        Self(sender)
    }

    /// Makes a change; gives whether it was made, once it is on the disk.
    pub(crate) async fn change(&self, change: Change, now: i64) -> Result<bool, Error> {
        let (done, outcome) = oneshot::channel();
        let sent = self.0.send(Job { change, now, done }).await;
        if sent.is_err() {
            return Err(Error::NotWritten);
        }
        outcome.await.unwrap_or(Err(Error::NotWritten))
    }
}

async fn write(pool: SqlitePool, mut jobs: mpsc::Receiver<Job>) {
    let mut group = Vec::with_capacity(LARGEST);
    while jobs.recv_many(&mut group, LARGEST).await > 0 {
        match commit(&pool, &group).await {
            Ok(made) => {
                for (job, made) in group.drain(..).zip(made) {
                    // Who asked may have gone; the change is made all the same.
                    let _ = job.done.send(Ok(made));
                }
            }
            Err(error) => {
                tracing::error!(%error, "changes could not be written");
                for job in group.drain(..) {
                    let _ = job.done.send(Err(Error::NotWritten));
                }
            }
        }
    }
}

/// Makes all changes, or none.
async fn commit(pool: &SqlitePool, group: &[Job]) -> Result<Vec<bool>, Error> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let mut made = Vec::with_capacity(group.len());
    for job in group {
        made.push(make!(&job.change, job.now, &mut *transaction)?);
    }
    transaction.commit().await?;
    Ok(made)
}
