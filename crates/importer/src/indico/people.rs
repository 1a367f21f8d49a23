//! Finds the participants, by the names of their roles in Indico's exports.

use serde_json::Value;

use crate::foreign::Participant;
use crate::json::{first_text, list, text};

/// The speakers of an entry; if it has none, its presenters; if it has none, its primary authors.
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

/// Reorders "Lovelace, Ada" or "Ms LOVELACE, Ada" to "Ada Lovelace".
fn in_order(name: &str) -> String {
    match name.split_once(", ") {
        Some((last, first)) => format!("{first} {last}"),
        None => name.to_owned(),
    }
}
