//! The built app: the one within this command, or one in a folder.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use hallway_site::BuiltApp;

include!(concat!(env!("OUT_DIR"), "/carried_app.rs"));

/// The notices of others' code in the app and in this command, as this command carries them.
///
/// # Errors
/// If it carries none.
pub fn licences() -> Result<String> {
    let files = ["licences-of-command.txt", "licences.txt"];
    let carried = files.map(|wanted| {
        let mut files = CARRIED_APP.iter();
        files
            .find(|(path, _)| *path == wanted)
            .map(|(_, text)| *text)
    });
    let [Some(of_command), Some(of_app)] = carried else {
        bail!(
            "this `hallway` was built without the notices in it: use one that `cargo xtask cli` made"
        );
    };
    let [of_command, of_app] = [of_command, of_app].map(String::from_utf8_lossy);
    Ok(format!("{of_command}\n{}\n\n{of_app}", "=".repeat(80)))
}

/// The built app of that folder; without one, the app that this command carries.
///
/// # Errors
/// If the folder holds none, or there is no folder and the command carries none.
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
