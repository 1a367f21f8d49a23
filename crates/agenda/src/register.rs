//! A value that was written at a known time; of two, the later one wins.

use crate::Stamp;

/// A last-writer-wins register: a value, and when it was written.
///
/// ```
/// use hallway_agenda::{Clock, DeviceId, Register};
///
/// let mut clock = Clock::new(DeviceId::new(1), None);
/// let earlier = Register::new("front row", clock.tick(1_000));
/// let later = Register::new("ask about seccomp", clock.tick(1_000));
/// let mut merged = later.clone();
/// merged.merge(&earlier);
/// assert_eq!(merged, later);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Register<T> {
    value: T,
    stamp: Stamp,
}

impl<T> Register<T> {
    /// A register that holds `value` since `stamp`.
    #[must_use]
    pub fn new(value: T, stamp: Stamp) -> Self {
        Self { value, stamp }
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Clamps its stamp: see [`crate::Agenda::clamp`].
    pub(crate) fn clamp(&mut self, horizon_ms: u64) {
        self.stamp = self.stamp.clamped(horizon_ms);
    }

    /// When the value was written.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }
}

impl<T: Clone + Ord> Register<T> {
    /// Keeps the later of two values.
    ///
    /// Equal stamps with different values exist only if two copies of one device's agenda were
    /// changed independently, for example in two tabs or from a restored backup. Then the greater
    /// value wins, so that all devices agree. For a star that is "starred", so none is lost.
    pub fn merge(&mut self, other: &Self) {
        if (other.stamp, &other.value) > (self.stamp, &self.value) {
            *self = other.clone();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DeviceId;

    #[test]
    fn equal_stamps_are_decided_alike_on_every_side() {
        let stamp = Stamp {
            wall_ms: 1_000,
            counter: 0,
            device: DeviceId::new(7),
        };
        let (set, taken_back) = (Register::new(true, stamp), Register::new(false, stamp));
        for (mut one, other) in [(set.clone(), &taken_back), (taken_back.clone(), &set)] {
            one.merge(other);
            assert_eq!(one, set);
        }
    }
}
