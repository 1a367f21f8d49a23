//! How large the site is as it travels, beside what it was when `docs/size.txt` was kept.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Result, bail};
use xshell::Shell;

use crate::shell::say;
use crate::workspace;

/// What wasm, scripts, style and the HTML shell may weigh together, in bytes of brotli; the programme
/// that the wasm carries does not count.
const BUDGET: u64 = 360_000;

/// What the element that embeds a site may weigh in the pages of others, in bytes as it is.
const EMBED_BUDGET: u64 = 3_000;

/// The sizes to compare with: a line for each part, with its bytes as they travel and its name.
const KEPT: &str = "docs/size.txt";

/// Shows each part, what it weighs as it travels, and by how much that is more or less than what was kept;
/// with `keep`, keeps what it is now.
///
/// # Errors
/// If the site can't be read.
pub fn report(sh: &Shell, keep: bool) -> Result<()> {
    let parts = parts(sh)?;
    let text: String = parts
        .iter()
        .map(|(name, bytes)| format!("{bytes:>8}  {name}\n"))
        .collect();
    let before = sh.read_file(KEPT).unwrap_or_default();
    let before: BTreeMap<&str, i64> = before
        .lines()
        .filter_map(|line| line.trim().split_once("  "))
        .filter_map(|(bytes, name)| Some((name, bytes.parse().ok()?)))
        .collect();
    for (name, bytes) in &parts {
        let grown = bytes.cast_signed() - before.get(name.as_str()).copied().unwrap_or(0);
        println!("{bytes:>8} {grown:>+8}  {name}");
    }
    if keep {
        sh.write_file(KEPT, text)?;
    }
    Ok(())
}

/// Fails if the app, or what embeds it, weighs more than it may.
///
/// # Errors
/// If it does, or if the site can't be read.
pub fn hold_to_budget(sh: &Shell) -> Result<()> {
    let app = parts(sh)?["app"];
    if app > BUDGET {
        bail!(
            "the app weighs {app} bytes of brotli, {} more than its budget of {BUDGET}: see `cargo xtask size`, and take something out",
            app - BUDGET
        );
    }
    let embed = fs::metadata(workspace::dist().join("embed.js"))?.len();
    if embed > EMBED_BUDGET {
        bail!("embed.js weighs {embed} bytes, more than the {EMBED_BUDGET} that it may");
    }
    say(&format!(
        "The app weighs {app} bytes of brotli, of {BUDGET} that it may"
    ));
    Ok(())
}

/// The bytes that each part of the site takes to travel, by its name: files without the digests in their
/// names, all pages as one, and the app, which has the budget.
fn parts(sh: &Shell) -> Result<BTreeMap<String, u64>> {
    let dist = workspace::dist();
    let mut parts = BTreeMap::from([("app".to_owned(), 0), ("pages".to_owned(), 0)]);
    let mut folders = vec![dist.clone()];
    while let Some(folder) = folders.pop() {
        for file in sh.read_dir(folder)? {
            let path = file.strip_prefix(&dist)?.to_string_lossy().into_owned();
            if file.is_dir() {
                folders.push(file);
                continue;
            }
            // Of a build that was ended, trunk leaves a hidden folder.
            if path.starts_with('.') || path.ends_with(".br") || path.ends_with(".gz") {
                continue;
            }
            let compressed = fs::metadata(format!("{}.br", file.display()));
            let sent = compressed.or_else(|_| file.metadata())?.len();
            // Not pictures, nor the texts of languages that most readers do not speak, nor the style, which
            // the shell holds.
            let is_app = matches!(path.as_str(), "sw.js" | "shell.html")
                || path.starts_with("assets/")
                    && (path.ends_with(".js") || path.ends_with(".wasm"));
            if is_app {
                *parts.entry("app".into()).or_default() += sent;
            }
            let is_page = path.ends_with("index.html") || path == "404.html";
            let name = if is_page {
                "pages".into()
            } else {
                without_digest(&path)
            };
            *parts.entry(name).or_default() += sent;
        }
    }
    // The wasm carries the programme that is also published by itself.
    let programme = parts.get("programme.json").copied().unwrap_or(0);
    parts
        .entry("app".into())
        .and_modify(|app| *app = app.saturating_sub(programme));
    Ok(parts)
}

/// `assets/app-0123456789abcdef.wasm` is `assets/app.wasm`.
fn without_digest(path: &str) -> String {
    let named = path.strip_prefix("assets/").and_then(|name| {
        let (stem, kind) = name.rsplit_once('.')?;
        let (stem, _) = stem.rsplit_once('-')?;
        Some(format!("assets/{stem}.{kind}"))
    });
    named.unwrap_or_else(|| path.into())
}
