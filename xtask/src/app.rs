//! The app: built to wasm, bound to the browser and made small; only when something that it is made of
//! changed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use crate::run::{output, run, say};
use crate::wasm_std::{self, WasmStd};
use crate::{notices, tool, workspace};

/// What the app is made of.
const INPUTS: [&str; 9] = [
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-MIT",
    "src",
    "public",
    "style",
    "programmes",
    "crates",
    "xtask/src",
];

/// What the app is compiled for, and how.
const TARGET: &str = "wasm32-unknown-unknown";
const PROFILE: &str = "wasm-release";
const FEATURES: &str = "csr";

/// What `wasm-opt` does: the features that rustc uses are named, since with all of them on it writes
/// encodings that browsers do not read yet. Nothing of Rust's stands in the lowest kilobyte of memory,
/// below its stack. By name, what was made from one generic function stands together: 0.6 % less when
/// compressed, and no luck with the order of modules.
const SMALLER: [&str; 14] = [
    "--reorder-functions-by-name",
    "--low-memory-unused",
    "-O2",
    "--merge-similar-functions",
    "--converge",
    "-Oz",
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
    "--strip-producers",
    "--strip-target-features",
];

/// What goes into the built app as it is, and under which name.
const COPIED: [(&str, &str); 2] = [
    ("public/icons", "icons"),
    ("public/manifest.webmanifest", "manifest.webmanifest"),
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
    say("Building the app");
    let app = workspace::built_app();
    if app.exists() {
        fs::remove_dir_all(&app).with_context(|| format!("{}", app.display()))?;
    }
    bind(&compile(&wasm_std)?)?;
    for (from, to) in COPIED {
        copy(&workspace::root().join(from), &app.join(to))?;
    }
    minify_scripts()?;
    bundle_styles()?;
    let notices = notices::of("hallway-app", FEATURES, TARGET)?;
    fs::write(app.join("licences.txt"), notices)
        .with_context(|| "licences.txt can't be written")?;
    fs::write(&stamp, inputs).with_context(|| format!("{}", stamp.display()))
}

/// Compiles the app; gives where the wasm is.
fn compile(wasm_std: &WasmStd) -> Result<PathBuf> {
    let mut cargo = Command::new("cargo");
    let (name, small) = WasmStd::small();
    run(cargo
        .args(["build", "--package", "hallway-app", "--bin", "hallway-app"])
        .args([
            "--features",
            FEATURES,
            "--profile",
            PROFILE,
            "--target",
            TARGET,
        ])
        .current_dir(workspace::root())
        .env("PATH", tool::path_with(&wasm_std.path())?)
        .envs(wasm_std.environment())
        .env(name, small))?;
    let compiled = wasm_std::target_folder().join(TARGET).join(PROFILE);
    Ok(compiled.join("hallway-app.wasm"))
}

/// Binds the wasm to the browser, and has it made small.
fn bind(wasm: &Path) -> Result<()> {
    let app = workspace::built_app();
    run(Command::new(tool::wasm_bindgen()?.join("wasm-bindgen"))
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            "hallway-app",
        ])
        .arg("--out-dir")
        .arg(&app)
        .arg(wasm))?;
    let bound = app.join("hallway-app_bg.wasm");
    run(Command::new(tool::wasm_opt()?.join("wasm-opt"))
        .args(SMALLER)
        .arg(&bound)
        .arg("--output")
        .arg(&bound))
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<()> {
    let failed = || format!("{}", from.display());
    if !from.is_dir() {
        fs::copy(from, to).with_context(failed)?;
        return Ok(());
    }
    fs::create_dir_all(to).with_context(failed)?;
    for entry in fs::read_dir(from).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        copy(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

/// Serves the app alone and builds it anew at every change, until interrupted.
///
/// # Errors
/// What is missing, or what trunk says.
pub fn dev() -> Result<()> {
    let mut trunk = trunk(&WasmStd::find()?)?;
    run(trunk.args(["serve", "--offline=true"]))
}

/// The scripts of the built app, smaller, each as one file with what it imports.
fn minify_scripts() -> Result<()> {
    let esbuild = tool::esbuild()?;
    let (app, public) = (workspace::built_app(), workspace::root().join("public"));
    // Pages of other origins load embed.js without asking whether they may, as only classic scripts are.
    for (folder, script, format) in [
        (&app, "hallway-app.js", "esm"),
        (&public, "start.js", "esm"),
        (&public, "sw.js", "esm"),
        (&public, "embed.js", "iife"),
    ] {
        run(Command::new(&esbuild)
            .args(["--bundle", "--minify", "--log-level=error"])
            .arg(format!("--format={format}"))
            .arg("--allow-overwrite")
            .arg(folder.join(script))
            .arg(format!("--outfile={}", app.join(script).display())))?;
    }
    Ok(())
}

/// All style sheets as one, smaller, into the built app.
fn bundle_styles() -> Result<()> {
    run(Command::new(tool::esbuild()?)
        .args(["--bundle", "--minify", "--log-level=warning"])
        .arg(workspace::root().join("style/index.css"))
        .arg(format!(
            "--outfile={}",
            workspace::built_app().join("style.css").display()
        )))
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
