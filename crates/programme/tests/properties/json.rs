//! Publishing and reading a programme loses nothing.

use hallway_programme::Link;
use hallway_programme::Programme;
use hallway_programme::text::{Block, Inline, Text};
use proptest::prelude::*;

use serde_json::{Value, json};

use crate::arbitrary;

#[test]
fn what_is_written_is_read_again() {
    proptest!(ProptestConfig::with_cases(300), |((programme, _) in arbitrary::programme())| {
        let json = programme.to_json();
        let read = Programme::from_json(&json).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read.to_json(), json);
        prop_assert_eq!(read, programme);
    });
}

/// The document without empty fields, and with its items sorted by id.
fn bare(mut document: Value) -> Value {
    strip(&mut document);
    if let Some(items) = document["items"].as_array_mut() {
        items.sort_by_key(|item| item["id"].to_string());
    }
    document
}

fn strip(value: &mut Value) {
    match value {
        Value::Array(entries) => entries.iter_mut().for_each(strip),
        Value::Object(fields) => {
            fields.values_mut().for_each(strip);
            fields.retain(|_, field| !field.is_null() && *field != json!([]));
        }
        _ => {}
    }
}

#[test]
fn what_is_published_is_what_was_written() {
    proptest!(ProptestConfig::with_cases(300), |((programme, document) in arbitrary::programme())| {
        let published = serde_json::from_str(&programme.to_json()).expect("it is JSON");
        prop_assert_eq!(bare(published), bare(document));
    });
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        any::<String>().prop_map(Inline::Text),
        any::<String>().prop_map(Inline::Code),
        Just(Inline::Break),
    ];
    let inline = leaf.prop_recursive(3, 12, 4, |inner| {
        let inner = prop::collection::vec(inner, 0..4);
        let to = Link::new("https://lpc.events/?a=b&c=\"d\"").expect("it is a link");
        prop_oneof![
            inner.clone().prop_map(Inline::Emphasis),
            inner.clone().prop_map(Inline::Strong),
            inner.prop_map(move |text| Inline::Link {
                to: to.clone(),
                text
            }),
        ]
    });
    prop::collection::vec(inline, 0..4)
}

/// Texts with every kind of block and inline.
pub fn text() -> impl Strategy<Value = Text> {
    let leaf = prop_oneof![
        inlines().prop_map(Block::Paragraph),
        any::<String>().prop_map(Block::Code)
    ];
    let block = leaf.prop_recursive(3, 12, 3, |inner| {
        let entries = prop::collection::vec(prop::collection::vec(inner, 0..3), 0..3);
        prop_oneof![
            entries.clone().prop_map(Block::List),
            entries.prop_map(Block::Numbered)
        ]
    });
    prop::collection::vec(block, 0..4)
}

#[test]
fn every_text_is_read_as_it_is_written() {
    proptest!(ProptestConfig::with_cases(300), |(text in text())| {
        let json = serde_json::to_string(&text).expect("a text holds only texts and lists");
        prop_assert_eq!(serde_json::from_str::<Text>(&json).ok(), Some(text));
    });
}
