//! A connection whose client has to read its answers at a minimum pace.
//!
//! A limit on the time without any progress is not enough: a client that reads a few bytes now and
//! then could hold a connection, and the memory of an answer, for hours.

use std::io::{self, IoSlice};
use std::num::NonZeroU32;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep};

/// How slow a client may be.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// For how long it may read nothing.
    pub patience: Duration,
    /// How many bytes it has to read for each further second.
    pub per_second: NonZeroU32,
}

/// How much longer the server waits for a client.
///
/// It decreases while the server waits for the client, and increases with every byte that the
/// client reads. Waiting for anything else does not count.
#[derive(Debug)]
struct Patience {
    pace: Pace,
    left: Duration,
    /// Since when the server has been waiting for the client.
    waiting_since: Option<Instant>,
}

impl Patience {
    fn new(pace: Pace) -> Self {
        Self {
            pace,
            left: pace.patience,
            waiting_since: None,
        }
    }

    /// The client has read that many bytes.
    fn took(&mut self, now: Instant, bytes: usize) {
        if let Some(since) = self.waiting_since.take() {
            let waited = now.saturating_duration_since(since);
            self.left = self.left.saturating_sub(waited);
        }
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let earned = Duration::from_secs(1) * bytes / self.pace.per_second.get();
        self.left = self.left.saturating_add(earned).min(self.pace.patience);
    }

    /// The server starts waiting for the client, or continues to; returns when the patience ends,
    /// if the waiting starts now.
    fn waits(&mut self, now: Instant) -> Option<Instant> {
        if self.waiting_since.is_some() {
            return None;
        }
        self.waiting_since = Some(now);
        Some(now + self.left)
    }
}

/// Fails with [`io::ErrorKind::TimedOut`] after a client was too slow for too long.
#[derive(Debug)]
pub(crate) struct Paced<S> {
    stream: S,
    patience: Patience,
    /// Wakes the task when the patience ends.
    end: Pin<Box<Sleep>>,
}

impl<S> Paced<S> {
    pub fn new(stream: S, pace: Pace) -> Self {
        Self {
            stream,
            patience: Patience::new(pace),
            end: Box::pin(tokio::time::sleep(Duration::ZERO)),
        }
    }

    /// Updates the patience after an attempt to write.
    fn pace(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match written {
            Poll::Ready(Ok(bytes)) => self.patience.took(Instant::now(), bytes),
            Poll::Ready(Err(_)) => {}
            Poll::Pending => {
                if let Some(end) = self.patience.waits(Instant::now()) {
                    self.end.as_mut().reset(end);
                }
                return self.end.as_mut().poll(context).map(|()| {
                    let error = "the client takes in its answer too slowly";
                    Err(io::Error::new(io::ErrorKind::TimedOut, error))
                });
            }
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.pace(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.pace(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    // A TCP stream has no buffer to flush, and closes without waiting.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PACE: Pace = Pace {
        patience: Duration::from_secs(30),
        per_second: NonZeroU32::new(1024).expect("it is not zero"),
    };

    /// When, within an hour, a client is disconnected that reads so many bytes after each pause,
    /// while there is always more to read.
    fn hung_up_on_after(bytes: usize, pause: Duration) -> Option<Duration> {
        let begun = Instant::now();
        let (mut patience, mut now) = (Patience::new(PACE), begun);
        while now < begun + Duration::from_secs(60 * 60) {
            let end = patience.waits(now).expect("it did not wait before");
            now += pause;
            if end < now {
                return Some(end - begun);
            }
            patience.took(now, bytes);
        }
        None
    }

    #[test]
    fn who_takes_in_little_is_hung_up_on_within_a_minute() {
        let (half, minute) = (Duration::from_secs(30), Duration::from_secs(60));
        for (bytes, pause) in [(1, 1), (1, 29), (64, 1), (512, 5), (500, 1), (15_000, 30)] {
            let after = hung_up_on_after(bytes, Duration::from_secs(pause));
            assert!(
                after.is_some_and(|after| (half..=minute).contains(&after)),
                "{bytes} bytes in {pause} s: {after:?}"
            );
        }
        let nothing = hung_up_on_after(0, Duration::from_secs(100_000));
        assert_eq!(nothing, Some(half));
        let in_drops = hung_up_on_after(0, Duration::from_millis(10));
        assert_eq!(in_drops, Some(half));
    }

    #[test]
    fn who_is_as_fast_as_the_pace_is_waited_for_also_in_fits_and_starts() {
        for (bytes, pause) in [(1024, 1), (10_240, 10), (30_720, 30), (1 << 20, 29)] {
            let after = hung_up_on_after(bytes, Duration::from_secs(pause));
            assert_eq!(after, None, "{bytes} bytes in {pause} s");
        }
    }

    #[test]
    fn waiting_for_anything_else_than_the_client_costs_nothing() {
        let (mut patience, mut now) = (Patience::new(PACE), Instant::now());
        for _ in 0..100 {
            // Such as while a file is read from a slow disk, or before the next request.
            now += Duration::from_secs(1_000);
            patience.took(now, 1);
        }
        assert_eq!(patience.waits(now), Some(now + PACE.patience));
    }
}
