//! A smaller app: the standard library built from its sources for size, and panics that end at once, without
//! texts and places that nobody reads in a browser. What it saves stands in docs/performance.md.
//!
//! That takes options of cargo and of the compiler which are not stable yet, so they are allowed for this
//! build alone.

use std::ffi::OsString;
use std::path::Path;

use anyhow::Result;
use xshell::{Shell, cmd};

/// How the app and the library are compiled; what `.cargo/config.toml` says is repeated, since this takes
/// its place.
const RUSTFLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none \
                         --cfg=erase_components";

/// What cargo needs in its environment for that.
///
/// # Errors
/// If the sources are not there and rustup does not bring them.
pub fn environment(sh: &Shell, sysroot: &Path) -> Result<Vec<(&'static str, OsString)>> {
    if !sysroot.join("lib/rustlib/src/rust/library/std").is_dir() {
        cmd!(sh, "rustup component add rust-src").run()?;
    }
    Ok(vec![
        ("RUSTC_BOOTSTRAP", "1".into()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
        (
            "CARGO_UNSTABLE_BUILD_STD_FEATURES",
            "optimize_for_size".into(),
        ),
        (
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            RUSTFLAGS.into(),
        ),
    ])
}
