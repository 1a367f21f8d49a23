//! Fuzzing: every reader of foreign bytes for its share of the time.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::run::{run, say};
use crate::{tool, workspace};

/// Runs all targets, one after the other.
///
/// # Errors
/// What is missing, or that an input made a reader fail: it is kept in `fuzz/artifacts`.
pub fn all(seconds: u64) -> Result<()> {
    let cargo_fuzz = tool::cargo_fuzz()?;
    let targets = targets()?;
    let share = (seconds / targets.len().max(1) as u64).max(1);
    for target in &targets {
        say(&format!("Fuzzing {target} for {share} s"));
        let found = workspace::root().join("target/fuzz-corpus").join(target);
        fs::create_dir_all(&found).with_context(|| format!("{}", found.display()))?;
        run(Command::new(cargo_fuzz.join("cargo-fuzz"))
            // Instrumentation without a sanitizer needs no nightly compiler: there is no unsafe
            // code of ours that one could find anything in.
            .args(["fuzz", "run", "--sanitizer", "none", target])
            .arg(&found)
            .arg(workspace::root().join("fuzz/seeds").join(target))
            .arg("--")
            .arg(format!("-max_total_time={share}"))
            .args([
                "-max_len=20000",
                "-timeout=10",
                "-rss_limit_mb=2048",
                "-seed=20210920",
            ])
            .current_dir(workspace::root())
            .env("RUSTC_BOOTSTRAP", "1"))?;
    }
    Ok(())
}

/// The targets' names, in order.
fn targets() -> Result<Vec<String>> {
    let folder = workspace::root().join("fuzz/fuzz_targets");
    let entries = fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))?;
    let mut targets = Vec::new();
    for entry in entries {
        let path = entry?.path();
        targets.extend(
            path.file_stem()
                .and_then(|stem| stem.to_str())
                .map(str::to_owned),
        );
    }
    targets.sort();
    Ok(targets)
}
