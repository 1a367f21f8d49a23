//! The name, the token and the version of a mailbox.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The name of a mailbox: 128 random bits, as 32 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MailboxId(Box<str>);

impl MailboxId {
    /// The mailbox with that name; `None` if it is not a valid name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 32 && text.bytes().all(is_digit)).then(|| Self(text.into()))
    }

    /// Its digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The hash of a write token; the token itself is never stored.
#[derive(Clone)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// The hash of the token in an `Authorization` header; `None` if there is no valid token.
    ///
    /// The scheme is case-insensitive (RFC 9110, section 11.1). A token is any 43 characters of
    /// base64url (RFC 4648, section 5), and the characters are hashed, not the bytes that they
    /// encode: 43 characters have two bits more than 256, so different tokens can decode to the
    /// same bytes.
    #[must_use]
    pub fn of_header(header: &str) -> Option<Self> {
        let (scheme, token) = header.split_once(' ')?;
        let token = token.trim_start_matches(' ');
        let is_bearer = scheme.eq_ignore_ascii_case("Bearer");
        let is_token = token.len() == 43 && token.bytes().all(is_base64url);
        (is_bearer && is_token).then(|| Self(Sha256::digest(token).into()))
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether it is the stored hash, compared in constant time.
    #[must_use]
    pub fn is(&self, kept: &[u8]) -> bool {
        self.0.ct_eq(kept).into()
    }
}

impl fmt::Debug for TokenHash {
    /// Does not print the hash, so that no log contains it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash")
    }
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

/// The tag of a version of a mailbox (RFC 9110, section 8.8.3): strong, and random, so that it is
/// never used twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ETag(String);

impl ETag {
    /// A new tag.
    #[must_use]
    pub fn random() -> Self {
        Self(format!("{:032x}", rand::random::<u128>()))
    }

    /// A stored tag.
    #[must_use]
    pub fn kept(text: String) -> Self {
        Self(text)
    }

    /// The tag in a request's header, in quotation marks; `None` if it is weak, or if there are
    /// several.
    #[must_use]
    pub fn parse(header: &str) -> Option<Self> {
        let tag = header.trim().strip_prefix('"')?.strip_suffix('"')?;
        let is_tag = |byte: u8| byte.is_ascii_graphic() && byte != b'"';
        (!tag.is_empty() && tag.len() <= 64 && tag.bytes().all(is_tag)).then(|| Self(tag.into()))
    }

    /// The tag without quotation marks, as it is stored.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag in a header's form.
    #[must_use]
    pub fn header(&self) -> String {
        format!("\"{}\"", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tokens_and_tags_are_what_the_protocol_says() {
        let id = "0123456789abcdef0123456789abcdef";
        assert_eq!(MailboxId::parse(id).map(|id| id.0), Some(id.into()));
        for refused in ["", &id[1..], &format!("{id}0"), &id.to_uppercase()] {
            assert_eq!(MailboxId::parse(refused), None, "{refused}");
        }
        let token = "A".repeat(43);
        for refused in [
            token.clone(),
            format!("Basic {token}"),
            format!("Bearer{token}"),
            format!("Bearer {}", &token[1..]),
            format!("Bearer {token}A"),
            format!("Bearer {}=", &token[1..]),
            format!("Bearer {}+", &token[1..]),
            format!("Bearer {}é", &token[2..]),
        ] {
            assert!(TokenHash::of_header(&refused).is_none(), "{refused}");
        }
        assert_eq!(ETag::parse("\"a\""), Some(ETag("a".into())));
        for refused in ["", "a", "\"\"", "W/\"a\"", "\"a\", \"b\"", "*"] {
            assert_eq!(ETag::parse(refused), None, "{refused}");
        }
        let tag = ETag::random();
        assert_ne!(tag, ETag::random());
        assert_eq!(ETag::parse(&tag.header()), Some(tag));
    }

    #[test]
    fn any_43_characters_are_a_token_and_no_two_are_the_same() {
        let of = |header: String| TokenHash::of_header(&header).expect("it is a token");
        // Two of these at a time differ only in the last two bits, which belong to no byte.
        let beginning = "x".repeat(42);
        let tokens = ["x", "w", "-", "_", "A", "B"].map(|last| format!("{beginning}{last}"));
        for token in &tokens {
            let hash = of(format!("Bearer {token}"));
            for scheme in ["bearer", "BEARER", "Bearer "] {
                assert!(hash.is(of(format!("{scheme} {token}")).as_bytes()));
            }
            for other in tokens.iter().filter(|other| *other != token) {
                let other_hash = of(format!("Bearer {other}"));
                assert!(!hash.is(other_hash.as_bytes()), "{token} {other}");
            }
        }
    }
}
