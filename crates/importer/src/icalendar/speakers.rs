//! Finds the speakers. iCalendar has no property for them, so calendars name them in several ways.

use icalendar::parser::Component;

use super::{named, parameter, value};
use crate::foreign::{Identity, Participant};

/// The beginnings of first lines that name the speakers.
const HEADS: [&str; 9] = [
    "speaker:",
    "speakers:",
    "presenter:",
    "presenters:",
    "presented by:",
    "von:",
    "by:",
    "with:",
    "mit:",
];

/// The speakers, and the description without the line that names them.
pub(super) fn of(event: &Component<'_>) -> (Vec<Participant>, String) {
    let description = value(event, "DESCRIPTION").unwrap_or_default();
    let (line, rest) = description.split_once('\n').unwrap_or((&description, ""));
    let in_line = in_line(line);
    let listed = listed(event);
    match (listed.is_empty(), in_line) {
        (true, None) => (Vec::new(), description),
        (true, Some(names)) => (names, rest.trim_start().to_owned()),
        (false, None) => (listed, description),
        // Both name the same people, so drop the line. It is for readers that do not know the
        // property.
        (false, Some(_)) => (listed, rest.trim_start().to_owned()),
    }
}

/// The speakers that the event lists: in Hallway's own property, or as attendees with a name.
fn listed(event: &Component<'_>) -> Vec<Participant> {
    let own = event
        .properties
        .iter()
        .filter(|property| property.name.as_str() == "X-HALLWAY-PERSON");
    let own: Vec<_> = own
        .map(|property| Participant {
            identity: Identity {
                id: parameter(property, "X-ID").map(str::to_owned),
                ..Identity::default()
            },
            ..named(property.val.as_str())
        })
        .collect();
    if !own.is_empty() {
        return own;
    }
    let attendees = event
        .properties
        .iter()
        .filter(|property| property.name.as_str().eq_ignore_ascii_case("ATTENDEE"));
    attendees
        .filter_map(|attendee| parameter(attendee, "CN"))
        .map(named)
        .collect()
}

/// The speakers that a description's first line names, if it does.
fn in_line(line: &str) -> Option<Vec<Participant>> {
    let line = line.trim();
    let names = HEADS.iter().find_map(|head| {
        let start = line.get(..head.len())?;
        start
            .eq_ignore_ascii_case(head)
            .then(|| &line[head.len()..])
    })?;
    let names: Vec<_> = names
        .split([',', ';'])
        .flat_map(|names| names.split(" and "))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(named)
        .collect();
    (!names.is_empty()).then_some(names)
}
