//! Other clocks change no moment: items only get the other clocks' offsets.

use hallway_programme::{Moment, Programme, Slot};
use proptest::prelude::*;

use crate::arbitrary;

/// Clocks that are put forward at a moment.
fn offset(change: i64, moment: Moment) -> i32 {
    if moment.unix_second() < change {
        3_600
    } else {
        7_200
    }
}

fn slots(programme: &Programme) -> Vec<Slot> {
    programme
        .items()
        .iter()
        .filter_map(|item| item.slot)
        .collect()
}

#[test]
fn moments_stay_and_times_of_day_are_the_other_clocks() {
    proptest!(ProptestConfig::with_cases(200), |((programme, _) in arbitrary::programme(), at in any::<prop::sample::Index>())| {
        let slots_before = slots(&programme);
        let change = match slots_before.as_slice() {
            [] => 0,
            slots => at.get(slots).start.moment().unix_second(),
        };
        let there = programme.by_clocks(|moment| offset(change, moment), "Europe/Berlin".into());
        prop_assert_eq!(&there.conference().zone, "Europe/Berlin");
        for (before, after) in slots_before.iter().zip(slots(&there)) {
            let moment = before.start.moment();
            prop_assert_eq!(moment, after.start.moment());
            prop_assert_eq!(after.start.offset_seconds(), offset(change, moment));
            let ends = |slot: &Slot| slot.end.latest().map(|end| end.moment());
            prop_assert_eq!(ends(before), ends(&after));
        }
        let ids = |programme: &Programme| -> Vec<_> { programme.items().iter().map(|item| item.id.clone()).collect() };
        prop_assert_eq!(ids(&programme), ids(&there));
    });
}
