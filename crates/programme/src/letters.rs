//! Under which letter of the Latin alphabet a name is found.

/// The capital letters of European languages that are found under another one: accented letters, letters with
/// a stroke, ligatures.
const FOUND_UNDER: [(char, &str); 19] = [
    ('A', "ÀÁÂÃÄÅÆĀĂĄ"),
    ('C', "ÇĆĈĊČ"),
    ('D', "ÐĎĐ"),
    ('E', "ÈÉÊËĒĔĖĘĚ"),
    ('G', "ĜĞĠĢ"),
    ('H', "ĤĦ"),
    ('I', "ÌÍÎÏĨĪĬĮİĲ"),
    ('J', "Ĵ"),
    ('K', "Ķ"),
    ('L', "ĹĻĽŁ"),
    ('N', "ÑŃŅŇ"),
    ('O', "ÒÓÔÕÖØŌŎŐŒ"),
    ('R', "ŔŖŘ"),
    ('S', "ŚŜŞŠȘ"),
    ('T', "ŢŤŦȚ"),
    ('U', "ÙÚÛÜŨŪŬŮŰŲ"),
    ('W', "Ŵ"),
    ('Y', "ÝŶŸ"),
    ('Z', "ŹŻŽ"),
];

/// The letter without an accent or a stroke that a capital letter is found under; the letter itself if there
/// is none.
#[must_use]
pub fn found_under(capital: char) -> char {
    let mut rows = FOUND_UNDER.iter();
    let row = rows.find(|(_, letters)| letters.contains(capital));
    row.map_or(capital, |(letter, _)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn accents_and_strokes_are_left_out() {
        for (capital, expected) in [
            ('Å', 'A'),
            ('Ł', 'L'),
            ('Ø', 'O'),
            ('Ş', 'S'),
            ('Z', 'Z'),
            ('Ж', 'Ж'),
            ('杨', '杨'),
        ] {
            assert_eq!(found_under(capital), expected, "{capital}");
        }
    }

    #[test]
    fn letters_that_unicode_takes_apart_are_found_under_their_base() {
        let capitals = ('\u{c0}'..'\u{180}').filter(|letter| letter.is_uppercase());
        for capital in capitals {
            let base = capital.nfd().next().expect("it has one");
            assert!(
                base == capital || found_under(capital) == base,
                "{capital} is {base}"
            );
        }
    }
}
