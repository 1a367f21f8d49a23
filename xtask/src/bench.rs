//! Measuring: what is printed are ratios between things that ran side by side on this machine.

use std::process::Command;

use anyhow::Result;

use crate::run::{run, say};
use crate::workspace;

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
