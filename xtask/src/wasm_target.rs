//! The standard library for WebAssembly, which the app is compiled against.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use xshell::{Shell, cmd};

use crate::shell::{on_path, say};
use crate::{debian, small_std, workspace};

/// What the app is compiled for.
const TARGET: &str = "wasm32-unknown-unknown";

/// Makes sure that the app can be compiled: by rustup's library, or by Debian's where rustup reaches no
/// server. With `small_std`, by one that is built for size.
///
/// # Errors
/// If there is none to be had; with what to do.
pub fn have(sh: &Shell, small_std: bool) -> Result<()> {
    let sysroot = PathBuf::from(cmd!(sh, "rustc --print sysroot").quiet().read()?);
    if small_std {
        let cargo = which::which("cargo")?;
        return call(sh, &cargo, &small_std::environment(sh, &sysroot)?);
    }
    if is_there(&sysroot) {
        return Ok(());
    }
    if on_path(sh, "rustup") {
        say("Installing the standard library for WebAssembly with rustup");
        if cmd!(sh, "rustup target add {TARGET}").run().is_ok() && is_there(&sysroot) {
            return Ok(());
        }
    }
    match debian::environment(sh, &sysroot) {
        Ok(environment) => call(sh, Path::new(debian::CARGO), &environment),
        Err(error) => bail!(
            "Rust's standard library for {TARGET} is missing. Run `rustup target add {TARGET}`, then this again. \
             Debian's packages could not take its place: {error:#}"
        ),
    }
}

fn is_there(sysroot: &Path) -> bool {
    sysroot
        .join("lib/rustlib")
        .join(TARGET)
        .join("lib")
        .is_dir()
}

/// Puts a `cargo` before all others on the path: it calls that one with that environment where it compiles
/// for WebAssembly, and the usual one where it does not, so that builds for this machine stay as they are.
fn call(sh: &Shell, wasm: &Path, environment: &[(&str, OsString)]) -> Result<()> {
    let usual = which::which("cargo")?;
    let exports: String = environment
        .iter()
        .map(|(name, value)| format!("export {name}='{}'; ", value.display()))
        .collect();
    let (wasm, usual) = (wasm.display(), usual.display());
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in *{TARGET}*) {exports}exec '{wasm}' \"$@\";; esac\nexec '{usual}' \"$@\"\n"
    );
    let folder = workspace::root().join("target/wasm-cargo");
    sh.write_file(folder.join("cargo"), script)?;
    cmd!(sh, "chmod +x {folder}/cargo").quiet().run()?;
    crate::tools::put_on_path(sh, &folder)
}
