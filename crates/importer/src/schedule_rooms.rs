//! Identifiers in schedule.xml and schedule.json that name something only within the file.

/// The title of an event's room: its own, unless that is only a short form of the room's under
/// which it is listed. FOSDEM writes "k4201" in events of the room "K.4.201".
pub(crate) fn room(
    own: Option<String>,
    listed: Option<&str>,
    slug: Option<&str>,
) -> Option<String> {
    let listed = listed.map(str::trim).filter(|listed| !listed.is_empty());
    let (Some(own), Some(listed)) = (&own, listed) else {
        return own.or_else(|| listed.map(str::to_owned));
    };
    let is_slug = slug.is_some_and(|slug| slug.trim() == own);
    if is_slug || letters(own) == letters(listed) && is_short(own) {
        Some(listed.to_owned())
    } else {
        Some(own.clone())
    }
}

/// Whether a name has the form of a slug.
fn is_short(name: &str) -> bool {
    let is_sign = |c: char| c.is_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    name.chars().all(is_sign)
}

fn letters(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Whether an id of a person is one: some tools write 0 or -1 for everyone without an account.
pub(crate) fn identifies(id: &str) -> bool {
    !matches!(id.trim(), "" | "0" | "-1")
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_short_form_of_a_room_is_the_room() {
        let room = |own: &str, listed: &str, slug: Option<&str>| {
            super::room(Some(own.into()), Some(listed), slug).unwrap_or_default()
        };
        assert_eq!(room("k4201", "K.4.201", None), "K.4.201");
        assert_eq!(room("jan", "Janson", Some("jan")), "Janson");
        assert_eq!(room("Saal 2", "Saal 1", None), "Saal 2");
        assert_eq!(room("SAAL 1", "Saal 1", None), "SAAL 1");
        assert_eq!(super::room(None, Some("Hall"), None), Some("Hall".into()));
        assert_eq!(
            super::room(Some("Hall".into()), None, None),
            Some("Hall".into())
        );
    }
}
