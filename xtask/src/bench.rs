//! Slow tasks that only run on request: benchmarks, screenshots of every view, storms of writes, fuzzing.

use std::path::PathBuf;

use anyhow::Result;
use xshell::{Cmd, Shell};

use crate::shell::cargo;
use crate::tools::{self, CARGO_FUZZ};
use crate::{packages, test};

/// Measures the site in Chromium, and sites made from these schedules.
pub fn web(sh: &Shell, schedules: &[PathBuf]) -> Result<()> {
    let web = example(sh, "web")?.arg("docs/performance.md");
    Ok(web.args(schedules).run()?)
}

/// Takes screenshots of every view.
pub fn screenshots(sh: &Shell) -> Result<()> {
    Ok(example(sh, "screenshots")?.arg("docs/screenshots").run()?)
}

/// Builds an example of the browser tests with the whole workspace; returns the command that runs it.
fn example<'s>(sh: &'s Shell, name: &str) -> Result<Cmd<'s>> {
    test::with_browsers(sh)?;
    cargo(sh, &format!("build --workspace --example={name}")).run()?;
    Ok(sh.cmd(format!("target/debug/examples/{name}")))
}

/// Measures the sync server; then keeps it busy for that many minutes, and watches its memory.
pub fn sync(sh: &Shell, minutes: u64) -> Result<()> {
    cargo(sh, "build --release --package=hallway-cli").run()?;
    let sync = "run --release --package=hallway-bench --example=sync -- target/release/hallway";
    Ok(cargo(sh, &format!("{sync} {minutes}")).run()?)
}

/// Runs the long versions of tests, then fuzzes, and keeps a sync server busy, for that many minutes each.
pub fn soak(sh: &Shell, minutes: u64) -> Result<()> {
    packages::have(sh, packages::TESTS)?;
    let storms = "test --workspace --test=sync_server --test=hosts -- --ignored";
    cargo(sh, storms).run()?;
    fuzz(sh, minutes * 60)?;
    sync(sh, minutes)
}

/// Fuzzes each parser for its share of the time; inputs that make one fail are in `fuzz/artifacts`.
pub fn fuzz(sh: &Shell, seconds: u64) -> Result<()> {
    tools::of_crate(sh, CARGO_FUZZ)?;
    let seeds = sh.read_dir("fuzz/seeds")?;
    let share = (seconds / seeds.len() as u64).max(1);
    for seeds in seeds {
        let target = seeds.file_name().unwrap_or_default().display();
        let found = format!("target/fuzz-corpus/{target}");
        sh.create_dir(&found)?;
        // Without a sanitizer, fuzzing needs no nightly compiler. Hallway has no unsafe code in which a
        // sanitizer could find errors.
        let fuzz = format!("fuzz run --sanitizer=none {target} {found} fuzz/seeds/{target} --");
        let limits = "-max_len=20000 -timeout=10 -rss_limit_mb=2048 -seed=20210920";
        let fuzz = cargo(sh, &format!("{fuzz} {limits} -max_total_time={share}"));
        fuzz.env("RUSTC_BOOTSTRAP", "1").run()?;
    }
    Ok(())
}
