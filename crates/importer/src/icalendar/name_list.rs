//! Names in a line of text: "Ann Arbor (Example, Inc.), Bob Cat & Cid Dee".

use super::named;
use crate::foreign::Participant;

/// Words between two names, in the languages of the labels.
const CONJUNCTIONS: [&str; 10] = ["and", "und", "et", "y", "e", "en", "og", "och", "&", "+"];

/// What follows a name after a comma and still belongs to it.
const SUFFIXES: [&str; 14] = [
    "jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d", "msc", "m.sc", "bsc", "mba", "esq",
];

/// Words within names that begin with a small letter.
const PARTICLES: [&str; 22] = [
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "do", "dos", "du", "la", "le",
    "ter", "ten", "zu", "zur", "vom", "af", "al", "bin",
];

/// Words in brackets that are not where someone works.
const PRONOUNS: [&str; 12] = [
    "she", "her", "hers", "he", "him", "his", "they", "them", "sie", "er", "ihr", "any",
];

/// No name has more words.
const MOST_WORDS: usize = 6;

/// The people whose names a line lists. `is_one` says that its label is in the singular.
pub(super) fn people(line: &str, is_one: bool) -> Vec<Participant> {
    let groups = groups(line);
    let is_grouped = groups.len() > 1;
    let names = groups.iter().flat_map(|group| {
        let parts = outside_brackets(group, |c| c == ',');
        names(&parts, is_one && !is_grouped, is_grouped)
    });
    names.filter_map(|name| person(&name)).collect()
}

/// Whether a text may be someone's name: its words begin with capitals, or have none.
pub(super) fn is_name(name: &str) -> bool {
    let words: Vec<_> = name.split_whitespace().collect();
    let is_capital = |word: &&str| {
        let letter = word.chars().find(|c| c.is_alphabetic());
        PARTICLES.contains(word) || letter.is_none_or(|letter| !letter.is_lowercase())
    };
    (1..=MOST_WORDS).contains(&words.len())
        && words.iter().all(is_capital)
        && name.chars().any(char::is_alphabetic)
        && !name.ends_with(['!', '?', ':'])
}

/// The parts between semicolons and conjunctions.
fn groups(line: &str) -> Vec<String> {
    let mut groups = Vec::new();
    for part in outside_brackets(line, |c| c == ';') {
        let mut group = String::new();
        let mut depth = 0_usize;
        for word in part.split_whitespace() {
            let is_between = depth == 0 && CONJUNCTIONS.contains(&word.to_lowercase().as_str());
            if is_between && !group.is_empty() {
                groups.push(std::mem::take(&mut group));
                continue;
            }
            depth = brackets(word, depth);
            if !group.is_empty() {
                group.push(' ');
            }
            group.push_str(word);
        }
        groups.push(group);
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The parts of a text between letters that are in no brackets, trimmed and not empty.
fn outside_brackets(text: &str, divides: impl Fn(char) -> bool) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for letter in text.chars() {
        depth = brackets(letter.encode_utf8(&mut [0; 4]), depth);
        if depth == 0 && divides(letter) {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts
        .iter_mut()
        .for_each(|part| *part = part.trim().to_owned());
    parts.retain(|part| !part.is_empty());
    parts
}

/// How many brackets are open after a text.
fn brackets(text: &str, before: usize) -> usize {
    text.chars().fold(before, |depth, letter| match letter {
        '(' | '[' => depth + 1,
        ')' | ']' => depth.saturating_sub(1),
        _ => depth,
    })
}

/// Puts the parts between commas together to names: "Arbor, Ann (Example)" is one name, and so is
/// "Ann Arbor, PhD".
fn names(parts: &[String], is_one: bool, is_grouped: bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut parts_left = parts;
    while let [part, rest @ ..] = parts_left {
        parts_left = rest;
        let word = part.trim_end_matches('.').to_lowercase();
        if let (true, Some(name)) = (SUFFIXES.contains(&word.as_str()), names.last_mut()) {
            name.push_str(", ");
            name.push_str(part);
            continue;
        }
        let is_last_name = part.split_whitespace().count() == 1 && !part.contains(['(', '[']);
        let first_name = rest.first().filter(|next| {
            let bare = next.split(['(', '[']).next().unwrap_or_default();
            let words = bare.split_whitespace().count();
            let is_whole = parts.len() == 2 && (is_one || is_grouped);
            is_last_name
                && (1..=2).contains(&words)
                && (next.contains('(') || is_whole && words == 1)
        });
        match first_name {
            Some(first_name) => {
                names.push(format!("{part}, {first_name}"));
                parts_left = &rest[1..];
            }
            None => names.push(part.clone()),
        }
    }
    names
}

/// A person with the affiliation that stands in brackets behind the name.
fn person(text: &str) -> Option<Participant> {
    let text = without_full_stop(text.trim());
    let in_brackets = text
        .strip_suffix(')')
        .and_then(|text| text.split_once('('))
        .map(|(name, affiliation)| (name.trim(), affiliation.trim()));
    let person = match in_brackets {
        Some((name, affiliation)) if !name.is_empty() && !is_pronoun(affiliation) => Participant {
            affiliation: (!affiliation.is_empty()).then(|| affiliation.to_owned()),
            ..named(name)
        },
        _ => named(text),
    };
    person
        .name
        .chars()
        .any(char::is_alphanumeric)
        .then_some(person)
}

/// A text without the full stop of a sentence; "Jr." keeps that of its abbreviation.
fn without_full_stop(text: &str) -> &str {
    match text.strip_suffix('.') {
        Some(whole)
            if whole
                .rsplit([' ', '.'])
                .next()
                .is_some_and(|word| word.len() > 3) =>
        {
            whole
        }
        _ => text,
    }
}

fn is_pronoun(words: &str) -> bool {
    let mut words = words.split(['/', ',', ' ']).filter(|word| !word.is_empty());
    words.all(|word| PRONOUNS.contains(&word.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str, is_one: bool) -> Vec<String> {
        let people = people(line, is_one).into_iter();
        people
            .map(|person| match person.affiliation {
                Some(affiliation) => format!("{} @ {affiliation}", person.name),
                None => person.name,
            })
            .collect()
    }

    #[test]
    fn names_are_told_apart() {
        for (line, expected) in [
            (
                "Ann Arbor, Bob Cat & Cid Dee",
                vec!["Ann Arbor", "Bob Cat", "Cid Dee"],
            ),
            ("Ann Arbor and Bob Cat", vec!["Ann Arbor", "Bob Cat"]),
            (
                "Ann Arbor, Bob Cat, and Cid Dee",
                vec!["Ann Arbor", "Bob Cat", "Cid Dee"],
            ),
            ("Ann Arbor; Bob Cat", vec!["Ann Arbor", "Bob Cat"]),
            (
                "Arbor, Ann (Example, Inc.)",
                vec!["Arbor, Ann @ Example, Inc."],
            ),
            (
                "Arbor, Ann (Example); Cat, Bob (Other & Sons)",
                vec!["Arbor, Ann @ Example", "Cat, Bob @ Other & Sons"],
            ),
            ("Arbor, Ann; Cat, Bob", vec!["Arbor, Ann", "Cat, Bob"]),
            (
                "Ann Arbor (A and B), Bob Cat",
                vec!["Ann Arbor @ A and B", "Bob Cat"],
            ),
            (
                "Ann Arbor, Ph.D., Bob Cat, Jr.",
                vec!["Ann Arbor, Ph.D.", "Bob Cat, Jr."],
            ),
            ("Ann, Bob", vec!["Ann", "Bob"]),
            ("Ann Arbor (she/her)", vec!["Ann Arbor (she/her)"]),
            ("Andy Andersen", vec!["Andy Andersen"]),
        ] {
            assert_eq!(said(line, false), expected, "{line}");
        }
        assert_eq!(said("Arbor, Ann", true), ["Arbor, Ann"]);
    }

    #[test]
    fn a_sentence_is_no_name() {
        for name in ["Ann Arbor", "Ludwig van Beethoven", "李雷", "O'Neil"] {
            assert!(is_name(name), "{name}");
        }
        for words in [
            "a lot of tea",
            "it was late and dark",
            "the time we met",
            "…",
        ] {
            assert!(!is_name(words), "{words}");
        }
    }
}
