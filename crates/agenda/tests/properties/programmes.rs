//! Programmes of a few items at any time in any room, for agendas to be about.

use hallway_agenda::{Agenda, DeviceId};
use hallway_programme::{ItemId, Moment, Programme};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

/// When the two days begin, in seconds since 1970: at midnight by clocks two hours ahead of UTC.
pub const BEGIN: i64 = 1_635_544_800;

/// How many minutes the two days have.
pub const MINUTES: i64 = 2 * 24 * 60;

fn instant(minute: i64) -> String {
    let moment = Moment::from_unix_second(BEGIN + minute * 60).expect("calendars reach 2021");
    let instant = moment.at_offset(7_200).expect("this is an offset");
    instant.to_string()
}

prop_compose! {
    fn item(quarters: i64)(
        start in 0..quarters,
        length in 1..12i64,
        end in 0..3,
        room in prop::option::of(0..3),
        title in "[aé,;\\\\\n :\u{1f600}]{1,90}",
        cancelled in prop::bool::weighted(0.1),
    ) -> Value {
        let (start, length) = (start * 15, length * 15);
        let mut item = json!({"title": format!("T{title}T"), "start": instant(start)});
        match end {
            0 => item["end"] = instant(start + length).into(),
            1 => item["ends_by"] = instant(start + length).into(),
            _ => {}
        }
        if let Some(room) = room {
            item["room"] = format!("room-{room}").into();
        }
        if cancelled {
            item["status"] = "cancelled".into();
        }
        item
    }
}

/// A programme of up to a dozen items on two days.
pub fn programme() -> impl Strategy<Value = Programme> {
    starting_within((MINUTES - 200) / 15)
}

/// A programme of up to a dozen items of which most overlap: all start within six hours.
pub fn crowded() -> impl Strategy<Value = Programme> {
    starting_within(24)
}

/// A programme of items that start in so many quarters of an hour.
fn starting_within(quarters: i64) -> impl Strategy<Value = Programme> {
    vec(item(quarters), 0..12).prop_map(|mut items| {
        for (at, item) in items.iter_mut().enumerate() {
            item["id"] = format!("item-{at}").into();
        }
        of(items)
    })
}

/// A programme of those items, in three rooms.
pub fn of(items: Vec<Value>) -> Programme {
    let rooms: Vec<_> = (0..3)
        .map(|room| json!({"id": format!("room-{room}"), "title": format!("Room {room}")}))
        .collect();
    let json = json!({
        "format": 1,
        "revision": 7,
        "conference": {
            "id": "two-days", "title": "Two days", "first_day": "2021-10-30",
            "last_day": "2021-10-31", "zone": "Africa/Cairo",
        },
        "rooms": rooms,
        "items": items,
    });
    Programme::from_json(&json.to_string()).expect("this is in order")
}

/// An agenda that holds everything, with a note on the first item.
pub fn everything(programme: &Programme) -> Agenda {
    let mut agenda = Agenda::new(DeviceId::new(1));
    for item in programme.items() {
        agenda.star(&item.id, true, 1);
    }
    let first: Option<&ItemId> = programme.items().first().map(|item| &item.id);
    if let Some(first) = first {
        agenda.set_note(first, "bring the adapter; and, maybe, cake\nor two", 2);
    }
    agenda
}
