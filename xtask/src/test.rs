//! All tests: format, lints, units and properties, then the site in browsers.

use std::num::NonZero;
use std::time::Instant;

use anyhow::Result;
use xshell::Shell;

use crate::shell::cargo;
use crate::tools::{self, GECKODRIVER};
use crate::{packages, site};

/// Runs everything until something fails, or only tests in browsers. What the last test runner says comes last.
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

/// Lints the app as it is in the browser, too: both kinds at once, with all that they are made of.
fn clippy(sh: &Shell) -> Result<()> {
    // What is only run by name is not among all targets.
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

/// They wait for browsers much of the time, so there are more of them at once than processors.
fn in_browsers(sh: &Shell, name: &str) -> Result<()> {
    let processors = std::thread::available_parallelism().map_or(2, NonZero::get);
    let threads = processors + processors.div_ceil(2);
    let tests = cargo(sh, "test --workspace --test=app --").arg(name);
    Ok(tests.arg(format!("--test-threads={threads}")).run()?)
}

/// Has browsers, their drivers and the site, and tells what `sh` runs where they are.
pub fn with_browsers(sh: &Shell) -> Result<()> {
    packages::have(sh, packages::BROWSERS)?;
    tools::of_crate(sh, GECKODRIVER)?;
    // The command as tests build it makes the site too, so that it is not compiled for that once more. All is
    // built as parts of the whole workspace: for one package, cargo would choose other features.
    cargo(sh, "test --workspace --test=commands --no-run").run()?;
    sh.set_var("HALLWAY_CLI", sh.current_dir().join("target/debug/hallway"));
    sh.set_var("HALLWAY_APP", sh.current_dir().join(site::BUILT_APP));
    sh.set_var("HALLWAY_AXE", tools::axe(sh)?);
    // An error tells what a visitor would miss; frames of futures would only bury it.
    sh.set_var("RUST_BACKTRACE", "0");
    site::build(sh, "/", false)
}
