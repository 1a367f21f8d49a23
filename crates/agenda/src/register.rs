//! A value that the latest writer decides.

use serde::{Deserialize, Serialize};

use crate::Stamp;

/// A last-writer-wins register: a value, and when it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(T, Stamp)", into = "(T, Stamp)", bound(serialize = "T: Clone + Serialize"))]
pub struct Register<T> {
    value: T,
    stamp: Stamp,
}

impl<T> From<(T, Stamp)> for Register<T> {
    fn from((value, stamp): (T, Stamp)) -> Self {
        Self { value, stamp }
    }
}

impl<T> From<Register<T>> for (T, Stamp) {
    fn from(register: Register<T>) -> Self {
        (register.value, register.stamp)
    }
}

impl<T: Clone + Ord> Register<T> {
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

    /// When that was written.
    #[must_use]
    pub fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Keeps the later of two values.
    ///
    /// Equal stamps with different values exist only where two copies of one device's agenda went
    /// on apart, such as two tabs or a restored backup; then the greater value wins, on every side
    /// the same. For a star that is the star: none is lost.
    pub fn merge(&mut self, other: &Self) {
        if (other.stamp, &other.value) > (self.stamp, &self.value) {
            *self = other.clone();
        }
    }
}
