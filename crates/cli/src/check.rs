//! `hallway check`: reports all problems in a programme at once.

use std::process::ExitCode;

use anyhow::Result;
use hallway_importer::import::{Diagnostic, ImportError};
use serde_json::{Value, json};

use crate::import::summary;
use crate::source::Source;
use crate::{output, printable};

/// Prints what a programme contains, or all problems.
///
/// # Errors
/// If standard output can't be written.
pub fn check(outcome: &Result<Source, ImportError>, as_json: bool) -> Result<ExitCode> {
    if as_json {
        let json = machine_readable(outcome).to_string();
        output::print(&format!("{}\n", printable::json(&json)))?;
    } else {
        say(outcome)?;
    }
    Ok(match outcome {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}

fn say(outcome: &Result<Source, ImportError>) -> Result<()> {
    match outcome {
        Ok(source) => {
            for repair in &source.repairs {
                output::say(format_args!("warning: {repair}"));
            }
            let summary = summary(&source.programme);
            output::tell(format_args!("{summary}; nothing wrong"))
        }
        Err(ImportError(diagnostics)) => {
            diagnostics.iter().for_each(output::say);
            Ok(())
        }
    }
}

fn machine_readable(outcome: &Result<Source, ImportError>) -> Value {
    match outcome {
        Ok(source) => {
            let programme = &source.programme;
            json!({
                "ok": true,
                "problems": [],
                "warnings": fields_of(&source.repairs),
                "conference": programme.conference().id,
                "revision": programme.revision(),
                "items": programme.items().len(),
                "tracks": programme.tracks().len(),
                "people": programme.people().len(),
                "rooms": programme.rooms().len(),
                "topics": programme.topics().len(),
            })
        }
        Err(ImportError(diagnostics)) => {
            json!({ "ok": false, "problems": fields_of(diagnostics), "warnings": [] })
        }
    }
}

fn fields_of(diagnostics: &[Diagnostic]) -> Vec<Value> {
    let fields = diagnostics.iter().map(|diagnostic| {
        json!({
            "file": diagnostic.file.display().to_string(),
            "place": diagnostic.place,
            "message": diagnostic.message,
        })
    });
    fields.collect()
}
