//! What runs long and only when asked for: measuring, pictures of every view, fuzzing.

use std::path::PathBuf;

use anyhow::{Context, Result};
use xshell::{Cmd, Shell};

use crate::shell::{cargo, say};
use crate::tools::{self, CARGO_FUZZ};
use crate::{test, workspace};

/// Measures the sites of the programme that the app carries and of some schedules in Chromium, and
/// writes what came out into `docs/performance.md`.
///
/// # Errors
/// What is missing, or what the browser says.
pub fn web(sh: &Shell, schedules: &[PathBuf]) -> Result<()> {
    Ok(example(sh, "web")?
        .arg("docs/performance.md")
        .args(schedules)
        .run()?)
}

/// Takes pictures of every view into `docs/screenshots`.
///
/// # Errors
/// What is missing, or what the browser says.
pub fn screenshots(sh: &Shell) -> Result<()> {
    Ok(example(sh, "screenshots")?.arg("docs/screenshots").run()?)
}

/// An example of the tests in browsers, built as a part of the whole workspace.
fn example<'s>(sh: &'s Shell, name: &str) -> Result<Cmd<'s>> {
    test::with_browsers(sh)?;
    cargo(sh)
        .args(["build", "--workspace", "--example", name])
        .run()?;
    Ok(sh.cmd(workspace::root().join("target/debug/examples").join(name)))
}

/// Measures the sync server, built for release.
///
/// # Errors
/// What the build or the measuring says.
pub fn sync(sh: &Shell, minutes: u64) -> Result<()> {
    cargo(sh)
        .args(["build", "--release", "--package=hallway-cli"])
        .run()?;
    let bench = cargo(sh).args([
        "run",
        "--release",
        "--package=hallway-bench",
        "--example=sync",
        "--",
    ]);
    let command = workspace::root().join("target/release/hallway");
    Ok(bench.arg(command).arg(minutes.to_string()).run()?)
}

/// Runs every reader of foreign bytes for its share of the time.
///
/// # Errors
/// What is missing, or that an input made a reader fail: it is kept in `fuzz/artifacts`.
pub fn fuzz(sh: &Shell, seconds: u64) -> Result<()> {
    tools::have(sh, &[CARGO_FUZZ])?;
    let targets = sh.read_dir("fuzz/fuzz_targets")?;
    let share = (seconds / targets.len().max(1) as u64).max(1);
    for target in &targets {
        let target = target
            .file_stem()
            .and_then(|stem| stem.to_str())
            .context("its name is no text")?;
        say(&format!("Fuzzing {target} for {share} s"));
        let found = sh.create_dir(format!("target/fuzz-corpus/{target}"))?;
        // Instrumentation without a sanitizer needs no nightly compiler: there is no unsafe code of ours
        // that one could find anything in.
        cargo(sh)
            .args(["fuzz", "run", "--sanitizer", "none", target])
            .arg(found)
            .args([
                &format!("fuzz/seeds/{target}"),
                "--",
                &format!("-max_total_time={share}"),
            ])
            .args([
                "-max_len=20000",
                "-timeout=10",
                "-rss_limit_mb=2048",
                "-seed=20210920",
            ])
            .env("RUSTC_BOOTSTRAP", "1")
            .run()?;
    }
    Ok(())
}
