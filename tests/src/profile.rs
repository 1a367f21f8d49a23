//! Profiles for Firefox that have been started once: at its first start in a new profile, Firefox
//! compiles the scripts of its own windows, which takes longer than many a test.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tokio::sync::OnceCell;

use crate::browser;
use crate::site::{copy_folder, folder_for_tests};

/// Where the profile lies that all others are copied from, once this process has found it sound.
static STARTED_ONCE: OnceCell<PathBuf> = OnceCell::const_new();

/// Where Firefox has its profile, in its driver's home.
pub(crate) fn of(home: &Path) -> PathBuf {
    home.join("profile")
}

/// Puts a profile into the home in which nothing was ever opened, but in which Firefox starts fast.
///
/// # Errors
/// What the browser says, or that the profile can't be copied.
pub(crate) async fn prepare(home: &Path) -> Result<()> {
    let started = STARTED_ONCE.get_or_try_init(started_once).await?;
    copy_folder(started, &of(home)).context("a profile for Firefox can't be made")
}

async fn started_once() -> Result<PathBuf> {
    let folder = folder_for_tests("firefox-profile")?;
    let kept = folder.join("profile");
    if is_of_the_installed(&kept).unwrap_or(false) {
        return Ok(kept);
    }
    let home = tempfile::tempdir_in(&folder)?;
    let new = of(home.path());
    fs::create_dir(&new)?;
    browser::start_firefox_once(home.path()).await?;
    // Who had it last; a copy is nobody's yet.
    let _ = fs::remove_file(new.join("lock"));
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    match fs::rename(&new, &kept) {
        // Another process was faster; its profile is as good.
        Err(_) if kept.exists() => {}
        renamed => renamed?,
    }
    Ok(kept)
}

/// Whether the Firefox that is installed was the last to start in a profile: another one would throw
/// away what it compiled.
fn is_of_the_installed(profile: &Path) -> Option<bool> {
    let value = |file: &Path, name: &str| {
        let text = fs::read_to_string(file).ok()?;
        let mut lines = text.lines();
        lines.find_map(|line| Some(line.strip_prefix(name)?.strip_prefix('=')?.to_owned()))
    };
    let last = profile.join("compatibility.ini");
    let platform = Path::new(&value(&last, "LastPlatformDir")?).join("platform.ini");
    let version = value(&last, "LastVersion")?;
    Some(version.contains(&value(&platform, "BuildID")?))
}
