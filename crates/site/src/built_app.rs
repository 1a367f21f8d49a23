//! The built app: what the wasm build left in its folder.

use std::fs;
use std::path::Path;

use crate::{SiteError, stylesheet};

/// What a site takes from the folder of the built app.
#[derive(Debug, Clone)]
pub struct BuiltApp {
    /// The script that binds the wasm to the browser.
    pub(crate) script: Vec<u8>,
    /// The app itself.
    pub(crate) wasm: Vec<u8>,
    /// All style sheets as one.
    pub(crate) style: String,
    /// The script that starts the app.
    pub(crate) start: Vec<u8>,
    /// The service worker, without its list.
    pub(crate) worker: String,
    /// The web manifest, to be filled in.
    pub(crate) manifest: String,
    /// Icons with their paths below the site, by path.
    pub(crate) icons: Vec<(String, Vec<u8>)>,
}

impl BuiltApp {
    /// Reads the folder that the wasm build left.
    ///
    /// # Errors
    /// [`SiteError`] for the first file that is missing or unreadable.
    pub fn read(folder: &Path) -> Result<Self, SiteError> {
        let bytes = |name: &str| {
            let file = folder.join(name);
            fs::read(&file).map_err(|error| SiteError::BuiltApp {
                file,
                reason: error.to_string(),
            })
        };
        let text = |name: &str| {
            String::from_utf8(bytes(name)?).map_err(|error| SiteError::BuiltApp {
                file: folder.join(name),
                reason: error.to_string(),
            })
        };
        Ok(Self {
            script: bytes("hallway-app.js")?,
            wasm: bytes("hallway-app_bg.wasm")?,
            style: stylesheet::bundle(&folder.join("style/index.css"))?,
            start: bytes("start.js")?,
            worker: text("sw.js")?,
            manifest: text("manifest.webmanifest")?,
            icons: icons(folder)?,
        })
    }

    /// Whether the wasm holds exactly this programme.
    pub(crate) fn carries(&self, programme_json: &str) -> bool {
        find(&self.wasm, programme_json.as_bytes())
    }
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

fn icons(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, SiteError> {
    let folder = folder.join("icons");
    let unreadable = |error: std::io::Error| SiteError::BuiltApp {
        file: folder.clone(),
        reason: error.to_string(),
    };
    let mut icons = Vec::new();
    for entry in fs::read_dir(&folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let picture = path
            .extension()
            .is_some_and(|ending| ending == "svg" || ending == "png");
        if let (true, Some(name)) = (picture, path.file_name().and_then(|name| name.to_str())) {
            let bytes = fs::read(&path).map_err(unreadable)?;
            icons.push((format!("icons/{name}"), bytes));
        }
    }
    icons.sort();
    Ok(icons)
}
