//! `hallway import`: other tools' exports into Hallway's own file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use hallway_importer::Format;
use hallway_importer::import::Wishes;
use hallway_programme::Programme;

use crate::{output, source};

/// Imports files into a `programme.json`; if one stands there, the new one's revision follows it.
pub fn import(
    files: &[PathBuf],
    format: Option<Format>,
    wishes: &Wishes,
    output: &Path,
) -> Result<()> {
    let source = output::saying("Reading", || source::read(files, format, wishes))?;
    output::say_repairs(&source.repairs);
    let programme = match published(output) {
        Some(published) => source.programme.following(&published),
        None => source.programme,
    };
    let mut json = programme.to_json();
    json.push('\n');
    if output == Path::new("-") {
        print!("{json}");
        return Ok(());
    }
    output::write(output, json.as_bytes())?;
    println!("{}: {}", output.display(), summary(&programme));
    Ok(())
}

/// The programme that a file holds, if it holds one.
pub fn published(file: &Path) -> Option<Programme> {
    Programme::from_json(fs::read_to_string(file).ok()?.trim_end()).ok()
}

/// What a programme holds, in a line.
pub fn summary(programme: &Programme) -> String {
    let conference = programme.conference();
    format!(
        "{}, {} to {} ({}): {} items, {} tracks, {} people, {} rooms, {} topics; revision {}",
        conference.title,
        conference.first_day,
        conference.last_day,
        conference.zone,
        programme.items().len(),
        programme.tracks().len(),
        programme.people().len(),
        programme.rooms().len(),
        programme.topics().len(),
        programme.revision(),
    )
}
