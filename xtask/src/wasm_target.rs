//! The standard library for WebAssembly, which the app is compiled against: rustup's; Debian's, where rustup
//! reaches no server; or one built for size (docs/performance.md).

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::{packages, tools};

/// What the app is compiled for.
const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the library from its sources, by options that are not stable yet.
const BUILD_STD: &str = "RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort";

/// Builds it for size, with panics that end at once, without texts and places that nobody reads in a browser.
/// What `.cargo/config.toml` says is repeated, since this takes its place.
const FOR_SIZE: &str = "CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS='-Zunstable-options -Cpanic=immediate-abort \
    -Zlocation-detail=none -Zfmt-debug=none --cfg=erase_components'";

/// Makes sure that the app can be compiled.
pub fn have(sh: &Shell, small_std: bool) -> Result<()> {
    if small_std {
        cmd!(sh, "rustup component add rust-src").run()?;
        return compile_by(sh, &format!("{FOR_SIZE} cargo"));
    }
    let library = cmd!(sh, "rustc --print target-libdir --target {TARGET}");
    let library = library.quiet().read()?;
    let is_there = || sh.path_exists(&library);
    if is_there() || cmd!(sh, "rustup target add {TARGET}").run().is_ok() && is_there() {
        return Ok(());
    }
    of_debian(sh).with_context(|| format!("run `rustup target add {TARGET}`, then this again"))
}

/// Debian has no such library ready, but its sources, for its own compiler. Only rustup has the linker.
fn of_debian(sh: &Shell) -> Result<()> {
    if !sh.path_exists("/usr/lib/rustlib/src/rust/library/std") {
        packages::install(sh, "rustc-web cargo-web rust-web-src")?;
    }
    let linker = cmd!(sh, "rustc --print target-libdir").quiet().read()? + "/../bin/rust-lld";
    let linker = format!("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER='{linker}'");
    compile_by(sh, &format!("{linker} RUSTC=/usr/bin/rustc /usr/bin/cargo"))
}

/// Puts a `cargo` before all others on the path, for trunk: it compiles for WebAssembly by that command, which
/// may begin with variables, and for this machine as ever.
fn compile_by(sh: &Shell, command: &str) -> Result<()> {
    let usual = which::which("cargo")?;
    let folder = usual.parent().context("cargo is in no folder")?.display();
    let script = format!(
        "#!/bin/sh\nPATH='{folder}':\"$PATH\"\n\
         case \"$*\" in *{TARGET}*) exec env {BUILD_STD} {command} \"$@\";; *) exec cargo \"$@\";; esac\n"
    );
    let folder = sh.current_dir().join("target/wasm-cargo");
    sh.write_file(folder.join("cargo"), script)?;
    cmd!(sh, "chmod +x {folder}/cargo").quiet().run()?;
    tools::put_on_path(sh, &folder)
}
