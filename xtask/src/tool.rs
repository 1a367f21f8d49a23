//! The tools that building and testing need, each at one version.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};

use crate::packages::{self, Package};
use crate::run::run;
use crate::{cache, workspace};

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const ESBUILD: &str = "0.28.2";
const GECKODRIVER: &str = "0.37.1";
const AXE_CORE: &str = "4.14.1";
const CARGO_FUZZ: &str = "0.13.2";

/// The folder that holds `trunk`.
pub fn trunk() -> Result<PathBuf> {
    Ok(cache::tool("trunk", TRUNK, |folder| {
        from_crate("trunk", TRUNK, true, folder)
    })?
    .join("bin"))
}

/// The folder that holds a `wasm-bindgen` that fits the crate in Cargo.lock.
pub fn wasm_bindgen() -> Result<PathBuf> {
    let version = locked_version("wasm-bindgen")?;
    // Not by its own lock file: that names versions which the registry withdrew.
    let install = |folder: &Path| from_crate("wasm-bindgen-cli", &version, false, folder);
    Ok(cache::tool("wasm-bindgen", &version, install)?.join("bin"))
}

/// The folder that holds `wasm-opt`.
pub fn wasm_opt() -> Result<PathBuf> {
    let install = |folder: &Path| from_npm("binaryen", BINARYEN, folder);
    Ok(cache::tool("binaryen", BINARYEN, install)?.join("node_modules/.bin"))
}

/// `esbuild` itself.
pub fn esbuild() -> Result<PathBuf> {
    let install = |folder: &Path| from_npm("esbuild", ESBUILD, folder);
    Ok(cache::tool("esbuild", ESBUILD, install)?.join("node_modules/.bin/esbuild"))
}

/// The folder that holds `geckodriver`.
pub fn geckodriver() -> Result<PathBuf> {
    let install = |folder: &Path| from_crate("geckodriver", GECKODRIVER, true, folder);
    Ok(cache::tool("geckodriver", GECKODRIVER, install)?.join("bin"))
}

/// The folder that holds `cargo-fuzz`.
pub fn cargo_fuzz() -> Result<PathBuf> {
    let install = |folder: &Path| from_crate("cargo-fuzz", CARGO_FUZZ, true, folder);
    Ok(cache::tool("cargo-fuzz", CARGO_FUZZ, install)?.join("bin"))
}

/// axe-core's script.
pub fn axe() -> Result<PathBuf> {
    let install = |folder: &Path| from_npm("axe-core", AXE_CORE, folder);
    let folder = cache::tool("axe-core", AXE_CORE, install)?;
    Ok(folder.join("node_modules/axe-core/axe.min.js"))
}

/// The path with folders of tools before all others.
///
/// # Errors
/// If a folder's name can't stand in a path.
pub fn path_with(folders: &[PathBuf]) -> Result<std::ffi::OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&rest));
    env::join_paths(all).context("the tools' folders can't be put on the path")
}

fn from_crate(name: &str, version: &str, locked: bool, folder: &Path) -> Result<()> {
    let mut install = Command::new("cargo");
    install
        .args(["install", name, "--version", version, "--root"])
        .arg(folder);
    if locked {
        install.arg("--locked");
    }
    // A target folder that the user set is for their own work.
    run(install.env_remove("CARGO_TARGET_DIR"))
}

fn from_npm(name: &str, version: &str, folder: &Path) -> Result<()> {
    packages::have(&[Package {
        program: "npm",
        name: "npm",
    }])?;
    fs::create_dir_all(folder)?;
    run(Command::new("npm")
        .args([
            "install",
            "--no-fund",
            "--no-audit",
            "--loglevel=error",
            "--prefix",
        ])
        .arg(folder)
        .arg(format!("{name}@{version}")))
}

/// The version of a crate in Cargo.lock.
fn locked_version(name: &str) -> Result<String> {
    let file = workspace::root().join("Cargo.lock");
    let text = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
    let lock: toml::Table = toml::from_str(&text).with_context(|| format!("{}", file.display()))?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    packages
        .into_iter()
        .flatten()
        .find(|package| package.get("name").and_then(toml::Value::as_str) == Some(name))
        .and_then(|package| package.get("version")?.as_str())
        .map(str::to_owned)
        .with_context(|| format!("{} names no version of {name}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::locked_version;

    #[test]
    fn the_lock_file_says_which_wasm_bindgen_fits() {
        assert!(locked_version("wasm-bindgen").unwrap().starts_with("0.2."));
        assert!(locked_version("no-such-crate").is_err());
    }
}
