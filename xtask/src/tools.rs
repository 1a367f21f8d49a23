//! Finds the tools for building and testing on the PATH, or installs them, each in a fixed version, in
//! `$XDG_CACHE_HOME/hallway/tools`, which all clones of the repository share.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::packages;
use crate::shell::cargo;

/// A program, the crate that contains it, and options for `cargo install`.
pub type Crate<'p> = (&'p str, &'p str, &'p str);

const TRUNK: Crate = ("trunk", "trunk@0.21.14", "--locked");
pub const GECKODRIVER: Crate = ("geckodriver", "geckodriver@0.37.1", "--locked");
pub const CARGO_FUZZ: Crate = ("cargo-fuzz", "cargo-fuzz@0.13.2", "--locked");

/// A program, and the npm package that contains it.
pub type Npm = (&'static str, &'static str);

const WASM_OPT: Npm = ("wasm-opt", "binaryen@132.0.0");
pub const ESBUILD: Npm = ("esbuild", "esbuild@0.28.2");

/// Puts trunk and everything that it calls on the PATH of the commands that `sh` runs.
pub fn for_trunk(sh: &Shell) -> Result<()> {
    of_crate(sh, TRUNK)?;
    of_npm(sh, WASM_OPT)?;
    of_npm(sh, ESBUILD)?;
    wasm_bindgen(sh)
}

/// Sets up `wasm-bindgen` in the version of the crate in Cargo.lock, since no other version works with it.
fn wasm_bindgen(sh: &Shell) -> Result<()> {
    let id = cmd!(sh, "cargo pkgid wasm-bindgen").quiet().read()?;
    let (_, version) = id.rsplit_once('@').context("it has no version")?;
    let there = cmd!(sh, "wasm-bindgen --version").quiet().ignore_stderr();
    if there.read().is_ok_and(|there| there.ends_with(version)) {
        return Ok(());
    }
    // Without the code for downloads, and with fast code for parsing wasm. Its own lock file is not used,
    // since it names versions that were withdrawn from the registry.
    let options = "--bin=wasm-bindgen --no-default-features --config=profile.dev.package.walrus.opt-level=1 \
                   --config=profile.dev.package.wasmparser.opt-level=1";
    let package = format!("wasm-bindgen-cli@{version}");
    compile(sh, ("wasm-bindgen", &package, options))
}

/// Puts a program from a crate on the PATH, if it is not there yet.
pub fn of_crate(sh: &Shell, wanted: Crate) -> Result<()> {
    if on_path(sh, wanted.0) {
        return Ok(());
    }
    compile(sh, wanted)
}

/// Puts a program from a crate on the PATH, before any other version. All programs are compiled in one
/// folder, and quickly: without optimisation and without debug information.
fn compile(sh: &Shell, (program, package, options): Crate) -> Result<()> {
    let place = place(package)?;
    if !place.join("bin").join(program).exists() {
        let install = "install --quiet --debug --config=profile.dev.debug=false --target-dir=target/tools --root";
        let install = cargo(sh, install).arg(&place).arg(package);
        install.args(options.split_whitespace()).run()?;
    }
    put_on_path(sh, &place.join("bin"))
}

/// Puts a program from an npm package on the PATH, if it is not there yet.
pub fn of_npm(sh: &Shell, (program, package): Npm) -> Result<()> {
    if on_path(sh, program) {
        return Ok(());
    }
    put_on_path(sh, &node_modules(sh, package)?.join(".bin"))
}

/// The script of axe-core, which checks accessibility.
pub fn axe(sh: &Shell) -> Result<PathBuf> {
    Ok(node_modules(sh, "axe-core@4.14.1")?.join("axe-core/axe.min.js"))
}

/// The `node_modules` folder with a package, which is installed if necessary.
fn node_modules(sh: &Shell, package: &str) -> Result<PathBuf> {
    let place = place(package)?;
    // npm writes this file last.
    if !place.join("package.json").exists() {
        packages::have(sh, packages::NPM)?;
        sh.create_dir(&place)?;
        let install = cmd!(
            sh,
            "npm install --loglevel=error --prefix {place} {package}"
        );
        install.run()?;
    }
    Ok(place.join("node_modules"))
}

/// The folder for a package with that name and version.
fn place(package: &str) -> Result<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| Some(env::home_dir()?.join(".cache")));
    let cache = cache.context("there is no home folder for the tools")?;
    Ok(cache.join("hallway/tools").join(package.replace('@', "-")))
}

fn on_path(sh: &Shell, program: &str) -> bool {
    which::which_in(program, sh.var_os("PATH"), ".").is_ok()
}

/// Puts a folder before all others on the PATH of the commands that `sh` runs.
pub fn put_on_path(sh: &Shell, folder: &Path) -> Result<()> {
    let path = sh.var_os("PATH").unwrap_or_default();
    let folders = [folder.into()].into_iter().chain(env::split_paths(&path));
    sh.set_var("PATH", env::join_paths(folders)?);
    Ok(())
}
