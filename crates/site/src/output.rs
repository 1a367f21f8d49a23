//! Which folders a build may replace: new ones, empty ones, and sites of Hallway to which nobody
//! added files.
//!
//! A site contains a list of its own files, [`MANIFEST`]. It is the only record of what a build
//! made, so the next build removes only files on it.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::{env, fmt, fs, io};

use hallway_app::route::{Address, BasePath, View};
use hallway_programme::FloorPlan;
use serde::{Deserialize, Serialize};

use crate::{Files, SiteError, digest};

/// The file with the list of a site's files.
pub(crate) const MANIFEST: &str = "hallway-site.json";

/// The marker that Hallway made the list.
const MADE_BY: &str = "hallway";

/// The version of the list's format; no other is read.
const FORMAT: u32 = 1;

/// Files that every site has.
const ALWAYS: [&str; 3] = ["index.html", "shell.html", "sw.js"];

/// How many unexpected files an error names.
const NAMED: usize = 3;

/// The largest list that is read, in bytes: enough for some million files.
const LARGEST: u64 = 64 * 1024 * 1024;

/// The list of what a build made.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    made_by: String,
    format: u32,
    /// The paths of all files, with `/` between segments.
    files: BTreeSet<String>,
}

/// Why a site may not replace a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotReplaceable {
    /// It is a file.
    AFile,
    /// It is a link whose target does not exist.
    LinkToNothing,
    /// It contains the whole system, or a home folder.
    HoldsMuch,
    /// It is the current folder, or contains it.
    HoldsCurrent,
    /// It is not empty, and has no list of a build.
    NotASite,
    /// It is a site, and has files that are not on its list.
    HoldsOthers {
        /// The first few paths.
        named: Vec<String>,
        /// How many more there are.
        more: usize,
    },
}

impl fmt::Display for NotReplaceable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AFile => f.write_str("this is a file. Name a folder for the site"),
            Self::LinkToNothing => {
                f.write_str("this link leads to nothing. Make the folder that it names, or remove it")
            }
            Self::HoldsMuch => f.write_str(
                "a build replaces its whole output folder, and this one contains your home folder or the whole system. Name a folder within it",
            ),
            Self::HoldsCurrent => f.write_str(
                "a build replaces its whole output folder, and the command runs in this one. Name a folder within it",
            ),
            Self::NotASite => write!(
                f,
                "this is neither empty nor a site that Hallway made: it has no {MANIFEST} that a build wrote. Choose another output folder, or remove this one yourself"
            ),
            Self::HoldsOthers { named, more } => {
                let named = named.join(", ");
                let more = match more {
                    0 => String::new(),
                    more => format!(", and {more} more"),
                };
                write!(
                    f,
                    "this site has files that no build made: {named}{more}. Move them elsewhere, or choose another output folder"
                )
            }
        }
    }
}

/// Adds the list of all files to a site.
pub(crate) fn add_manifest(files: &mut Files) {
    let own = [MANIFEST.to_owned()];
    let manifest = Manifest {
        made_by: MADE_BY.into(),
        format: FORMAT,
        files: files
            .iter()
            .map(|(path, _)| path.to_owned())
            .chain(own)
            .collect(),
    };
    let mut text = serde_json::to_string_pretty(&manifest).expect("a list of texts is JSON");
    text.push('\n');
    files.add(MANIFEST, text.into_bytes());
}

/// Whether a site may replace a folder: it does not exist, is empty, or has a site and nothing
/// else, except files that [`is_kept`] keeps or that can be deleted without loss.
///
/// # Errors
/// [`SiteError::Output`] if it may not; [`SiteError::Io`] if it can't be read.
pub(crate) fn check(folder: &Path) -> Result<(), SiteError> {
    let refuse = |reason| {
        Err(SiteError::Output {
            folder: folder.into(),
            reason,
        })
    };
    let failed = |error| SiteError::Io {
        file: folder.into(),
        error,
    };
    let resolved = match fs::canonicalize(folder) {
        Ok(resolved) => resolved,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A link whose target does not exist.
            return match fs::symlink_metadata(folder) {
                Ok(_) => refuse(NotReplaceable::LinkToNothing),
                Err(_) => Ok(()),
            };
        }
        Err(error) => return Err(failed(error)),
    };
    if !resolved.is_dir() {
        return refuse(NotReplaceable::AFile);
    }
    let is_held = |path: Option<PathBuf>| {
        let path = path.and_then(|path| fs::canonicalize(path).ok());
        path.is_some_and(|path| path.starts_with(&resolved))
    };
    if is_held(env::home_dir()) {
        return refuse(NotReplaceable::HoldsMuch);
    }
    if is_held(env::current_dir().ok()) {
        return refuse(NotReplaceable::HoldsCurrent);
    }
    if resolved.parent().is_none() {
        return refuse(NotReplaceable::HoldsMuch);
    }
    let files = files_of(&resolved).map_err(failed)?;
    let is_empty = fs::read_dir(&resolved).map_err(failed)?.next().is_none();
    if is_empty {
        return Ok(());
    }
    let manifest = manifest(&resolved);
    let is_ours: Box<dyn Fn(&str) -> bool + '_> = match &manifest {
        Some(manifest) => Box::new(|path| manifest.files.contains(path)),
        None if is_site_without_manifest(&resolved) => Box::new(may_be_of_a_site),
        None => return refuse(NotReplaceable::NotASite),
    };
    let mut others = files.into_iter().filter(|path| !is_ours(path));
    let named: Vec<_> = others.by_ref().take(NAMED).collect();
    if named.is_empty() {
        return Ok(());
    }
    let more = others.count();
    refuse(NotReplaceable::HoldsOthers { named, more })
}

/// Whether the next build keeps an entry of a site's folder: hosts keep names that begin with a
/// dot, and `CNAME`.
pub(crate) fn is_kept(name: &str) -> bool {
    // Apache's `.htaccess` contains the policy of one build's pages, so it has to be made again
    // after each build.
    (name.starts_with('.') && name != ".htaccess") || name == "CNAME"
}

/// The files in a folder, except those that are kept and those that operating systems add by
/// themselves: paths with `/` between segments, in order. Links are not followed.
fn files_of(folder: &Path) -> io::Result<BTreeSet<String>> {
    let mut files = BTreeSet::new();
    let mut folders = vec![(folder.to_path_buf(), String::new())];
    while let Some((folder, below)) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let goes_without_loss = matches!(name.as_str(), ".htaccess" | ".DS_Store");
            if goes_without_loss || (below.is_empty() && is_kept(&name)) {
                continue;
            }
            let path = format!("{below}{name}");
            if entry.file_type()?.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else {
                files.insert(path);
            }
        }
    }
    Ok(files)
}

/// The text of a site's file; `None` if it is not a regular file.
fn text(file: &Path) -> Option<String> {
    let metadata = fs::symlink_metadata(file).ok()?;
    let is_ordinary = metadata.is_file() && metadata.len() <= LARGEST;
    is_ordinary.then(|| fs::read_to_string(file).ok()).flatten()
}

/// The list in a folder, if a build of Hallway made it.
fn manifest(folder: &Path) -> Option<Manifest> {
    let manifest: Manifest = serde_json::from_str(&text(&folder.join(MANIFEST))?).ok()?;
    let is_plain = |path: &String| {
        let mut parts = Path::new(path).components();
        !path.is_empty() && parts.all(|part| matches!(part, Component::Normal(_)))
    };
    let is_ours = manifest.made_by == MADE_BY
        && manifest.format == FORMAT
        && manifest.files.iter().all(is_plain)
        && ALWAYS.iter().all(|path| manifest.files.contains(*path));
    is_ours.then_some(manifest)
}

/// The list in the service worker, by which older sites, without a manifest, are recognised.
#[derive(Deserialize)]
struct Release {
    files: std::collections::BTreeMap<String, String>,
}

/// Whether a folder has a site of a version that wrote no manifest: its service worker lists the
/// app's files with digests, and the digests are right. Such a site has to be accepted, since its
/// `programme.json` says which revision phones have.
fn is_site_without_manifest(folder: &Path) -> bool {
    let release = || {
        let worker = text(&folder.join("sw.js"))?;
        let list = worker.lines().next()?.strip_prefix("const RELEASE = ")?;
        serde_json::from_str::<Release>(list.strip_suffix(';')?).ok()
    };
    let is_whole = |(path, digest): (&String, &String)| {
        let file = if path.is_empty() { "index.html" } else { path };
        let is_plain = Path::new(file)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        is_plain
            && fs::read(folder.join(file)).is_ok_and(|bytes| digest::integrity(&bytes) == *digest)
    };
    let has_manifest = fs::symlink_metadata(folder.join(MANIFEST)).is_ok();
    !has_manifest
        && release().is_some_and(|release| {
            let names = ["", "shell.html", "manifest.webmanifest"];
            names.iter().all(|name| release.files.contains_key(*name))
                && folder.join("programme.json").is_file()
                && release.files.iter().all(is_whole)
        })
}

/// Whether a version without manifests could have written a file with that path.
fn may_be_of_a_site(path: &str) -> bool {
    let path = path
        .strip_suffix(".br")
        .or_else(|| path.strip_suffix(".gz"))
        .unwrap_or(path);
    let is_sitemap = |path: &str| path.starts_with("sitemap") && path.ends_with(".xml");
    match path.split_once('/') {
        None => {
            is_sitemap(path)
                || matches!(
                    path,
                    "404.html"
                        | "_headers"
                        | "embed.js"
                        | "index.html"
                        | "licences.txt"
                        | "manifest.webmanifest"
                        | "programme.json"
                        | "robots.txt"
                        | "schedule.ics"
                        | "schedule.json"
                        | "schedule.xml"
                        | "shell.html"
                        | "sw.js"
                )
        }
        Some(("assets", name)) => {
            let digest = name
                .rsplit_once('.')
                .and_then(|(stem, _)| stem.rsplit_once('-'));
            digest.is_some_and(|(_, digest)| {
                digest.len() == 16 && digest.bytes().all(|b| b.is_ascii_hexdigit())
            })
        }
        Some(("icons", name)) => name.ends_with(".svg") || name.ends_with(".png"),
        Some(("plans", name)) => FloorPlan::parse(name).is_some(),
        Some(("previews", name)) => name.ends_with(".png"),
        Some(_) => {
            let root = BasePath::new("/").ok();
            let view = path
                .strip_suffix("/index.html")
                .zip(root)
                .and_then(|(page, root)| Address::parse(&root, &format!("/{page}"), ""));
            view.is_some_and(|address| address.view != View::Missing)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_a_site_are_told_from_others() {
        for path in [
            "index.html",
            "index.html.br",
            "item/opening/index.html.gz",
            "track/a/index.html",
            "now/index.html",
            "assets/hallway-0123456789abcdef.wasm.br",
            "icons/icon.svg",
            "plans/deck.svg",
            "previews/item/opening.png",
            "sitemap-2.xml.gz",
        ] {
            assert!(may_be_of_a_site(path), "{path}");
        }
        for path in [
            "notes.txt",
            "assets/cat.jpg",
            "photos/index.html",
            "item/opening/notes.txt",
            "plans/deck.odg",
            "index.html.bak",
        ] {
            assert!(!may_be_of_a_site(path), "{path}");
        }
    }
}
