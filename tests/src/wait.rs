//! Waits for a state, with a deadline; tests never wait for time to pass.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Long enough for the slowest engine on a busy machine; reached only if something is wrong.
const DEADLINE: Duration = Duration::from_secs(60);

/// The pause before the second look. Each pause is half as long again as the one before, up to the
/// longest, so that looking does not slow down what takes long.
const PAUSE: Duration = Duration::from_millis(25);

const LONGEST_PAUSE: Duration = Duration::from_millis(100);

/// Calls `look` repeatedly until it finds something.
///
/// # Errors
/// If `look` fails, or the deadline passes; the error names what was waited for.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    until_within(DEADLINE, what, look).await
}

/// The same with another deadline.
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
