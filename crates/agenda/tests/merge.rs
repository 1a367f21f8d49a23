//! Merging agendas: whatever happened on whichever device, all copies end equal and lose nothing.

use std::collections::BTreeMap;

use hallway_agenda::{Agenda, DeviceId, Unreadable};
use hallway_programme::ItemId;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm};

/// One thing that someone does on a device whose clock shows `now_ms`.
#[derive(Debug, Clone)]
enum Change {
    Star { item: u8, starred: bool, now_ms: u64 },
    Note { item: u8, note: String, now_ms: u64 },
}

fn item(number: u8) -> ItemId {
    ItemId::new(&format!("item-{number}")).expect("the text is an id")
}

fn change() -> impl Strategy<Value = Change> {
    // Clocks jump freely, backwards too.
    let now = prop_oneof![0..2_000u64, Just(u64::MAX), 0..u64::MAX];
    prop_oneof![
        (0..6u8, any::<bool>(), now.clone())
            .prop_map(|(item, starred, now_ms)| Change::Star { item, starred, now_ms }),
        (0..6u8, "[a-c]{0,2}", now).prop_map(|(item, note, now_ms)| Change::Note { item, note, now_ms }),
    ]
}

fn apply(agenda: &mut Agenda, change: &Change) {
    match change {
        Change::Star { item: number, starred, now_ms } => agenda.star(&item(*number), *starred, *now_ms),
        Change::Note { item: number, note, now_ms } => agenda.set_note(&item(*number), note, *now_ms),
    }
}

fn agenda(device: u64) -> impl Strategy<Value = Agenda> {
    prop::collection::vec(change(), 0..12).prop_map(move |changes| {
        let mut agenda = Agenda::new(DeviceId::new(device));
        changes.iter().for_each(|change| apply(&mut agenda, change));
        agenda
    })
}

fn merged(left: &Agenda, right: &Agenda) -> Agenda {
    let mut both = left.clone();
    both.merge(right);
    both
}

/// What an agenda says, whichever device holds it.
fn content(agenda: &Agenda) -> serde_json::Value {
    let mut content: serde_json::Value =
        serde_json::from_str(&agenda.to_text()).expect("an agenda is JSON");
    content.as_object_mut().expect("an agenda is an object").remove("device");
    content
}

fn config() -> Config {
    Config { cases: 512, rng_algorithm: RngAlgorithm::ChaCha, failure_persistence: None, rng_seed: proptest::test_runner::RngSeed::Fixed(2021), ..Config::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_order_of_merging_does_not_matter(a in agenda(1), b in agenda(2), c in agenda(3)) {
        prop_assert_eq!(content(&merged(&a, &b)), content(&merged(&b, &a)));
        prop_assert_eq!(
            content(&merged(&merged(&a, &b), &c)),
            content(&merged(&a, &merged(&b, &c)))
        );
        prop_assert_eq!(merged(&a, &a), a.clone());
        let once = merged(&a, &b);
        prop_assert_eq!(merged(&once, &b), once);
    }

    #[test]
    fn two_tabs_of_one_device_end_equal(
        common in agenda(1),
        left in prop::collection::vec(change(), 0..8),
        right in prop::collection::vec(change(), 0..8),
    ) {
        let (mut one, mut other) = (common.clone(), common);
        left.iter().for_each(|change| apply(&mut one, change));
        right.iter().for_each(|change| apply(&mut other, change));
        prop_assert_eq!(merged(&one, &other), merged(&other, &one));
    }

    #[test]
    fn stars_set_apart_are_all_kept(left in prop::collection::btree_map(0..6u8, 0..2_000u64, 0..6), right in prop::collection::btree_map(6..12u8, 0..2_000u64, 0..6)) {
        let starred = |device, stars: &BTreeMap<u8, u64>| {
            let mut agenda = Agenda::new(DeviceId::new(device));
            for (&number, &now_ms) in stars {
                agenda.star(&item(number), true, now_ms);
            }
            agenda
        };
        let both = merged(&starred(1, &left), &starred(2, &right));
        for number in left.keys().chain(right.keys()) {
            prop_assert!(both.is_starred(&item(*number)));
        }
    }

    #[test]
    fn what_is_done_after_seeing_a_change_wins_over_it(
        theirs in agenda(1), number in 0..6u8, starred: bool, now_ms: u64,
    ) {
        let mut ours = Agenda::new(DeviceId::new(2));
        ours.merge(&theirs);
        ours.star(&item(number), starred, now_ms);
        prop_assert_eq!(merged(&theirs, &ours).is_starred(&item(number)), starred);
    }

    #[test]
    fn a_stored_agenda_is_read_as_it_was(agenda in agenda(u64::MAX)) {
        prop_assert_eq!(Agenda::from_text(&agenda.to_text()), Ok(agenda));
    }

    #[test]
    fn no_text_makes_reading_panic(text in ".{0,200}") {
        let _ = Agenda::from_text(&text);
    }

    #[test]
    fn a_cut_off_text_is_said_to_be_damaged(agenda in agenda(5), cut in any::<prop::sample::Index>()) {
        let text = agenda.to_text();
        let damaged = Agenda::from_text(&text[..cut.index(text.len())]);
        let said = matches!(damaged, Err(Unreadable::Damaged { .. }));
        prop_assert!(said);
    }
}

#[test]
fn a_newer_format_is_told_from_a_damaged_one() {
    let newer = r#"{"format":2,"anything":{"else":[]}}"#;
    assert_eq!(Agenda::from_text(newer), Err(Unreadable::Newer { format: 2 }));
    assert!(matches!(Agenda::from_text("{}"), Err(Unreadable::Damaged { .. })));
}
