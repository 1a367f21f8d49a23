//! Where things are in the repository.

use std::path::{Path, PathBuf};

/// The repository's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the repository")
}

/// Where the built app is put, as sites are made of it.
pub fn built_app() -> PathBuf {
    root().join("target/app")
}

/// Where the site is built.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The command `hallway` as tests build it.
pub fn command_for_tests() -> PathBuf {
    root().join("target/debug/hallway")
}
