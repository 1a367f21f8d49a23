//! What is on and what is next agree with the definition, applied to each item separately.

use hallway_programme::now::{Now, Phase, now, now_among, phase};
use hallway_programme::{End, Instant, Item, Moment, Programme, Status};
use proptest::prelude::*;

use crate::arbitrary;

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

fn takes_place(item: &Item) -> bool {
    item.slot.is_some() && item.status != Status::Cancelled
}

fn start(item: &Item) -> Option<Moment> {
    item.slot.map(|slot| slot.start.moment())
}

/// Whether the item is the first of its room on the day of the first item that is to come.
fn is_next(item: &Item, items: &[Item], moment: Moment) -> bool {
    let to_come = || {
        let to_come = items.iter().filter(|item| takes_place(item));
        to_come.filter(|item| start(item).is_some_and(|start| start > moment))
    };
    let day = |item: &Item| item.slot.map(|slot| slot.start.day());
    let Some(first) = to_come().min_by_key(|item| start(item)) else {
        return false;
    };
    let of_room = to_come().filter(|other| other.room == item.room);
    let of_day = of_room.filter(|other| day(other) == day(first));
    to_come().any(|other| other.id == item.id)
        && day(item) == day(first)
        && of_day.filter_map(start).min() == start(item)
}

/// Chooses some of the items.
fn is_one_of_some(item: &Item) -> bool {
    item.id.as_str().bytes().fold(0, u8::wrapping_add) % 2 == 0
}

/// The same definition, applied to a programme that has only some of the items.
fn of_some(items: &[Item], moment: Moment) -> Now {
    let some: Vec<Item> = items
        .iter()
        .filter(|item| is_one_of_some(item))
        .cloned()
        .collect();
    let positions = |holds: &dyn Fn(&Item) -> bool| {
        let positions = items.iter().enumerate();
        let positions = positions.filter(|(_, item)| is_one_of_some(item) && holds(item));
        positions.map(|(at, _)| at).collect()
    };
    Now {
        on: positions(&|item| takes_place(item) && is_on(item, moment)),
        next: positions(&|item| is_next(item, &some, moment)),
    }
}

#[test]
fn an_item_is_on_from_its_start_to_its_end_and_each_room_has_its_next() {
    proptest!(ProptestConfig::with_cases(200), |((programme, _) in arbitrary::programme())| {
        let items = programme.items();
        for moment in moments(items) {
            let now = now(&programme, moment);
            let on = |at: &usize| takes_place(&items[*at]) && is_on(&items[*at], moment);
            let on: Vec<usize> = (0..items.len()).filter(on).collect();
            prop_assert_eq!(&now.on, &on, "{:?}", moment);
            let next = |at: &usize| is_next(&items[*at], items, moment);
            let next: Vec<usize> = (0..items.len()).filter(next).collect();
            prop_assert_eq!(&now.next, &next, "{:?}", moment);
            let some = now_among(&programme, moment, is_one_of_some);
            prop_assert_eq!(some, of_some(items, moment), "{:?}", moment);
            let begun = items.iter().filter(|item| takes_place(item)).filter_map(start);
            let begun = begun.clone().any(|start| start <= moment).then_some(begun);
            let first = items.iter().filter(|item| takes_place(item)).find(|item| start(item) > Some(moment));
            let first = first.and_then(|item| item.slot).map(|slot| slot.start);
            let expected = match (begun, first) {
                _ if !on.is_empty() => Phase::During,
                (None, None) => Phase::Untimed,
                (None, Some(first)) => Phase::Before(first),
                (Some(_), Some(next)) => Phase::Between(next),
                (Some(_), None) => Phase::After,
            };
            prop_assert_eq!(phase(&programme, moment), expected, "{:?}", moment);
        }
    });
}

/// Clocks are put back in the night before the second day: every minute of both days.
#[test]
fn minutes_are_counted_right_while_clocks_change() {
    let item = |id: &str, start: &str, end: &str| {
        format!(r#"{{"id":"{id}","title":"{id}","start":"{start}","end":"{end}"}}"#)
    };
    let items = [
        item(
            "late",
            "2021-10-30T23:00:00+02:00",
            "2021-10-31T01:30:00+02:00",
        ),
        item(
            "twice",
            "2021-10-31T02:30:00+02:00",
            "2021-10-31T02:30:00+01:00",
        ),
        item(
            "morning",
            "2021-10-31T09:00:00+01:00",
            "2021-10-31T10:00:00+01:00",
        ),
    ];
    let json = format!(
        r#"{{"format":1,"revision":1,"conference":{{"id":"c","title":"C","first_day":"2021-10-30","last_day":"2021-10-31","zone":"Europe/Berlin"}},"items":[{}]}}"#,
        items.join(",")
    );
    let programme = Programme::from_json(&json).expect("this is a programme");
    let begin = Instant::parse("2021-10-30T00:00:00+02:00").expect("this is an instant");
    for minute in 0..49 * 60 {
        let second = begin.moment().unix_second() + minute * 60;
        let moment = Moment::from_unix_second(second).expect("calendars reach 2021");
        let on = |at: &usize| is_on(&programme.items()[*at], moment);
        let on: Vec<usize> = (0..3).filter(on).collect();
        assert_eq!(now(&programme, moment).on, on, "minute {minute}");
        let days: Vec<i64> = programme
            .items()
            .iter()
            .filter_map(|item| item.slot)
            .map(|slot| slot.start.days_after(moment))
            .collect();
        let midnight = |offset: i32| {
            let there = moment.at_offset(offset).expect("this is an offset");
            i64::from(there.day().of_month()) + if there.day().month() == 11 { 31 } else { 0 }
        };
        let expected =
            [(30, 7200), (31, 7200), (31, 3600)].map(|(day, offset)| day - midnight(offset));
        assert_eq!(days, expected, "minute {minute}");
    }
}
