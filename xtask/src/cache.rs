//! Hallway's own folder for tools, shared by all clones: `$XDG_CACHE_HOME/hallway/tools`.

use std::path::{Path, PathBuf};
use std::{env, fs};

use anyhow::{Context, Result};

use crate::run::say;

/// The folder of a tool's version; `install` fills it if it is not there yet.
///
/// It is filled beside its place and renamed into it, so what stands there is whole, and two clones
/// may set up at once.
///
/// # Errors
/// What `install` says, or that the folder can't be written.
pub fn tool(
    name: &str,
    version: &str,
    install: impl FnOnce(&Path) -> Result<()>,
) -> Result<PathBuf> {
    let tools = folder()?.join("hallway/tools");
    let place = tools.join(format!("{name}-{version}"));
    if place.exists() {
        return Ok(place);
    }
    say(&format!(
        "Installing {name} {version} into {}",
        place.display()
    ));
    fs::create_dir_all(&tools).with_context(|| format!("{} can't be made", tools.display()))?;
    let beside = tempfile::Builder::new()
        .prefix(&format!(".{name}-"))
        .tempdir_in(&tools)
        .with_context(|| format!("{} can't be written", tools.display()))?;
    let filled = beside.path().join("tool");
    install(&filled).with_context(|| format!("{name} {version} could not be installed"))?;
    match fs::rename(&filled, &place) {
        // Another clone was faster; its copy is as good.
        Err(_) if place.exists() => {}
        renamed => renamed.with_context(|| format!("{} can't be written", place.display()))?,
    }
    Ok(place)
}

/// The user's cache folder (XDG Base Directory Specification).
fn folder() -> Result<PathBuf> {
    let absolute = |name| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    absolute("XDG_CACHE_HOME")
        .or_else(|| Some(absolute("HOME")?.join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME names a folder to keep tools in: set one of them")
}
