//! Debian's compiler and library for WebAssembly, where rustup reaches no server.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use xshell::Shell;

use crate::packages;

/// Its cargo, which has to be of the compiler's own version.
pub const CARGO: &str = "/usr/bin/cargo";

const RUSTC: &str = "/usr/bin/rustc";

/// Debian has no such library ready, but its sources.
const SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

const PACKAGES: [&str; 3] = ["rustc-web", "cargo-web", "rust-web-src"];

/// What cargo needs in its environment to build the library from its sources, which is no stable option of
/// cargo's yet.
///
/// # Errors
/// If the packages are not there and can't be installed.
pub fn environment(sh: &Shell, sysroot: &Path) -> Result<Vec<(&'static str, OsString)>> {
    if !(Path::new(SOURCES).exists() && Path::new(RUSTC).exists()) {
        packages::install(sh, &PACKAGES)?;
    }
    // Only rustup's toolchain has the linker, in the folder of whatever machine it is for.
    let machines = sysroot.join("lib/rustlib");
    let linker = fs::read_dir(&machines)
        .with_context(|| format!("{}", machines.display()))?
        .filter_map(|machine| Some(machine.ok()?.path().join("bin/rust-lld")))
        .find(|linker| linker.is_file())
        .with_context(|| format!("{} holds no rust-lld", machines.display()))?;
    Ok(vec![
        ("RUSTC", RUSTC.into()),
        ("RUSTC_BOOTSTRAP", "1".into()),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()),
    ])
}
