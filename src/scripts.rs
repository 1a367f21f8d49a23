//! The scripts beside the app know views, facets and languages by name, where no compiler looks.

use hallway_programme::Programme;
use hallway_programme::query::Facet;

use crate::embedded::programme_json;
use crate::i18n::Language;
use crate::route::View;

const EARLY: &str = include_str!("../public/early.js");
const EMBED: &str = include_str!("../public/embed.js");
const EMBEDDING: &str = include_str!("../public/embedding.js");
const FAILURE: &str = include_str!("../public/failure.js");
const SORRY: &str = include_str!("../public/sorry.js");
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
fn what_is_said_where_the_app_fails_is_said_in_every_language() {
    for script in [FAILURE, SORRY] {
        let (_, rest) = script.split_once("const WORDS = {\n").expect("words");
        let (words, _) = rest.split_once("\n};\n").expect("their end");
        let parts: Vec<&str> = words.split("\n  },").collect();
        // The words and what follows the last of them.
        assert_eq!(parts.len(), Language::ALL.len() + 1);
        let names = |part: &str| {
            let lines = part.lines().filter_map(|line| line.strip_prefix("    "));
            lines
                .map(|line| line.split(':').next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        for (language, part) in Language::ALL.into_iter().zip(&parts) {
            let begin = format!("{}: {{", language.tag());
            assert!(part.trim_start().starts_with(&begin), "{part}");
            assert_eq!(names(part), names(parts[0]), "{part}");
            // The button is called as the app's own.
            let reload = format!("reload: \"{}\"", language.texts().reload());
            assert!(part.contains(&reload), "{part}");
        }
    }
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
    // Attributes of an element have no order.
    let asked = words_of(EMBED, "ASKED");
    assert!(keys.iter().all(|key| asked.contains(key)), "{asked:?}");
}

#[test]
fn both_sides_of_a_frame_know_the_same_colours() {
    assert_eq!(words_of(EMBED, "STYLES"), words_of(EMBEDDING, "STYLES"));
}

#[test]
fn one_line_embeds_and_is_the_same_wherever_it_stands() {
    let line = "<script src=\"https://example.org/programme/embed.js\" async></script>";
    let guides = [
        include_str!("../README.md"),
        include_str!("../docs/embedding.md"),
    ];
    for text in guides.into_iter().chain([EMBED]) {
        assert!(text.contains(line));
        assert!(!text.contains("embed.js\" type=\"module\""));
    }
    // Browsers ask for a header before they run a module of another origin, and these make it one.
    for only_modules_have in ["import ", "export ", "import.meta"] {
        assert!(!EMBED.contains(only_modules_have), "{only_modules_have}");
    }
}

#[test]
fn what_embeds_speaks_every_language() {
    let spoken = words_of(EMBED, "WORDS");
    for language in Language::ALL {
        assert!(spoken.contains(&language.tag()), "{}", language.tag());
    }
}
