//! What is on and what is next, against the definition applied to each item by itself.

use hallway_programme::now::now;
use hallway_programme::{End, Item};
use jiff::Timestamp;
use proptest::prelude::*;

use crate::{arbitrary, cases};

fn is_on(item: &Item, moment: Timestamp) -> bool {
    let Some(slot) = item.slot else { return false };
    let before_its_end = match slot.end {
        End::At(end) | End::By(end) => moment < end.timestamp(),
        End::Unknown {} => slot.start.offset().to_datetime(moment).date() == slot.start.day(),
    };
    slot.start.timestamp() <= moment && before_its_end
}

/// Moments at which something changes, and those around them.
fn moments(items: &[Item]) -> Vec<Timestamp> {
    let slots = items.iter().filter_map(|item| item.slot);
    let changes = slots
        .flat_map(|slot| [Some(slot.start), slot.end.latest()])
        .flatten();
    let second = jiff::SignedDuration::from_secs(1);
    changes
        .map(|instant| instant.timestamp())
        .flat_map(|at| [at - second, at, at + second])
        .collect()
}

#[test]
fn an_item_is_on_from_its_start_to_its_end_and_the_first_to_come_are_next() {
    proptest!(cases(200), |((programme, _) in arbitrary::programme())| {
        let items = programme.items();
        for moment in moments(items) {
            let now = now(&programme, moment);
            let on: Vec<usize> = (0..items.len()).filter(|&at| is_on(&items[at], moment)).collect();
            prop_assert_eq!(&now.on, &on, "{}", moment);
            let start = |at: &usize| items[*at].slot.map(|slot| slot.start.timestamp());
            let to_come = (0..items.len()).filter(|at| start(at).is_some_and(|start| start > moment));
            let first = to_come.clone().filter_map(|at| start(&at)).min();
            let next: Vec<usize> = to_come.filter(|at| start(at) == first).collect();
            prop_assert_eq!(&now.next, &next, "{}", moment);
        }
    });
}
