//! Running cargo, and what calls it.

use std::env;

use xshell::{Cmd, Shell};

/// cargo, with arguments as one would type them.
pub fn cargo<'s>(sh: &'s Shell, arguments: &str) -> Cmd<'s> {
    program(sh, "cargo", arguments)
}

/// A program that may call cargo. What `cargo run` tells xtask of its own package is left out: build scripts
/// of some crates look at that, and would run again whenever cargo is called without it.
pub fn program<'s>(sh: &'s Shell, name: &str, arguments: &str) -> Cmd<'s> {
    let of_package = env::vars_os().map(|(name, _)| name).filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    });
    let program = sh.cmd(name).args(arguments.split_whitespace());
    of_package.fold(program, |program, name| program.env_remove(name))
}
