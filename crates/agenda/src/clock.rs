//! The order of changes: a hybrid logical clock that follows the device's clock but never runs
//! backwards.

use serde::{Deserialize, Serialize};

/// Tells one device's changes from another's; random, so that nobody has to hand them out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(u64);

impl DeviceId {
    /// The device that these random bits name.
    #[must_use]
    pub fn new(bits: u64) -> Self {
        Self(bits)
    }
}

// JSON numbers are exact to 53 bits only, so the bits are written as 16 hex digits.
impl Serialize for DeviceId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:016x}", self.0))
    }
}

impl<'de> Deserialize<'de> for DeviceId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        u64::from_str_radix(&text, 16)
            .map(Self)
            .map_err(|_| serde::de::Error::custom("a device is named by 16 hex digits"))
    }
}

/// When a change was made: later changes have greater stamps, and no two devices share one.
///
/// Ordered by time, then by count, then by device.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "(u64, u32, DeviceId)", from = "(u64, u32, DeviceId)")]
pub struct Stamp {
    /// Milliseconds since 1970 by the device's clock, or by the latest stamp it had seen.
    pub wall_ms: u64,
    /// Counts changes within one millisecond, and while the clock stands behind.
    pub counter: u32,
    /// Who made the change.
    pub device: DeviceId,
}

impl From<Stamp> for (u64, u32, DeviceId) {
    fn from(stamp: Stamp) -> Self {
        (stamp.wall_ms, stamp.counter, stamp.device)
    }
}

impl From<(u64, u32, DeviceId)> for Stamp {
    fn from((wall_ms, counter, device): (u64, u32, DeviceId)) -> Self {
        Self { wall_ms, counter, device }
    }
}

impl Stamp {
    /// The stamp of a change that `device` makes at `now_ms`, after having seen changes up to
    /// `latest`: greater than `latest`, also when the device's clock stands behind it.
    ///
    /// A stamp far in the future, from a device whose clock was wrong, is taken as it is: changes
    /// made after it was seen count on from there, so they still win over it.
    #[must_use]
    pub fn after(latest: Option<Stamp>, now_ms: u64, device: DeviceId) -> Self {
        match latest {
            Some(latest) if latest.wall_ms >= now_ms => match latest.counter.checked_add(1) {
                Some(counter) => Self { wall_ms: latest.wall_ms, counter, device },
                None => Self { wall_ms: latest.wall_ms.saturating_add(1), counter: 0, device },
            },
            _ => Self { wall_ms: now_ms, counter: 0, device },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEVICE: DeviceId = DeviceId(7);

    #[test]
    fn a_clock_that_runs_backwards_does_not_turn_the_order() {
        let first = Stamp::after(None, 1_000, DEVICE);
        let second = Stamp::after(Some(first), 400, DEVICE);
        let third = Stamp::after(Some(second), 1_001, DEVICE);
        assert!(first < second && second < third);
    }

    #[test]
    fn the_counter_runs_over_into_the_next_millisecond() {
        let full = Stamp { wall_ms: 1_000, counter: u32::MAX, device: DEVICE };
        assert!(Stamp::after(Some(full), 0, DEVICE) > full);
    }
}
