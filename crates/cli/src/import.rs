//! `hallway import`: imports other tools' exports as a `programme.json`.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use hallway_importer::Format;
use hallway_importer::import::ImportOptions;
use hallway_programme::Programme;
use hallway_programme::revision::HIGHEST;

use crate::{output, source};

/// Imports files as a `programme.json`; if the file exists, the new revision continues from it.
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
        // A `programme.json` may be read and replaced.
        Err(_) if is_read => bail!(
            "{} is also the input, and would be lost: name another file with -o",
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

/// The programme that was published before.
#[derive(Debug)]
pub struct Published {
    programme: Programme,
    /// Its revision, if it is so high that phones ignore it.
    slip: Option<u64>,
}

/// The programme with the revision that follows what was published before; warns if that was too
/// high.
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
            "warning: the published programme has the revision {slip}, so high that phones ignore it: continuing from {}",
            programme.revision()
        ));
        return Ok(programme);
    }
    let programme = programme.following(&before);
    if programme.revision() > HIGHEST {
        bail!(
            "revision {HIGHEST} of this conference was published, and it is the highest: give the conference another id"
        );
    }
    Ok(programme)
}

/// The programme in a file, whose revision the next one continues; `None` if the file does not
/// exist.
///
/// # Errors
/// If the file exists but can't be read: if revisions started again at 1, phones would ignore the
/// programme.
pub fn published(file: &Path) -> Result<Option<Published>> {
    // A device or a pipe has no programme, and reading it might never end.
    if file.exists() && !file.is_file() {
        return Ok(None);
    }
    let say = || {
        let file = file.display();
        format!(
            "{file}: the published programme can't be read, so the new one can't continue its \
             revision. Put the published file back. Remove it only if none was published: phones \
             ignore a programme whose revision starts again"
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

/// Reads a programme that an older version may have published, even if this version would refuse
/// it.
fn read(json: &str) -> Result<Published> {
    let (programme, slip) = Programme::salvaged(serde_json::from_str(json)?)?;
    Ok(Published { programme, slip })
}

/// A one-line summary of a programme.
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
