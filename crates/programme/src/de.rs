//! How fields of a draft are read where serde's own reading is too strict.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

/// The greatest whole number that every reader of JSON holds exactly: 2⁵³ − 1.
const LAST: f64 = 9_007_199_254_740_991.0;

/// Reads a value; `null` counts as missing, and gives the default.
pub(crate) fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads a whole number from 0 to 2⁵³ − 1, also one that is written as a fraction: `3.0`.
pub(crate) fn whole_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = f64::deserialize(deserializer)?;
    if (0.0..=LAST).contains(&number) && number.fract() == 0.0 {
        Ok(number as u64)
    } else {
        let found = Unexpected::Float(number);
        Err(D::Error::invalid_value(found, &"a whole number"))
    }
}

/// Reads the number of a format. A number that is too large becomes [`u32::MAX`], which is no
/// format.
pub(crate) fn format<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let number = whole_number(deserializer)?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}
