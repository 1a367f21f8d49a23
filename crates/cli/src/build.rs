//! `hallway build`: the site of a programme.

use std::path::Path;

use anyhow::anyhow;
use hallway_app::route::BasePath;
use hallway_importer::folder;
use hallway_site::BuiltApp;

/// Builds the site of the programme in a folder.
pub fn build(programme: &Path, app: &Path, base: &BasePath, output: &Path) -> anyhow::Result<()> {
    let programme = folder::read(programme).map_err(|findings| anyhow!("{findings}"))?;
    let app = BuiltApp::read(app)?;
    let files = hallway_site::build(&app, &programme, base)?;
    files.write(output)?;
    println!(
        "{}: {} files in {}",
        programme.conference().title,
        files.iter().count(),
        output.display()
    );
    Ok(())
}
