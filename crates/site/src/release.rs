//! One version of the app for offline use: the files that the service worker caches, all or none.

use std::collections::BTreeMap;

use hallway_app::route::BasePath;
use hallway_programme::FloorPlan;
use serde::Serialize;

use crate::digest;
use crate::document::Assets;
use crate::files::Files;

/// The list that the service worker starts from.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Release {
    version: String,
    base: String,
    shell: &'static str,
    files: BTreeMap<String, String>,
}

impl Release {
    /// What is needed offline: the shell, what it loads, all languages, the programme's own page, the
    /// manifest, the icon of tabs, and the floor plans. Not the other pages: the shell serves every address.
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
            // By the address that it was loaded from, so that it is at hand.
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

    /// The service worker with its list.
    pub fn worker(&self, script: &str) -> String {
        let list = serde_json::to_string(self).expect("a release holds only texts");
        format!("const RELEASE = {list};\n{script}")
    }
}
