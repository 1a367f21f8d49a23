//! The built app: embedded in this command, or in a folder.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use hallway_site::BuiltApp;

include!(concat!(env!("OUT_DIR"), "/embedded_app.rs"));

/// The licence notices of third-party code in this command and in the app that is embedded in it.
#[must_use]
pub fn licences() -> String {
    let of_command = include_str!("../licences.txt");
    let of_app = CARRIED_APP.iter().find(|(path, _)| *path == "licences.txt");
    let of_app = of_app.map_or(Default::default(), |(_, text)| {
        String::from_utf8_lossy(text)
    });
    format!("{of_command}\n{}\n\n{of_app}", "=".repeat(80))
}

/// The built app in that folder, or the embedded app if no folder is given.
///
/// # Errors
/// If the folder has no built app, or if no folder is given and no app is embedded.
pub fn find(folder: Option<&Path>) -> Result<BuiltApp> {
    if let Some(folder) = folder {
        return Ok(BuiltApp::read(folder)?);
    }
    if CARRIED_APP.is_empty() {
        bail!(
            "this `hallway` was built without the app in it: name the folder of a built app with --app, or use one that `cargo xtask cli` made"
        );
    }
    let files: BTreeMap<String, Vec<u8>> = CARRIED_APP
        .iter()
        .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
        .collect();
    Ok(BuiltApp::new(&files)?)
}
