//! People: everyone in the programme, by letter.

use hallway_programme::Person;
use hallway_programme::letters::found_under;
use leptos::prelude::*;

use crate::components::lines::Line;
use crate::components::more::{LongRows, Rows};
use crate::i18n::texts;
use crate::platform::letters::{is_letter, is_number, upper};
use crate::route::View;
use crate::state::{State, state};

/// The view of all people.
#[component]
pub fn PeoplePage() -> impl IntoView {
    let state = state();
    let letters = by_letter(state.programme.people());
    let links: Vec<_> = letters
        .iter()
        .take(LETTERS)
        .map(|(letter, _)| {
            view! { <li><a href=format!("#letter-{letter}")>{letter.to_string()}</a></li> }
        })
        .collect();
    let line = |(letter, people): (char, Vec<Person>)| {
        let state = state.clone();
        let show = move || section(&state, letter, &people);
        Line::new(letter.to_string(), show)
    };
    let rows = Rows {
        words: letters
            .iter()
            .map(|(_, people)| names(people).join("\n"))
            .collect(),
        lines: letters.into_iter().map(line).collect(),
        first: LETTERS,
    };
    view! {
        <div class="page">
            <h1 tabindex="-1" dir="auto">{texts().people()}</h1>
            <ul class="letters" aria-label=texts().jump_to()>{links}</ul>
            <LongRows
                rows
                within=|rows| view! { <div class="by-letter">{rows}</div> }.into_any()
            />
        </div>
    }
}

/// How many letters are whole at first: more than any alphabet has. Names in Chinese characters may
/// begin with thousands.
const LETTERS: usize = 60;

/// How many people of a letter are whole at first.
const OF_A_LETTER: usize = 50;

/// What people are ordered by: the last word of their name, then the whole, without regard to case and
/// accents.
fn key(name: &str) -> String {
    let words = name.split_whitespace();
    let mut names = words.filter(|word| word.starts_with(is_letter));
    let last = names.next_back().unwrap_or_default();
    let capitals = upper(&format!("{last} {name}"));
    capitals.chars().map(found_under).collect()
}

/// The letter that a key is found under; `#` for what begins with none.
fn letter(key: &str) -> char {
    let first = key.chars().find(|c| is_letter(*c) || is_number(*c));
    first.filter(|c| is_letter(*c)).unwrap_or('#')
}

/// People in their order, with the letter that they are found under.
fn by_letter(people: &[Person]) -> Vec<(char, Vec<Person>)> {
    // A name without a word that begins with a letter stands by its first letter all the same.
    let keyed = people.iter().map(|person| {
        let key = key(&person.name);
        (letter(&key), key, person)
    });
    let mut people: Vec<(char, String, &Person)> = keyed.collect();
    people.sort_by(|(a, one, _), (b, other, _)| (a, one).cmp(&(b, other)));
    people
        .chunk_by(|(letter, ..), (next, ..)| letter == next)
        .map(|people| {
            let letter = people.first().map_or('#', |(letter, ..)| *letter);
            let people = people.iter().map(|(.., person)| (*person).clone());
            (letter, people.collect())
        })
        .collect()
}

fn names(people: &[Person]) -> Vec<String> {
    people.iter().map(|person| person.name.clone()).collect()
}

/// The people of a letter.
fn section(state: &State, letter: char, people: &[Person]) -> AnyView {
    let line = |person: &Person| {
        let (state, person) = (state.clone(), person.clone());
        Line::new(person.id.to_string(), move || shown(&state, &person))
    };
    let rows = Rows {
        lines: people.iter().map(line).collect(),
        words: names(people),
        first: OF_A_LETTER,
    };
    view! {
        <section>
            <h2 id=format!("letter-{letter}")>{letter.to_string()}</h2>
            <LongRows
                rows
                within=|rows| view! { <ul class="contacts">{rows}</ul> }.into_any()
            />
        </section>
    }
    .into_any()
}

fn shown(state: &State, person: &Person) -> AnyView {
    let href = state.href(View::Person(person.id.clone()));
    let affiliation = person.affiliation.clone().unwrap_or_default();
    let affiliation =
        (!affiliation.is_empty()).then(|| view! { <span class="affiliation">{affiliation}</span> });
    view! {
        <li>
            <a class="contact-name" href=href>{person.name.clone()}</a>
            {affiliation}
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_stand_under_the_letter_of_their_last_name() {
        for (name, expected) in [
            ("Ada Lovelace", 'L'),
            ("Jan Łukasiewicz", 'L'),
            ("Anders Ångström", 'A'),
            ("Ada L. 2nd", 'L'),
            ("杨", '杨'),
            ("42", '#'),
            ("", '#'),
        ] {
            assert_eq!(letter(&key(name)), expected, "{name}");
        }
    }

    #[test]
    fn accents_do_not_change_the_order() {
        let mut names = ["B. Lz", "A. Łu", "C. La"];
        names.sort_by_key(|name| key(name));
        assert_eq!(names, ["C. La", "A. Łu", "B. Lz"]);
    }
}
