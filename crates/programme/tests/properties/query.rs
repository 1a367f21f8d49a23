//! Choices can be removed again, and can be written to an address and read from it.

use hallway_programme::query::{Choice, Facet};
use proptest::prelude::*;

use crate::arbitrary;

#[test]
fn choosing_twice_changes_nothing() {
    proptest!(ProptestConfig::with_cases(300), |(query in arbitrary::query(), choice in arbitrary::choice())| {
        let mut toggled = query.clone();
        toggled.toggle(choice.clone());
        prop_assert_ne!(&toggled, &query);
        prop_assert_ne!(toggled.choices.contains(&choice), query.choices.contains(&choice));
        toggled.toggle(choice);
        prop_assert_eq!(toggled, query);
    });
}

#[test]
fn a_choice_is_read_from_the_address_that_it_writes() {
    proptest!(ProptestConfig::with_cases(300), |(choice in arbitrary::choice())| {
        let facet = Facet::from_key(choice.facet().key());
        prop_assert_eq!(facet.and_then(|facet| Choice::parse(facet, &choice.value())), Some(choice));
    });
}
