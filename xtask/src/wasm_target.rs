//! Sets up the standard library for WebAssembly: from rustup; if rustup reaches no server, built from
//! Debian's sources; or built for size (docs/performance.md).

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::{packages, tools};

/// The target for which the app is compiled.
const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the library from its sources, with unstable options.
const BUILD_STD: &str = "RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort";

/// Builds it for size: panics abort at once, without messages and locations, which nobody reads in a
/// browser. Repeats the flags in `.cargo/config.toml`, since this variable replaces them.
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

/// Builds the library from the sources that Debian has for its newest compiler, with rustup's linker.
fn of_debian(sh: &Shell) -> Result<()> {
    if !sh.path_exists("/usr/lib/rustlib/src/rust/library/std") {
        packages::install(sh, "rustc-web cargo-web rust-web-src")?;
    }
    let linker = cmd!(sh, "rustc --print target-libdir").quiet().read()? + "/../bin/rust-lld";
    let linker = format!("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER='{linker}'");
    compile_by(sh, &format!("{linker} RUSTC=/usr/bin/rustc /usr/bin/cargo"))
}

/// Puts a `cargo` for trunk before all others on the PATH. It compiles for WebAssembly with that command,
/// which may begin with variables, and for this machine as usual.
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
