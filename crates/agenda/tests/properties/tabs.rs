//! Tabs: two copies of one stored text go on apart, as one device, and lose no star.

use hallway_agenda::Agenda;
use proptest::prelude::*;

use crate::history::{ITEMS, agenda, apply, changes, item, items, merged, now_ms};

/// The agenda that a tab begins with.
fn opened(text: &str) -> Agenda {
    Agenda::from_text(text).expect("the text was written by an agenda")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn two_tabs_end_equal(stored in agenda(), left in changes(), right in changes()) {
        let (mut one, mut other) = (opened(&stored.to_text()), opened(&stored.to_text()));
        apply(&mut one, &left);
        apply(&mut other, &right);
        prop_assert_eq!(merged(&one, &other).to_text(), merged(&other, &one).to_text());
    }

    #[test]
    fn tabs_that_took_each_other_in_have_nothing_more_to_tell(
        left in agenda(), right in agenda(), number in 0..ITEMS, now_ms in now_ms(),
    ) {
        let (mut one, other) = (merged(&left, &right), merged(&right, &left));
        prop_assert!(one.says_the_same(&other));
        let starred = one.is_starred(&item(number));
        one.star(&item(number), !starred, now_ms);
        prop_assert!(!one.says_the_same(&other));
    }

    #[test]
    fn what_only_one_tab_touched_is_as_that_tab_left_it(
        stored in agenda(), left in changes(), right in changes(),
    ) {
        let (mut one, mut other) = (opened(&stored.to_text()), opened(&stored.to_text()));
        apply(&mut one, &left);
        apply(&mut other, &right);
        let both = merged(&one, &other);
        for item in items().filter(|item| right.iter().all(|change| change.item != *item)) {
            prop_assert_eq!(both.is_starred(&item), one.is_starred(&item));
            prop_assert_eq!(both.note(&item), one.note(&item));
        }
    }

    #[test]
    fn what_is_starred_in_both_tabs_stays_starred(
        stored in agenda(), left in changes(), right in changes(),
    ) {
        let (mut one, mut other) = (opened(&stored.to_text()), opened(&stored.to_text()));
        apply(&mut one, &left);
        apply(&mut other, &right);
        let both = merged(&one, &other);
        for item in items().filter(|item| one.is_starred(item) && other.is_starred(item)) {
            prop_assert!(both.is_starred(&item));
        }
    }

    #[test]
    fn a_star_wins_over_its_taking_back_in_the_same_moment(
        stored in agenda(), number in 0..ITEMS, now_ms in now_ms(),
    ) {
        let (mut one, mut other) = (opened(&stored.to_text()), opened(&stored.to_text()));
        one.star(&item(number), true, now_ms);
        other.star(&item(number), false, now_ms);
        prop_assert!(merged(&one, &other).is_starred(&item(number)));
        prop_assert!(merged(&other, &one).is_starred(&item(number)));
    }
}
