//! The scripts beside the app know views, facets and languages by name, where no compiler looks.

use hallway_programme::Programme;
use hallway_programme::query::Facet;

use crate::carried::programme_json;
use crate::route::View;
use crate::words::Language;

const EARLY: &str = include_str!("../public/early.js");
const EMBED: &str = include_str!("../public/embed.js");
const WORKER: &str = include_str!("../public/sw.js");

/// The words of the statement that defines a constant.
fn words_of<'a>(script: &'a str, constant: &str) -> Vec<&'a str> {
    let begin = format!("const {constant} = ");
    let (_, rest) = script.split_once(&begin).expect(constant);
    let (statement, _) = rest.split_once(";\n").expect(constant);
    statement
        .split(|letter: char| !(letter.is_ascii_lowercase() || letter == '-'))
        .filter(|word| !word.is_empty())
        .collect()
}

#[test]
fn the_worker_knows_every_view() {
    let known = words_of(WORKER, "VIEW");
    let programme = Programme::from_json(programme_json()).unwrap();
    for view in View::all(&programme) {
        let path = view.path();
        let first = path.split(['/', '#']).next().unwrap_or_default();
        assert!(first.is_empty() || known.contains(&first), "{path}");
    }
}

#[test]
fn what_filters_early_and_what_embeds_know_every_facet() {
    let keys = Facet::ALL.map(Facet::key);
    assert_eq!(words_of(EARLY, "FACETS"), keys);
    assert_eq!(words_of(EMBED, "ASKED")[..keys.len()], keys);
}

#[test]
fn what_embeds_speaks_every_language() {
    let spoken = words_of(EMBED, "WORDS");
    for language in Language::ALL {
        assert!(spoken.contains(&language.tag()), "{}", language.tag());
    }
}
