//! Reading JSON without loss: stricter rules for stored JSON than those of serde's derives.
//!
//! A stored text that is read is written again later, so a reader must not ignore what it does not
//! understand. Therefore an object must be an object and not a list, `null` is not the same as a
//! missing part, and numbers are integers that JavaScript represents exactly.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

pub use hallway_programme::object::Object;

use crate::Unreadable;

/// The largest integer that JSON holds exactly everywhere: 2⁵³ − 1.
pub const LAST: u64 = (1 << 53) - 1;

/// The format number of a stored object, which is read first; all other parts are ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Format {
    /// The number.
    #[serde(deserialize_with = "whole")]
    pub format: u64,
}

impl Format {
    /// Returns an error if the format is newer than `newest`.
    ///
    /// # Errors
    /// [`Unreadable::Newer`] if the format is newer.
    pub fn refuse_newer(self, newest: u64) -> Result<(), Unreadable> {
        if self.format > newest {
            return Err(Unreadable::Newer {
                format: self.format,
            });
        }
        Ok(())
    }
}

/// Reads a format number from 1 to `NEWEST`: for `deserialize_with`.
///
/// # Errors
/// If it is not such a number.
pub fn known<'de, D: Deserializer<'de>, const NEWEST: u64>(
    deserializer: D,
) -> Result<u64, D::Error> {
    let format = whole(deserializer)?;
    if (1..=NEWEST).contains(&format) {
        Ok(format)
    } else {
        Err(D::Error::custom(format_args!(
            "there is no format {format}"
        )))
    }
}

/// Reads a part that may be missing but not `null`: for `deserialize_with`, together with
/// `default`.
///
/// # Errors
/// If the part is not a `T`.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Reads an integer up to [`LAST`]: for `deserialize_with`.
///
/// # Errors
/// If it is not such an integer, or if it is written with a decimal point or an exponent.
pub fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = u64::deserialize(deserializer)?;
    if number > LAST {
        return Err(D::Error::custom("a number is greater than 2^53 - 1"));
    }
    Ok(number)
}
