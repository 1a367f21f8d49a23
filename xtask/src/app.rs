//! The app: built to wasm by trunk, and only when something that it is made of changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::run::{output, run, say};
use crate::wasm_std::WasmStd;
use crate::{tool, workspace};

/// What the app is made of.
const INPUTS: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "build.rs",
    "index.html",
    "src",
    "public",
    "style",
    "programmes",
    "crates",
    "xtask/src",
];

/// Holds the digest of what the built app was made of.
const STAMP: &str = ".inputs";

/// Builds the app for release into [`workspace::built_app`].
///
/// # Errors
/// What is missing, or what the build says.
pub fn build() -> Result<()> {
    let wasm_std = WasmStd::find()?;
    let inputs = inputs(&wasm_std)?;
    let stamp = workspace::built_app().join(STAMP);
    if fs::read_to_string(&stamp).is_ok_and(|built| built == inputs) {
        return Ok(());
    }
    let mut trunk = trunk(&wasm_std)?;
    say("Building the app");
    let (name, small) = WasmStd::small();
    run(trunk
        .args([
            "build",
            "--release",
            "--cargo-profile",
            "wasm-release",
            "--offline=true",
        ])
        .env(name, small))?;
    minify_scripts()?;
    fs::write(&stamp, inputs).with_context(|| format!("{}", stamp.display()))
}

/// Serves the app alone and builds it anew at every change, until interrupted.
///
/// # Errors
/// What is missing, or what trunk says.
pub fn dev() -> Result<()> {
    let mut trunk = trunk(&WasmStd::find()?)?;
    run(trunk.args(["serve", "--offline=true"]))
}

/// The scripts of the built app, smaller; trunk's own minifier does not know all of JavaScript.
fn minify_scripts() -> Result<()> {
    let esbuild = tool::esbuild()?;
    for script in [
        "hallway-app.js",
        "start.js",
        "sw.js",
        "embed.js",
        "embedding.js",
    ] {
        let script = workspace::built_app().join(script);
        run(Command::new(&esbuild)
            .args(["--minify", "--log-level=error", "--allow-overwrite"])
            .arg(&script)
            .arg(format!("--outfile={}", script.display())))?;
    }
    Ok(())
}

/// Trunk with all that it calls on its path, so that it fetches nothing itself.
fn trunk(wasm_std: &WasmStd) -> Result<Command> {
    let mut path = wasm_std.path();
    let trunk = tool::trunk()?;
    path.extend([trunk.clone(), tool::wasm_bindgen()?, tool::wasm_opt()?]);
    let mut command = Command::new(trunk.join("trunk"));
    command
        .current_dir(workspace::root())
        .envs(wasm_std.environment())
        .env("PATH", tool::path_with(&path)?)
        // Trunk takes this one for a flag of its own, and knows no "1".
        .env_remove("NO_COLOR");
    Ok(command)
}

/// A digest of everything that the app is made of.
fn inputs(wasm_std: &WasmStd) -> Result<String> {
    let mut digest = Sha256::new();
    digest.update(format!("{wasm_std:?}"));
    digest.update(output(Command::new("rustc").arg("-V"))?);
    let mut files = Vec::new();
    for input in INPUTS {
        list(&workspace::root().join(input), &mut files)?;
    }
    for file in files {
        let content = fs::read(&file).with_context(|| format!("{}", file.display()))?;
        digest.update(format!("{}\n{}\n", file.display(), content.len()));
        digest.update(content);
    }
    Ok(digest
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

fn list(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.into());
        return Ok(());
    }
    let entries = fs::read_dir(path).with_context(|| format!("{}", path.display()))?;
    let mut entries = entries
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>>>()?;
    entries.sort();
    entries.iter().try_for_each(|entry| list(entry, files))
}
