//! Compresses files with brotli and gzip, as hosts send them to browsers.
//!
//! A crate of its own because brotli's code is generic: it is compiled together with its caller,
//! and is slow without optimisation.

use std::io::Write;

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};

/// Whether files with this ending become smaller by compression.
#[must_use]
pub fn worthwhile(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    matches!(
        ending,
        "html" | "js" | "css" | "wasm" | "json" | "svg" | "webmanifest" | "txt" | "xml" | "ics"
    )
}

/// The brotli quality for a file: the highest for files that every visitor loads. The thousands of
/// pages of items, tracks and people, and files for other apps, use 5: they become a tenth larger
/// but are made many times faster, since above 5 brotli allocates megabytes of tables even for the
/// smallest file.
#[must_use]
pub fn quality(path: &str) -> i32 {
    if path.ends_with("/index.html") || path.starts_with("schedule.") {
        5
    } else {
        11
    }
}

/// A page in brotli with the settings for sites' pages, for comparisons.
#[must_use]
pub fn compressed_page(bytes: &[u8]) -> Vec<u8> {
    brotli(bytes, quality("index.html"))
}

/// Brotli (RFC 7932) at a quality from 0 to 11.
///
/// # Panics
/// Never: reading and writing memory does not fail.
#[must_use]
pub fn brotli(bytes: &[u8], quality: i32) -> Vec<u8> {
    // A window larger than the file takes memory and time without making the result smaller.
    let window = bytes
        .len()
        .next_power_of_two()
        .ilog2()
        .clamp(17, 22)
        .cast_signed();
    let params = BrotliEncoderParams {
        quality,
        lgwin: window,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &params)
        .expect("reading and writing memory does not fail");
    compressed
}

/// Gzip (RFC 1952) at its highest level, without a timestamp, so that the same input gives the same
/// bytes.
///
/// # Panics
/// Never: writing to memory does not fail.
#[must_use]
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    writer
        .write_all(bytes)
        .expect("writing to memory does not fail");
    writer.finish().expect("writing to memory does not fail")
}
