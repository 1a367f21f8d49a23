//! The tools that building and testing need: those on the path are used, others are installed, each at one
//! version, into Hallway's own folder `$XDG_CACHE_HOME/hallway/tools`, which all clones share.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::packages::{self, NPM};
use crate::shell::{on_path, program, say};

/// A program that one can install.
pub struct Tool {
    program: &'static str,
    /// The name of what brings it, where it is published.
    package: &'static str,
    version: &'static str,
    from: Source,
}

enum Source {
    /// crates.io; with these arguments for `cargo install`.
    Crates(&'static [&'static str]),
    Npm,
}

/// What runs now and then is compiled fast; what handles the whole wasm is not.
const FAST: &[&str] = &["--debug", "--locked"];

pub const TRUNK: Tool = tool(
    "trunk",
    "trunk",
    "0.21.14",
    Source::Crates(&["--debug", "--locked", "--no-default-features"]),
);
pub const WASM_OPT: Tool = tool("wasm-opt", "binaryen", "132.0.0", Source::Npm);
pub const ESBUILD: Tool = tool("esbuild", "esbuild", "0.28.2", Source::Npm);
pub const GECKODRIVER: Tool = tool("geckodriver", "geckodriver", "0.37.1", Source::Crates(FAST));
pub const CARGO_ABOUT: Tool = tool(
    "cargo-about",
    "cargo-about",
    "0.9.3",
    Source::Crates(&["--locked", "--features=cli"]),
);
pub const CARGO_DENY: Tool = tool("cargo-deny", "cargo-deny", "0.20.2", Source::Crates(FAST));
pub const CARGO_FUZZ: Tool = tool("cargo-fuzz", "cargo-fuzz", "0.13.2", Source::Crates(FAST));
const AXE: Tool = tool("axe-core", "axe-core", "4.14.1", Source::Npm);

const fn tool(
    program: &'static str,
    package: &'static str,
    version: &'static str,
    from: Source,
) -> Tool {
    Tool {
        program,
        package,
        version,
        from,
    }
}

/// Makes sure that the tools are on the path of what `sh` runs.
///
/// # Errors
/// What could not be installed, and why.
pub fn have(sh: &Shell, tools: &[Tool]) -> Result<()> {
    for tool in tools.iter().filter(|tool| !on_path(sh, tool.program)) {
        let folder = installed(sh, tool)?;
        let programs = match tool.from {
            Source::Crates(_) => folder.join("bin"),
            Source::Npm => folder.join("node_modules/.bin"),
        };
        put_on_path(sh, &programs)?;
    }
    Ok(())
}

/// The same for the `wasm-bindgen` that fits the crate in Cargo.lock, which no other does.
///
/// # Errors
/// The same.
pub fn have_wasm_bindgen(sh: &Shell) -> Result<()> {
    let lock: toml::Table = sh.read_file("Cargo.lock")?.parse()?;
    let packages = lock["package"].as_array().into_iter().flatten();
    let version = packages
        .filter(|package| package["name"].as_str() == Some("wasm-bindgen"))
        .find_map(|package| package["version"].as_str())
        .context("Cargo.lock names no wasm-bindgen")?;
    let there = cmd!(sh, "wasm-bindgen --version")
        .quiet()
        .ignore_stderr()
        .read();
    if there.is_ok_and(|there| there.ends_with(version)) {
        return Ok(());
    }
    let folder = place("wasm-bindgen", version, |folder| {
        // Not by its own lock file: that names versions which the registry withdrew.
        program(sh, "cargo")
            .args([
                "install",
                "--quiet",
                "wasm-bindgen-cli",
                "--version",
                version,
                "--root",
            ])
            .arg(folder)
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .run()
    })?;
    put_on_path(sh, &folder.join("bin"))
}

/// axe-core's script.
///
/// # Errors
/// What could not be installed, and why.
pub fn axe(sh: &Shell) -> Result<PathBuf> {
    Ok(installed(sh, &AXE)?.join("node_modules/axe-core/axe.min.js"))
}

fn installed(sh: &Shell, tool: &Tool) -> Result<PathBuf> {
    let (package, version) = (tool.package, tool.version);
    if matches!(tool.from, Source::Npm) {
        packages::have(sh, &[NPM])?;
    }
    place(package, version, |folder| match tool.from {
        Source::Crates(arguments) => program(sh, "cargo")
            .args([
                "install",
                "--quiet",
                package,
                "--version",
                version,
                "--root",
            ])
            .arg(folder)
            .args(arguments)
            .run(),
        Source::Npm => {
            sh.create_dir(folder)?;
            cmd!(sh, "npm install --no-fund --no-audit --loglevel=error --prefix {folder} {package}@{version}").run()
        }
    })
}

/// Puts a folder before all others on the path of what `sh` runs.
///
/// # Errors
/// If its name can't be on a path.
pub fn put_on_path(sh: &Shell, folder: &Path) -> Result<()> {
    let path = sh.var_os("PATH").unwrap_or_default();
    let folders = [folder.into()].into_iter().chain(env::split_paths(&path));
    sh.set_var("PATH", env::join_paths(folders)?);
    Ok(())
}

/// The folder of a package's version, filled by `install` if it is not there yet: beside its place, and
/// renamed into it, so what stands there is whole, and two clones may set up at once.
fn place(
    package: &str,
    version: &str,
    install: impl FnOnce(&Path) -> xshell::Result<()>,
) -> Result<PathBuf> {
    let absolute = |name| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    let cache = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")));
    let cache = cache.context(
        "neither XDG_CACHE_HOME nor HOME names a folder to keep tools in: set one of them",
    )?;
    let tools = cache.join("hallway/tools");
    let place = tools.join(format!("{package}-{version}"));
    if place.exists() {
        return Ok(place);
    }
    say(&format!(
        "Installing {package} {version} into {}",
        place.display()
    ));
    fs::create_dir_all(&tools).with_context(|| format!("{} can't be made", tools.display()))?;
    let beside = tempfile::tempdir_in(&tools)?;
    let filled = beside.path().join("tool");
    install(&filled).with_context(|| format!("{package} {version} could not be installed"))?;
    match fs::rename(&filled, &place) {
        // Another clone was faster; its copy is as good.
        Err(_) if place.exists() => {}
        renamed => renamed.with_context(|| format!("{} can't be written", place.display()))?,
    }
    Ok(place)
}
