//! Merging: all copies end equal, in whatever order they meet, and what came later stays.

use hallway_agenda::{Agenda, Clock, DeviceId};
use proptest::prelude::*;

use crate::history::{
    ITEMS, agenda, apply, changes, item, items, merged, now_ms, said, three_devices,
};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn who_merges_whom_does_not_matter([a, b, _] in three_devices()) {
        prop_assert_eq!(said(&merged(&a, &b)), said(&merged(&b, &a)));
    }

    #[test]
    fn the_order_of_merging_does_not_matter([a, b, c] in three_devices()) {
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
    }

    #[test]
    fn merging_again_changes_nothing([a, b, _] in three_devices()) {
        prop_assert_eq!(&merged(&a, &a), &a);
        let both = merged(&a, &b);
        prop_assert_eq!(&merged(&both, &b), &both);
        prop_assert_eq!(&merged(&both, &a), &both);
    }

    #[test]
    fn a_device_stays_itself([a, b, _] in three_devices(), now_ms in now_ms()) {
        let (mut before, mut after) = (a.clone(), merged(&a, &b));
        before.star(&item(ITEMS), true, now_ms);
        after.star(&item(ITEMS), true, now_ms);
        prop_assert_eq!(merged(&after, &before), after);
    }

    #[test]
    fn the_later_star_of_a_device_wins_over_its_own_earlier_copies(
        earlier in agenda(), changes in changes(), number in 0..ITEMS, starred: bool, now_ms in now_ms(),
    ) {
        let mut later = earlier.clone();
        apply(&mut later, &changes);
        later.star(&item(number), starred, now_ms);
        prop_assert_eq!(merged(&later, &earlier).is_starred(&item(number)), starred);
        prop_assert_eq!(merged(&earlier, &later).is_starred(&item(number)), starred);
    }

    #[test]
    fn what_was_done_after_seeing_a_change_wins_over_it(
        theirs in agenda(), ours in agenda(), number in 0..ITEMS, starred: bool, now_ms in now_ms(),
    ) {
        let mut ours = merged(&ours, &theirs);
        ours.star(&item(number), starred, now_ms);
        ours.set_note(&item(number), "seen", now_ms);
        let both = merged(&theirs, &ours);
        prop_assert_eq!(both.is_starred(&item(number)), starred);
        prop_assert_eq!(both.note(&item(number)), Some("seen"));
    }

    #[test]
    fn each_item_shows_what_one_of_both_said([a, b, _] in three_devices()) {
        let both = merged(&a, &b);
        for item in items() {
            let star = both.is_starred(&item);
            prop_assert!(star == a.is_starred(&item) || star == b.is_starred(&item));
            let note = both.note(&item);
            prop_assert!(note == a.note(&item) || note == b.note(&item));
        }
    }

    #[test]
    fn what_is_added_takes_nothing_out([a, b, c] in three_devices(), now_ms in now_ms()) {
        let mut both = a.clone();
        both.add(&b, now_ms);
        for item in items() {
            prop_assert_eq!(both.is_starred(&item), a.is_starred(&item) || b.is_starred(&item));
            for note in [a.note(&item), b.note(&item)].into_iter().flatten() {
                let kept = both.note(&item).map(|kept| kept.lines().collect::<Vec<_>>());
                let lines: Vec<_> = note.lines().collect();
                prop_assert!(kept.is_some_and(|kept| kept.windows(lines.len()).any(|part| part == lines)));
            }
        }
        // A copy that has one of both agrees with the result, and adding it again changes nothing.
        for copy in [&a, &b] {
            prop_assert!(merged(copy, &both).says_the_same(&both));
        }
        let mut again = both.clone();
        again.add(&b, now_ms);
        prop_assert_eq!(&again, &both);
        prop_assert!(merged(&c, &both).says_the_same(&merged(&both, &c)));
    }

    #[test]
    fn a_clock_never_runs_backwards(times in prop::collection::vec(now_ms(), 0..20)) {
        let mut clock = Clock::new(DeviceId::new(1), None);
        let stamps: Vec<_> = times.into_iter().map(|now_ms| clock.tick(now_ms)).collect();
        prop_assert!(stamps.is_sorted_by(|earlier, later| earlier < later), "{stamps:?}");
    }
}

#[test]
fn a_clock_far_in_the_future_does_not_decide_for_other_items() {
    let [mut broken, mut phone, mut laptop] =
        [1, 2, 3].map(|device| Agenda::new(DeviceId::new(device)));
    broken.star(&item(0), true, u64::MAX);
    phone.merge(&broken);
    // The phone met the broken device, the laptop did not; what the laptop does later still counts.
    phone.star(&item(1), true, 1_000);
    laptop.star(&item(1), false, 2_000);
    assert!(!merged(&phone, &laptop).is_starred(&item(1)));
    // And the item that the broken device starred can be taken out.
    phone.star(&item(0), false, 3_000);
    assert!(!merged(&broken, &phone).is_starred(&item(0)));
}

#[test]
fn a_star_that_was_taken_back_is_not_revived_by_an_older_copy() {
    let mut phone = Agenda::new(DeviceId::new(1));
    phone.star(&item(0), true, 1_000);
    let backup = phone.clone();
    phone.star(&item(0), false, 2_000);
    phone.merge(&backup);
    assert_eq!(phone.starred().count(), 0);
}

#[test]
fn an_empty_note_takes_the_note_away() {
    let mut agenda = Agenda::new(DeviceId::new(1));
    agenda.set_note(&item(0), "bring the adapter", 1_000);
    agenda.set_note(&item(0), "", 2_000);
    assert_eq!(agenda.note(&item(0)), None);
}
