//! `hallway build`: the site of a programme.

use std::path::Path;

use anyhow::Result;
use hallway_app::route::BasePath;
use hallway_importer::Format;
use hallway_importer::import::Wishes;

use crate::{built_app, import, output, source};

/// Builds the site of a programme. If the folder holds a site of the same conference, the new one's
/// revision follows that: higher if anything changed.
pub fn build(
    programme: &Path,
    format: Option<Format>,
    wishes: &Wishes,
    app: Option<&Path>,
    base: &BasePath,
    output: &Path,
) -> Result<()> {
    let app = built_app::find(app)?;
    let source = output::saying("Reading the programme", || {
        source::read(&[programme.into()], format, wishes)
    })?;
    output::say_repairs(&source.repairs);
    let programme = match import::published(&output.join("programme.json")) {
        Some(published) => source.programme.following(&published),
        None => source.programme,
    };
    let pages = programme.items().len() + programme.people().len() + programme.tracks().len();
    let files = output::saying(&format!("Building {pages} pages"), || {
        hallway_site::build(&app, &programme, base)
    })?;
    files.write(output)?;
    println!("{}: {}", output.display(), import::summary(&programme));
    Ok(())
}
