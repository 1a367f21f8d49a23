//! The check reports all problems at once, and never panics, whatever it is given.

use std::collections::BTreeSet;

use hallway_programme::check::{Part, check};
use hallway_programme::{Draft, Programme, ReadError};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::arbitrary;

/// A change that makes a valid document invalid, and the part and field where the check must report
/// it.
type Fault = (
    &'static str,
    fn(usize) -> Part,
    &'static str,
    fn(&mut Value),
);

const FAULTS: [Fault; 12] = [
    ("items", Part::Item, "title", |part| {
        part["title"] = json!(" ")
    }),
    ("items", Part::Item, "topics", |part| {
        part["topics"] = json!(["nowhere"])
    }),
    ("items", Part::Item, "people", |part| {
        part["people"] = json!(["nobody"])
    }),
    ("items", Part::Item, "people", |part| {
        part["people"] = json!(["nobody", "nobody"])
    }),
    ("items", Part::Item, "room", |part| {
        part["room"] = json!("nowhere")
    }),
    ("items", Part::Item, "source", |part| {
        part["source"] = json!("javascript:alert(1)")
    }),
    ("tracks", Part::Track, "leads", |part| {
        part["leads"] = json!(["nobody"])
    }),
    ("tracks", Part::Track, "call.ends", |part| {
        part["call"] = json!({ "ends": "" })
    }),
    ("people", Part::Person, "name", |part| {
        part["name"] = json!("")
    }),
    ("people", Part::Person, "links", |part| {
        part["links"] = json!(["x"])
    }),
    ("rooms", Part::Room, "title", |part| {
        part["title"] = json!("")
    }),
    ("topics", Part::Topic, "title", |part| {
        part["title"] = json!("\t")
    }),
];

fn read(document: &Value) -> Result<Programme, ReadError> {
    Programme::from_json(&document.to_string())
}

#[test]
fn every_fault_is_said_and_nothing_else() {
    let faults = prop::collection::vec(
        (
            prop::sample::select(&FAULTS[..]),
            any::<prop::sample::Index>(),
        ),
        0..8,
    );
    proptest!(ProptestConfig::with_cases(400), |(mut document in arbitrary::document(), faults in faults)| {
        let mut expected = BTreeSet::new();
        for ((list, place, field, spoil), at) in faults {
            let Some(parts) = document[list].as_array_mut().filter(|parts| !parts.is_empty()) else {
                continue;
            };
            let at = at.index(parts.len());
            spoil(&mut parts[at]);
            expected.insert((place(at), field));
        }
        let said: BTreeSet<_> = match read(&document) {
            Ok(_) => BTreeSet::new(),
            Err(ReadError::Problems(problems)) => {
                prop_assert!(problems.iter().is_sorted_by_key(|problem| problem.part));
                problems.iter().map(|problem| (problem.part, problem.field)).collect()
            }
            Err(ReadError::Form(error)) => return Err(TestCaseError::fail(error)),
        };
        prop_assert_eq!(said, expected);
    });
}

/// Values that someone may write where they don't belong.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        prop::sample::select(vec![
            "item-0",
            "item-1",
            "track-0",
            "topic-1",
            "2021-11-07",
            "2021-11-06T10:00:00-03:00",
            "9999-12-31T23:59:59+23:59",
            "-009999-01-01T00:00:00-23:59",
            "0000-00-00",
            "",
        ])
        .prop_map(Value::from),
        Just(json!([])),
        Just(json!(["item-0", "item-0"])),
        Just(json!({ "ends": "" })),
    ]
}

/// Replaces a value inside `value` by `odd`, or removes its field if `odd` is null.
fn spoil(value: &mut Value, path: &mut impl Iterator<Item = prop::sample::Index>, odd: &Value) {
    let Some(index) = path.next() else {
        *value = odd.clone();
        return;
    };
    match value {
        Value::Array(entries) if !entries.is_empty() => {
            let at = index.index(entries.len());
            spoil(&mut entries[at], path, odd);
        }
        Value::Object(fields) if !fields.is_empty() => {
            let at = index.index(fields.len());
            let key = fields.keys().nth(at).cloned().unwrap_or_default();
            if odd.is_null() {
                fields.remove(&key);
            } else if let Some(field) = fields.get_mut(&key) {
                spoil(field, path, odd);
            }
        }
        _ => *value = odd.clone(),
    }
}

#[test]
fn whatever_it_is_given_it_refuses_or_understands() {
    let spoils = prop::collection::vec(
        (
            prop::collection::vec(any::<prop::sample::Index>(), 0..6),
            odd(),
        ),
        1..6,
    );
    proptest!(ProptestConfig::with_cases(1_500), |(mut document in arbitrary::document(), spoils in spoils)| {
        for (path, odd) in spoils {
            spoil(&mut document, &mut path.into_iter(), &odd);
        }
        match read(&document) {
            Ok(programme) => prop_assert_eq!(read(&serde_json::from_str(&programme.to_json()).expect("it is JSON")), Ok(programme)),
            Err(ReadError::Form(reason)) => prop_assert!(!reason.is_empty()),
            Err(ReadError::Problems(problems)) => prop_assert!(!problems.is_empty()),
        }
    });
}

#[test]
fn a_text_that_is_cut_off_anywhere_is_refused() {
    let whole = include_str!("../../examples/tiny.json").trim_end();
    assert!(Programme::from_json(whole).is_ok());
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)) {
        let cut = &whole[..end];
        assert!(
            matches!(Programme::from_json(cut), Err(ReadError::Form(_))),
            "{cut}"
        );
    }
}

#[test]
fn a_draft_is_checked_the_same_as_its_json() {
    proptest!(ProptestConfig::with_cases(100), |(document in arbitrary::document())| {
        let draft: Draft = serde_json::from_value(document.clone()).expect("it is in order");
        prop_assert_eq!(check(draft).ok(), read(&document).ok());
    });
}
