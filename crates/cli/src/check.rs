//! `hallway check`: everything that is wrong with a programme, at once.

use std::path::Path;

use anyhow::anyhow;
use hallway_importer::folder;

/// Checks the programme in a folder, and says what it holds.
pub fn check(programme: &Path) -> anyhow::Result<()> {
    let programme = folder::read(programme).map_err(|findings| anyhow!("{findings}"))?;
    println!(
        "{}: {} tracks, {} items, {} people, {} topics, {} rooms; nothing wrong",
        programme.conference().title,
        programme.tracks().len(),
        programme.items().len(),
        programme.people().len(),
        programme.topics().len(),
        programme.rooms().len(),
    );
    Ok(())
}
