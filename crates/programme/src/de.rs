//! Reads the fields of a draft for which serde's own rules are too strict or too lenient.

use serde::de::{Error, Unexpected};
use serde::{Deserialize, Deserializer};

use crate::object::Object;

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

/// Reads a list of objects; `null` counts as missing, and gives an empty list.
pub(crate) fn objects<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let objects: Vec<Object<T>> = null_as_default(deserializer)?;
    Ok(objects.into_iter().map(|Object(read)| read).collect())
}

/// Reads an object; `null` counts as missing.
pub(crate) fn object_or_none<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let object: Option<Object<T>> = Option::deserialize(deserializer)?;
    Ok(object.map(|Object(read)| read))
}

/// Reads an object.
pub(crate) fn object<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Object::deserialize(deserializer).map(|Object(read)| read)
}

/// Reads a word, and returns the value that `values` gives for it.
pub(crate) fn word<'de, D: Deserializer<'de>, T: Copy>(
    deserializer: D,
    values: &[(&str, T)],
    words: &'static [&'static str],
) -> Result<T, D::Error> {
    let word = String::deserialize(deserializer)?;
    let value = values.iter().find(|(known, _)| *known == word);
    value
        .map(|(_, value)| *value)
        .ok_or_else(|| D::Error::unknown_variant(&word, words))
}

/// Reads a whole number from 0 to 2⁵³ − 1. It may also be written with a decimal point: `3.0`.
pub(crate) fn whole_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let number = f64::deserialize(deserializer)?;
    if (0.0..=LAST).contains(&number) && number.fract() == 0.0 {
        Ok(number as u64)
    } else {
        let found = Unexpected::Float(number);
        Err(D::Error::invalid_value(found, &"a whole number"))
    }
}

/// Reads the number of a format. A number that is too large becomes [`u32::MAX`], which is not the
/// number of any format.
pub(crate) fn format<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let number = whole_number(deserializer)?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}
