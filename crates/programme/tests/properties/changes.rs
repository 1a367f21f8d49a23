//! The changes between two programmes agree with a comparison of their JSON, field by field.

use std::collections::BTreeMap;

use hallway_programme::changes::{Change, Difference, changes};
use hallway_programme::{Programme, Status};
use proptest::prelude::*;
use serde_json::{Map, Value};

use crate::arbitrary;

/// The published JSON of each item, by id, with the title of its room in place of the room's id.
fn published(programme: &Programme) -> BTreeMap<String, Value> {
    let json: Value = serde_json::from_str(&programme.to_json()).expect("it is JSON");
    let rooms = json["rooms"].as_array().cloned().unwrap_or_default();
    let items = json["items"].as_array().cloned().unwrap_or_default();
    items
        .into_iter()
        .map(|mut item| {
            let room = rooms.iter().find(|room| room["id"] == item["room"]);
            item["room"] = room.map_or(Value::Null, |room| room["title"].clone());
            (item["id"].as_str().unwrap_or_default().to_owned(), item)
        })
        .collect()
}

fn differs(one: &Value, other: &Value, fields: &[&str]) -> bool {
    fields
        .iter()
        .any(|field| one.get(field) != other.get(field))
}

const PLACE: [&str; 4] = ["start", "end", "ends_by", "room"];

/// Fields that say where the facts come from. A change in them is not reported.
const MAKING: [&str; 2] = ["note", "source"];

/// Compares the same item of two programmes the slow way: whether it moved, whether it has another
/// title, whether another field differs. Every published field counts, except those in [`MAKING`].
fn compared(one: &Value, other: &Value) -> (bool, bool, bool) {
    let fields = [one, other].map(|item| item.as_object().expect("an item is an object"));
    let fields = fields.into_iter().flat_map(Map::keys).map(String::as_str);
    let details: Vec<_> = fields
        .filter(|field| *field != "title" && !PLACE.contains(field) && !MAKING.contains(field))
        .collect();
    (
        differs(one, other, &PLACE),
        differs(one, other, &["title"]),
        differs(one, other, &details),
    )
}

fn has(change: Option<&&Change>, is: fn(&Difference) -> bool) -> bool {
    change.is_some_and(|change| change.differences.iter().any(is))
}

#[test]
fn every_item_that_differs_is_told_once_and_no_other() {
    proptest!(ProptestConfig::with_cases(300), |(
        (before, _) in arbitrary::programme(),
        (after, _) in arbitrary::programme(),
    )| {
        let told = changes(&before, &after);
        let by_id: BTreeMap<&str, &Change> = told.iter().map(|change| (change.item.as_str(), change)).collect();
        prop_assert_eq!(by_id.len(), told.len(), "each once");
        let (old, new) = (published(&before), published(&after));
        for id in old.keys().chain(new.keys()) {
            let change = by_id.get(id.as_str());
            match (old.get(id), new.get(id)) {
                (Some(_), None) => prop_assert!(has(change, |it| *it == Difference::Removed)),
                (None, Some(_)) => prop_assert!(has(change, |it| *it == Difference::Added)),
                (Some(one), Some(other)) => {
                    let (moved, retitled, details) = compared(one, other);
                    prop_assert_eq!(has(change, |it| matches!(it, Difference::Moved { .. })), moved);
                    prop_assert_eq!(has(change, |it| matches!(it, Difference::Retitled { .. })), retitled);
                    prop_assert_eq!(change.is_some(), moved || retitled || details);
                }
                (None, None) => unreachable!("it comes from one of the two"),
            }
        }
    });
}

#[test]
fn the_way_back_tells_the_opposite() {
    proptest!(ProptestConfig::with_cases(200), |(
        (before, _) in arbitrary::programme(),
        (after, _) in arbitrary::programme(),
    )| {
        prop_assert_eq!(changes(&before, &before), []);
        let there = changes(&before, &after);
        let back = changes(&after, &before);
        prop_assert_eq!(there.len(), back.len());
        for change in &there {
            let opposite = back.iter().find(|other| other.item == change.item);
            let is = |it: fn(&Difference) -> bool| opposite.is_some_and(|change| change.differences.iter().any(it));
            for difference in &change.differences {
                let undone = match difference {
                    Difference::Added => is(|it| *it == Difference::Removed),
                    Difference::Removed => is(|it| *it == Difference::Added),
                    Difference::Cancelled => {
                        prop_assert_eq!(after.item(&change.item).map(|item| item.status), Some(Status::Cancelled));
                        is(|it| *it == Difference::Reinstated)
                    }
                    Difference::Reinstated => is(|it| *it == Difference::Cancelled),
                    Difference::Moved { .. } => is(|it| matches!(it, Difference::Moved { .. })),
                    Difference::Retitled { .. } => is(|it| matches!(it, Difference::Retitled { .. })),
                    Difference::Details => is(|it| *it == Difference::Details),
                };
                prop_assert!(undone, "{:?}", difference);
            }
        }
    });
}
