//! Reading that loses nothing: rules for stored JSON beside those of serde's derives.
//!
//! Whoever reads a stored text writes it again later. What a reader does not understand, it must not
//! pass over. So an object is an object and no list, null is not the absence of a part, and numbers are
//! whole and no greater than JavaScript carries them.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

pub use hallway_programme::object::Object;

use crate::Unreadable;

/// The greatest whole number that JSON carries exactly everywhere: 2⁵³ − 1.
pub const LAST: u64 = (1 << 53) - 1;

/// The format of a stored object, whatever else is in it: what is read first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Format {
    /// Its number.
    #[serde(deserialize_with = "whole")]
    pub format: u64,
}

impl Format {
    /// Refuses a format that is newer than the newest known one.
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

/// Reads the number of a format from 1 to the newest that is known: for `deserialize_with`.
///
/// # Errors
/// If it is no such number.
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

/// Reads a part that may be absent, but not null: for `deserialize_with`, beside `default`.
///
/// # Errors
/// If the part is no `T`.
pub fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Reads a whole number up to [`LAST`]: for `deserialize_with`.
///
/// # Errors
/// If it is no such number. One that is written with a point or an exponent is none either.
pub fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = u64::deserialize(deserializer)?;
    if number > LAST {
        return Err(D::Error::custom("a number is greater than 2^53 - 1"));
    }
    Ok(number)
}
