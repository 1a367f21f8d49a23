//! A connection whose client has to take in what it is answered at a certain pace.
//!
//! A limit on the time without any progress is not enough: who takes in a few bytes now and then
//! would hold a connection, and the memory of an answer, for hours.

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
    /// For how long it may take in nothing.
    pub patience: Duration,
    /// How many bytes a second it has to take in to be waited for longer.
    pub per_second: NonZeroU32,
}

/// What is left of the patience with a client.
///
/// While the client keeps the server waiting, it runs out; with every byte that it takes in, some
/// comes back. Waiting for anything else than the client costs nothing.
#[derive(Debug)]
struct Patience {
    pace: Pace,
    left: Duration,
    /// Since when the client keeps the server waiting.
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

    /// The client took in so many bytes.
    fn took(&mut self, now: Instant, bytes: usize) {
        if let Some(since) = self.waiting_since.take() {
            let waited = now.saturating_duration_since(since);
            self.left = self.left.saturating_sub(waited);
        }
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let earned = Duration::from_secs(1) * bytes / self.pace.per_second.get();
        self.left = self.left.saturating_add(earned).min(self.pace.patience);
    }

    /// The client keeps the server waiting; gives when that has lasted too long, if it begins now.
    fn waits(&mut self, now: Instant) -> Option<Instant> {
        if self.waiting_since.is_some() {
            return None;
        }
        self.waiting_since = Some(now);
        Some(now + self.left)
    }
}

/// Fails with [`io::ErrorKind::TimedOut`] once a client was slower than its pace for too long.
#[derive(Debug)]
pub(crate) struct Paced<S> {
    stream: S,
    patience: Patience,
    /// Wakes the task when the patience is at its end.
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

    /// Takes what came of an attempt to write into account.
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

    // A TCP stream keeps nothing that would have to be flushed, and says farewell without waiting.
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

    /// When a client is hung up on, within an hour, that takes in so many bytes in such pauses, while
    /// there is always more for it.
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
            // As while a file is read from a slow disk, or before the next request.
            now += Duration::from_secs(1_000);
            patience.took(now, 1);
        }
        assert_eq!(patience.waits(now), Some(now + PACE.patience));
    }
}
