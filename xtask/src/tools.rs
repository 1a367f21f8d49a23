//! The tools that building and testing need: those on the path are used, others are installed, each at one
//! version, into Hallway's own folder `$XDG_CACHE_HOME/hallway/tools`, which all clones share.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::packages::{self, NPM};
use crate::shell::{cargo, on_path, say};

/// A program that one can install.
pub struct Tool<'v> {
    program: &'static str,
    /// The name of what brings it, where it is published.
    package: &'static str,
    version: &'v str,
    from: Source,
}

enum Source {
    /// crates.io; with these arguments for `cargo install`.
    Crates(&'static [&'static str]),
    Npm,
}

/// What runs now and then is compiled fast; what handles the whole wasm is not.
const FAST: &[&str] = &["--debug", "--locked"];

pub const TRUNK: Tool<'static> = tool(
    "trunk",
    "trunk",
    "0.21.14",
    Source::Crates(&["--debug", "--locked", "--no-default-features"]),
);
pub const WASM_OPT: Tool<'static> = tool("wasm-opt", "binaryen", "132.0.0", Source::Npm);
pub const ESBUILD: Tool<'static> = tool("esbuild", "esbuild", "0.28.2", Source::Npm);
pub const GECKODRIVER: Tool<'static> =
    tool("geckodriver", "geckodriver", "0.37.1", Source::Crates(FAST));
pub const CARGO_ABOUT: Tool<'static> = tool(
    "cargo-about",
    "cargo-about",
    "0.9.3",
    Source::Crates(&["--locked", "--features=cli"]),
);
pub const CARGO_DENY: Tool<'static> =
    tool("cargo-deny", "cargo-deny", "0.20.2", Source::Crates(FAST));
pub const CARGO_FUZZ: Tool<'static> =
    tool("cargo-fuzz", "cargo-fuzz", "0.13.2", Source::Crates(FAST));
const AXE: Tool<'static> = tool("axe-core", "axe-core", "4.14.1", Source::Npm);

const fn tool<'v>(
    program: &'static str,
    package: &'static str,
    version: &'v str,
    from: Source,
) -> Tool<'v> {
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
    let mut missing = tools.iter().filter(|tool| !on_path(sh, tool.program));
    missing.try_for_each(|tool| have_installed(sh, tool))
}

fn have_installed(sh: &Shell, tool: &Tool) -> Result<()> {
    let folder = installed(sh, tool)?;
    let programs = match tool.from {
        Source::Crates(_) => folder.join("bin"),
        Source::Npm => folder.join("node_modules/.bin"),
    };
    put_on_path(sh, &programs)
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
    // Not by its own lock file: that names versions which the registry withdrew.
    let from = Source::Crates(&["--config=profile.release.opt-level=1"]);
    have_installed(sh, &tool("wasm-bindgen", "wasm-bindgen-cli", version, from))
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
    let name = format!("{}-{version}", tool.program);
    if matches!(tool.from, Source::Npm) {
        packages::have(sh, &[NPM])?;
    }
    place(&name, |folder| match tool.from {
        Source::Crates(arguments) => cargo(sh)
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

/// The folder of a tool by its name and version, filled by `install` if it is not there yet: beside its place, and
/// renamed into it, so what stands there is whole, and two clones may set up at once.
fn place(name: &str, install: impl FnOnce(&Path) -> xshell::Result<()>) -> Result<PathBuf> {
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
    let place = tools.join(name);
    if place.exists() {
        return Ok(place);
    }
    say(&format!("Installing {name} into {}", tools.display()));
    fs::create_dir_all(&tools).with_context(|| format!("{} can't be made", tools.display()))?;
    let beside = tempfile::tempdir_in(&tools)?;
    let filled = beside.path().join("tool");
    install(&filled).with_context(|| format!("{name} could not be installed"))?;
    match fs::rename(&filled, &place) {
        // Another clone was faster; its copy is as good.
        Err(_) if place.exists() => {}
        renamed => renamed.with_context(|| format!("{} can't be written", place.display()))?,
    }
    Ok(place)
}
