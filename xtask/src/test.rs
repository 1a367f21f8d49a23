//! Runs all tests: format, lints, unit and property tests, then the site in browsers.

use std::num::NonZero;
use std::time::Instant;

use anyhow::Result;
use xshell::Shell;

use crate::shell::cargo;
use crate::tools::{self, GECKODRIVER};
use crate::{packages, site};

/// Runs everything until something fails, or only browser tests. The last output is that of a test runner.
pub fn test(sh: &Shell, browsers: Option<&str>) -> Result<()> {
    if let Some(name) = browsers {
        with_browsers(sh)?;
        return in_browsers(sh, name);
    }
    let begun = Instant::now();
    for part in [fmt, clippy, doc, without_browsers, with_browsers] {
        part(sh)?;
        println!("{:.1} minutes so far", begun.elapsed().as_secs_f64() / 60.0);
    }
    if !sh.path_exists("../shared/data") {
        println!("Skipped whole real schedules: ../shared/data is not beside the repository");
    }
    in_browsers(sh, "")
}

fn fmt(sh: &Shell) -> Result<()> {
    Ok(cargo(sh, "fmt --all --check").run()?)
}

/// Lints the whole workspace, with the features that the app has in the browser.
fn clippy(sh: &Shell) -> Result<()> {
    // `--all-targets` leaves out the browser tests, which cargo runs only by name.
    for targets in ["--all-targets", "--test=app"] {
        let clippy = cargo(sh, "clippy --workspace --features=hallway-app/csr");
        clippy.args([targets, "--", "-D", "warnings"]).run()?;
    }
    Ok(())
}

fn doc(sh: &Shell) -> Result<()> {
    let doc = cargo(sh, "doc --workspace --no-deps --features=hallway-app/csr");
    Ok(doc.env("RUSTDOCFLAGS", "-D warnings").run()?)
}

fn without_browsers(sh: &Shell) -> Result<()> {
    packages::have(sh, packages::TESTS)?;
    Ok(cargo(sh, "test --workspace").run()?)
}

/// Runs more browser tests at once than there are processors, since the tests often wait for browsers.
fn in_browsers(sh: &Shell, name: &str) -> Result<()> {
    let processors = std::thread::available_parallelism().map_or(2, NonZero::get);
    let threads = processors + processors.div_ceil(2);
    let tests = cargo(sh, "test --workspace --test=app --").arg(name);
    Ok(tests.arg(format!("--test-threads={threads}")).run()?)
}

/// Sets up browsers, their drivers and the site, and sets the variables by which the tests find them.
pub fn with_browsers(sh: &Shell) -> Result<()> {
    packages::have(sh, packages::BROWSERS)?;
    tools::of_crate(sh, GECKODRIVER)?;
    // The command that the tests build also makes the site, so that cargo does not compile it twice. Cargo
    // builds the whole workspace, since it would choose other features for a single package.
    cargo(sh, "test --workspace --test=commands --no-run").run()?;
    sh.set_var("HALLWAY_CLI", sh.current_dir().join("target/debug/hallway"));
    sh.set_var("HALLWAY_APP", sh.current_dir().join(site::BUILT_APP));
    sh.set_var("HALLWAY_AXE", tools::axe(sh)?);
    // The error itself says what failed; a backtrace of futures would only hide it.
    sh.set_var("RUST_BACKTRACE", "0");
    site::build(sh, "/", false)
}
