//! Choices among what overlaps, and taking them back, on one device and on several.

use hallway_agenda::conflicts::attended;
use hallway_agenda::overlaps::overlaps;
use hallway_agenda::{Agenda, DeviceId, Plan, Rating, Rest};
use hallway_programme::{Item, ItemId};
use proptest::prelude::*;
use proptest::sample::Index;

use crate::history::{ITEMS, agenda, item, merged, now_ms, three_devices};
use crate::overlaps::{all, ids, morning, overlap, with_plans};
use crate::programmes::{crowded, everything};

type Said = (bool, Option<Plan>, String, bool, Option<Rating>);

/// All that an agenda says of an item, also how it is to be seen once it is in the agenda again.
fn of_item(agenda: &Agenda, item: &ItemId) -> Said {
    let mut again = agenda.clone();
    again.star(item, true, 0);
    let note = agenda.note(item).unwrap_or_default().to_owned();
    (
        agenda.is_starred(item),
        again.plan(item),
        note,
        agenda.attended(item),
        agenda.rating(item),
    )
}

fn all_said(agenda: &Agenda) -> Vec<Said> {
    (0..ITEMS)
        .map(|number| of_item(agenda, &item(number)))
        .collect()
}

fn rest() -> impl Strategy<Value = Rest> {
    prop_oneof![Just(Rest::WatchLater), Just(Rest::Remove), Just(Rest::Keep)]
}

fn some_items() -> impl Strategy<Value = Vec<ItemId>> {
    prop::collection::vec((0..ITEMS).prop_map(item), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_choice_decides(
        programme in crowded(), later in prop::collection::vec(any::<bool>(), 12),
        which: Index, chosen: Index, now_ms in now_ms(),
    ) {
        let agenda = with_plans(&programme, &later);
        let found = overlaps(&programme, &agenda);
        prop_assume!(!found.is_empty());
        let at = which.index(found.len());
        let (among, chosen) = (&found[at], chosen.get(&found[at].items).0);

        let mut decided = agenda.clone();
        decided.choose(&chosen.id, among.others(&chosen.id), Rest::WatchLater, now_ms);
        let after = overlaps(&programme, &decided);
        prop_assert_eq!(ids(all(&after[at])), ids(all(among)));
        prop_assert!(after[at].is_decided());
        prop_assert_eq!(ids(after[at].attended()), [chosen.id.as_str()]);

        let mut removed = agenda.clone();
        removed.choose(&chosen.id, among.others(&chosen.id), Rest::Remove, now_ms);
        prop_assert!(removed.is_starred(&chosen.id));
        prop_assert!(among.others(&chosen.id).all(|other| !removed.is_starred(other)));
        prop_assert_eq!(overlaps(&programme, &removed).len(), found.len() - 1);

        // Items that do not overlap the chosen one can still be attended.
        let mut there = agenda.clone();
        there.choose(&chosen.id, among.overlapping(&chosen.id), Rest::WatchLater, now_ms);
        let attended = attended(&programme, &there);
        prop_assert!(attended.contains(&chosen));
        let clashes = |other: &&&Item| other.id != chosen.id && overlap(chosen, other);
        prop_assert_eq!(attended.iter().find(clashes), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_choice_taken_back_leaves_what_was_said_before(
        [before, _, _] in three_devices(), chosen in 0..ITEMS, others in some_items(), rest in rest(),
        chosen_ms in now_ms(), undone_ms in now_ms(),
    ) {
        let mut agenda = before.clone();
        let undo = agenda.choose(&item(chosen), &others, rest, chosen_ms);
        prop_assert_eq!(agenda.plan(&item(chosen)), Some(Plan::Attend));
        prop_assert_eq!(undo.is_empty(), all_said(&agenda) == all_said(&before));
        for other in others.iter().filter(|other| **other != item(chosen)) {
            let expected = match (before.plan(other), rest) {
                (None, _) | (Some(_), Rest::Remove) => None,
                (Some(_), Rest::WatchLater) => Some(Plan::WatchLater),
                (plan, Rest::Keep) => plan,
            };
            prop_assert_eq!(agenda.plan(other), expected);
        }
        agenda.undo(&undo, undone_ms);
        prop_assert_eq!(all_said(&agenda), all_said(&before));
    }

    #[test]
    fn a_choice_and_its_undoing_hold_on_other_devices(
        [before, other, _] in three_devices(), chosen in 0..ITEMS, others in some_items(), rest in rest(),
        chosen_ms in now_ms(), undone_ms in now_ms(),
    ) {
        // Whatever the other device said, this one had seen it before the choice.
        let mut agenda = merged(&before, &other);
        let before = agenda.clone();
        let undo = agenda.choose(&item(chosen), &others, rest, chosen_ms);
        let told = merged(&other, &agenda);
        prop_assert!(told.says_the_same(&agenda));
        agenda.undo(&undo, undone_ms);
        for copy in [&told, &other, &before] {
            prop_assert!(merged(copy, &agenda).says_the_same(&agenda));
            prop_assert_eq!(all_said(&merged(copy, &agenda)), all_said(&before));
        }
    }

    #[test]
    fn taking_back_touches_only_what_the_choice_changed(
        before in agenda(), chosen in 0..ITEMS, others in some_items(), rest in rest(), now_ms in now_ms(),
    ) {
        let mut agenda = before.clone();
        let undo = agenda.choose(&item(chosen), &others, rest, now_ms);
        for number in 0..ITEMS {
            agenda.set_note(&item(number), "written meanwhile", now_ms);
        }
        agenda.undo(&undo, now_ms);
        for number in 0..ITEMS {
            prop_assert_eq!(agenda.note(&item(number)), Some("written meanwhile"));
            prop_assert_eq!(agenda.plan(&item(number)), before.plan(&item(number)));
        }
    }
}

#[test]
fn a_choice_decides_on_every_device_until_it_is_taken_back() {
    let programme = morning(&["10:00-11:00", "10:00-11:00", "10:30-11:30", "11:30-12:00"]);
    let mut phone = everything(&programme);
    let mut laptop = Agenda::new(DeviceId::new(2));
    laptop.merge(&phone);
    let undo = {
        let found = overlaps(&programme, &phone);
        let others: Vec<_> = found[0].others(&item(1)).cloned().collect();
        // The phone's clock stands at 1970.
        phone.choose(&item(1), &others, Rest::WatchLater, 0)
    };
    laptop.merge(&phone);
    for device in [&phone, &laptop] {
        let found = overlaps(&programme, device);
        assert!(found[0].is_decided());
        assert_eq!(ids(found[0].attended()), ["item-1"]);
        assert_eq!(found[0].to_watch_later(), 2);
    }
    phone.undo(&undo, 0);
    laptop.merge(&phone);
    for device in [&phone, &laptop] {
        let found = overlaps(&programme, device);
        assert!(!found[0].is_decided());
        assert_eq!(found[0].attended().count(), 3);
    }
}

#[test]
fn an_item_that_another_tab_took_out_stays_out_unless_it_is_chosen() {
    let mut agenda = Agenda::new(DeviceId::new(1));
    for number in 0..3 {
        agenda.star(&item(number), true, 1);
    }
    agenda.star(&item(0), false, 2);
    let others = [item(0), item(2)];
    agenda.choose(&item(1), &others, Rest::WatchLater, 3);
    assert_eq!(agenda.plan(&item(0)), None);
    let undo = agenda.choose(&item(0), [], Rest::Keep, 4);
    assert_eq!(agenda.plan(&item(0)), Some(Plan::Attend));
    agenda.undo(&undo, 5);
    assert_eq!(agenda.plan(&item(0)), None);
}

#[test]
fn a_choice_wins_over_an_earlier_plan_of_another_device() {
    let [mut phone, mut laptop] = [1, 2].map(|device| Agenda::new(DeviceId::new(device)));
    phone.star(&item(0), true, 1);
    laptop.merge(&phone);
    laptop.set_plan(&item(0), Plan::WatchLater, 2);
    // Here it is to be attended already.
    phone.choose(&item(0), [], Rest::Keep, 3);
    assert_eq!(merged(&phone, &laptop).plan(&item(0)), Some(Plan::Attend));
}
