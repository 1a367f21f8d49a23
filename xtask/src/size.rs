//! Measures how many bytes of the site go over the network.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Result, ensure};
use xshell::{Shell, cmd};

use crate::site;

/// The size limits, in bytes of brotli: for wasm, scripts, style and the HTML shell together, without the
/// programme embedded in the wasm; and for the script with which other pages embed a site.
const BUDGETS: [(&str, u64); 2] = [("app", 360_000), ("embed.js", 1_410)];

/// The file with a line for each part of the site: its compressed bytes and its name.
const SIZES: &str = "docs/size.txt";

/// Builds the site, writes the size of each part, and shows what changed since the last commit. Then checks
/// the budget, so that you see which parts grew before an error tells you to remove something.
pub fn size(sh: &Shell) -> Result<()> {
    site::make(sh, "/", false)?;
    let line = |(name, bytes)| format!("{bytes:>8}  {name}\n");
    sh.write_file(SIZES, parts(sh)?.into_iter().map(line).collect::<String>())?;
    cmd!(sh, "git --no-pager diff {SIZES}").run()?;
    hold_to_budget(sh)
}

/// Fails if the app, or the script that embeds it, is larger than its budget.
pub fn hold_to_budget(sh: &Shell) -> Result<()> {
    let parts = parts(sh)?;
    for (name, budget) in BUDGETS {
        let bytes = parts[name];
        println!("{name}: {bytes} bytes of brotli; the budget is {budget}");
        ensure!(
            bytes <= budget,
            "{name} is too large: run `cargo xtask size`, and remove something"
        );
    }
    Ok(())
}

/// The compressed bytes of each part of the site, by its name: files, without the digests in their names;
/// all pages together; and the app, as the budget counts it.
fn parts(sh: &Shell) -> Result<BTreeMap<String, u64>> {
    // If a build is interrupted, trunk leaves a hidden folder behind.
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
        // The budget excludes pictures and the texts of languages that are not in the wasm. The style
        // counts with the shell, which contains it.
        if matches!(path, "sw.js" | "shell.html")
            || path.starts_with("assets/") && matches!(kind, "js" | "wasm")
        {
            app += sent;
        }
        *parts.entry(name).or_default() += sent;
    }
    // The programme is embedded in the wasm, and also published as a file.
    let programme = parts.get("programme.json").copied().unwrap_or_default();
    parts.insert("app".into(), app.saturating_sub(programme));
    Ok(parts)
}
