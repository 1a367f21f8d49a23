//! Imports files of foreign formats as one checked programme.

use std::borrow::Cow;
use std::fmt;
use std::path::PathBuf;

use hallway_programme::check::{Part, Problem, check};
use hallway_programme::draft::RoomDraft;
use hallway_programme::{Draft, Programme, limits};

pub use crate::foreign::assemble::ImportOptions;
use crate::foreign::{Foreign, Repair, Unreadable, assemble};
use crate::format::Format;
use crate::input::decode::{Decoded, decode};
use crate::{Finding, Findings, folder, rooms};
use crate::{icalendar, indico, konopas, schedule_json, schedule_xml, sessionize, zone};

/// The largest file that is read, in bytes: forty times the size of FOSDEM's schedule.
pub const LARGEST: usize = 64 * 1024 * 1024;

/// A file that was read from disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Where it was.
    pub path: PathBuf,
    /// Its content.
    pub content: Vec<u8>,
}

/// The result of an import.
#[derive(Debug, Clone, PartialEq)]
pub struct Import {
    /// The checked programme.
    pub programme: Programme,
    /// What was skipped or corrected, in the order of the files.
    pub repairs: Vec<Diagnostic>,
}

/// A problem in a file, corrected or not: one line of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file.
    pub file: PathBuf,
    /// Where in the file: line and column, or a path into JSON; empty for the whole file.
    pub place: String,
    /// What is wrong, and what to do or what was done about it.
    pub message: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.file.display())?;
        if !self.place.is_empty() {
            write!(f, "{}:", self.place)?;
        }
        write!(f, " {}", self.message)
    }
}

impl From<Finding> for Diagnostic {
    fn from(finding: Finding) -> Self {
        Self {
            place: format!("{}:{}", finding.line, finding.column),
            message: if finding.field.is_empty() {
                finding.message
            } else {
                format!("{}: {}", finding.field, finding.message)
            },
            file: finding.file,
        }
    }
}

/// Everything that prevents files from being imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportError(pub Vec<Diagnostic>);

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, diagnostic) in self.0.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ImportError {}

impl From<Findings> for ImportError {
    fn from(findings: Findings) -> Self {
        Self(findings.0.into_iter().map(Diagnostic::from).collect())
    }
}

/// Imports files as one programme; several files of one conference are merged.
///
/// Each file's format is recognised by its content unless `format` is given. This corrects mistakes
/// that have one sensible correction, and reports them in [`Import::repairs`].
///
/// # Errors
/// [`ImportError`] if there are no files, if a file can't be read, or if the files do not make a
/// valid programme.
pub fn import(
    files: &[File],
    format: Option<Format>,
    options: &ImportOptions,
) -> Result<Import, ImportError> {
    let mut read_files: Vec<(&File, Contents)> = Vec::new();
    let mut repairs = Vec::new();
    for file in files {
        let (text, repair) = text(file)?;
        let format = recognised(file, &text, format)?;
        if files.len() == 1 && format == Format::Hallway {
            let mut import = own(file, &text, options)?;
            import.repairs.splice(0..0, repair);
            return Ok(import);
        }
        repairs.extend(repair);
        let contents = read(&text, format).map_err(|error| refused(file, error))?;
        let known = read_files
            .iter_mut()
            .find_map(|(_, contents)| match contents {
                Contents::KonOpas(lists) => Some(lists),
                Contents::Foreign(_) => None,
            });
        match (contents, known) {
            (Contents::KonOpas(lists), Some(known)) => known.extend(lists),
            (contents, _) => read_files.push((file, contents)),
        }
    }
    let mut whole: Option<Foreign> = None;
    for (file, contents) in read_files {
        let mut foreign = match contents {
            Contents::Foreign(foreign) => foreign,
            Contents::KonOpas(lists) => konopas::read(&lists),
        };
        let of_file = std::mem::take(&mut foreign.repairs);
        repairs.extend(of_file.into_iter().map(|repair| repaired(file, repair)));
        match &mut whole {
            None => whole = Some(foreign),
            Some(whole) => whole.merge(foreign),
        }
    }
    let Some(first) = files.first() else {
        return Err(ImportError(Vec::new()));
    };
    let (mut draft, of_whole) = assemble::assemble(whole.unwrap_or_default(), options)
        .map_err(|error| refused(first, error))?;
    repairs.extend(of_whole.into_iter().map(|repair| repaired(first, repair)));
    repairs.extend(describe_rooms(&mut draft.rooms, options)?);
    // Report one line for each kind: fifty thousand rooms are one mistake.
    repairs.extend(limits::cut(&mut draft).into_iter().map(|cut| {
        let message = cut.to_string();
        let place = String::new();
        repaired(first, Repair { place, message })
    }));
    let programme = check(draft).map_err(|problems| refused_by_check(first, &problems))?;
    Ok(Import { programme, repairs })
}

/// What was read of a file.
enum Contents {
    Foreign(Foreign),
    /// Lists that refer to those of other files: KonOpas and ConClár publish items and people in two.
    KonOpas(konopas::Lists),
}

/// The format of a text: the given one, or else the one that its content shows.
fn recognised(file: &File, text: &str, format: Option<Format>) -> Result<Format, ImportError> {
    format.or_else(|| Format::of(text)).ok_or_else(|| {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        let message = format!(
            "this is none of the formats that can be read. If you know its format, name it: --from {}",
            names.join("|")
        );
        refused(file, Unreadable::new("", message))
    })
}

fn read(text: &str, format: Format) -> Result<Contents, Unreadable> {
    let foreign = match format {
        Format::ScheduleXml => schedule_xml::read(text),
        Format::ScheduleJson => schedule_json::read(text),
        Format::ICalendar => icalendar::read(text),
        Format::Sessionize => sessionize::read(text),
        Format::Indico => indico::read(text),
        Format::KonOpas => return konopas::Lists::of(text).map(Contents::KonOpas),
        Format::Hallway => Err(Unreadable::new(
            "",
            "a programme.json of Hallway can't be merged with other files: import it alone",
        )),
    };
    foreign.map(Contents::Foreign)
}

/// A file's text, and a warning if it was not plain UTF-8.
fn text(file: &File) -> Result<(Cow<'_, str>, Option<Diagnostic>), ImportError> {
    let Decoded { text, repair } = decode(&file.content).map_err(|error| refused(file, error))?;
    Ok((text, repair.map(|repair| repaired(file, repair))))
}

/// A programme in Hallway's own format, checked but not corrected.
fn own(file: &File, text: &str, options: &ImportOptions) -> Result<Import, ImportError> {
    let mut draft = draft(text).map_err(|error| refused(file, error))?;
    let conference = &mut draft.conference;
    for (field, wish) in [
        (&mut conference.id, &options.id),
        (&mut conference.title, &options.title),
        (&mut conference.zone, &options.zone),
    ] {
        if let Some(wish) = wish {
            field.clone_from(wish);
        }
    }
    if options.link.is_some() {
        conference.link.clone_from(&options.link);
    }
    let repairs = describe_rooms(&mut draft.rooms, options)?;
    let programme = check(draft).map_err(|problems| refused_by_check(file, &problems))?;
    let problems = zone::check_zone(&programme);
    if !problems.is_empty() {
        return Err(refused_by_check(file, &problems));
    }
    Ok(Import { programme, repairs })
}

/// The draft in a `programme.json`.
///
/// # Errors
/// [`Unreadable`] with the path of the invalid field, or with the line of invalid JSON.
fn draft(text: &str) -> Result<Draft, Unreadable> {
    let mut json = serde_json::Deserializer::from_str(text);
    let draft = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let has_path = error.path().iter().next().is_some();
        let error = error.into_inner();
        let place = (has_path && error.is_data()).then_some(path);
        not_a_programme(place, &error)
    })?;
    json.end().map_err(|error| not_a_programme(None, &error))?;
    Ok(draft)
}

/// Why a text is not a draft. The place is the path of the field if it is known, and otherwise the
/// line.
fn not_a_programme(place: Option<String>, error: &serde_json::Error) -> Unreadable {
    let place = place.unwrap_or_else(|| format!("line {}", error.line()));
    Unreadable::new(place, format!("this is not a programme: {error}"))
}

/// Adds the details of `rooms.toml` to the rooms, and returns warnings about entries that match no
/// room.
fn describe_rooms(
    rooms: &mut [RoomDraft],
    options: &ImportOptions,
) -> Result<Vec<Diagnostic>, ImportError> {
    let Some(file) = &options.rooms else {
        return Ok(Vec::new());
    };
    let (text, repair) = text(file)?;
    // This file is kept by hand, so its author can correct it.
    if let Some(Diagnostic { place, .. }) = repair {
        let message = "this is not UTF-8: save the file in that encoding";
        return Err(refused(file, Unreadable::new(place, message)));
    }
    let known = folder::rooms(&file.path, &text)?;
    let messages = rooms::describe(rooms, known).into_iter();
    Ok(messages
        .map(|message| Diagnostic {
            file: file.path.clone(),
            place: String::new(),
            message,
        })
        .collect())
}

fn repaired(file: &File, repair: Repair) -> Diagnostic {
    Diagnostic {
        file: file.path.clone(),
        place: repair.place,
        message: repair.message,
    }
}

fn refused(file: &File, error: Unreadable) -> ImportError {
    ImportError(vec![Diagnostic {
        file: file.path.clone(),
        place: error.place,
        message: error.message,
    }])
}

fn refused_by_check(file: &File, problems: &[Problem]) -> ImportError {
    let diagnostics = problems.iter().map(|problem| Diagnostic {
        file: file.path.clone(),
        place: match problem.entry {
            Some(entry) => format!("{}.{}[{entry}]", path(problem.part), problem.field),
            None => format!("{}.{}", path(problem.part), problem.field),
        },
        message: problem.fault.to_string(),
    });
    ImportError(diagnostics.collect())
}

/// The path of a part in a `programme.json`.
fn path(part: Part) -> String {
    match part {
        Part::Programme => "programme".into(),
        Part::Conference => "conference".into(),
        Part::Topic(at) => format!("topics[{at}]"),
        Part::Room(at) => format!("rooms[{at}]"),
        Part::Person(at) => format!("people[{at}]"),
        Part::Track(at) => format!("tracks[{at}]"),
        Part::Item(at) => format!("items[{at}]"),
    }
}
