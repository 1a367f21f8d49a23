//! The notices of others' code that goes out within the app and within the command. They are committed, so
//! that only who changes dependencies needs cargo-about.

use anyhow::Result;
use xshell::Shell;

use crate::shell::{cargo, say};
use crate::tools::{self, CARGO_ABOUT};

/// The manifests, the features and targets that they are built with, and the files of their notices.
const NOTICES: [(&str, &[&str], &str); 2] = [
    (
        "Cargo.toml",
        &["--features=csr", "--target=wasm32-unknown-unknown"],
        "public/licences.txt",
    ),
    (
        "crates/cli/Cargo.toml",
        &["--target=x86_64-unknown-linux-gnu"],
        "crates/cli/licences.txt",
    ),
];

/// Writes them anew.
///
/// # Errors
/// What cargo-about says, such as of a licence that is not accepted in about.toml.
pub fn write(sh: &Shell) -> Result<()> {
    tools::have(sh, &[CARGO_ABOUT])?;
    for (manifest, selection, file) in NOTICES {
        cargo(sh)
            .args([
                "about",
                "generate",
                "--locked",
                "--offline",
                "--fail",
                "--manifest-path",
                manifest,
            ])
            .args(selection)
            .args(["--output-file", file, "about.hbs"])
            .run()?;
        say(&format!("They are in {file}"));
    }
    Ok(())
}
