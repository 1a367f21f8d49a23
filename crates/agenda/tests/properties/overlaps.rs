//! Overlaps, against what one finds by comparing every item with every other.

use hallway_agenda::conflicts::Clash;
use hallway_agenda::overlaps::{Overlap, clusters, overlaps};
use hallway_agenda::{Agenda, Plan, Rest};
use hallway_programme::{Item, Programme, Status};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::conflicts::clash;
use crate::history::item;
use crate::programmes::{crowded, everything, of, programme};

/// An agenda that holds everything; `later` says of each item in turn whether it is to be watched later.
pub fn with_plans(programme: &Programme, later: &[bool]) -> Agenda {
    let mut agenda = everything(programme);
    for (item, later) in programme.items().iter().zip(later) {
        if *later {
            agenda.set_plan(&item.id, Plan::WatchLater, 3);
        }
    }
    agenda
}

/// Whether two overlap, whichever comes first.
pub fn overlap(one: &Item, two: &Item) -> bool {
    [(one, two), (two, one)]
        .iter()
        .any(|(first, second)| clash(first, second) == Some(Clash::Overlap))
}

/// The items, with those together that overlap: directly, or by way of others.
fn together<'a>(items: &[&'a Item]) -> Vec<Vec<&'a Item>> {
    let mut groups: Vec<usize> = (0..items.len()).collect();
    for one in 0..items.len() {
        for two in 0..items.len() {
            if overlap(items[one], items[two]) {
                let (kept, joined) = (groups[one], groups[two]);
                for group in groups.iter_mut().filter(|group| **group == joined) {
                    *group = kept;
                }
            }
        }
    }
    let of = |group| {
        let items = items.iter().zip(&groups);
        items
            .filter(|(_, of)| **of == group)
            .map(|(item, _)| *item)
            .collect()
    };
    (0..items.len()).map(of).collect()
}

pub fn ids<'a>(items: impl IntoIterator<Item = &'a Item>) -> Vec<&'a str> {
    items.into_iter().map(|item| item.id.as_str()).collect()
}

pub fn all<'a>(overlap: &Overlap<'a>) -> Vec<&'a Item> {
    overlap.items.iter().map(|(item, _)| *item).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_overlaps_is_together_and_nothing_else(
        programme in prop_oneof![programme(), crowded()],
        later in prop::collection::vec(any::<bool>(), 12),
    ) {
        let agenda = with_plans(&programme, &later);
        let there: Vec<_> = programme.items().iter()
            .filter(|item| item.slot.is_some() && item.status != Status::Cancelled)
            .collect();
        let found = overlaps(&programme, &agenda);
        let mut expected = together(&there);
        expected.retain(|items| items.len() > 1);
        // Each stands where its first item does.
        expected.sort_by_key(|items| there.iter().position(|item| item.id == items[0].id));
        let of_found: Vec<_> = found.iter().map(|overlap| ids(all(overlap))).collect();
        let of_expected: Vec<_> = expected.into_iter().map(ids).collect();
        prop_assert_eq!(of_found, of_expected);

        for found in &found {
            let items = all(found);
            let starts = items.iter().filter_map(|item| Some(item.slot?.start.moment()));
            prop_assert_eq!(Some(found.from.moment()), starts.clone().min());
            let ends = items.iter().filter_map(|item| Some(item.slot?.end.latest()?.moment()));
            prop_assert_eq!(Some(found.to.moment()), ends.chain(starts).max());

            let attended: Vec<_> = found.attended().collect();
            for item in &items {
                let plan = agenda.plan(&item.id);
                prop_assert!(found.items.iter().any(|(of, planned)| of == item && plan == Some(*planned)));
                prop_assert_eq!(attended.contains(item), plan == Some(Plan::Attend));
                let overlapping: Vec<_> = items.iter()
                    .filter(|other| other.id != item.id && overlap(item, other))
                    .map(|other| &other.id).collect();
                prop_assert_eq!(found.overlapping(&item.id), overlapping);
                let others: Vec<_> = items.iter().map(|other| &other.id)
                    .filter(|other| **other != item.id).collect();
                prop_assert_eq!(found.others(&item.id).collect::<Vec<_>>(), others);
            }
            prop_assert_eq!(attended.len() + found.to_watch_later(), items.len());
            let clashes = attended.iter().any(|one| {
                attended.iter().any(|two| one.id != two.id && overlap(one, two))
            });
            prop_assert_eq!(found.is_decided(), !clashes);
        }
    }

    #[test]
    fn clusters_are_what_is_to_choose_from_and_what_was_chosen(
        programme in prop_oneof![programme(), crowded()],
        later in prop::collection::vec(any::<bool>(), 12),
    ) {
        let agenda = with_plans(&programme, &later);
        let attended: Vec<_> = programme.items().iter()
            .filter(|item| item.slot.is_some() && item.status != Status::Cancelled)
            .filter(|item| agenda.plan(&item.id) == Some(Plan::Attend))
            .collect();
        let found = clusters(&programme, &agenda);
        let (decided, open): (Vec<_>, Vec<_>) = found.iter().partition(|found| found.is_decided());

        // What is attended and overlaps is together, and what is watched later is not to choose from.
        let mut expected = together(&attended);
        expected.retain(|items| items.len() > 1);
        expected.sort_by_key(|items| attended.iter().position(|item| item.id == items[0].id));
        let of_open: Vec<_> = open.iter().map(|found| ids(all(found))).collect();
        let of_expected: Vec<_> = expected.into_iter().map(ids).collect();
        prop_assert_eq!(of_open, of_expected);

        let groups = overlaps(&programme, &agenda).into_iter();
        let expected: Vec<_> = groups
            .filter(|group| group.is_decided() && group.attended().count() > 0)
            .collect();
        prop_assert_eq!(decided, expected.iter().collect::<Vec<_>>());
        let firsts = found.iter().map(|found| found.items[0].0);
        let in_order = programme.items().iter()
            .filter(|item| firsts.clone().any(|first| first.id == item.id));
        prop_assert_eq!(ids(firsts.clone()), ids(in_order), "by time, each of its own first item");
    }

    /// Who chooses again and again has decided everything, after as many choices as there are items at most.
    #[test]
    fn every_cluster_is_decided_by_choices(
        programme in crowded(), first in any::<bool>(), remove in any::<bool>(),
    ) {
        let mut agenda = everything(&programme);
        let rest = if remove { Rest::Remove } else { Rest::WatchLater };
        for step in 0..=programme.items().len() {
            let found = clusters(&programme, &agenda);
            let Some(open) = found.iter().find(|found| !found.is_decided()) else {
                return Ok(());
            };
            prop_assert!(step < programme.items().len(), "still to choose: {open:?}");
            let items = all(open);
            let chosen = if first { items[0] } else { items[items.len() - 1] };
            agenda.choose(&chosen.id, open.overlapping(&chosen.id), rest, 10);
        }
    }
}

/// Items of a morning by their times, in three rooms by turns: `10:00-10:30`, or `10:00` where no end is
/// known.
pub fn morning(times: &[&str]) -> Programme {
    let item = |(at, times): (usize, &&str)| -> Value {
        let instant = |clock: &str| format!("2021-10-30T{clock}:00+02:00");
        let mut item = json!({"id": format!("item-{at}"), "title": format!("Item {at}")});
        match times.split_once('-') {
            Some((start, end)) => {
                item["start"] = instant(start).into();
                item["end"] = instant(end).into();
            }
            None => item["start"] = instant(times).into(),
        }
        item["room"] = format!("room-{}", at % 3).into();
        item
    };
    of(times.iter().enumerate().map(item).collect())
}

#[test]
fn three_overlap_in_a_chain() {
    let programme = morning(&["10:00-11:00", "10:30-11:30", "11:00-12:00"]);
    let mut agenda = everything(&programme);
    let found = overlaps(&programme, &agenda);
    assert_eq!(found.len(), 1);
    assert_eq!(ids(all(&found[0])), ["item-0", "item-1", "item-2"]);
    assert_eq!(
        (found[0].from.clock(), found[0].to.clock()),
        ("10:00".into(), "12:00".into())
    );
    assert!(!found[0].is_decided());
    assert_eq!(found[0].overlapping(&item(0)), [&item(1)]);

    // Without the one in the middle, one can be at the first and at the last.
    agenda.set_plan(&item(1), Plan::WatchLater, 5);
    let found = overlaps(&programme, &agenda);
    assert!(found[0].is_decided());
    assert_eq!(ids(found[0].attended()), ["item-0", "item-2"]);
    assert_eq!(found[0].to_watch_later(), 1);
}

#[test]
fn what_begins_when_another_ends_does_not_overlap() {
    let programme = morning(&["10:00-11:00", "11:00-12:00", "13:00-14:00"]);
    assert_eq!(overlaps(&programme, &everything(&programme)), []);
}

/// One whose end nobody knows is a moment: it overlaps what goes on then, or starts with it.
#[test]
fn an_unknown_end_is_as_good_as_the_start() {
    let programme = morning(&["10:00", "10:15-11:00", "10:30", "11:00", "12:00", "12:00"]);
    let agenda = everything(&programme);
    let found = overlaps(&programme, &agenda);
    let items: Vec<_> = found.iter().map(|overlap| ids(all(overlap))).collect();
    assert_eq!(items, [["item-1", "item-2"], ["item-4", "item-5"]]);
    assert_eq!(found[0].to.clock(), "11:00");
    assert_eq!(found[1].from, found[1].to);
}

#[test]
fn what_is_cancelled_or_not_in_the_agenda_overlaps_nothing() {
    let [start, end] = ["2021-10-30T10:00:00+02:00", "2021-10-30T11:00:00+02:00"];
    let programme = of(["planned", "cancelled", "changed"]
        .iter()
        .enumerate()
        .map(|(at, status)| {
            let id = format!("item-{at}");
            json!({"id": id, "title": "T", "start": start, "end": end, "status": status})
        })
        .collect());
    let mut agenda = everything(&programme);
    let found = overlaps(&programme, &agenda);
    assert_eq!(ids(all(&found[0])), ["item-0", "item-2"]);
    agenda.star(&item(0), false, 5);
    assert_eq!(overlaps(&programme, &agenda), []);
}
