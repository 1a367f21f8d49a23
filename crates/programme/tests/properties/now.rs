//! What is on and what is next, against the definition applied to each item by itself.

use hallway_programme::now::now;
use hallway_programme::{End, Item, Moment};
use proptest::prelude::*;

use crate::{arbitrary, cases};

fn is_on(item: &Item, moment: Moment) -> bool {
    let Some(slot) = item.slot else { return false };
    let before_its_end = match slot.end {
        End::At(end) | End::By(end) => moment < end.moment(),
        End::Unknown {} => {
            let there = moment.at_offset(slot.start.offset_seconds());
            there.is_some_and(|there| there.day() == slot.start.day())
        }
    };
    slot.start.moment() <= moment && before_its_end
}

/// Moments at which something changes, and those around them.
fn moments(items: &[Item]) -> Vec<Moment> {
    let slots = items.iter().filter_map(|item| item.slot);
    let changes = slots
        .flat_map(|slot| [Some(slot.start), slot.end.latest()])
        .flatten();
    changes
        .flat_map(|instant| [-1, 0, 1].map(|second| instant.moment().unix_second() + second))
        .filter_map(Moment::from_unix_second)
        .collect()
}

#[test]
fn an_item_is_on_from_its_start_to_its_end_and_the_first_to_come_are_next() {
    proptest!(cases(200), |((programme, _) in arbitrary::programme())| {
        let items = programme.items();
        for moment in moments(items) {
            let now = now(&programme, moment);
            let on: Vec<usize> = (0..items.len()).filter(|&at| is_on(&items[at], moment)).collect();
            prop_assert_eq!(&now.on, &on, "{:?}", moment);
            let start = |at: &usize| items[*at].slot.map(|slot| slot.start.moment());
            let to_come = (0..items.len()).filter(|at| start(at).is_some_and(|start| start > moment));
            let first = to_come.clone().filter_map(|at| start(&at)).min();
            let next: Vec<usize> = to_come.filter(|at| start(at) == first).collect();
            prop_assert_eq!(&now.next, &next, "{:?}", moment);
        }
    });
}
