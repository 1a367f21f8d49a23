//! The built app: the one within this command, or one in a folder.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use hallway_site::BuiltApp;

include!(concat!(env!("OUT_DIR"), "/carried_app.rs"));

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
