//! A value that its latest writer decides; who wrote later is left to the clock.

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

    /// What it holds.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The same, stamped as [`crate::Agenda::clamp`] wants it.
    pub(crate) fn clamp(&mut self, horizon_ms: u64) {
        self.stamp = self.stamp.clamped(horizon_ms);
    }

    /// When that was written.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }
}

impl<T: Clone + Ord> Register<T> {
    /// Keeps the later of two values.
    ///
    /// Equal stamps with different values exist only where two copies of one device's agenda went
    /// on apart, such as two tabs or a restored backup; then the greater value wins, on every side
    /// the same. For a star that is the set one: none is lost.
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
