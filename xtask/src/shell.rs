//! Runs cargo, and programs that call it.

use std::env;

use xshell::{Cmd, Shell};

/// cargo, with arguments as in a shell, separated by spaces.
pub fn cargo<'s>(sh: &'s Shell, arguments: &str) -> Cmd<'s> {
    program(sh, "cargo", arguments)
}

/// A program that may call cargo, without the variables with which `cargo run` describes xtask's package:
/// some crates' build scripts depend on them, and would run again after each call of cargo without them.
pub fn program<'s>(sh: &'s Shell, name: &str, arguments: &str) -> Cmd<'s> {
    let of_package = env::vars_os().map(|(name, _)| name).filter(|name| {
        let name = name.to_string_lossy();
        name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    });
    let program = sh.cmd(name).args(arguments.split_whitespace());
    of_package.fold(program, |program, name| program.env_remove(name))
}
