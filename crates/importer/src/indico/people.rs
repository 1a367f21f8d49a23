//! Who takes part, by the names that Indico's exports use for their roles.

use serde_json::Value;

use crate::foreign::Participant;
use crate::json::{first_text, list, text};

/// The speakers of an entry; without any, its presenters, then its first authors.
pub(super) fn of(entry: &Value) -> Vec<Participant> {
    ["speakers", "presenters", "conveners", "primaryauthors"]
        .into_iter()
        .map(|role| list(entry, role))
        .find(|people| !people.is_empty())
        .unwrap_or_default()
        .iter()
        .map(participant)
        .collect()
}

fn participant(person: &Value) -> Participant {
    let first = first_text(person, &["first_name", "firstName"]);
    let last = first_text(person, &["last_name", "familyName", "lastName"]);
    let parts: Vec<_> = [first, last].into_iter().flatten().collect();
    let name = if parts.is_empty() {
        first_text(person, &["name", "fullName"]).map(|name| in_order(&name))
    } else {
        Some(parts.join(" "))
    };
    Participant {
        name: name.unwrap_or_default(),
        affiliation: text(person, "affiliation"),
        ..Participant::default()
    }
}

/// "Ada Lovelace" of "Lovelace, Ada" or "Ms LOVELACE, Ada".
fn in_order(name: &str) -> String {
    match name.split_once(", ") {
        Some((last, first)) => format!("{first} {last}"),
        None => name.to_owned(),
    }
}
