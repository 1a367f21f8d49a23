//! Finds the speakers. iCalendar has no property for them, so calendars name them in several ways:
//! in the first line of the description, as attendees, as a chair, or as organisers.

use std::collections::BTreeSet;

use super::component::{Component, Property};
use super::tally::Tally;
use super::{name_list, named};
use crate::foreign::{Identity, Participant};

/// Labels of first lines that name the speakers, in English, German, French, Spanish, Italian,
/// Dutch and Portuguese. Those of one person come first.
const ONE: [&str; 26] = [
    "speaker",
    "presenter",
    "lecturer",
    "instructor",
    "facilitator",
    "host",
    "referent",
    "referentin",
    "vortragender",
    "vortragende",
    "sprecher",
    "sprecherin",
    "redner",
    "rednerin",
    "intervenant",
    "intervenante",
    "orateur",
    "oratrice",
    "conférencier",
    "conférencière",
    "ponente",
    "orador",
    "relatore",
    "relatrice",
    "spreker",
    "palestrante",
];

/// The same, of several people.
const SEVERAL: [&str; 32] = [
    "speakers",
    "speaker(s)",
    "presenters",
    "presenter(s)",
    "presented by",
    "presentation by",
    "talk by",
    "lecturers",
    "instructors",
    "facilitators",
    "hosts",
    "panelists",
    "panellists",
    "referenten",
    "referentinnen",
    "referierende",
    "vortragende(r)",
    "vortrag von",
    "redner*innen",
    "speaker*innen",
    "sprecherinnen",
    "intervenants",
    "intervenant(e)s",
    "orateurs",
    "présenté par",
    "conférenciers",
    "ponentes",
    "presentado por",
    "oradores",
    "relatori",
    "sprekers",
    "palestrantes",
];

/// Words that name the speakers only if names follow.
const PREPOSITIONS: [&str; 11] = [
    "by",
    "with",
    "von",
    "mit",
    "par",
    "avec",
    "animé par",
    "por",
    "con",
    "door",
    "met",
];

/// Parameters of an invitation: whoever has them is asked to come, and need not speak.
const OF_INVITATIONS: [&str; 7] = [
    "PARTSTAT",
    "RSVP",
    "X-NUM-GUESTS",
    "DELEGATED-TO",
    "DELEGATED-FROM",
    "SCHEDULE-STATUS",
    "X-RESPONSE-COMMENT",
];

/// Programs in which the organiser is whoever made the entry.
const CALENDAR_PROGRAMS: [&str; 7] = [
    "google",
    "microsoft",
    "exchange",
    "apple",
    "nextcloud",
    "zimbra",
    "caldav",
];

/// What a whole file says about the organisers of its events.
#[derive(Debug, Default)]
pub(super) struct Organisers {
    /// Whether they are the speakers.
    speak: bool,
}

impl Organisers {
    /// Organisers are taken for speakers if most events have one of their own, in a calendar that
    /// was not made in a calendar program.
    pub fn of(calendars: &[Component]) -> Self {
        let is_by_program = calendars
            .iter()
            .filter_map(|it| it.value("PRODID"))
            .any(|id| {
                let id = id.to_lowercase();
                CALENDAR_PROGRAMS.iter().any(|program| id.contains(program))
            });
        let events = calendars.iter().flat_map(|calendar| calendar.all("VEVENT"));
        let names: Vec<_> = events
            .filter_map(|event| event.property("ORGANIZER").and_then(name))
            .collect();
        let different: BTreeSet<_> = names.iter().collect();
        Self {
            speak: !is_by_program && different.len() > 1 && different.len() * 2 >= names.len(),
        }
    }
}

/// The speakers, and the description without the lines that name them.
pub(super) fn of(
    event: &Component,
    organisers: &Organisers,
    place: &str,
    tally: &mut Tally,
) -> (Vec<Participant>, String) {
    let description = event.value("DESCRIPTION").unwrap_or_default();
    let (of_line, rest) = match in_lines(description) {
        Some((people, rest)) => (people, rest),
        None => (Vec::new(), description),
    };
    let own = own(event);
    if !own.is_empty() {
        // The line is for readers that do not know the property.
        return (own, without_own_line(description).to_owned());
    }
    let mut listed = attendees(event, place, tally);
    if listed.is_empty() && of_line.is_empty() {
        listed = organiser(event, organisers, place, tally);
    }
    (joined(listed, of_line), rest.to_owned())
}

/// The people whom an event lists, with what only the line says. A name that ends as a listed one
/// is the same: "Dr. Ann Arbor".
fn joined(mut listed: Vec<Participant>, of_line: Vec<Participant>) -> Vec<Participant> {
    let last = |person: &Participant| person.name.split_whitespace().last().map(str::to_lowercase);
    for person in of_line {
        match listed.iter_mut().find(|own| last(own) == last(&person)) {
            Some(own) => own.affiliation = own.affiliation.take().or(person.affiliation),
            None => listed.push(person),
        }
    }
    listed
}

/// The speakers in Hallway's own property.
fn own(event: &Component) -> Vec<Participant> {
    let own = event.properties("X-HALLWAY-PERSON");
    own.map(|property| Participant {
        identity: Identity {
            id: property.parameter("X-ID").map(str::to_owned),
            ..Identity::default()
        },
        ..named(&property.value)
    })
    .collect()
}

/// A description without the line of names that Hallway writes.
fn without_own_line(description: &str) -> &str {
    if !description.starts_with("With: ") {
        return description;
    }
    let rest = description.split_once('\n').map(|(_, rest)| rest);
    rest.unwrap_or_default().trim_start()
}

/// The attendees who speak.
fn attendees(event: &Component, place: &str, tally: &mut Tally) -> Vec<Participant> {
    let has_chair = event
        .properties("ATTENDEE")
        .any(|it| it.says("ROLE", "CHAIR"));
    let mut people = Vec::new();
    for attendee in event.properties("ATTENDEE") {
        match name(attendee) {
            Some(name) if speaks(attendee, has_chair) => people.push(named(&name)),
            _ => tally.add(
                place,
                "an attendee is left out: a guest, a room, a group, or someone without a name",
            ),
        }
    }
    people
}

/// Whether an attendee speaks (RFC 5545, sections 3.2.3 and 3.2.16).
fn speaks(attendee: &Property, has_chair: bool) -> bool {
    let is_a = |kind| attendee.says("CUTYPE", kind);
    if is_a("ROOM") || is_a("RESOURCE") || is_a("GROUP") {
        return false;
    }
    if attendee.says("ROLE", "CHAIR") {
        return true;
    }
    let is_guest = attendee.says("ROLE", "OPT-PARTICIPANT")
        || attendee.says("ROLE", "NON-PARTICIPANT")
        || OF_INVITATIONS
            .iter()
            .any(|it| attendee.parameter(it).is_some());
    // Beside a chair, someone with an address of their own is invited.
    let address = attendee.value.trim().to_lowercase();
    let is_invited = has_chair && address.starts_with("mailto:");
    !(is_guest || is_invited)
}

/// Someone's name; an address is none.
fn name(property: &Property) -> Option<String> {
    let name = property.parameter("CN")?.trim();
    let is_address = name.contains('@') || name.to_lowercase().starts_with("mailto:");
    (!name.is_empty() && !is_address).then(|| name.to_owned())
}

fn organiser(
    event: &Component,
    organisers: &Organisers,
    place: &str,
    tally: &mut Tally,
) -> Vec<Participant> {
    let Some(name) = event.property("ORGANIZER").and_then(name) else {
        return Vec::new();
    };
    if !organisers.speak {
        tally.add(
            place,
            "its organiser is not taken for its speaker: left out",
        );
        return Vec::new();
    }
    tally.add(place, "it names no speaker: its organiser is taken for one");
    vec![named(&name)]
}

/// The speakers that a description's first lines name, and the rest, if they do.
fn in_lines(description: &str) -> Option<(Vec<Participant>, &str)> {
    let (line, rest) = description.split_once('\n').unwrap_or((description, ""));
    let (label, names) = line.split_once(':')?;
    let label = label.trim().to_lowercase();
    let is_one = ONE.contains(&label.as_str());
    let is_preposition = PREPOSITIONS.contains(&label.as_str());
    if !is_one && !is_preposition && !SEVERAL.contains(&label.as_str()) {
        return None;
    }
    let (people, rest) = if names.trim().is_empty() {
        let (names, rest) = rest.split_once("\n\n").unwrap_or((rest, ""));
        let names: Vec<_> = names
            .lines()
            .flat_map(|name| name_list::people(name, true))
            .collect();
        let all = names.iter().all(|person| name_list::is_name(&person.name));
        (all.then_some(names)?, rest)
    } else {
        (
            name_list::people(names, is_one || label == "by" || label == "von"),
            rest,
        )
    };
    let is_name = |person: &Participant| {
        let words = person.name.split_whitespace().count();
        name_list::is_name(&person.name)
            && (words > 1 || !matches!(label.as_str(), "with" | "mit" | "avec" | "con" | "met"))
    };
    let are_names = if is_preposition {
        people.iter().all(is_name)
    } else {
        // A label for speakers leaves no doubt, but a sentence is none.
        people
            .iter()
            .all(|person| person.name.split_whitespace().count() <= 6)
    };
    (!people.is_empty() && are_names).then(|| (people, rest.trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_names_the_speakers_only_if_names_follow() {
        for (description, names, rest) in [
            (
                "Speakers: Ann Arbor, Bob Cat & Cid Dee\n\nText",
                vec!["Ann Arbor", "Bob Cat", "Cid Dee"],
                "Text",
            ),
            ("Intervenant : Eve Fig\nTexte", vec!["Eve Fig"], "Texte"),
            (
                "Speaker: Arbor, Ann (Example, Inc.)\nText",
                vec!["Arbor, Ann"],
                "Text",
            ),
            (
                "SPEAKERS:\nAnn Arbor\nBob Cat\n\nText",
                vec!["Ann Arbor", "Bob Cat"],
                "Text",
            ),
            ("von: Jürgen Groß\n\nXen", vec!["Jürgen Groß"], "Xen"),
            ("Speaker: rixx", vec!["rixx"], ""),
        ] {
            let (people, after) = in_lines(description).expect(description);
            let found: Vec<_> = people.iter().map(|person| person.name.as_str()).collect();
            assert_eq!((found, after), (names, rest), "{description}");
        }
        for description in [
            "With: a lot of tea, and milk.\nText",
            "By: the time we met, it was late and dark.",
            "Mit: Kaffee und Kuchen",
            "Topics: Ann Arbor",
            "No label",
            "Speaker:",
        ] {
            assert_eq!(in_lines(description), None, "{description}");
        }
    }
}
