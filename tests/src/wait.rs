//! Waiting for a state, with a deadline: tests never wait for time to pass.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Long enough for the slowest engine on a busy machine; reached only when something is wrong.
const DEADLINE: Duration = Duration::from_secs(60);

/// The pause before the second look, in which what moves has moved; each is half as long again as the
/// last, up to the longest: what takes long is not made slower by being looked at all the time.
const PAUSE: Duration = Duration::from_millis(25);

const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// Looks again and again until `look` finds something.
///
/// # Errors
/// What `look` says went wrong, or that the deadline passed; it names what was waited for.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    until_within(DEADLINE, what, look).await
}

/// The same with a deadline of one's own.
///
/// # Errors
/// As [`until`].
pub async fn until_within<T>(
    deadline: Duration,
    what: &str,
    mut look: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let started = Instant::now();
    let mut pause = PAUSE;
    loop {
        if let Some(found) = look().await? {
            return Ok(found);
        }
        if started.elapsed() > deadline {
            bail!("waited {deadline:?} in vain: {what}");
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 3 / 2).min(LONGEST_PAUSE);
    }
}
