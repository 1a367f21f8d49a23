//! All tests: format, lints, units and properties, then the site in browsers.

use std::process::Command;

use anyhow::Result;

use crate::run::{run, say};
use crate::{packages, site, tool, workspace};

/// What selects the tests that need browsers. All is built as parts of the whole workspace, here and
/// below: for a selection of packages, cargo would choose other features, and compile half of it anew.
const IN_BROWSERS: [&str; 3] = ["--workspace", "--test", "app"];

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
    // Not among all targets, since it is only run by name.
    let browser_tests = [
        &["clippy"],
        IN_BROWSERS.as_slice(),
        &["--", "-D", "warnings"],
    ];
    cargo(&browser_tests.concat())?;
    // The app as it is in the browser; in the workspace it is built as what prerenders.
    cargo(
        &[
            &["clippy", "--package", "hallway-app", "--features", "csr"],
            strict.as_slice(),
        ]
        .concat(),
    )?;
    say("Reading the documentation");
    run(Command::new("cargo")
        .args(["doc", "--workspace", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(workspace::root()))?;
    packages::have(packages::TESTS)?;
    say("Running the tests without browsers");
    cargo(&["test", "--workspace"])?;
    in_browsers("")
}

/// Runs the tests in browsers whose names hold `name`.
///
/// # Errors
/// What is missing, or that a test fails.
pub fn in_browsers(name: &str) -> Result<()> {
    let mut tests = with_browsers()?;
    say("Running the tests in browsers");
    run(tests.arg("test").args(IN_BROWSERS).args(["--", name]))
}

/// Takes pictures of every view into `docs/screenshots`.
///
/// # Errors
/// What is missing, or what the browser says.
pub fn screenshots() -> Result<()> {
    let folder = workspace::root().join("docs/screenshots");
    let mut example = example("screenshots")?;
    say("Taking pictures of every view");
    run(example.arg(&folder))?;
    say(&format!("They are in {}", folder.display()));
    Ok(())
}

/// An example of the tests in browsers, built as a part of the whole workspace and ready to be run.
///
/// # Errors
/// What is missing, or what the build says.
pub fn example(name: &str) -> Result<Command> {
    let mut cargo = with_browsers()?;
    run(cargo.args(["build", "--workspace", "--example", name]))?;
    let mut example = Command::new(workspace::command(&format!("examples/{name}"))?);
    let environment = cargo.get_envs();
    example.envs(environment.filter_map(|(name, value)| Some((name, value?))));
    Ok(example)
}

/// Has browsers, their drivers and the site, and gives a `cargo` that knows where they are.
///
/// # Errors
/// What is missing, or what the build says.
fn with_browsers() -> Result<Command> {
    packages::have(packages::BROWSERS)?;
    let (geckodriver, axe) = (tool::geckodriver()?, tool::axe()?);
    site::build_for_tests("/")?;
    let mut cargo = Command::new("cargo");
    cargo
        .current_dir(workspace::root())
        .env("PATH", tool::path_with(&[geckodriver])?)
        .env("HALLWAY_AXE", axe)
        .env("HALLWAY_APP", workspace::built_app())
        .env("HALLWAY_CLI", workspace::command("hallway")?)
        // An error tells what a visitor would miss; frames of futures would only bury it.
        .env("RUST_BACKTRACE", "0");
    Ok(cargo)
}

fn cargo(arguments: &[&str]) -> Result<()> {
    run(Command::new("cargo")
        .args(arguments)
        .current_dir(workspace::root()))
}
