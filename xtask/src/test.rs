//! All tests: format, lints, units and properties, then the site in browsers.

use std::process::Command;

use anyhow::Result;

use crate::run::{run, say};
use crate::{packages, site, tool, workspace};

/// The package of tests that need browsers.
const IN_BROWSERS: &str = "hallway-browser-tests";

/// Runs everything.
///
/// # Errors
/// What is missing, or that something fails; the first that does ends the run.
pub fn all() -> Result<()> {
    say("Checking the format");
    cargo(&["fmt", "--all", "--check"])?;
    say("Checking with clippy");
    let strict = ["--all-targets", "--", "-D", "warnings"];
    cargo(&[&["clippy", "--workspace"], strict.as_slice()].concat())?;
    // The app as it is in the browser; in the workspace it is built as what prerenders.
    cargo(
        &[
            &["clippy", "--package", "hallway-app", "--features", "csr"],
            strict.as_slice(),
        ]
        .concat(),
    )?;
    packages::have(packages::TESTS)?;
    say("Running the tests without browsers");
    cargo(&["test", "--workspace", "--exclude", IN_BROWSERS])?;
    in_browsers("")
}

/// Runs the tests in browsers whose names hold `name`.
///
/// # Errors
/// What is missing, or that a test fails.
pub fn in_browsers(name: &str) -> Result<()> {
    let mut tests = with_browsers()?;
    say("Running the tests in browsers");
    run(tests.args(["test", "--package", IN_BROWSERS, "--", name]))
}

/// Takes pictures of every view into `docs/screenshots`.
///
/// # Errors
/// What is missing, or what the browser says.
pub fn screenshots() -> Result<()> {
    let mut example = with_browsers()?;
    let folder = workspace::root().join("docs/screenshots");
    say("Taking pictures of every view");
    run(example
        .args(["run", "--package", IN_BROWSERS, "--example", "screenshots"])
        .arg(&folder))?;
    say(&format!("They are in {}", folder.display()));
    Ok(())
}

/// Has browsers, their drivers and the site, and gives a `cargo` that knows where they are.
///
/// # Errors
/// What is missing, or what the build says.
pub fn with_browsers() -> Result<Command> {
    packages::have(packages::BROWSERS)?;
    let (geckodriver, axe) = (tool::geckodriver()?, tool::axe()?);
    site::build("/")?;
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(workspace::root())
        .env("PATH", tool::path_with(&[geckodriver])?)
        .env("HALLWAY_AXE", axe)
        .env("HALLWAY_APP", workspace::built_app())
        .env("HALLWAY_CLI", workspace::command("hallway")?);
    Ok(cargo)
}

fn cargo(arguments: &[&str]) -> Result<()> {
    run(Command::new("cargo")
        .args(arguments)
        .current_dir(workspace::root()))
}
