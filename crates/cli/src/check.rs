//! `hallway check`: everything that is wrong with a programme, at once.

use std::path::Path;
use std::process::ExitCode;

use hallway_importer::Format;
use hallway_importer::import::{Complaint, Refused, Wishes};
use serde_json::{Value, json};

use crate::import::summary;
use crate::source::{self, Source};

/// Checks a programme and says what it holds, or everything that is wrong with it.
pub fn check(programme: &Path, format: Option<Format>, wishes: &Wishes, as_json: bool) -> ExitCode {
    let outcome = source::read(&[programme.into()], format, wishes);
    if as_json {
        println!("{}", machine_readable(&outcome));
    } else {
        say(&outcome);
    }
    match outcome {
        Ok(_) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn say(outcome: &Result<Source, Refused>) {
    match outcome {
        Ok(source) => {
            for repair in &source.repairs {
                eprintln!("warning: {repair}");
            }
            println!("{}; nothing wrong", summary(&source.programme));
        }
        Err(refused) => eprintln!("{refused}"),
    }
}

fn machine_readable(outcome: &Result<Source, Refused>) -> Value {
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
        Err(Refused(complaints)) => {
            json!({ "ok": false, "problems": fields_of(complaints), "warnings": [] })
        }
    }
}

fn fields_of(complaints: &[Complaint]) -> Vec<Value> {
    let fields = complaints.iter().map(|complaint| {
        json!({
            "file": complaint.file.display().to_string(),
            "place": complaint.place,
            "message": complaint.message,
        })
    });
    fields.collect()
}
