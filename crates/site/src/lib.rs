//! Makes a site: takes a programme and the built app, and returns the files of a folder that any
//! static host can serve.
//!
//! The same input gives the same bytes: nothing here uses a clock, and every list is ordered.

mod built_app;
mod digest;
mod document;
mod files;
pub mod hosting;
mod manifest;
mod output;
pub mod pictures;
mod plans;
pub mod policy;
mod release;
mod seo;
pub mod theme;

use std::path::PathBuf;
use std::sync::Arc;

use hallway_app::prerender::{Prerenderer, locales};
use hallway_app::route::{BasePath, View};
use hallway_exporter::{Format, export};
use hallway_programme::Programme;
use rayon::prelude::*;

pub use built_app::BuiltApp;
pub use files::Files;
pub use hallway_compression::compressed_page;
pub use output::NotReplaceable;
pub use plans::Plans;

use crate::document::{Assets, Document};
use crate::hosting::{Headers, HostKind};
use crate::pictures::PictureError;
use crate::release::Release;
use crate::seo::Published;
use crate::theme::Look;

/// Why a site can't be made or written.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The folder of the built app is incomplete.
    #[error("{}: {reason}. Build the app again.", file.display())]
    BuiltApp {
        /// The file in question.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A build may not replace the output folder.
    #[error("{}: {reason}", folder.display())]
    Output {
        /// The folder in question.
        folder: PathBuf,
        /// Why not, and what to do.
        reason: NotReplaceable,
    },
    /// The picture of a floor plan can't be published.
    #[error("{}: the floor plan of \"{room}\" can't be read: {error}", file.display())]
    FloorPlan {
        /// Where the picture should be.
        file: PathBuf,
        /// The title of the room that has it.
        room: String,
        /// What is wrong with it.
        error: PictureError,
    },
    /// A file could not be written.
    #[error("{} can't be written: {error}", file.display())]
    Io {
        /// The file in question.
        file: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
}

/// Where and how a site will be served.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployment {
    /// The path below which it is served.
    pub base: BasePath,
    /// The full address, with a slash at its end, if it is known.
    pub address: Option<String>,
    /// The address of the mailboxes for sync, with a slash at its end; `None` for a site without
    /// sync.
    pub mailboxes: Option<String>,
    /// The origins, besides its own, whose pages may embed it; `*` for any.
    pub framers: Vec<String>,
    /// Whether to add compressed copies of the files: not if the host compresses files itself, nor
    /// while the site is rebuilt at every change.
    pub compressed: bool,
}

/// Makes the site of a programme. If another programme is embedded in the app, this one becomes a
/// file.
///
/// # Errors
/// [`SiteError`] if the built app is incomplete.
pub fn build(
    app: &BuiltApp,
    programme: &Programme,
    plans: &Plans,
    look: &Look,
    deployment: &Deployment,
) -> Result<Files, SiteError> {
    let base = &deployment.base;
    let json = programme.to_json();
    let programme = Arc::new(programme.clone());
    let mut files = Files::default();
    let mut assets = add_assets(&mut files, app, look, base);
    if !app.embeds(&json) {
        assets.programme = Some(add_asset(&mut files, "programme", "json", json.as_bytes()));
    }
    for (path, bytes) in &app.icons {
        files.add(path, bytes.clone());
    }
    plans.add_to(&mut files);
    files.add("embed.js", app.embed.clone());
    files.add("licences.txt", app.licences.clone());
    files.add(
        "manifest.webmanifest",
        manifest::fill(app, &programme, base, look.accent())?,
    );
    files.add("programme.json", json.into_bytes());
    for format in Format::ALL {
        let text = export(&programme, format, deployment.address.as_deref());
        files.add(format.file(), text.into_bytes());
    }

    let policy =
        policy::content_security_policy(&assets.inline_style, deployment.mailboxes.as_deref());
    let document = Document {
        programme: &programme,
        base,
        address: deployment.address.as_deref(),
        assets: &assets,
        mailboxes: deployment.mailboxes.as_deref(),
        framers: &deployment.framers,
        policy: &policy,
    };
    let pages = Prerenderer::new(
        programme.clone(),
        base.clone(),
        deployment.mailboxes.clone(),
    );
    files.add("shell.html", document.shell(&pages.frame()).into_bytes());
    let page = |view: View| document.page(&view, &pages.view(view.clone())).into_bytes();
    let rendered: Vec<_> = View::all(&programme)
        .into_par_iter()
        .map(|view| (file_of(&view), page(view)))
        .collect();
    for (file, bytes) in rendered {
        files.add(&file, bytes);
    }
    files.add("404.html", page(View::Missing));
    if let Some(address) = &deployment.address {
        let programme = &programme;
        let published = Published { programme, address };
        published.add_list(&mut files);
        #[cfg(feature = "previews")]
        published.add_pictures(&mut files, look.accent());
    }
    if base.as_str() == "/" {
        let robots = seo::robots(deployment.address.as_deref());
        files.add("robots.txt", robots.into_bytes());
    }

    let headers = Headers::new(&policy, &deployment.framers);
    let written = HostKind::Netlify.configuration(&headers, base, "");
    files.add(Headers::FILE, written.into_bytes());

    let release = Release::of(&files, base, &assets);
    files.add("sw.js", release.worker(&app.worker).into_bytes());
    if deployment.compressed {
        files.add_compressed();
    }
    output::add_manifest(&mut files);
    Ok(files)
}

/// The file of a view's page.
fn file_of(view: &View) -> String {
    match view.path() {
        path if path.is_empty() => "index.html".into(),
        path => format!("{path}/index.html"),
    }
}

/// Adds the app's files, with a digest of the content in each name.
fn add_assets(files: &mut Files, app: &BuiltApp, look: &Look, base: &BasePath) -> Assets {
    let logo = look.logo();
    let logo = logo.map(|(ending, content)| add_asset(files, "logo", ending, content));
    // The logo is beside the style sheet, which refers to it by name; a page needs the whole path.
    let beside = logo.as_deref().and_then(|logo| logo.rsplit('/').next());
    let style = app.style.clone() + &look.style(beside);
    let from_page = logo.as_ref().map(|logo| base.join(logo));
    let inline_style = app.style.clone() + &look.style(from_page.as_deref());
    let mut add = |stem, extension, bytes| add_asset(files, stem, extension, bytes);
    Assets {
        programme: None,
        inline_style,
        logo,
        script: add("hallway", "js", &app.script),
        wasm: add("hallway", "wasm", &app.wasm),
        style: add("hallway", "css", style.as_bytes()),
        start: add("start", "js", &app.start),
        locales: locales()
            .map(|(tag, file)| (tag, add(tag, "json", file.as_bytes())))
            .collect(),
        tab_icon: add("icon", "svg", &app.tab_icon),
    }
}

/// Adds a file with a digest of its content in its name; returns its path.
fn add_asset(files: &mut Files, stem: &str, extension: &str, bytes: &[u8]) -> String {
    let path = format!("assets/{stem}-{}.{extension}", digest::short(bytes));
    files.add(&path, bytes.to_vec());
    path
}
