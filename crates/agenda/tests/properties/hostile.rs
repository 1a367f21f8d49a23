//! Copies that nobody's devices wrote: stamps at the end of time, and items by the thousand. A tap holds
//! all the same, devices agree, and an agenda that is too large has a way out.

use hallway_agenda::limits::{MOST_TOMBSTONES, MOST_UNKNOWN};
use hallway_agenda::{Agenda, DeviceId, Removed, SharedSchedule, horizon};
use hallway_programme::ItemId;
use proptest::prelude::*;

use crate::history::{ITEMS, agenda, item, items, merged, said, three_devices};

const NOW_MS: u64 = 1_800_000_000_000;
const DAY_MS: u64 = 24 * 60 * 60 * 1_000;

/// The greatest number of milliseconds that a stamp may have.
const LATEST: u64 = (1 << 53) - 1;

/// A star with any stamp, above all those next to an edge, by any device. None lies where two devices
/// whose clocks are a day apart would not agree whether to believe it.
fn hostile() -> impl Strategy<Value = Agenda> {
    let horizon_ms = horizon(NOW_MS);
    let wall_ms = prop_oneof![
        Just(LATEST),
        Just(LATEST - 1),
        0..3_u64,
        NOW_MS - 2..NOW_MS + 2 * DAY_MS,
        horizon_ms - 400 * DAY_MS..horizon_ms - 2 * DAY_MS,
        horizon_ms + 2 * DAY_MS..horizon_ms + 400 * DAY_MS,
        8_640_000_000_000_000..=LATEST,
    ];
    let counter = prop_oneof![
        Just(0_u32),
        Just(u32::MAX),
        Just(u32::MAX - 1),
        any::<u32>()
    ];
    let device = prop_oneof![Just(u64::MAX), Just(0), any::<u64>()];
    let star = (0..ITEMS, any::<bool>(), wall_ms, counter, device);
    prop::collection::vec(star, 1..6).prop_map(|stars| {
        let mut all = Agenda::new(DeviceId::new(9));
        for (number, starred, wall_ms, counter, device) in stars {
            let text = format!(
                r#"{{"format":1,"device":"{device:016x}","items":{{"item-{number}":{{"star":[{starred},[{wall_ms},{counter},"{device:016x}"]]}}}}}}"#
            );
            all.merge(&Agenda::from_text(&text).expect("it is an agenda"));
        }
        all
    })
}

/// A copy as a device whose clock shows `now_ms` takes it in.
fn at(now_ms: u64, copy: &Agenda) -> Agenda {
    let mut copy = copy.clone();
    copy.clamp(horizon(now_ms));
    copy
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_tap_holds_whatever_stamps_were_there(
        before in hostile(), again in hostile(), number in 0..ITEMS, starred: bool,
        skew_ms in 0..DAY_MS, later_ms in 0..DAY_MS,
    ) {
        let mut phone = merged(&Agenda::new(DeviceId::new(1)), &at(NOW_MS, &before));
        let mut laptop = merged(&Agenda::new(DeviceId::new(2)), &at(NOW_MS + skew_ms, &before));
        phone.star(&item(number), starred, NOW_MS);
        prop_assert_eq!(phone.is_starred(&item(number)), starred);

        // From its own storage, and together with the copy that was there before, as often as one likes.
        for _ in 0..3 {
            phone = at(NOW_MS + later_ms, &phone);
            phone.merge(&at(NOW_MS + later_ms, &before));
            prop_assert_eq!(phone.is_starred(&item(number)), starred);
            // Another device agrees, in whatever order they meet.
            laptop.merge(&at(NOW_MS + skew_ms, &before));
            laptop.merge(&at(NOW_MS + skew_ms, &phone));
            phone.merge(&at(NOW_MS + later_ms, &laptop));
            prop_assert_eq!(laptop.is_starred(&item(number)), starred);
            prop_assert_eq!(said(&phone), said(&laptop));
        }

        // A tap after any other copy holds against that one too.
        phone.merge(&at(NOW_MS + later_ms, &again));
        phone.star(&item(number), !starred, NOW_MS + later_ms);
        let both = merged(&at(NOW_MS + later_ms, &again), &at(NOW_MS + later_ms, &phone));
        prop_assert_eq!(both.is_starred(&item(number)), !starred);
    }

    #[test]
    fn clamped_copies_merge_as_any(a in hostile(), b in hostile(), [c, _, _] in three_devices()) {
        let [a, b, c] = [&a, &b, &c].map(|copy| at(NOW_MS, copy));
        prop_assert_eq!(said(&merged(&a, &b)), said(&merged(&b, &a)));
        prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
        prop_assert_eq!(&merged(&a, &a), &a);
        // Nothing that came of them has to be set back, whichever way they met.
        let both = merged(&a, &b);
        prop_assert_eq!(&at(NOW_MS, &both), &both);
        // A star that nothing contradicts stays, whatever its stamp.
        let alone = at(NOW_MS, &c);
        for item in items() {
            prop_assert_eq!(alone.is_starred(&item), c.is_starred(&item));
        }
    }

    #[test]
    fn what_is_removed_stays_away_and_can_be_put_back(
        own in agenda(), known in prop::collection::btree_set(0..ITEMS, 0..=usize::from(ITEMS)),
    ) {
        let is_known = |id: &ItemId| known.iter().any(|number| item(*number) == *id);
        let before = at(NOW_MS, &own);
        let (mut phone, laptop) = (before.clone(), before.clone());
        let unknown = phone.unknown(is_known);
        let (said_before, forgotten) = phone.remove_unknown(is_known, NOW_MS);
        prop_assert!(forgotten.is_empty());
        // Devices that still have them agree after a merge, and a second removal finds nothing.
        let both = merged(&laptop, &phone);
        prop_assert!(both.says_the_same(&phone));
        prop_assert!(both.unknown(is_known).is_empty());
        // What the programme knows is as it was.
        for item in items().filter(is_known) {
            prop_assert_eq!(both.is_starred(&item), before.is_starred(&item));
            prop_assert_eq!(both.note(&item), before.note(&item));
        }
        phone.put_back(&said_before, NOW_MS + 1);
        prop_assert_eq!(phone.unknown(is_known), unknown);
        for item in items() {
            prop_assert_eq!(phone.is_starred(&item), before.is_starred(&item));
            prop_assert_eq!(phone.note(&item), before.note(&item));
            prop_assert_eq!(phone.rating(&item), before.rating(&item));
            prop_assert_eq!(phone.attended(&item), before.attended(&item));
            prop_assert_eq!(phone.plan(&item), before.plan(&item));
        }
        prop_assert!(merged(&both, &phone).says_the_same(&phone));
    }
}

fn with_stars(device: u64, ids: impl Iterator<Item = usize>) -> Agenda {
    let mut agenda = Agenda::new(DeviceId::new(device));
    for number in ids {
        let id = ItemId::new(&format!("unknown-{number:0>40}")).expect("it is an id");
        agenda.star(&id, true, NOW_MS - DAY_MS + number as u64);
    }
    agenda
}

#[test]
fn an_agenda_of_thousands_that_no_programme_knows_becomes_small_and_stays_so() {
    let nothing_is_known = |_: &ItemId| false;
    let mut phone = with_stars(1, 0..5_000);
    let mut laptop = merged(&Agenda::new(DeviceId::new(2)), &phone);
    let large = phone.to_text().len();
    let mut removed = Removed::default();
    let (_, forgotten) = phone.remove_unknown(nothing_is_known, NOW_MS);
    assert_eq!(forgotten.len(), 5_000 - MOST_TOMBSTONES);
    removed.add(forgotten);
    let small = phone.to_text().len();
    assert!(small * 20 < large && small < 32 * 1024, "{small}");

    // The laptop has them, and does not bring them back to the phone, however often they meet.
    for _ in 0..3 {
        laptop.merge(&phone);
        let mut theirs = laptop.clone();
        theirs.leave_out(&removed, nothing_is_known);
        phone.merge(&theirs);
        assert!(phone.unknown(nothing_is_known).is_empty());
        assert_eq!(phone.to_text().len(), small);
    }
    // There they are counted, and can be removed too; then both agree.
    let left = laptop.unknown(nothing_is_known).len();
    assert_eq!(left, 5_000 - MOST_TOMBSTONES);
    laptop.remove_unknown(nothing_is_known, NOW_MS + 1);
    assert!(laptop.to_text().len() < 32 * 1024);
    phone.merge(&laptop);
    assert!(phone.unknown(nothing_is_known).is_empty());
    assert!(phone.to_text().len() < 64 * 1024);
}

#[test]
fn a_file_brings_in_what_is_known_and_a_bounded_rest() {
    let known = ItemId::new("known").expect("it is an id");
    let is_known = |id: &ItemId| *id == known;
    let mut file = with_stars(3, 0..2_000);
    file.star(&known, true, NOW_MS);
    let mut own = with_stars(1, 1_990..2_010);
    let (admitted, left_out) = own.admitted(&file, is_known);
    own.add(&admitted, NOW_MS);
    assert!(own.is_starred(&known));
    assert_eq!(own.unknown(is_known).len(), MOST_UNKNOWN);
    assert_eq!(left_out, 2_010 - MOST_UNKNOWN);
    // One's own are all there still, and reading the file again adds nothing.
    assert!(
        with_stars(1, 1_990..2_010)
            .starred()
            .all(|id| own.is_starred(id))
    );
    let (admitted, _) = own.admitted(&file, is_known);
    let before = own.clone();
    own.add(&admitted, NOW_MS + 1);
    assert_eq!(own.unknown(is_known), before.unknown(is_known));
}

#[test]
fn a_link_holds_so_much_and_no_more() {
    let fragment = |number: usize| {
        let ids: Vec<_> = (0..number).map(|id| format!("a{id}")).collect();
        format!("name={}&items={}", "n".repeat(500), ids.join("."))
    };
    let shared = SharedSchedule::from_fragment(&fragment(5_000)).expect("it is within the limits");
    assert_eq!((shared.items.len(), shared.name.len()), (5_000, 100));
    assert_eq!(SharedSchedule::from_fragment(&fragment(5_001)), None);
    let (kept, left_out) = shared.with_unknown_up_to(200, |id| id.as_str() == "a7");
    assert_eq!((kept.items.len(), left_out), (201, 4_799));
    // What one shares oneself can be read.
    let long = with_stars(1, 0..6_000);
    let own = SharedSchedule::of(&long, "Me");
    assert_eq!(SharedSchedule::from_fragment(&own.to_fragment()), Some(own));
}
