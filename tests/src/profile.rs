//! Prepared profiles for Firefox: at its first start in a new profile, Firefox compiles the scripts
//! of its own windows, which takes longer than many tests.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tokio::sync::OnceCell;

use crate::browser;
use crate::site::{copy_folder, folder_for_tests};

/// The profile that is copied for all browsers, once this process has checked it.
static STARTED_ONCE: OnceCell<PathBuf> = OnceCell::const_new();

/// The folder of Firefox's profile in its driver's home.
pub(crate) fn of(home: &Path) -> PathBuf {
    home.join("profile")
}

/// Copies a profile into the home in which nothing was ever opened, but in which Firefox starts
/// fast.
///
/// # Errors
/// If the browser reports an error, or the profile can't be copied.
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
    // The lock belongs to the last user, not to the copy.
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

/// Whether the installed Firefox was the last to start in a profile: another version would discard
/// what was compiled.
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
