//! The site: the app and the programme that it carries, as static files in `dist`.

use std::process::Command;

use anyhow::Result;

use crate::run::{run, say};
use crate::{app, size, workspace};

/// Builds the site below a base path, and holds the app to its budget.
///
/// # Errors
/// What is missing, what is wrong, or that the app is too large.
pub fn build(base_path: &str) -> Result<()> {
    app::build()?;
    build_command()?;
    say("Building the site");
    run(Command::new(workspace::command("hallway")?)
        .arg("build")
        .arg(workspace::programme())
        .arg("--app")
        .arg(workspace::built_app())
        .args(["--base-path", base_path])
        .arg("--output")
        .arg(workspace::dist()))?;
    size::hold_to_budget()
}

/// Builds the site and serves it until interrupted.
///
/// # Errors
/// What [`build`] says, or that the port is taken.
pub fn serve(base_path: &str, port: u16) -> Result<()> {
    build(base_path)?;
    run(Command::new(workspace::command("hallway")?)
        .arg("serve")
        .arg(workspace::dist())
        .args(["--base-path", base_path])
        .args(["--port", &port.to_string()]))
}

/// Builds `hallway`, beside xtask itself.
fn build_command() -> Result<()> {
    say("Building the command");
    run(Command::new("cargo")
        .args(["build", "--package", "hallway-cli"])
        .current_dir(workspace::root()))
}
