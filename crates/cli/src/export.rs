//! `hallway export`: writes a programme in a format that other apps and calendars read.

use std::path::Path;

use anyhow::{Result, bail};
use hallway_exporter::{Format, export};
use hallway_importer::import::ImportOptions;
use hallway_site::Deployment;

use crate::{output, source};

/// Exports a programme to a file, or to standard output.
pub fn run(
    programme: &Path,
    from: Option<hallway_importer::Format>,
    options: &ImportOptions,
    to: Format,
    deployment: &Deployment,
    output: &Path,
) -> Result<()> {
    let rooms = options.rooms.iter().map(|file| file.path.as_path());
    if rooms
        .chain([programme])
        .any(|read| output::is_same(output, read))
    {
        bail!(
            "{} is also the input, and would be lost: name another file with -o",
            output.display()
        );
    }
    let source = output::saying("Reading the programme", || {
        source::read(&[programme.into()], from, options)
    })?;
    output::say_repairs(&source.repairs);
    let text = export(&source.programme, to, deployment.address.as_deref());
    if output == Path::new("-") {
        return output::print(&text);
    }
    output::write(output, text.as_bytes())
}
