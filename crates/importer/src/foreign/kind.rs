//! Recognises the kind and the status of an event by the words in its type and title.

use hallway_programme::{Kind, Status};

use super::Event;

/// Titles and types of breaks, in the languages of the files that were looked at.
const BREAKS: [&str; 15] = [
    "break",
    "breakfast",
    "lunch",
    "dinner",
    "coffee",
    "tea",
    "pause",
    "mittagspause",
    "kaffeepause",
    "morning tea",
    "afternoon tea",
    "afternoon break",
    "morning break",
    "coffee break",
    "lunch break",
];

/// Words in a type which mean that attendees take part rather than listen.
const SESSIONS: [&str; 8] = [
    "bof",
    "workshop",
    "discussion",
    "panel",
    "meetup",
    "session",
    "tutorial",
    "sprint",
];

/// How titles mark an event that does not take place.
const CANCELLED: [&str; 6] = [
    "CANCELLED:",
    "CANCELED:",
    "[CANCELLED]",
    "[CANCELED]",
    "CANCELLED ",
    "CANCELED ",
];

/// How titles mark an event that differs from what was announced.
const CHANGED: [&str; 4] = ["AMENDMENT:", "AMENDMENT ", "CHANGED:", "[CHANGED]"];

/// What an event is.
pub(super) fn kind(event: &Event) -> Kind {
    if let Some(kind) = event.kind {
        return kind;
    }
    let is_break = |text: &str| {
        BREAKS
            .iter()
            .any(|word| text.trim().eq_ignore_ascii_case(word))
    };
    if event.people.is_empty() && (is_break(&event.title) || is_break(&event.session_type)) {
        return Kind::Break;
    }
    let session_type = event.session_type.to_lowercase();
    let is_session = session_type
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| SESSIONS.contains(&word));
    if is_session {
        Kind::Session
    } else {
        Kind::Talk
    }
}

/// The title without a mark of its status, and the status. A status other than `Planned` in `said`
/// takes precedence over the mark.
pub(super) fn status(title: &str, said: Status) -> (&str, Status) {
    for (marks, status) in [
        (CANCELLED.as_slice(), Status::Cancelled),
        (CHANGED.as_slice(), Status::Changed),
    ] {
        for mark in marks {
            if let Some(rest) = title.strip_prefix(mark).map(str::trim_start)
                && !rest.is_empty()
            {
                return (
                    rest,
                    if said == Status::Planned {
                        status
                    } else {
                        said
                    },
                );
            }
        }
    }
    (title, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_in_the_title_is_a_status() {
        assert_eq!(
            status("CANCELLED: Tea", Status::Planned),
            ("Tea", Status::Cancelled)
        );
        assert_eq!(
            status("AMENDMENT Tea", Status::Planned),
            ("Tea", Status::Changed)
        );
        assert_eq!(
            status("Cancelled flights", Status::Planned),
            ("Cancelled flights", Status::Planned)
        );
        assert_eq!(
            status("CANCELLED:", Status::Planned),
            ("CANCELLED:", Status::Planned)
        );
    }

    #[test]
    fn a_break_is_one_that_nobody_holds() {
        let mut event = Event {
            title: "Lunch".into(),
            ..Event::default()
        };
        assert_eq!(kind(&event), Kind::Break);
        event.people.push(super::super::Participant::default());
        assert_eq!(kind(&event), Kind::Talk);
        event.session_type = "BoF (45 minutes)".into();
        assert_eq!(kind(&event), Kind::Session);
    }
}
