//! Files as hosts send them to browsers that take brotli or gzip.

use std::io::Write;

use flate2::{Compression, GzBuilder};

/// Whether compressing a file of that name can make it smaller.
pub(crate) fn worthwhile(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    matches!(
        ending,
        "html" | "js" | "css" | "wasm" | "json" | "svg" | "webmanifest" | "txt" | "xml" | "ics"
    )
}

/// Brotli (RFC 7932) at its highest quality.
pub(crate) fn brotli(bytes: &[u8]) -> Vec<u8> {
    const QUALITY: u32 = 11;
    const WINDOW: u32 = 22;
    let mut compressed = Vec::new();
    {
        let mut writer = brotli::CompressorWriter::new(&mut compressed, 64 * 1024, QUALITY, WINDOW);
        writer
            .write_all(bytes)
            .expect("writing to memory does not fail");
    }
    compressed
}

/// Gzip (RFC 1952) at its highest level, without a time, so that the same input gives the same
/// bytes.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::best());
    writer
        .write_all(bytes)
        .expect("writing to memory does not fail");
    writer.finish().expect("writing to memory does not fail")
}
