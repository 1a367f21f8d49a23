//! Rust's standard library for WebAssembly: rustup's where it is or can be had, Debian's sources
//! elsewhere.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::{on_path, output, say};
use crate::{packages, workspace};

const TARGET: &str = "wasm32-unknown-unknown";

/// Where Debian's package `rust-web-src` puts the library's sources.
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

/// Debian's compiler for the web; `rustc-web` installs it.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

/// Where the standard library for WebAssembly comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WasmTarget {
    /// The toolchain has it.
    Toolchain,
    /// It is built, once for each target folder, from Debian's sources by Debian's compiler.
    DebianSources {
        /// The linker, which only the toolchain has.
        linker: PathBuf,
    },
}

impl WasmTarget {
    /// Finds the library, or gets it: the way is chosen by what is there.
    ///
    /// # Errors
    /// If it is nowhere to be had; with what to do.
    pub fn find() -> Result<Self> {
        let sysroot = PathBuf::from(output(Command::new("rustc").args(["--print", "sysroot"]))?);
        if sysroot.join("lib/rustlib").join(TARGET).exists() {
            return Ok(Self::Toolchain);
        }
        if debian_is_there() {
            say("The toolchain lacks the wasm target: building it from Debian's rust-web-src");
            return Ok(Self::DebianSources {
                linker: linker(&sysroot)?,
            });
        }
        if on_path("rustup") {
            say(&format!("Installing the target {TARGET} with rustup"));
            let add = Command::new("rustup")
                .args(["target", "add", TARGET])
                .status();
            if add.is_ok_and(|status| status.success()) {
                return Ok(Self::Toolchain);
            }
        }
        if on_path("apt-get") && rustix::process::geteuid().is_root() {
            say(
                "rustup can't fetch the wasm target: asking the system's package manager for rustc-web cargo-web rust-web-src",
            );
            packages::install("rustc-web cargo-web rust-web-src")?;
            if debian_is_there() {
                return Ok(Self::DebianSources {
                    linker: linker(&sysroot)?,
                });
            }
        }
        bail!(
            "the Rust target {TARGET} is missing. Run `rustup target add {TARGET}`, or on Debian `sudo apt-get install rustc-web cargo-web rust-web-src`, then this again"
        );
    }

    /// What a build for the web needs in its environment, apart from the path.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        match self {
            Self::Toolchain => Vec::new(),
            Self::DebianSources { linker } => vec![
                ("RUSTC", DEBIAN_RUSTC.into()),
                ("RUSTC_BOOTSTRAP", "1".into()),
                ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
                ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()),
                // Two compilers in one folder would undo each other's work.
                (
                    "CARGO_TARGET_DIR",
                    workspace::root().join("target/web").into(),
                ),
            ],
        }
    }

    /// Folders that have to come first on the path.
    pub fn path(&self) -> Vec<PathBuf> {
        match self {
            Self::Toolchain => Vec::new(),
            // Cargo has to be of the compiler's own version.
            Self::DebianSources { .. } => vec!["/usr/bin".into()],
        }
    }
}

fn debian_is_there() -> bool {
    Path::new(DEBIAN_SOURCES).exists() && Path::new(DEBIAN_RUSTC).exists()
}

/// The toolchain's own linker, in the folder of whatever machine it is for.
fn linker(sysroot: &Path) -> Result<PathBuf> {
    let machines = sysroot.join("lib/rustlib");
    fs::read_dir(&machines)
        .with_context(|| format!("{}", machines.display()))?
        .filter_map(|machine| Some(machine.ok()?.path().join("bin/rust-lld")))
        .find(|linker| linker.is_file())
        .with_context(|| {
            format!(
                "{} holds no rust-lld: install a toolchain with rustup",
                machines.display()
            )
        })
}
