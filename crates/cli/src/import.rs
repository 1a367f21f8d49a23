//! `hallway import`: other tools' exports into Hallway's own file.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use hallway_importer::Format;
use hallway_importer::import::ImportOptions;
use hallway_programme::Programme;
use hallway_programme::revision::HIGHEST;

use crate::{output, source};

/// Imports files into a `programme.json`; if one stands there, the new one's revision follows it.
pub fn import(
    files: &[PathBuf],
    format: Option<Format>,
    options: &ImportOptions,
    output: &Path,
) -> Result<()> {
    let source = output::saying("Reading", || source::read(files, format, options))?;
    output::say_repairs(&source.repairs);
    let to_standard_output = output == Path::new("-");
    let is_read = files.iter().any(|file| output::is_same(output, file));
    let published = match published(output) {
        _ if to_standard_output => None,
        // A programme of Hallway's own may be changed in its place.
        Err(_) if is_read => bail!(
            "{} is what is read, and would be lost: name another file with -o",
            output.display()
        ),
        published => published?,
    };
    let programme = following(source.programme, published)?;
    let mut json = programme.to_json();
    json.push('\n');
    if to_standard_output {
        return output::print(&json);
    }
    output::write(output, json.as_bytes())?;
    output::tell(format_args!(
        "{}: {}",
        output.display(),
        summary(&programme)
    ))
}

/// What was published before.
#[derive(Debug)]
pub struct Published {
    programme: Programme,
    /// Its revision, if that is one that phones pass over.
    slip: Option<u64>,
}

/// The programme as what follows what was published before; says so where that can't be followed.
///
/// # Errors
/// If there is no higher revision.
pub fn following(programme: Programme, published: Option<Published>) -> Result<Programme> {
    let Some(Published {
        programme: before,
        slip,
    }) = published
    else {
        return Ok(programme);
    };
    if let Some(slip) = slip
        && before.conference().id == programme.conference().id
    {
        let programme = programme.following_a_slip();
        output::say(format_args!(
            "warning: what was published has the revision {slip}, which phones pass over: going on from {}",
            programme.revision()
        ));
        return Ok(programme);
    }
    let programme = programme.following(&before);
    if programme.revision() > HIGHEST {
        bail!(
            "revision {HIGHEST} of this conference was published, and there is none after it: give the conference another id"
        );
    }
    Ok(programme)
}

/// The programme that a file holds, which the next one follows; none if there is no such file.
///
/// # Errors
/// If it is there and can't be read: phones would pass over a programme whose revision began anew.
pub fn published(file: &Path) -> Result<Option<Published>> {
    // A device or a pipe holds none, and reading it might never end.
    if file.exists() && !file.is_file() {
        return Ok(None);
    }
    let say = || {
        let file = file.display();
        format!(
            "{file}: the programme that the new one is to follow can't be read. Put back the one that \
             was published. Remove it only if none was: phones pass over one that begins anew"
        )
    };
    match fs::read_to_string(file) {
        Ok(json) => read(&json).map(Some).with_context(say),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        Err(error) => Err(error).with_context(say),
    }
}

/// Older versions published what this one would refuse.
fn read(json: &str) -> Result<Published> {
    let (programme, slip) = Programme::salvaged(serde_json::from_str(json)?)?;
    Ok(Published { programme, slip })
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
