//! All tests: format, lints, units and properties, then the site in browsers.

use std::num::NonZero;

use anyhow::Result;
use xshell::{Cmd, Shell};

use crate::parts::Parts;
use crate::shell::{cargo, say};
use crate::tools::{self, CARGO_DENY, GECKODRIVER};
use crate::{packages, site, workspace};

/// What selects the tests that need browsers. All is built as parts of the whole workspace, here and
/// below: for a selection of packages, cargo would choose other features, and compile half of it anew.
pub const IN_BROWSERS: [&str; 3] = ["--workspace", "--test", "app"];

/// The app as it is in the browser, too: both kinds are checked at once, with all that they are made of.
const AS_IN_BROWSERS: &str = "--features=hallway-app/csr";

/// Runs everything. What the last test runner says comes last, after how long each part before it took.
///
/// # Errors
/// What is missing, or that something fails; the first that does ends the run.
pub fn all(sh: &Shell) -> Result<()> {
    let mut parts = Parts::default();
    parts.part("Checking the format", || {
        Ok(cargo(sh).args(["fmt", "--all", "--check"]).run()?)
    })?;
    parts.part("Checking with clippy", || {
        clippy(sh, &["--workspace", "--all-targets"])?;
        // Not among all targets, since it is only run by name.
        clippy(sh, &IN_BROWSERS)
    })?;
    parts.part("Reading the documentation", || {
        let doc = cargo(sh).args(["doc", "--workspace", "--no-deps", AS_IN_BROWSERS]);
        Ok(doc.env("RUSTDOCFLAGS", "-D warnings").run()?)
    })?;
    parts.part("Building the tests", || {
        Ok(cargo(sh).args(["test", "--workspace", "--no-run"]).run()?)
    })?;
    parts.part("Running the tests without browsers", || {
        packages::have(sh, packages::TESTS)?;
        Ok(cargo(sh).args(["test", "--workspace"]).run()?)
    })?;
    parts.part("Building the site", || with_browsers(sh))?;
    parts.part("Building the tests in browsers", || {
        Ok(cargo(sh)
            .arg("test")
            .args(IN_BROWSERS)
            .arg("--no-run")
            .run()?)
    })?;
    println!("\n{}{}", skipped_files(), parts.table());
    say("Running the tests in browsers");
    Ok(in_browsers(sh, "").run()?)
}

/// Says what could not be tested for want of files that may not be copied into the repository; nothing
/// where they lie beside it.
fn skipped_files() -> &'static str {
    if workspace::root().join("../shared/data").exists() {
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
pub fn some_in_browsers(sh: &Shell, name: &str) -> Result<()> {
    with_browsers(sh)?;
    Ok(in_browsers(sh, name).run()?)
}

/// The tests in browsers whose names hold `name`. They wait for browsers much of the time, so there are
/// more of them at once than processors.
fn in_browsers<'s>(sh: &'s Shell, name: &str) -> Cmd<'s> {
    let processors = std::thread::available_parallelism().map_or(2, NonZero::get);
    let threads = processors + processors.div_ceil(2);
    let tests = cargo(sh).arg("test").args(IN_BROWSERS).args(["--", name]);
    tests.arg(format!("--test-threads={threads}"))
}

/// Has browsers, their drivers and the site, and tells what `sh` runs where they are.
///
/// # Errors
/// What is missing, or what the build says.
pub fn with_browsers(sh: &Shell) -> Result<()> {
    packages::have(sh, packages::BROWSERS)?;
    tools::have(sh, &[GECKODRIVER])?;
    // The command as tests build it makes the site too, so that it is not compiled for that once more.
    cargo(sh)
        .args(["test", "--workspace", "--test", "commands", "--no-run"])
        .run()?;
    sh.set_var("HALLWAY_CLI", workspace::command_for_tests());
    sh.set_var("HALLWAY_APP", workspace::built_app());
    sh.set_var("HALLWAY_AXE", tools::axe(sh)?);
    // An error tells what a visitor would miss; frames of futures would only bury it.
    sh.set_var("RUST_BACKTRACE", "0");
    site::build(sh, "/", false)
}

fn clippy(sh: &Shell, selection: &[&str]) -> Result<()> {
    let clippy = cargo(sh).arg("clippy").args(selection);
    Ok(clippy
        .args([AS_IN_BROWSERS, "--", "-D", "warnings"])
        .run()?)
}

/// Checks what deny.toml says of the licences and sources of dependencies.
///
/// # Errors
/// What cargo-deny finds.
pub fn audit(sh: &Shell) -> Result<()> {
    tools::have(sh, &[CARGO_DENY])?;
    Ok(cargo(sh)
        // Without that, only what the app at the root depends on.
        .args(["deny", "--workspace"])
        .args(["check", "licenses", "bans", "sources"])
        .run()?)
}
