//! People: everyone in the programme, by letter.

use hallway_programme::Person;
use leptos::prelude::*;

use crate::components::element::{all, element, heading, if_any, inward, tag};
use crate::components::lines::Line;
use crate::components::more::{Rows, rows_in};
use crate::i18n::texts;
use crate::route::View;
use crate::state::{State, state};

/// The view of all people.
#[must_use]
pub fn people_page() -> AnyView {
    let state = state();
    let mut people: Vec<(String, &Person)> = state
        .programme
        .people()
        .iter()
        .map(|person| (key(person), person))
        .collect();
    // A name without a word that begins with a letter stands by its first letter all the same.
    people.sort_by(|(one, _), (other, _)| (letter(one), one).cmp(&(letter(other), other)));
    let by_letter = people.chunk_by(|(one, _), (next, _)| letter(one) == letter(next));
    let mut letters = Vec::new();
    let mut sections = Rows {
        lines: Vec::new(),
        words: Vec::new(),
        first: LETTERS,
    };
    for people in by_letter {
        let letter = people.first().map_or('#', |(key, _)| letter(key));
        let people: Vec<Person> = people.iter().map(|(_, person)| (*person).clone()).collect();
        if letters.len() < LETTERS {
            let href = format!("#letter-{letter}");
            letters.push(element("li", "", inward("", href, letter.to_string())));
        }
        let names = people.iter().map(|person| person.name.as_str());
        sections.words.push(names.collect::<Vec<_>>().join("\n"));
        let state = state.clone();
        let show = move || section(&state, letter, &people);
        sections.lines.push(Line::new(letter.to_string(), show));
    }
    tag("div")
        .class("page")
        .with(heading(texts().people()))
        .with(element("ul", "letters", all(letters)))
        .with(rows_in(&state, "div", "by-letter", sections))
        .view()
}

/// How many letters are whole at first: more than any alphabet has. Names in Chinese characters may
/// begin with thousands.
const LETTERS: usize = 60;

/// How many people of a letter are whole at first.
const OF_A_LETTER: usize = 50;

/// What people are ordered by: the last word of their name, then the whole, without regard to case.
fn key(person: &Person) -> String {
    let words = person.name.split_whitespace();
    let mut names = words.filter(|word| word.starts_with(char::is_alphabetic));
    let last = names.next_back().unwrap_or_default();
    format!("{last} {}", person.name).to_lowercase()
}

/// The letter that a key is found under; `#` for what begins with none.
fn letter(key: &str) -> char {
    let first = key.chars().find(|c| c.is_alphanumeric());
    let upper = first
        .filter(|c| c.is_alphabetic())
        .and_then(|c| c.to_uppercase().next());
    upper.unwrap_or('#')
}

fn section(state: &State, letter: char, people: &[Person]) -> AnyView {
    let line = |person: &Person| {
        let (state, person) = (state.clone(), person.clone());
        Line::new(person.id.to_string(), move || shown(&state, &person))
    };
    let rows = Rows {
        lines: people.iter().map(line).collect(),
        words: people.iter().map(|person| person.name.clone()).collect(),
        first: OF_A_LETTER,
    };
    let heading = tag("h2")
        .set("id", format!("letter-{letter}"))
        .words(letter.to_string());
    let people = rows_in(state, "ul", "contacts", rows);
    element("section", "", all(vec![heading.view(), people]))
}

fn shown(state: &State, person: &Person) -> AnyView {
    let href = state.href(View::Person(person.id.clone()));
    let affiliation = person.affiliation.as_deref().unwrap_or_default();
    tag("li")
        .with(inward("contact-name", href, &person.name))
        .maybe(if_any("span", "affiliation", affiliation))
        .view()
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn people_stand_under_the_letter_of_their_last_name() {
        for (key, expected) in [
            ("lovelace ada", 'L'),
            ("ångström", 'Å'),
            ("42", '#'),
            ("", '#'),
        ] {
            assert_eq!(letter(key), expected, "{key}");
        }
    }
}
