//! How large the site is as it travels.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Result, ensure};
use xshell::{Shell, cmd};

use crate::site;

/// What may weigh how much, in bytes of brotli: wasm, scripts, style and the HTML shell together, without the
/// programme that the wasm carries; and the element that embeds a site in the pages of others.
const BUDGETS: [(&str, u64); 2] = [("app", 360_000), ("embed.js", 1_410)];

/// A line for each part of the site, with its bytes as they travel and its name.
const SIZES: &str = "docs/size.txt";

/// Builds the site, writes what each part weighs, shows what changed since that was committed, and then holds
/// the app to its budget: who is told to take something out sees of what.
pub fn size(sh: &Shell) -> Result<()> {
    site::make(sh, "/", false)?;
    let line = |(name, bytes)| format!("{bytes:>8}  {name}\n");
    sh.write_file(SIZES, parts(sh)?.into_iter().map(line).collect::<String>())?;
    cmd!(sh, "git --no-pager diff {SIZES}").run()?;
    hold_to_budget(sh)
}

/// Fails if the app, or what embeds it, weighs more than it may.
pub fn hold_to_budget(sh: &Shell) -> Result<()> {
    let parts = parts(sh)?;
    for (name, budget) in BUDGETS {
        let bytes = parts[name];
        println!("{name}: {bytes} bytes of brotli, of {budget} that it may weigh");
        ensure!(
            bytes <= budget,
            "{name} is too large: see `cargo xtask size`, and take something out"
        );
    }
    Ok(())
}

/// The bytes that each part of the site takes to travel, by its name: files without the digests in their
/// names, all pages as one, and the app, which has the budget.
fn parts(sh: &Shell) -> Result<BTreeMap<String, u64>> {
    // Of a build that was ended, trunk leaves a hidden folder.
    let files = cmd!(
        sh,
        "find dist -type f -not -path dist/.* -not -name *.br -not -name *.gz"
    );
    let (mut parts, mut app) = (BTreeMap::new(), 0_u64);
    for file in files.quiet().read()?.lines() {
        let path = file.strip_prefix("dist/").unwrap_or(file);
        let compressed = fs::metadata(format!("{file}.br"));
        let sent = compressed.or_else(|_| fs::metadata(file))?.len();
        let (stem, kind) = path.rsplit_once('.').unwrap_or((path, ""));
        let name = match stem.rsplit_once('-') {
            Some((stem, _)) if path.starts_with("assets/") => format!("{stem}.{kind}"),
            _ if path.ends_with("index.html") || path == "404.html" => "pages".into(),
            _ => path.to_string(),
        };
        // Neither pictures nor the texts of languages that most readers do not speak, nor the style, which
        // the shell holds.
        if matches!(path, "sw.js" | "shell.html")
            || path.starts_with("assets/") && matches!(kind, "js" | "wasm")
        {
            app += sent;
        }
        *parts.entry(name).or_default() += sent;
    }
    // The wasm carries the programme that is also published by itself.
    let programme = parts.get("programme.json").copied().unwrap_or_default();
    parts.insert("app".into(), app.saturating_sub(programme));
    Ok(parts)
}
