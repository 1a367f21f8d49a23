//! Digests of files: for their names, and for integrity checks by browsers.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// The first 64 bits of the SHA-256, in hexadecimal: identifies a content.
pub(crate) fn short(bytes: &[u8]) -> String {
    Sha256::digest(bytes)
        .iter()
        .take(8)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The digest in the form of W3C Subresource Integrity, section 3.1: `sha256-<base64>`.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}
