//! Recognises that an event is cancelled or changed, by a word in its status or a mark in its title.

use deunicode::deunicode;
use hallway_programme::Status;

/// Words that mean that an event does not take place, in English, German, French and Spanish;
/// without accents, since titles in capitals often lack them.
const CANCELLED: &[&str] = &[
    "cancelled",
    "canceled",
    "abgesagt",
    "entfallt",
    "entfaellt",
    "entfallen",
    "fallt aus",
    "faellt aus",
    "ausgefallen",
    "annule",
    "annulee",
    "annules",
    "annulees",
    "supprime",
    "supprimee",
    "cancelado",
    "cancelada",
    "cancelados",
    "canceladas",
    "anulado",
    "anulada",
    "suspendido",
    "suspendida",
];

/// Words that mean that an event differs from what was announced.
const CHANGED: &[&str] = &[
    "amendment",
    "changed",
    "geandert",
    "geaendert",
    "modifie",
    "cambiado",
];

/// The status that a word in a field for it means; `None` if the word is none of those known.
pub(crate) fn of_word(word: &str) -> Option<Status> {
    let word = folded(word);
    let is_one_of = |words: &[&str]| words.contains(&word.as_str());
    if is_one_of(CANCELLED) {
        Some(Status::Cancelled)
    } else if is_one_of(CHANGED) {
        Some(Status::Changed)
    } else {
        None
    }
}

/// The title without marks of its status, and the status. A status other than `Planned` in `said`
/// takes precedence over the marks.
///
/// A mark is a word before a colon or a dash, in brackets, or in capitals at either end of the
/// title: "CANCELLED: ", " (cancelled)", "ABGESAGT – ". "Cancelled flights" has none.
pub(crate) fn of_title(title: &str, said: Status) -> (&str, Status) {
    let (mut rest, mut status) = (title, Status::Planned);
    while let Some((next, marked)) = without_start(rest).or_else(|| without_end(rest)) {
        rest = next;
        // Cancelled counts more than changed.
        if status != Status::Cancelled {
            status = marked;
        }
    }
    let status = if said == Status::Planned {
        status
    } else {
        said
    };
    (rest, status)
}

/// Signs that stand around a mark, such as those of emphasis.
const AROUND: &[char] = &[
    '*', '!', '~', '_', '+', '#', '⚠', '❌', '🚫', '\u{fe0f}', ' ', '\u{a0}',
];

/// Signs between a mark and the title.
const BETWEEN: &[char] = &[':', '-', '–', '—', '|', '/', '•', '·', '：'];

const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')];

fn without_start(title: &str) -> Option<(&str, Status)> {
    let title = title.trim_start_matches(AROUND);
    for (open, close) in BRACKETS {
        if let Some((inner, rest)) = title.strip_prefix(open).and_then(|it| it.split_once(close)) {
            return sound(after_mark(rest), of_mark(inner)?);
        }
    }
    // The word ends before a sign, or before a space if it is in capitals.
    if let Some((word, rest)) = title.split_once(BETWEEN)
        && let Some(status) = of_mark(word)
        && (!is_joined(title, word) || is_in_capitals(word))
    {
        return sound(after_mark(rest), status);
    }
    let word = title
        .split(|c: char| c.is_whitespace() || c == '!' || c == '*')
        .next()?;
    let status = of_mark(word)?;
    let rest = &title[word.len()..];
    let is_marked = is_in_capitals(word) || rest.starts_with(['!', '*']);
    if is_marked && !rest.is_empty() {
        sound(after_mark(rest), status)
    } else {
        None
    }
}

fn without_end(title: &str) -> Option<(&str, Status)> {
    let title = title.trim_end_matches(AROUND);
    for (open, close) in BRACKETS {
        if let Some((rest, inner)) = title
            .strip_suffix(close)
            .and_then(|it| it.rsplit_once(open))
        {
            return sound(before_mark(rest), of_mark(inner)?);
        }
    }
    if let Some((rest, word)) = title.rsplit_once(BETWEEN)
        && let Some(status) = of_mark(word)
        && !is_joined(title, rest)
    {
        return sound(before_mark(rest), status);
    }
    let word = title.rsplit(char::is_whitespace).next()?;
    let status = of_mark(word)?;
    let rest = &title[..title.len() - word.len()];
    if is_in_capitals(word) && !rest.is_empty() {
        sound(before_mark(rest), status)
    } else {
        None
    }
}

/// Whether the sign behind `before` is a hyphen within a word, as in "cancelled-flights".
fn is_joined(title: &str, before: &str) -> bool {
    let after = title[before.len()..].strip_prefix(['-', '/']);
    let is_letter = |c: char| c.is_alphanumeric();
    after.is_some_and(|after| after.starts_with(is_letter)) && before.ends_with(is_letter)
}

/// The status that a mark in a title means. "Changed" and "Amendment" begin titles too, so they
/// are marks only in capitals.
fn of_mark(word: &str) -> Option<Status> {
    let word = word.trim_matches(AROUND);
    of_word(word).filter(|status| *status == Status::Cancelled || is_in_capitals(word))
}

/// The title behind or before a mark, unless the mark was all of it.
fn sound(rest: &str, status: Status) -> Option<(&str, Status)> {
    rest.contains(char::is_alphanumeric)
        .then_some((rest, status))
}

/// A title without the signs that separated a mark before it.
fn after_mark(rest: &str) -> &str {
    rest.trim_start_matches(|c| BETWEEN.contains(&c) || AROUND.contains(&c) && !"#_".contains(c))
}

/// A title without the signs that separated a mark behind it.
fn before_mark(rest: &str) -> &str {
    rest.trim_end_matches(|c: char| BETWEEN.contains(&c) || c.is_whitespace())
}

fn is_in_capitals(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}

/// A word in small letters without accents.
fn folded(word: &str) -> String {
    // A combining accent is a character of its own.
    let word = word
        .chars()
        .filter(|c| !('\u{300}'..='\u{36f}').contains(c));
    let word = deunicode(&word.collect::<String>()).to_lowercase();
    word.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_at_either_end_of_the_title_is_a_status() {
        for title in [
            "CANCELLED: Tea",
            "Cancelled: Tea",
            "CANCELLED - Tea",
            "CANCELED – Tea",
            "Cancelled:Tea",
            "CANCELLED-Tea",
            "CANCELLED Tea",
            "CANCELLED! Tea",
            "*CANCELLED* Tea",
            "!!! CANCELLED !!! Tea",
            "[Canceled] Tea",
            "(cancelled) Tea",
            "[CANCELLED] - Tea",
            "Tea (cancelled)",
            "Tea [CANCELLED]",
            "Tea - cancelled",
            "Tea — Cancelled!",
            "Tea CANCELLED",
            "ABGESAGT: Tea",
            "Abgesagt - Tea",
            "Tea (abgesagt)",
            "ENTFÄLLT: Tea",
            "Fällt aus: Tea",
            "ABGESAGT / CANCELLED: Tea",
            "ANNULÉ : Tea",
            "ANNULÉ\u{a0}: Tea",
            "ANNULE\u{301} Tea",
            "[Annulée] Tea",
            "CANCELADO: Tea",
            "Cancelada - Tea",
            "CANCELLED: AMENDMENT: Tea",
        ] {
            assert_eq!(
                of_title(title, Status::Planned),
                ("Tea", Status::Cancelled),
                "{title}"
            );
        }
        assert_eq!(
            of_title("AMENDMENT Tea", Status::Planned),
            ("Tea", Status::Changed)
        );
        assert_eq!(
            of_title("[CHANGED] Tea", Status::Cancelled),
            ("Tea", Status::Cancelled)
        );
    }

    #[test]
    fn titles_about_cancelling_are_titles() {
        for title in [
            "Cancelled flights",
            "Why my talk was cancelled",
            "Noise-cancelled: a study",
            "Cancelled-flight data",
            "CANCELLED:",
            "Cancelled",
            "Changed my mind",
            "Changed: how we work now",
            "Tea/Cancelled",
            "C++ (in 10 minutes)",
            "[link] **bold**",
            "-",
            "",
        ] {
            assert_eq!(
                of_title(title, Status::Planned),
                (title, Status::Planned),
                "{title}"
            );
        }
    }

    #[test]
    fn a_word_in_a_field_is_a_status_in_any_case() {
        assert_eq!(of_word("Cancelled"), Some(Status::Cancelled));
        assert_eq!(of_word(" annulé "), Some(Status::Cancelled));
        assert_eq!(of_word("confirmed"), None);
    }
}
