//! People who take part in several events: who is the same, and what is known about them.

use std::collections::{BTreeMap, HashMap};

use hallway_programme::draft::PersonDraft;
use hallway_programme::limits::MOST_ENTRIES;

use super::assemble::wanted;
use super::{Event, Participant, Repair, names};

/// Ids that files give to people of several names. Such an id identifies nobody: some tools write
/// 0 for everyone whom they do not know.
#[derive(Debug, Default)]
pub(super) struct SharedIds(BTreeMap<String, Names>);

/// The names of one id, by how they are compared.
type Names = BTreeMap<String, String>;

impl SharedIds {
    /// The ids in these events that have several names.
    pub fn of(events: &[Event]) -> Self {
        let mut names = HashMap::<String, Names>::new();
        for person in events.iter().flat_map(|event| &event.people) {
            let name = names::line(&person.name);
            if !name.is_empty() {
                let of_id = names.entry(wanted(&person.identity, &name)).or_default();
                of_id.entry(folded(&name)).or_insert(name);
            }
        }
        Self(
            names
                .into_iter()
                .filter(|(_, names)| names.len() > 1)
                .collect(),
        )
    }

    /// What tells a person from others: the id, or id and name if several people have that id.
    pub fn key(&self, id: &str, name: &str) -> String {
        if self.0.contains_key(id) {
            format!("{id}\n{}", folded(name))
        } else {
            id.to_owned()
        }
    }

    /// The line about all such ids.
    pub fn repair(&self) -> Option<Repair> {
        let (id, names) = self.0.first_key_value()?;
        let examples: Vec<_> = names.values().take(3).map(String::as_str).collect();
        let dots = if names.len() > 3 { ", …" } else { "" };
        let more = match self.0.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more such ids)"),
        };
        Some(Repair {
            place: String::new(),
            message: format!(
                "the id \"{id}\" is that of {} people: {}{dots}. They are told apart by their names{more}",
                names.len(),
                examples.join(", ")
            ),
        })
    }
}

/// A name as it is compared: the same person may be written with other capitals.
fn folded(name: &str) -> String {
    name.to_lowercase()
}

/// Adds what is new about a person; `links` are those of the participant that are safe to follow.
pub(super) fn complete(person: &mut PersonDraft, participant: Participant, links: Vec<String>) {
    if person.affiliation.is_none() {
        person.affiliation = participant
            .affiliation
            .map(|text| names::line(&text))
            .filter(|text| !text.is_empty());
    }
    if person.biography.is_empty() {
        person.biography = participant.biography;
    }
    for link in links {
        // Keep one link beyond the limit, so that the limit is reported; the others need no
        // comparing.
        let is_room = person.links.len() <= MOST_ENTRIES;
        if is_room && !person.links.contains(&link) {
            person.links.push(link);
        }
    }
}
