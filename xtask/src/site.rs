//! Sets trunk up and runs it, and implements its hook, which makes a site from the app that trunk built.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Cmd, Shell, cmd};

use crate::shell::{cargo, program};
use crate::tools::{self, ESBUILD};
use crate::{size, wasm_target};

/// The files and folders that the site is made from.
const INPUTS: &str = ".cargo Cargo.lock Cargo.toml Trunk.toml crates index.html locales programmes public src \
                      style xtask/src";

/// The folder of the built app, from which sites are made.
pub const BUILT_APP: &str = "target/app";

/// Records how the site was built last; its time is the start of that build. Every build replaces the folder.
const STAMP: &str = "target/app/.built";

/// Runs the command that makes sites, unless `HALLWAY_CLI` names one: without the sync server and its
/// databases, which are half of the code to compile.
const COMMAND: &str = "run --quiet --package=hallway-cli --no-default-features --";

/// Builds the site with `trunk build --release`, and checks the app's budget.
pub fn build(sh: &Shell, base_path: &str, small_std: bool) -> Result<()> {
    make(sh, base_path, small_std)?;
    size::hold_to_budget(sh)
}

/// Builds the site, unless `dist` is up to date.
pub fn make(sh: &Shell, base_path: &str, small_std: bool) -> Result<()> {
    wasm_target::have(sh, small_std)?;
    tools::for_trunk(sh)?;
    let compiler = cmd!(sh, "rustc -V").quiet().read()?;
    let how = format!("{base_path} {small_std} {compiler}");
    let is_same = sh.read_file(STAMP).is_ok_and(|stamp| stamp == how);
    let newer = program(sh, "find", INPUTS).args(["-newer", STAMP, "-print", "-quit"]);
    if is_same && sh.path_exists("dist/sw.js") && newer.quiet().read()?.is_empty() {
        return Ok(());
    }
    sh.write_file("target/building", how)?;
    trunk(sh, &format!("build --release --public-url={base_path}")).run()?;
    Ok(fs::rename("target/building", STAMP)?)
}

/// Builds the site and serves it until interrupted.
pub fn serve(sh: &Shell, port: u16) -> Result<()> {
    build(sh, "/", false)?;
    Ok(cargo(sh, &format!("{COMMAND} serve dist --port={port}")).run()?)
}

/// Runs `trunk serve` until interrupted.
pub fn dev(sh: &Shell) -> Result<()> {
    wasm_target::have(sh, false)?;
    tools::for_trunk(sh)?;
    Ok(trunk(sh, "serve").run()?)
}

/// Builds the command for release, with the app in it: `target/release/hallway`.
pub fn command_with_app(sh: &Shell, small_std: bool) -> Result<()> {
    build(sh, "/", small_std)?;
    let app = sh.current_dir().join(BUILT_APP);
    let command = cargo(sh, "build --release --package=hallway-cli");
    command.env("HALLWAY_CARRIED_APP", app).run()?;
    println!("Built target/release/hallway");
    Ok(())
}

/// trunk, after [`tools::for_trunk`] has put everything that it calls on the path.
fn trunk<'s>(sh: &'s Shell, arguments: &str) -> Cmd<'s> {
    let trunk = program(sh, "trunk", arguments).arg("--offline=true");
    // trunk reads this variable as its own flag, and refuses the value "1".
    trunk.env_remove("NO_COLOR")
}

/// trunk's `post_build` hook: moves the app that trunk built, and makes the site in its place.
pub fn step(sh: &Shell) -> Result<()> {
    let of_trunk = |name| sh.var(name).context("trunk calls this: run `trunk build`");
    let staging = PathBuf::from(of_trunk("TRUNK_STAGING_DIR")?);
    let base_path = of_trunk("TRUNK_PUBLIC_URL")?;
    let is_release = of_trunk("TRUNK_PROFILE")? == "release";
    let app = match sh.var_os("HALLWAY_APP") {
        Some(app) => app.into(),
        None if is_release => sh.current_dir().join(BUILT_APP),
        None => {
            // This build replaces the site in `dist`.
            sh.remove_path(STAMP)?;
            sh.current_dir().join("target/app-dev")
        }
    };
    sh.remove_path(&app)?;
    fs::rename(&staging, &app).with_context(|| format!("{}", staging.display()))?;
    // This page only tells trunk what to build: a site has its own pages.
    sh.remove_path(app.join("index.html"))?;
    bundle(sh, &app)?;
    let command = match sh.var_os("HALLWAY_CLI") {
        Some(command) => sh.cmd(command),
        None => cargo(sh, COMMAND),
    };
    let build = command.args(["build", "programmes/lpc-2021", "--base-path", &base_path]);
    let build = build.arg("--app").arg(app).arg("--output").arg(&staging);
    if is_release {
        return Ok(build.run()?);
    }
    build.arg("--uncompressed").run()?;
    for_development(sh, &staging, &base_path)
}

/// Bundles and minifies the app's scripts and its style: each becomes one file with its imports.
fn bundle(sh: &Shell, app: &Path) -> Result<()> {
    tools::of_npm(sh, ESBUILD)?;
    let outdir = format!("--outdir={}", app.display());
    let bindings = format!("hallway-app={}/hallway-app.js", app.display());
    let esbuild = |entries: &str| {
        let options = "--bundle --minify --log-level=error --allow-overwrite";
        let esbuild = program(sh, "esbuild", options).arg(&outdir).quiet();
        esbuild.args(entries.split(' '))
    };
    let modules = "--format=esm start=public/start.js sw=public/sw.js style=style/index.css";
    esbuild(modules).arg(bindings).run()?;
    // Pages of other origins load this script without CORS, which only classic scripts allow.
    Ok(esbuild("--format=iife embed=public/embed.js").run()?)
}

/// Makes pages reload after each build, and keeps service workers from caching outdated files.
fn for_development(sh: &Shell, site: &Path, base_path: &str) -> Result<()> {
    sh.copy_file("xtask/development/reload.js", site)?;
    sh.copy_file("xtask/development/sw.js", site)?;
    let script = format!("<script src=\"{base_path}reload.js\"></script></body>");
    for page in cmd!(sh, "find {site} -name *.html").quiet().read()?.lines() {
        sh.write_file(page, sh.read_file(page)?.replacen("</body>", &script, 1))?;
    }
    Ok(())
}
