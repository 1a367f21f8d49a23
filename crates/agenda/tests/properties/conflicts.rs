//! Conflicts and gaps, against what one finds by going through the days minute by minute.

use hallway_agenda::Plan;
use hallway_agenda::conflicts::{Clash, attended, conflicts, fitting, gaps, in_the_way_of};
use hallway_programme::{End, Item, Moment, Status};
use proptest::prelude::*;

use crate::programmes::{BEGIN, MINUTES, everything, programme};

/// The moment of each minute of the two days.
fn minutes() -> impl Iterator<Item = Moment> {
    (0..MINUTES).filter_map(|minute| Moment::from_unix_second(BEGIN + minute * 60))
}

/// Whether one is busy with the item at that moment; what has no length takes no time.
fn is_busy(item: &Item, moment: Moment) -> bool {
    let Some(slot) = item.slot else { return false };
    let end = slot.end.latest().unwrap_or(slot.start).moment();
    slot.start.moment() <= moment && moment < end
}

fn start(item: &Item) -> Option<Moment> {
    item.slot.map(|slot| slot.start.moment())
}

/// Whether the second starts while the first is on, or with it; or where the first ends, elsewhere.
pub fn clash(first: &Item, second: &Item) -> Option<Clash> {
    let begin = start(second)?;
    let ends = first.slot?.end;
    if is_busy(first, begin) || start(first) == Some(begin) {
        return Some(Clash::Overlap);
    }
    let rooms = first.room.is_some() && second.room.is_some() && first.room != second.room;
    let touches = matches!(ends, End::At(end) if end.moment() == begin);
    (rooms && touches).then_some(Clash::NoTimeToWalk)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_pair_that_clashes_is_found_and_no_other(programme in programme()) {
        let agenda = everything(&programme);
        let items = attended(&programme, &agenda);
        let mut expected = Vec::new();
        for (at, first) in items.iter().enumerate() {
            for second in &items[at + 1..] {
                if let Some(clash) = clash(first, second) {
                    expected.push((first.id.clone(), second.id.clone(), clash));
                }
            }
        }
        let found: Vec<_> = conflicts(&items).into_iter()
            .map(|conflict| (conflict.first.id.clone(), conflict.second.id.clone(), conflict.clash))
            .collect();
        prop_assert_eq!(&found, &expected);
        for item in &items {
            let others: Vec<_> = in_the_way_of(item, &items).iter().map(|(other, _)| other.id.clone()).collect();
            let of_pairs: Vec<_> = items.iter().map(|other| other.id.clone())
                .filter(|other| found.iter().any(|(one, two, _)| {
                    (one == other && *two == item.id) || (two == other && *one == item.id)
                }))
                .collect();
            prop_assert_eq!(others, of_pairs);
        }
    }

    #[test]
    fn gaps_are_the_free_minutes_between_two_items_of_a_day(programme in programme()) {
        let agenda = everything(&programme);
        let items = attended(&programme, &agenda);
        let gaps = gaps(&items);
        for moment in minutes() {
            let in_gap = gaps.iter().any(|gap| gap.from.moment() <= moment && moment < gap.to.moment());
            // Free, with something over before it and something to come, all on its day.
            let day = moment.at_offset(7_200).map(|there| there.day());
            let there = |item: &&&Item| item.slot.is_some_and(|slot| Some(slot.start.day()) == day);
            let to_come = items.iter().filter(there).any(|item| start(item) > Some(moment));
            let over = items.iter().filter_map(|item| item.slot).any(|slot| {
                let end = slot.end.latest().unwrap_or(slot.start);
                end.moment() <= moment && Some(end.day()) == day
            });
            let busy = items.iter().any(|item| is_busy(item, moment));
            prop_assert_eq!(in_gap, !busy && to_come && over, "{:?}", moment);
        }
        for gap in gaps {
            prop_assert!(gap.seconds() > 0);
            let inside = fitting(&programme, gap);
            for (at, item) in programme.items().iter().enumerate() {
                let whole = minutes()
                    .filter(|moment| is_busy(item, *moment))
                    .all(|moment| gap.from.moment() <= moment && moment < gap.to.moment());
                let known = item.slot.is_some_and(|slot| slot.end.latest().is_some());
                let from = start(item) >= Some(gap.from.moment()) && start(item) <= Some(gap.to.moment());
                let fits = whole && known && from && item.status != Status::Cancelled;
                prop_assert_eq!(inside.contains(&at), fits, "{:?}", item);
            }
        }
    }

    #[test]
    fn what_is_left_for_the_recording_is_in_nobodys_way(programme in programme()) {
        let mut agenda = everything(&programme);
        for item in programme.items() {
            agenda.set_plan(&item.id, Plan::WatchLater, 5);
        }
        prop_assert!(attended(&programme, &agenda).is_empty());
    }
}
