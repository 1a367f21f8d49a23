//! Running other programs.

use std::env;
use std::path::Path;

use xshell::{Cmd, Shell};

/// Says what is being done, on standard error.
pub fn say(what: &str) {
    eprintln!("→ {what}");
}

/// A program that may call cargo. What `cargo run` tells xtask of its own package is left out: build scripts
/// of some crates look at that, and would run again whenever cargo is called without it.
pub fn program<'s>(sh: &'s Shell, name: impl AsRef<Path>) -> Cmd<'s> {
    let of_package =
        |name: &String| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_");
    let names = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    names
        .filter(of_package)
        .fold(sh.cmd(name), |command, name| command.env_remove(name))
}

/// cargo.
pub fn cargo(sh: &Shell) -> Cmd<'_> {
    program(sh, "cargo")
}

/// Whether a program of that name is on the path that `sh` gives to what it runs.
pub fn on_path(sh: &Shell, name: &str) -> bool {
    which::which_in(name, sh.var_os("PATH"), ".").is_ok()
}
