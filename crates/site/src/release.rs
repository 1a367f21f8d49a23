//! One version of the app for offline use: the files that the service worker caches, all or none.

use std::collections::BTreeMap;

use hallway_app::route::BasePath;
use hallway_programme::FloorPlan;
use serde::Serialize;

use crate::digest;
use crate::document::Assets;
use crate::files::Files;

/// The list that the service worker is built with.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Release {
    version: String,
    base: String,
    shell: &'static str,
    files: BTreeMap<String, String>,
}

impl Release {
    /// The files needed offline: the shell and what it loads, all languages, the programme's own
    /// page, the manifest, the favicon and the floor plans. No other pages: the shell replaces
    /// them.
    pub fn of(files: &Files, base: &BasePath, assets: &Assets) -> Self {
        let needed = [
            "shell.html",
            &assets.script,
            &assets.wasm,
            &assets.start,
            &assets.tab_icon,
            "manifest.webmanifest",
        ];
        let plans = files
            .iter()
            .map(|(path, _)| path)
            .filter(|path| path.starts_with(FloorPlan::FOLDER));
        let files: BTreeMap<String, String> = needed
            .into_iter()
            .chain(assets.locales.iter().map(|(_, file)| file.as_str()))
            .chain(assets.programme.as_deref())
            .chain(assets.logo.as_deref())
            .chain(plans)
            .map(|path| (path, path))
            // By the address from which the page was loaded, so that the browser's cache has it.
            .chain([("", "index.html")])
            .filter_map(|(path, file)| Some((path.to_owned(), digest::integrity(files.get(file)?))))
            .collect();
        let list: String = files
            .iter()
            .map(|(path, digest)| format!("{path} {digest}\n"))
            .collect();
        Self {
            version: digest::short(list.as_bytes()),
            base: base.as_str().into(),
            shell: "shell.html",
            files,
        }
    }

    /// The service worker with its list of files.
    pub fn worker(&self, script: &str) -> String {
        let list = serde_json::to_string(self).expect("a release holds only texts");
        format!("const RELEASE = {list};\n{script}")
    }
}
