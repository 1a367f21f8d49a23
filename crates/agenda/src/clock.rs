//! The order of changes: a hybrid logical clock, which follows the device's clock but never runs
//! backwards. [`crate::Register`] applies the changes.

use crate::DeviceId;
use crate::limits::{AHEAD_MS, EARLIEST_NOW_MS};

/// The last moment that a device's clock can show: the last one of a JavaScript `Date`.
const LAST_MOMENT: u64 = 8_640_000_000_000_000;

/// The latest time of a stored stamp: the largest integer that JSON holds exactly everywhere.
///
/// It is so far beyond [`LAST_MOMENT`] that counting on from there never reaches it. A text with a
/// later stamp is damaged or forged.
const LATEST: u64 = (1 << 53) - 1;

/// Stamps later than the horizon are shifted right by this many bits: even [`LATEST`] becomes a
/// time in 2004, before any stamp that an attendee's device wrote.
const SET_BACK: u32 = 13;

/// The latest time, in milliseconds since 1970, at which a stamp is still believed when the
/// device's clock shows `now_ms`: see [`crate::Agenda::clamp`].
///
/// ```
/// let now_ms = 1_800_000_000_000;
/// assert!(hallway_agenda::horizon(now_ms) > now_ms);
/// // A device whose clock was reset still believes what others wrote.
/// assert!(hallway_agenda::horizon(0) > now_ms);
/// ```
#[must_use]
pub fn horizon(now_ms: u64) -> u64 {
    now_ms.clamp(EARLIEST_NOW_MS, LAST_MOMENT) + AHEAD_MS
}

/// When a change was made: of two changes, the one with the greater stamp came later.
///
/// Ordered by time, then by count, then by device.
///
/// ```
/// use hallway_agenda::{DeviceId, Stamp};
///
/// let device = DeviceId::new(1);
/// let noon = Stamp { wall_ms: 1_632_150_000_000, counter: 0, device };
/// assert!(noon < Stamp { counter: 1, ..noon });
/// assert!(noon < Stamp { wall_ms: noon.wall_ms + 1, ..noon });
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Milliseconds since 1970, by the device's clock or taken from a later change that it had
    /// seen.
    pub wall_ms: u64,
    /// Counts changes within one millisecond, or while the device's clock is behind `wall_ms`.
    pub counter: u32,
    /// Who made the change.
    pub device: DeviceId,
}

impl Stamp {
    /// A stamp that was stored; `None` if it is later than [`LATEST`].
    pub(crate) fn read(wall_ms: u64, counter: u32, device: DeviceId) -> Option<Self> {
        (wall_ms <= LATEST).then_some(Self {
            wall_ms,
            counter,
            device,
        })
    }

    /// The first stamp after this one; `None` after the last stamp that can be stored.
    fn next(self, device: DeviceId) -> Option<Self> {
        match self.counter.checked_add(1) {
            Some(counter) => Some(Self {
                counter,
                device,
                ..self
            }),
            None if self.wall_ms < LATEST => Some(Self {
                wall_ms: self.wall_ms + 1,
                counter: 0,
                device,
            }),
            None => None,
        }
    }

    /// This stamp, or a stamp of long ago if this one is later than the horizon. Two stamps that
    /// are set back mostly stay in order.
    pub(crate) fn clamped(self, horizon_ms: u64) -> Self {
        if self.wall_ms <= horizon_ms {
            return self;
        }
        Self {
            wall_ms: self.wall_ms >> SET_BACK,
            ..self
        }
    }
}

/// The hybrid logical clock of one device for one register.
///
/// It knows only the stamp in its register. A textbook clock follows every stamp it sees; then a
/// single device whose clock once showed the year 3000 would set the clocks of all devices it meets
/// to that year, and from then on the number of taps would decide between devices, not time. Here
/// such a stamp affects only its own register: a change there counts on from it and wins, and all
/// other registers follow the device's time.
///
/// ```
/// use hallway_agenda::{Clock, DeviceId};
///
/// let mut clock = Clock::new(DeviceId::new(1), None);
/// let first = clock.tick(1_000);
/// let set_back = clock.tick(400);
/// assert!(first < set_back);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    device: DeviceId,
    latest: Option<Stamp>,
}

impl Clock {
    /// The clock of `device` over a register that holds `seen`.
    #[must_use]
    pub fn new(device: DeviceId, seen: Option<Stamp>) -> Self {
        Self {
            device,
            latest: seen,
        }
    }

    /// The stamp of a change at `now_ms`, in milliseconds since 1970. It is greater than all stamps
    /// before it, even if the device's clock was set back. The only exception follows the last
    /// stamp that can be stored: then the new stamp is just `now_ms`, and wins since
    /// [`crate::Agenda::clamp`] sets the other one back.
    pub fn tick(&mut self, now_ms: u64) -> Stamp {
        let now_ms = now_ms.min(LAST_MOMENT);
        let latest = self.latest.filter(|latest| latest.wall_ms >= now_ms);
        let next = latest.and_then(|latest| latest.next(self.device));
        let stamp = next.unwrap_or(Stamp {
            wall_ms: now_ms,
            counter: 0,
            device: self.device,
        });
        self.latest = Some(stamp);
        stamp
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(wall_ms: u64, counter: u32) -> Stamp {
        Stamp {
            wall_ms,
            counter,
            device: DeviceId::new(7),
        }
    }

    fn clock(seen: Stamp) -> Clock {
        Clock::new(DeviceId::new(7), Some(seen))
    }

    #[test]
    fn the_counter_runs_over_into_the_next_millisecond() {
        assert_eq!(clock(stamp(1_000, u32::MAX)).tick(0), stamp(1_001, 0));
    }

    #[test]
    fn time_that_goes_on_starts_the_count_anew() {
        assert_eq!(clock(stamp(1_000, 5)).tick(1_001), stamp(1_001, 0));
    }

    #[test]
    fn a_clock_that_shows_nonsense_can_still_be_overruled() {
        let mut clock = Clock::new(DeviceId::new(7), None);
        let nonsense = clock.tick(u64::MAX);
        assert_eq!(nonsense, stamp(LAST_MOMENT, 0));
        assert!(clock.tick(1_000) > nonsense);
    }

    #[test]
    fn what_overrules_a_stamp_that_is_read_can_be_read_too() {
        let read = |wall_ms, counter| Stamp::read(wall_ms, counter, DeviceId::new(7));
        for (wall_ms, counter) in [(LATEST, u32::MAX - 1), (LATEST - 1, u32::MAX)] {
            let last = stamp(wall_ms, counter);
            assert_eq!(read(wall_ms, counter), Some(last));
            let next = clock(last).tick(1_000);
            assert!(next > last);
            assert_eq!(read(next.wall_ms, next.counter), Some(next));
        }
        assert_eq!(read(LATEST + 1, 0), None);
    }

    #[test]
    fn after_the_last_stamp_that_is_read_comes_the_present() {
        let end = stamp(LATEST, u32::MAX);
        assert_eq!(clock(end).tick(1_000), stamp(1_000, 0));
    }

    #[test]
    fn a_stamp_beyond_the_horizon_is_set_back_once_and_in_order() {
        let now_ms = EARLIEST_NOW_MS;
        let horizon_ms = horizon(now_ms);
        let believed = stamp(horizon_ms, u32::MAX);
        assert_eq!(believed.clamped(horizon_ms), believed);
        let (early, late) = (stamp(horizon_ms + 1, 3), stamp(LATEST, u32::MAX));
        let [early, late] = [early, late].map(|stamp| stamp.clamped(horizon_ms));
        assert!(early < late && late < stamp(now_ms, 0));
        assert_eq!(late.clamped(horizon_ms), late);
        // The same on a device whose clock was reset.
        assert_eq!(late.clamped(horizon(0)), late);
    }
}
