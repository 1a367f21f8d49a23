//! Recognises the kind of an event by the words in its type and title.

use hallway_programme::Kind;

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

#[cfg(test)]
mod tests {
    use super::*;

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
