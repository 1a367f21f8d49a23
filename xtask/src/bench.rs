//! Measuring: what is printed are ratios between things that ran side by side on this machine.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::run::{run, say};
use crate::{test, workspace};

/// Measures the sites of the programme that the app carries and of some schedules in Chromium, and
/// writes what came out into `docs/performance.md`.
///
/// # Errors
/// What is missing, or what the browser says.
pub fn web(schedules: &[PathBuf]) -> Result<()> {
    let mut example = test::example("web")?;
    say("Measuring");
    run(example
        .arg(workspace::root().join("docs/performance.md"))
        .args(schedules))
}

/// Measures the sync server, built for release.
///
/// # Errors
/// What the build or the measuring says.
pub fn sync(minutes: u64) -> Result<()> {
    say("Building for release");
    let cargo = |arguments: &[&str]| {
        run(Command::new("cargo")
            .args(arguments)
            .current_dir(workspace::root()))
    };
    cargo(&["build", "--release", "--package", "hallway-cli"])?;
    say("Measuring");
    let command = workspace::root().join("target/release/hallway");
    run(Command::new("cargo")
        .args(["run", "--release", "--package", "hallway-bench"])
        .args(["--example", "sync", "--"])
        .arg(command)
        .arg(minutes.to_string())
        .current_dir(workspace::root()))
}
