//! Made-up words, some of them with accents, in sentences of any length.

use fastrand::Rng;

const SYLLABLES: [&str; 24] = [
    "ka", "lo", "mi", "ren", "tu", "sa", "vor", "el", "an", "dé", "ström", "pi", "gra", "ness",
    "ol", "ta", "ber", "ix", "qua", "füll", "no", "ra", "the", "con",
];

fn word(rng: &mut Rng) -> String {
    (0..rng.usize(1..4))
        .map(|_| SYLLABLES[rng.usize(..SYLLABLES.len())])
        .collect()
}

/// A title of that many words, each with a capital.
pub fn title(rng: &mut Rng, words: usize) -> String {
    let words = (0..words).map(|_| {
        let word = word(rng);
        let mut letters = word.chars();
        let first = letters.next().map(char::to_uppercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .collect::<String>()
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A sentence of that many words.
pub fn sentence(rng: &mut Rng, words: usize) -> String {
    let words: Vec<_> = (0..words).map(|_| word(rng)).collect();
    format!("{}.", words.join(" "))
}
