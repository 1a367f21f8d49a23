//! All tests: format, lints, units and properties, then the site in browsers.

use std::num::NonZero;
use std::process::Command;

use anyhow::Result;

use crate::parts::Parts;
use crate::run::{run, say};
use crate::{packages, site, tool, workspace};

/// What selects the tests that need browsers. All is built as parts of the whole workspace, here and
/// below: for a selection of packages, cargo would choose other features, and compile half of it anew.
const IN_BROWSERS: [&str; 3] = ["--workspace", "--test", "app"];

/// The app as it is in the browser, too: both kinds are checked at once, with all that they are made of.
const AS_IN_BROWSERS: [&str; 2] = ["--features", "hallway-app/csr"];

/// Runs everything, and says in the end which part took how long.
///
/// # Errors
/// What is missing, or that something fails; the first that does ends the run.
pub fn all() -> Result<()> {
    let mut parts = Parts::default();
    parts.part("Checking the format", |_| {
        cargo(&["fmt", "--all", "--check"])
    })?;
    parts.part("Checking with clippy", |_| {
        clippy(&["--workspace", "--all-targets"])?;
        // Not among all targets, since it is only run by name.
        clippy(&IN_BROWSERS)
    })?;
    parts.part("Reading the documentation", |_| {
        run(Command::new("cargo")
            .args(["doc", "--workspace", "--no-deps"])
            .args(AS_IN_BROWSERS)
            .env("RUSTDOCFLAGS", "-D warnings")
            .current_dir(workspace::root()))
    })?;
    parts.part("Running the tests without browsers", |tests| {
        packages::have(packages::TESTS)?;
        tests.run(
            Command::new("cargo")
                .args(["test", "--workspace"])
                .current_dir(workspace::root()),
        )
    })?;
    let mut cargo = parts.part("Building the site", |_| with_browsers())?;
    parts.part("Running the tests in browsers", |tests| {
        tests.run(in_browsers(&mut cargo, ""))
    })?;
    println!("\n{}{}", skipped_files(), parts.table());
    Ok(())
}

/// Says what could not be tested for want of files that may not be copied into the repository; nothing
/// where they lie beside it.
fn skipped_files() -> &'static str {
    if workspace::real_schedules().exists() {
        ""
    } else {
        "Skipped: what reads whole real schedules (crates/importer/tests/real_files.rs, and parts of \
         exports.rs, events.rs and seo.rs), since ../shared/data is not beside the repository\n\n"
    }
}

/// Runs the tests in browsers whose names hold `name`.
///
/// # Errors
/// What is missing, or that a test fails.
pub fn some_in_browsers(name: &str) -> Result<()> {
    let mut cargo = with_browsers()?;
    say("Running the tests in browsers");
    run(in_browsers(&mut cargo, name))
}

/// The tests in browsers whose names hold `name`. They wait for browsers much of the time, so there are
/// more of them at once than processors.
fn in_browsers<'c>(cargo: &'c mut Command, name: &str) -> &'c mut Command {
    let processors = std::thread::available_parallelism().map_or(2, NonZero::get);
    let threads = processors + processors.div_ceil(2);
    cargo.arg("test").args(IN_BROWSERS).args(["--", name]);
    cargo.arg(format!("--test-threads={threads}"))
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

fn clippy(selection: &[&str]) -> Result<()> {
    let rest = ["--", "-D", "warnings"];
    cargo(&[&["clippy"], selection, &AS_IN_BROWSERS, &rest].concat())
}

fn cargo(arguments: &[&str]) -> Result<()> {
    run(Command::new("cargo")
        .args(arguments)
        .current_dir(workspace::root()))
}
