//! When an unused mailbox is deleted: after a number of days on which a server ran.
//!
//! The time of day is not used, since a clock may be wrong by years and be corrected while a server
//! runs. Servers measure how long they run with monotonic clocks, and the database has the sum, the
//! running time. A mailbox has the day of the running time on which it was last used.

use std::time::{Duration, Instant};

use crate::database::{Database, Error};

/// For how many days of running time an unused mailbox is kept.
pub const UNUSED_DAYS: i64 = 90;

/// The seconds of a day.
pub(crate) const DAY: i64 = 24 * 60 * 60;

/// A monotonic clock: the time since some fixed moment.
pub type Clock = fn() -> Duration;

/// The machine's monotonic clock. It does not count while the machine sleeps.
#[must_use]
pub fn machine_clock() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed()
}

/// The running time that a server knew at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reading {
    /// The server's own clock then.
    clock: Duration,
    /// The running time then, in seconds.
    pub seconds: i64,
}

/// The next reading. `clock` is the server's clock now, `stored` the running time in the database,
/// `longest_step` the most that may be added at once, however far the clock jumped.
///
/// Any number of servers may share the database; each writes the greater of its own reading and the
/// stored value. None ever raises the running time by more than its clock advanced since its first
/// reading, so together they count each second once. The first reading adds nothing.
pub(crate) fn next_reading(
    last: Option<Reading>,
    clock: Duration,
    stored: i64,
    longest_step: Duration,
) -> Reading {
    // At first, and after an older database was restored, counting starts from the stored value.
    let Some(last) = last.filter(|last| stored >= last.seconds) else {
        return Reading {
            clock,
            seconds: stored,
        };
    };
    let passed = clock.saturating_sub(last.clock);
    let step = passed.min(longest_step).as_secs();
    // Fractions of a second are kept for the next reading, unless the clock jumped.
    let is_jump = clock < last.clock || passed > longest_step;
    Reading {
        clock: if is_jump {
            clock
        } else {
            last.clock + Duration::from_secs(step)
        },
        seconds: last.seconds.saturating_add(step.cast_signed()).max(stored),
    }
}

/// Counts the running time of one server, and deletes unused mailboxes.
#[derive(Debug)]
pub struct Expiry {
    database: Database,
    clock: Clock,
    longest_step: Duration,
    last: Option<Reading>,
}

impl Expiry {
    /// For a server that calls [`Self::look`] at this interval. A clock that jumps ahead counts for
    /// at most twice the interval.
    #[must_use]
    pub fn new(database: Database, clock: Clock, every: Duration) -> Self {
        Self {
            database,
            clock,
            longest_step: every * 2,
            last: None,
        }
    }

    /// Records how long the server ran, and deletes the mailboxes that were unused for
    /// [`UNUSED_DAYS`] of running time, a day or two later; returns how many. The first call
    /// deletes nothing.
    ///
    /// # Errors
    /// If the database reports an error.
    pub async fn look(&mut self) -> Result<u64, Error> {
        let stored = self.database.running_time().await?;
        let reading = next_reading(self.last, (self.clock)(), stored, self.longest_step);
        if reading.seconds > stored {
            self.database.run_until(reading.seconds).await?;
        }
        if self.last.replace(reading).is_none() {
            return Ok(0);
        }
        // A use is recorded with the day that the database knew, which may have been over by then.
        self.database.expire(UNUSED_DAYS + 1).await
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EVERY: Duration = Duration::from_secs(600);
    const SERVERS: usize = 3;

    /// What happens to a server.
    #[derive(Debug, Clone)]
    enum Event {
        /// Time passes, for all servers and for the world, in seconds.
        Pass(u32),
        /// A server takes a reading, and deletes what has expired.
        Look(usize),
        /// A server restarts, and its clock has any value.
        Restart(usize, u64),
        /// The clock of a server jumps, in seconds.
        Jump(usize, i64),
        /// The database is restored to its state of that many events ago.
        Restore(usize),
        /// The mailbox is used.
        Use,
    }

    fn event(jumps: bool) -> impl Strategy<Value = Event> {
        prop_oneof![
            6 => (0..2_000_u32).prop_map(Event::Pass),
            1 => (0..400_000_u32).prop_map(Event::Pass),
            6 => (0..SERVERS).prop_map(Event::Look),
            1 => (0..SERVERS, 0..u64::from(u32::MAX)).prop_map(|(who, at)| Event::Restart(who, at)),
            u32::from(jumps) => (0..SERVERS, -(1_i64 << 33)..1_i64 << 33)
                .prop_map(|(who, by)| Event::Jump(who, by)),
            1 => (0..4_usize).prop_map(Event::Restore),
            1 => Just(Event::Use),
        ]
    }

    proptest! {
        #[test]
        fn what_is_used_is_kept_for_90_days_of_running_time_whatever_clocks_say(
            events in any::<bool>().prop_flat_map(|jumps| {
                proptest::collection::vec(event(jumps), 0..400)
            }),
            // Days are short here, so that many of them pass.
            day in 1_200_i64..20_000,
            days in 1_i64..6,
        ) {
            let mut clocks = [Duration::from_secs(1 << 34); SERVERS];
            let mut readings = [None; SERVERS];
            // The database: running time, and the day on which the mailbox was used.
            let (mut stored, mut used_on) = (0_i64, 0_i64);
            let mut kept = Vec::new();
            // The world: seconds since the mailbox was used, and what jumps may have added.
            let (mut since_use, mut allowance) = (0_i64, 0_i64);
            for event in events {
                kept.push((stored, used_on));
                match event {
                    Event::Pass(seconds) => {
                        since_use += i64::from(seconds);
                        for clock in &mut clocks {
                            *clock += Duration::from_secs(seconds.into());
                        }
                    }
                    Event::Restart(who, at) => {
                        clocks[who] = Duration::from_secs(at);
                        readings[who] = None;
                    }
                    Event::Jump(who, by) => {
                        let by_seconds = Duration::from_secs(by.unsigned_abs());
                        clocks[who] = if by < 0 {
                            clocks[who].saturating_sub(by_seconds)
                        } else {
                            clocks[who] + by_seconds
                        };
                        allowance += 2 * EVERY.as_secs().cast_signed();
                    }
                    Event::Restore(back) => {
                        // A restored backup lacks the uses since it was made, so a mailbox may be
                        // deleted early. So only backups with the same day of use are tested.
                        let index = kept.len().saturating_sub(1 + back);
                        if let Some(&(old_stored, old_used_on)) = kept.get(index)
                            && old_used_on == used_on
                        {
                            stored = old_stored;
                        }
                    }
                    Event::Use => {
                        used_on = stored / day;
                        (since_use, allowance) = (0, 0);
                    }
                    Event::Look(who) => {
                        let reading = next_reading(readings[who], clocks[who], stored, EVERY * 2);
                        prop_assert!(reading.seconds >= stored, "it never goes back");
                        readings[who] = Some(reading);
                        stored = reading.seconds;
                        let is_expired = used_on < stored / day - (days + 1);
                        prop_assert!(
                            !is_expired || since_use + allowance > days * day,
                            "taken away {since_use} s after it was used"
                        );
                    }
                }
            }
        }

        #[test]
        fn a_server_that_runs_on_counts_every_second(
            steps in proptest::collection::vec(0_u64..1_199_000, 1..200),
        ) {
            let mut clock = Duration::from_millis(123_456);
            let mut last = next_reading(None, clock, 7, EVERY * 2);
            let begun = clock;
            for step in steps {
                clock += Duration::from_millis(step);
                last = next_reading(Some(last), clock, last.seconds, EVERY * 2);
            }
            let passed = (clock - begun).as_secs().cast_signed();
            prop_assert_eq!(last.seconds, 7 + passed);
        }
    }

    #[test]
    fn servers_side_by_side_count_each_second_once_and_a_start_counts_none() {
        let mut stored = 0;
        let mut servers = [None; 10];
        for round in 0..=144_u64 {
            for (server, last) in servers.iter_mut().enumerate() {
                // Some servers start anew in every round.
                if server % 3 == 0 {
                    *last = None;
                }
                let clock = EVERY * u32::try_from(round).unwrap_or(u32::MAX);
                let reading = next_reading(*last, clock, stored, EVERY * 2);
                (*last, stored) = (Some(reading), reading.seconds);
            }
        }
        assert_eq!(stored, DAY);
    }
}
