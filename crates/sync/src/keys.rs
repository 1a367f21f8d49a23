//! The secret that pairs devices, and the keys derived from it.
//!
//! HKDF-SHA-256 (RFC 5869) derives three keys, with [`SALT`] and a different `info` for each. None
//! of the three reveals anything about the others.

use std::fmt;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

/// The salt of all derivations.
pub const SALT: &[u8] = b"hallway sync v1";

/// The `info` of the 16 bytes that become the mailbox's name.
pub const MAILBOX: &[u8] = b"mailbox";

/// The `info` of the 32 bytes of the token that permits reading and writing the mailbox.
pub const WRITE_TOKEN: &[u8] = b"write token";

/// The `info` of the 32 bytes of the AES-256-GCM key.
pub const CONTENT_KEY: &[u8] = b"content key";

/// A secret that only one person's devices know: 128 random bits. The QR code and the fragment of
/// the link contain it as 32 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Secret([u8; 16]);

impl Secret {
    /// The secret with these random bits.
    #[must_use]
    pub fn new(bits: [u8; 16]) -> Self {
        Self(bits)
    }

    /// The secret in a text; `None` if the text is not a secret.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| byte.is_ascii_hexdigit();
        if text.len() != 32 || !text.bytes().all(is_digit) {
            return None;
        }
        let bits = u128::from_str_radix(text, 16).ok()?;
        Some(Self(bits.to_be_bytes()))
    }

    /// The bytes from which keys are derived.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The secret as text, for a link.
    #[must_use]
    pub fn text(&self) -> String {
        hex(&self.0)
    }
}

impl fmt::Debug for Secret {
    /// Does not print the secret, so that no log contains it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Makes the mailbox's name from the bytes that were derived for it.
#[must_use]
pub fn mailbox_id(derived: &[u8]) -> String {
    hex(derived)
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    text
}

/// Makes the write token, as the `Authorization` header has it, from the bytes that were derived
/// for it: base64url without padding (RFC 4648, section 5).
#[must_use]
pub fn write_token(derived: &[u8]) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(derived)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_it_is_written() {
        let secret = Secret::new([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 254, 255]);
        assert_eq!(secret.text(), "000102030405060708090a0b0c0dfeff");
        assert_eq!(Secret::parse(&secret.text()), Some(secret));
        for refused in [
            "",
            "0",
            &"g".repeat(32),
            &"0".repeat(33),
            &format!("+{}", "0".repeat(31)),
        ] {
            assert_eq!(Secret::parse(refused), None, "{refused}");
        }
    }
}
