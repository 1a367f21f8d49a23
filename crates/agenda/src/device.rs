//! The id of the device on which a change was made; the caller provides its random bits.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Tells devices apart by 64 random bits, so no server has to assign ids.
///
/// Written as 16 hexadecimal digits, since JSON numbers are exact only up to 53 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(u64);

impl DeviceId {
    /// The device id with these random bits.
    #[must_use]
    pub fn new(bits: u64) -> Self {
        Self(bits)
    }

    /// The device id that 16 hexadecimal digits spell; `None` for any other text.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        digits
            .then(|| u64::from_str_radix(text, 16).ok().map(Self))
            .flatten()
    }
}

impl fmt::Display for DeviceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for DeviceId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DeviceId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let device = Self::parse(&text);
        device.ok_or_else(|| D::Error::custom("a device is named by 16 hexadecimal digits"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_named_by_sixteen_digits() {
        for bits in [0, 1, u64::MAX] {
            let device = DeviceId::new(bits);
            assert_eq!(DeviceId::parse(&device.to_string()), Some(device));
        }
        for refused in [
            "",
            "1",
            "+000000000000001",
            "000000000000000g",
            "00000000000000000",
        ] {
            assert_eq!(DeviceId::parse(refused), None, "{refused:?}");
        }
    }
}
