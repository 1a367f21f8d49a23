//! The site: trunk builds the app and calls the step that makes a site of it; here are that step, and what
//! sets trunk's tools up.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use xshell::{Shell, cmd};

use crate::shell::{cargo, program, say};
use crate::tools::{self, ESBUILD, TRUNK, WASM_OPT};
use crate::{size, wasm_target, workspace};

/// What the site is made of.
const INPUTS: [&str; 12] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "crates",
    "index.html",
    "locales",
    "programmes",
    "public",
    "src",
    "style",
    "xtask/src",
];

/// The programme that the app carries.
const PROGRAMME: &str = "programmes/lpc-2021";

/// The file of the built app that says what it and the site were made of, and which site that was.
const STAMP: &str = ".inputs";

/// How the step calls the command that makes sites, unless `HALLWAY_CLI` names one: without the sync server
/// and its databases, which are half of what it is compiled of.
const COMMAND: [&str; 5] = [
    "run",
    "--quiet",
    "--package=hallway-cli",
    "--no-default-features",
    "--",
];

/// Builds the site below a base path by `trunk build --release`, and holds the app to its budget.
///
/// # Errors
/// What is missing, what is wrong, or that the app is too large.
pub fn build(sh: &Shell, base_path: &str, small_std: bool) -> Result<()> {
    make(sh, base_path, small_std)?;
    size::hold_to_budget(sh)
}

/// Builds the site, unless `dist` holds it already.
fn make(sh: &Shell, base_path: &str, small_std: bool) -> Result<()> {
    wasm_target::have(sh, small_std)?;
    set_up(sh)?;
    let inputs = inputs(sh, base_path, small_std)?;
    let stamp = workspace::built_app().join(STAMP);
    // The service worker lists all files of its site by their digests, so it tells one site from another.
    let made = || {
        let worker = sh.read_file(workspace::dist().join("sw.js"))?;
        anyhow::Ok(format!("{inputs}\n{worker}"))
    };
    let is_made = made().is_ok_and(|made| sh.read_file(&stamp).is_ok_and(|stamp| stamp == made));
    if !is_made {
        trunk(sh, &["build", "--release", "--public-url", base_path])?;
        sh.write_file(&stamp, made()?)?;
    }
    Ok(())
}

/// Builds the site and serves it until interrupted.
///
/// # Errors
/// What [`build`] says, or that the port is taken.
pub fn serve(sh: &Shell, base_path: &str, small_std: bool, port: u16) -> Result<()> {
    build(sh, base_path, small_std)?;
    let (dist, port) = (workspace::dist(), port.to_string());
    let serve = cargo(sh).args(COMMAND).arg("serve").arg(dist);
    Ok(serve
        .args(["--base-path", base_path, "--port", &port])
        .run()?)
}

/// Runs `trunk serve` until interrupted.
///
/// # Errors
/// What is missing, or what trunk says.
pub fn dev(sh: &Shell) -> Result<()> {
    wasm_target::have(sh, false)?;
    set_up(sh)?;
    trunk(sh, &["serve"])
}

/// Builds the command for release, with the app in it: `target/release/hallway`.
///
/// # Errors
/// What is missing, or what the build says.
pub fn command_with_app(sh: &Shell, small_std: bool) -> Result<()> {
    build(sh, "/", small_std)?;
    let command = cargo(sh).args(["build", "--release", "--package=hallway-cli"]);
    command
        .env("HALLWAY_CARRIED_APP", workspace::built_app())
        .run()?;
    say("It is target/release/hallway");
    Ok(())
}

/// Builds the site, says how large its files are, and then holds the app to its budget: who is told to
/// take something out sees of what.
///
/// # Errors
/// The same.
pub fn size(sh: &Shell, keep: bool) -> Result<()> {
    make(sh, "/", false)?;
    size::report(sh, keep)?;
    size::hold_to_budget(sh)
}

fn set_up(sh: &Shell) -> Result<()> {
    tools::have(sh, &[TRUNK, WASM_OPT, ESBUILD])?;
    tools::have_wasm_bindgen(sh)
}

fn trunk(sh: &Shell, arguments: &[&str]) -> Result<()> {
    // All that it calls is on the path. It takes NO_COLOR for a flag of its own, and knows no "1".
    let trunk = program(sh, "trunk").args(arguments).arg("--offline=true");
    Ok(trunk.env_remove("NO_COLOR").run()?)
}

/// Makes the site of the app that trunk built, in the place of that app: trunk's `post_build` hook.
///
/// # Errors
/// What is missing, or what `hallway build` says.
pub fn step(sh: &Shell) -> Result<()> {
    let of_trunk = |name| sh.var(name).context("trunk calls this: run `trunk build`");
    let staging = PathBuf::from(of_trunk("TRUNK_STAGING_DIR")?);
    let base_path = of_trunk("TRUNK_PUBLIC_URL")?;
    let is_release = of_trunk("TRUNK_PROFILE")? == "release";
    let app = match sh.var_os("HALLWAY_APP") {
        Some(app) => app.into(),
        None if is_release => workspace::built_app(),
        None => workspace::root().join("target/app-dev"),
    };
    sh.remove_path(&app)?;
    fs::rename(&staging, &app).with_context(|| format!("{}", staging.display()))?;
    // The page by which trunk knows what to build: a site has pages of its own.
    sh.remove_path(app.join("index.html"))?;
    bundle(sh, &app)?;
    let made = match sh.var_os("HALLWAY_CLI") {
        Some(command) => sh.cmd(command),
        None => cargo(sh).args(COMMAND),
    };
    let made = made
        .args(["build", PROGRAMME, "--base-path", &base_path, "--app"])
        .arg(app);
    let made = made.arg("--output").arg(&staging);
    if is_release {
        return Ok(made.run()?);
    }
    made.arg("--uncompressed").run()?;
    for_development(sh, &staging, &base_path)
}

/// The app's scripts and its style, each as one file with what it imports, and smaller.
fn bundle(sh: &Shell, app: &Path) -> Result<()> {
    tools::have(sh, &[ESBUILD])?;
    let bound = app.join("hallway-app.js");
    let bound = bound.to_str().context("the repository's path is no text")?;
    // Pages of other origins load embed.js without asking whether they may, as only classic scripts are.
    for (from, to, format) in [
        (bound, "hallway-app.js", "esm"),
        ("public/start.js", "start.js", "esm"),
        ("public/sw.js", "sw.js", "esm"),
        ("public/embed.js", "embed.js", "iife"),
        ("style/index.css", "style.css", "esm"),
    ] {
        let to = app.join(to);
        cmd!(sh, "esbuild --bundle --minify --log-level=error --format={format} --allow-overwrite {from} --outfile={to}")
            .quiet()
            .run()?;
    }
    number_imports(sh, app)
}

/// Numbers what the wasm takes from its script: wasm-bindgen tells `get` from `get` by 16 random digits,
/// and random digits do not compress. As many digits take their place, so that the wasm stays in order.
fn number_imports(sh: &Shell, app: &Path) -> Result<()> {
    let (script, wasm) = (app.join("hallway-app.js"), app.join("hallway-app_bg.wasm"));
    let (mut text, mut bytes) = (sh.read_file(&script)?, sh.read_binary_file(&wasm)?);
    let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let imports: BTreeSet<String> = words
        .filter(|word| word.starts_with("__wbg_"))
        .map(str::to_owned)
        .collect();
    let mut alike: BTreeMap<&str, usize> = BTreeMap::new();
    for import in &imports {
        let Some((name, digits)) = import.rsplit_once('_') else {
            continue;
        };
        let is_random = digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let at = bytes
            .windows(import.len())
            .position(|name| name == import.as_bytes());
        if let Some(at) = at.filter(|_| is_random) {
            let number = alike.entry(name).or_default();
            let numbered = format!("{name}_{number:016}");
            text = text.replace(import, &numbered);
            bytes[at..at + numbered.len()].copy_from_slice(numbered.as_bytes());
            *number += 1;
        }
    }
    sh.write_file(script, text)?;
    Ok(sh.write_file(wasm, bytes)?)
}

/// Lets pages reload when trunk has built anew, and lets no service worker keep what is outdated.
fn for_development(sh: &Shell, site: &Path, base_path: &str) -> Result<()> {
    sh.copy_file("xtask/development/reload.js", site)?;
    sh.copy_file("xtask/development/sw.js", site)?;
    let script = format!("<script src=\"{base_path}reload.js\"></script></body>");
    let mut files = Vec::new();
    list(site, &mut files)?;
    for page in files
        .iter()
        .filter(|file| file.extension().is_some_and(|kind| kind == "html"))
    {
        sh.write_file(page, sh.read_file(page)?.replacen("</body>", &script, 1))?;
    }
    Ok(())
}

/// A digest of everything that the site is made of.
fn inputs(sh: &Shell, base_path: &str, small_std: bool) -> Result<String> {
    let mut digest = Sha256::new();
    digest.update(format!(
        "{base_path} {small_std} {}",
        cmd!(sh, "rustc -V").quiet().read()?
    ));
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

/// All files of a folder, in order; or the one file.
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
