//! Where things are in the repository.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The repository's own folder.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask is a folder of the repository")
}

/// The programme that the app carries.
pub fn programme() -> PathBuf {
    root().join("programmes/lpc-2021")
}

/// Where whole schedules of real conferences lie, if they do: they may not be copied into the repository.
pub fn real_schedules() -> PathBuf {
    root().join("../shared/data")
}

/// Where the built app is put.
pub fn built_app() -> PathBuf {
    root().join("target/app")
}

/// Where the site is built.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// A command of the workspace that was built by the profile that xtask was built by: it stands
/// beside xtask.
///
/// # Errors
/// If the system does not say where xtask itself is.
pub fn command(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe().context("the system does not say where xtask is")?;
    Ok(own.with_file_name(name))
}
