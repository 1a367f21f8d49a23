//! The built app: the result of the wasm build, from a folder or embedded in the command.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::SiteError;

/// The parts of the built app that a site uses.
#[derive(Debug, Clone)]
pub struct BuiltApp {
    /// The script that binds the wasm to the browser.
    pub(crate) script: Vec<u8>,
    /// The app's wasm.
    pub(crate) wasm: Vec<u8>,
    /// All style sheets in one, so that a page needs one request and no imports.
    pub(crate) style: String,
    /// The script that starts the app.
    pub(crate) start: Vec<u8>,
    /// The script that defines the element by which other pages embed the site.
    pub(crate) embed: Vec<u8>,
    /// The service worker, without its list of files.
    pub(crate) worker: String,
    /// The licence notices of third-party code in the app.
    pub(crate) licences: Vec<u8>,
    /// The web manifest, still without the conference's values.
    pub(crate) manifest: String,
    /// The favicon.
    pub(crate) tab_icon: Vec<u8>,
    /// Icons with their paths below the site, by path.
    pub(crate) icons: Vec<(String, Vec<u8>)>,
}

impl BuiltApp {
    /// Reads the folder of the wasm build.
    ///
    /// # Errors
    /// [`SiteError`] for the first file that is missing or unreadable.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        let mut files = BTreeMap::new();
        add_folder(folder, "", &mut files)?;
        Self::new(&files)
    }

    /// Takes the files of the wasm build, by their paths below its folder.
    ///
    /// # Errors
    /// [`SiteError`] for the first file that is missing or invalid.
    pub fn new(files: &BTreeMap<String, Vec<u8>>) -> Result<Self, SiteError> {
        let wrong = |name: &str, reason: String| SiteError::BuiltApp {
            file: name.into(),
            reason,
        };
        let bytes = |name: &str| {
            files
                .get(name)
                .cloned()
                .ok_or_else(|| wrong(name, "it is missing".into()))
        };
        let text = |name: &str| {
            String::from_utf8(bytes(name)?).map_err(|error| wrong(name, error.to_string()))
        };
        Ok(Self {
            script: bytes("hallway-app.js")?,
            wasm: bytes("hallway-app_bg.wasm")?,
            style: text("style.css")?,
            start: bytes("start.js")?,
            embed: bytes("embed.js")?,
            worker: text("sw.js")?,
            licences: bytes("licences.txt")?,
            manifest: text("manifest.webmanifest")?,
            tab_icon: bytes("icons/icon.svg")?,
            icons: icons(files),
        })
    }

    /// Whether exactly this programme is embedded in the wasm.
    pub(crate) fn embeds(&self, programme_json: &str) -> bool {
        find(&self.wasm, programme_json.as_bytes())
    }
}

/// Adds all files of a folder, with `/` between the segments of their paths.
fn add_folder(
    folder: &Path,
    below: &str,
    files: &mut BTreeMap<String, Vec<u8>>,
) -> Result<(), SiteError> {
    let unreadable = |file: PathBuf| {
        move |error: std::io::Error| SiteError::BuiltApp {
            file,
            reason: error.to_string(),
        }
    };
    for entry in fs::read_dir(folder).map_err(unreadable(folder.into()))? {
        let path = entry.map_err(unreadable(folder.into()))?.path();
        // The app has no files whose names are not valid text.
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let name = format!("{below}{name}");
        if path.is_dir() {
            add_folder(&path, &format!("{name}/"), files)?;
        } else if !path.is_file() {
            return Err(unreadable(path)(std::io::Error::other("it is not a file")));
        } else {
            let bytes = fs::read(&path).map_err(unreadable(path.clone()))?;
            files.insert(name, bytes);
        }
    }
    Ok(())
}

fn find(haystack: &[u8], needle: &[u8]) -> bool {
    let Some(&first) = needle.first() else {
        return true;
    };
    haystack
        .iter()
        .enumerate()
        .any(|(at, &byte)| byte == first && haystack[at..].starts_with(needle))
}

fn icons(files: &BTreeMap<String, Vec<u8>>) -> Vec<(String, Vec<u8>)> {
    let pictures = files.iter().filter(|(path, _)| {
        path.starts_with("icons/") && (path.ends_with(".svg") || path.ends_with(".png"))
    });
    pictures
        .map(|(path, bytes)| (path.clone(), bytes.clone()))
        .collect()
}
