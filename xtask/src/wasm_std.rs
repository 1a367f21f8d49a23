//! Rust's standard library for WebAssembly, built from its sources: rustup's where they are or can
//! be had, Debian's elsewhere.
//!
//! The library that rustup has ready is built for speed and for telling what went wrong; built for
//! size, it makes the app a seventh smaller. That takes options of the compiler and of cargo which
//! are not stable yet, so they are allowed here, for this build alone.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::run::{on_path, output, say};
use crate::{packages, workspace};

/// Where a toolchain keeps the library's sources.
const SOURCES: &str = "lib/rustlib/src/rust/library/std/Cargo.toml";

/// Where Debian's package `rust-web-src` puts them.
const DEBIAN_SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";

/// Debian's compiler for the web; `rustc-web` installs it.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";

const DEBIAN_PACKAGES: &str = "rustc-web cargo-web rust-web-src";

/// What the app is compiled with to be small: a panic ends it at once, without the texts and places
/// that nobody would read in a browser, and components are of one type.
const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none \
                     -Zfmt-debug=none --cfg=erase_components";

/// Where the standard library for WebAssembly comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WasmStd {
    /// The toolchain has its sources.
    Toolchain,
    /// Debian's sources, for Debian's compiler.
    Debian {
        /// The linker, which only the toolchain has.
        linker: PathBuf,
    },
}

/// Where builds for the web leave what they made.
pub fn target_folder() -> PathBuf {
    workspace::root().join("target/web")
}

impl WasmStd {
    /// Finds the sources, or gets them: the way is chosen by what is there.
    ///
    /// # Errors
    /// If they are nowhere to be had; with what to do.
    pub fn find() -> Result<Self> {
        let sysroot = PathBuf::from(output(Command::new("rustc").args(["--print", "sysroot"]))?);
        if sysroot.join(SOURCES).exists() {
            return Ok(Self::Toolchain);
        }
        if debian_is_there() {
            say(
                "The toolchain has no sources of the standard library: building Debian's for the web",
            );
            return Ok(Self::Debian {
                linker: linker(&sysroot)?,
            });
        }
        if on_path("rustup") {
            say("Installing the sources of the standard library with rustup");
            let add = Command::new("rustup")
                .args(["component", "add", "rust-src"])
                .status();
            if add.is_ok_and(|status| status.success()) {
                return Ok(Self::Toolchain);
            }
        }
        if on_path("apt-get") && rustix::process::geteuid().is_root() {
            say(&format!(
                "rustup can't fetch them: asking the system's package manager for {DEBIAN_PACKAGES}"
            ));
            packages::install(DEBIAN_PACKAGES)?;
            if debian_is_there() {
                return Ok(Self::Debian {
                    linker: linker(&sysroot)?,
                });
            }
        }
        bail!(
            "the sources of Rust's standard library are missing. Run `rustup component add rust-src`, or on Debian `sudo apt-get install {DEBIAN_PACKAGES}`, then this again"
        );
    }

    /// What a build for the web needs in its environment, apart from the path.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let mut environment: Vec<(&str, OsString)> = vec![
            ("RUSTC_BOOTSTRAP", "1".into()),
            ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort".into()),
            (
                "CARGO_UNSTABLE_BUILD_STD_FEATURES",
                "optimize_for_size".into(),
            ),
            // Another compiler, or one that is allowed more, would undo the other builds' work.
            ("CARGO_TARGET_DIR", target_folder().into()),
        ];
        if let Self::Debian { linker } = self {
            environment.push(("RUSTC", DEBIAN_RUSTC.into()));
            environment.push(("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker.into()));
        }
        environment
    }

    /// What the app needs in the environment to be small.
    pub fn small() -> (&'static str, &'static str) {
        ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", SMALL)
    }

    /// Folders that have to come first on the path.
    pub fn path(&self) -> Vec<PathBuf> {
        match self {
            Self::Toolchain => Vec::new(),
            // Cargo has to be of the compiler's own version.
            Self::Debian { .. } => vec!["/usr/bin".into()],
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
