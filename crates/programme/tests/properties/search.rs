//! Search ignores case and accents, and compares everything else exactly.

use hallway_programme::search::{self, SearchIndex};
use icu_normalizer::DecomposingNormalizerBorrowed;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::arbitrary;

/// Removes case and accents as a browser does. It does not use ICU, against which the tests compare
/// it.
pub fn bare_letters(text: &str) -> String {
    let lower = text.nfd().flat_map(char::to_lowercase);
    lower.filter(|c| !is_combining_mark(*c)).collect()
}

fn fold(text: &str) -> String {
    search::fold(text, bare_letters)
}

/// Folds with ICU's tables, and converts to lower case first.
pub fn plain_fold(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let lower = text.to_lowercase();
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(&lower);
    let bare: String = decomposed
        .chars()
        .filter(|c| !GeneralCategoryGroup::Mark.contains(categories.get(*c)))
        .collect();
    let spelled = [
        ("ß", "ss"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ø", "o"),
        ("ł", "l"),
        ("đ", "d"),
        ("ð", "d"),
        ("þ", "th"),
        ("ı", "i"),
        ("ς", "σ"),
    ];
    spelled
        .iter()
        .fold(bare, |text, (from, to)| text.replace(from, to))
}

/// Letters of scripts with accents. Converting them to upper case and back gives the same letters.
fn letters() -> impl Strategy<Value = String> {
    "[a-zA-ZÀ-ÖØ-öø-ÿĀ-ňŊ-žΆΈ-ΊΌΎ-ΡΣ-ώЀ-ўẀ-ẕẞ-ỹ ]{0,12}"
}

#[test]
fn folding_agrees_with_icu() {
    proptest!(ProptestConfig::with_cases(4_000), |(text in prop_oneof![letters(), any::<String>()])| {
        prop_assert_eq!(fold(&text), plain_fold(&text));
    });
}

#[test]
fn folding_agrees_with_icu_on_every_character() {
    for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
        let text = c.to_string();
        assert_eq!(fold(&text), plain_fold(&text), "U+{:04X}", u32::from(c));
    }
}

#[test]
fn what_is_folded_stays_as_it_is() {
    proptest!(ProptestConfig::with_cases(2_000), |(text in any::<String>())| {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    });
}

#[test]
fn case_and_composition_make_no_difference() {
    let decompose = DecomposingNormalizerBorrowed::new_nfd();
    proptest!(ProptestConfig::with_cases(2_000), |(text in letters())| {
        let folded = fold(&text);
        prop_assert_eq!(&fold(&text.to_uppercase()), &folded);
        prop_assert_eq!(&fold(&text.to_lowercase()), &folded);
        prop_assert_eq!(&fold(&decompose.normalize(&text)), &folded);
    });
}

#[test]
fn an_item_is_found_by_any_part_of_its_title_in_any_case() {
    proptest!(ProptestConfig::with_cases(200), |((programme, _) in arbitrary::programme(), from in 0..8_usize, length in 1..8_usize)| {
        let index = SearchIndex::new(&programme, bare_letters);
        for (position, item) in programme.items().iter().enumerate() {
            let part: String = item.title.chars().skip(from).take(length).collect();
            prop_assert!(index.find(&part).item(position), "{}", part);
            prop_assert!(index.find(&part.to_uppercase()).item(position), "{}", part);
        }
    });
}

#[test]
fn what_people_type_finds_what_is_written() {
    for (typed, written) in [
        ("stephane", "Stéphane Graber"),
        ("STÉPHANE", "Ste\u{301}phane"),
        ("jorg rodel", "Jörg Rödel"),
        ("strasse", "Straße"),
        ("lodz", "Łódź"),
        ("istanbul", "İSTANBUL"),
        ("οδος", "ΟΔΌΣ"),
        ("ебпф", "ЕБПФ"),
    ] {
        let all = fold(typed)
            .split_whitespace()
            .all(|term| fold(written).contains(term));
        assert!(all, "{typed} should find {written}");
    }
    assert!(!fold("Stephane").contains(&fold("stefane")));
}
