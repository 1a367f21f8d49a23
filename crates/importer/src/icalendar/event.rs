//! The facts of one event.

use hallway_programme::draft::MaterialDraft;
use hallway_programme::text::plain;
use hallway_programme::{MaterialKind, Status};

use super::component::{Component, Property};
use super::speakers::{self, Organisers};
use super::tally::Tally;
use super::times::{End, Time};
use super::{Entry, Timed, identity};
use crate::foreign::{Event, Identity, own};
use crate::prose;

/// What an event says at one of its times.
pub(super) fn of(timed: &Timed<'_>, organisers: &Organisers, tally: &mut Tally) -> Event {
    let Timed {
        entry,
        start,
        end,
        guid,
    } = timed;
    let Entry {
        component, place, ..
    } = entry;
    let text = |name| component.value(name).unwrap_or_default().to_owned();
    let optional = |name| component.value(name).map(str::to_owned);
    let (people, description) = speakers::of(component, organisers, place, tally);
    if component.property("GEO").is_some() {
        tally.add(place, "its position (GEO) is left out: rooms have none");
    }
    let mut event = Event {
        place: place.clone(),
        identity: Identity {
            guid: guid.clone(),
            ..Identity::default()
        },
        title: text("SUMMARY"),
        subtitle: text("X-HALLWAY-SUBTITLE"),
        session_type: text("X-HALLWAY-TYPE"),
        status: status(component),
        language: text("X-HALLWAY-LANGUAGE"),
        track: optional("X-HALLWAY-TRACK"),
        room: optional("LOCATION"),
        start: start.as_ref().map(Time::when),
        end: end.as_ref().map(End::until),
        people,
        topics: topics(component),
        description: prose::plain_lines(&with_markup(component, description)),
        materials: attachments(component, place, tally),
        do_not_record: component.value("X-HALLWAY-DO-NOT-RECORD").is_some(),
        source: optional("URL"),
        ..Event::default()
    };
    if component.value("UID").and_then(identity::own).is_some() {
        own::take_back(&mut event);
    }
    event
}

/// The description in HTML, if the event has one that says as much. A description from which a line
/// was taken stays: its HTML still has the line.
fn with_markup(event: &Component, description: String) -> String {
    let is_html = |property: &&Property| property.says("FMTTYPE", "text/html");
    let styled = event
        .properties("X-ALT-DESC")
        .chain(event.properties("STYLED-DESCRIPTION"))
        .find(is_html);
    let was_shortened = event
        .value("DESCRIPTION")
        .is_some_and(|whole| whole.len() > description.len());
    match styled {
        // Outlook writes a page without words beside the text.
        Some(styled) if !was_shortened => {
            let words = plain(&prose::plain_lines(&styled.value));
            if words.len() * 5 >= description.trim().len() * 4 {
                styled.value.clone()
            } else {
                description
            }
        }
        _ => description,
    }
}

/// The status, in any case (section 2) and language.
fn status(event: &Component) -> Status {
    let said = event
        .value("STATUS")
        .and_then(crate::foreign::status::of_word);
    if said == Some(Status::Cancelled) {
        Status::Cancelled
    } else if event.value("X-HALLWAY-CHANGED").is_some() {
        Status::Changed
    } else {
        Status::Planned
    }
}

/// The categories, and the topics in Hallway's own property.
fn topics(event: &Component) -> Vec<String> {
    let own = event
        .properties("X-HALLWAY-TOPIC")
        .map(|property| property.value.clone());
    let lists = event.properties("CATEGORIES");
    lists
        .flat_map(|property| list(&property.value))
        .chain(own)
        .collect()
}

/// The texts of a list separated by commas (section 3.3.11).
fn list(value: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ',' => texts.push(String::new()),
            _ => {
                let letter = if letter == '\\' {
                    letters.next()
                } else {
                    Some(letter)
                };
                if let Some(text) = texts.last_mut() {
                    text.extend(letter);
                }
            }
        }
    }
    texts
}

fn attachments(event: &Component, place: &str, tally: &mut Tally) -> Vec<MaterialDraft> {
    let mut materials = Vec::new();
    for property in event.properties("ATTACH") {
        if property.says("VALUE", "BINARY") || property.says("ENCODING", "BASE64") {
            tally.add(
                place,
                "a file within the calendar (ATTACH) is left out: only links are carried",
            );
            continue;
        }
        materials.push(MaterialDraft {
            kind: MaterialKind::Attachment,
            title: property
                .parameter("FILENAME")
                .unwrap_or_default()
                .to_owned(),
            to: property.value.clone(),
        });
    }
    materials
}

#[cfg(test)]
mod tests {
    use super::list;

    #[test]
    fn a_list_keeps_commas_that_are_escaped() {
        assert_eq!(list(r"Room A\, left,b\\c"), ["Room A, left", r"b\c"]);
    }
}
