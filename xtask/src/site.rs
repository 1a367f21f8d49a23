//! The site: the app and the programme that it carries, as static files in `dist`; and the command
//! that makes such sites anywhere.

use std::fs;
use std::process::Command;

use anyhow::Result;

use crate::run::{output, run, say};
use crate::{app, notices, size, workspace};

/// How cargo builds the command.
const COMMAND: [&str; 3] = ["build", "--package", "hallway-cli"];

/// Builds the site below a base path, and holds the app to its budget.
///
/// # Errors
/// What is missing, what is wrong, or that the app is too large.
pub fn build(base_path: &str) -> Result<()> {
    build_by(&COMMAND, base_path)?;
    size::hold_to_budget()
}

/// Builds the site, says how large its files are, and then holds the app to its budget: who is told to
/// take something out sees of what.
///
/// # Errors
/// The same.
pub fn size() -> Result<()> {
    build_by(&COMMAND, "/")?;
    size::report()?;
    size::hold_to_budget()
}

/// The same with the command as tests build it, so that nothing is compiled twice.
///
/// # Errors
/// The same.
pub fn build_for_tests(base_path: &str) -> Result<()> {
    let as_for_tests = ["test", "--workspace", "--test", "commands", "--no-run"];
    build_by(&as_for_tests, base_path)?;
    size::hold_to_budget()
}

fn build_by(command: &[&str], base_path: &str) -> Result<()> {
    app::build()?;
    say("Building the command");
    run(Command::new("cargo")
        .args(command)
        .current_dir(workspace::root()))?;
    // A site's revision follows that of the one before, but this one carries its programme's own.
    if workspace::dist().join("sw.js").is_file() {
        fs::remove_dir_all(workspace::dist())?;
    }
    say("Building the site");
    run(Command::new(workspace::command("hallway")?)
        .arg("build")
        .arg(workspace::programme())
        .arg("--app")
        .arg(workspace::built_app())
        .args(["--base-path", base_path])
        .arg("--output")
        .arg(workspace::dist()))
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

/// Builds the command for release, with the app in it: `target/release/hallway`.
///
/// # Errors
/// What is missing, or what the build says.
pub fn command_with_app() -> Result<()> {
    app::build()?;
    let host = output(Command::new("rustc").args(["--print", "host-tuple"]))?;
    let notices = notices::of("hallway-cli", "", &host)?;
    fs::write(
        workspace::built_app().join("licences-of-command.txt"),
        notices,
    )?;
    say("Building the command with the app in it");
    run(Command::new("cargo")
        .args(["build", "--release", "--package", "hallway-cli"])
        .current_dir(workspace::root())
        .env("HALLWAY_CARRIED_APP", workspace::built_app()))?;
    say("It is target/release/hallway");
    Ok(())
}
