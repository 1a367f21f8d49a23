//! A programme survives being published and read.

use hallway_programme::Link;
use hallway_programme::Programme;
use hallway_programme::json::Json;
use hallway_programme::text::{Block, Inline, Text};
use proptest::prelude::*;

use serde_json::{Value, json};

use crate::{arbitrary, cases};

#[test]
fn what_is_written_is_read_again() {
    proptest!(cases(300), |((programme, _) in arbitrary::programme())| {
        let json = programme.to_json();
        let read = Programme::from_json(&json).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(read.to_json(), json);
        prop_assert_eq!(read, programme);
    });
}

/// The document without what it leaves open, and its items by id.
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
    proptest!(cases(300), |((programme, document) in arbitrary::programme())| {
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
    proptest!(cases(300), |(text in text())| {
        let json = serde_json::to_string(&text).expect("a text holds only texts and lists");
        prop_assert_eq!(serde_json::from_str::<Text>(&json).ok(), Some(text));
    });
}

/// Texts of JSON, most of which a letter was put into, taken from or changed in.
fn texts() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        any::<Option<bool>>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-1e9..1e9).prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    let value = value.prop_recursive(4, 24, 4, |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from);
        let fields = prop::collection::btree_map(any::<String>(), inner, 0..4);
        prop_oneof![list, fields.prop_map(|fields| fields.into_iter().collect())]
    });
    let letter = prop::sample::select(r#""\/bnu0dD8{}[],:.-+eE1 tfn"#.chars().collect::<Vec<_>>());
    let slip = (
        any::<prop::sample::Index>(),
        0..2_usize,
        prop::collection::vec(letter, 0..3),
    );
    let slips = prop::collection::vec(slip, 0..3);
    (value, any::<bool>(), slips).prop_map(|(value, is_spaced, slips)| {
        let text = if is_spaced {
            format!("{value:#}")
        } else {
            value.to_string()
        };
        let mut letters: Vec<char> = text.chars().collect();
        for (at, taken, put) in slips {
            let at = at.index(letters.len() + 1);
            let end = (at + taken).min(letters.len());
            letters.splice(at..end, put);
        }
        letters.into_iter().collect()
    })
}

#[test]
fn the_app_s_parser_reads_what_serde_json_does_and_refuses_what_it_does() {
    let number = |text: &str| text.parse().expect("it is a number of JSON");
    proptest!(cases(3_000), |(text in texts())| {
        let parsed = Json::parse(&text, number);
        let expected: Option<Json> = serde_json::from_str(&text).ok();
        prop_assert_eq!(parsed.map(rounded), expected.map(rounded), "{}", text);
    });
}

/// With numbers to eight digits: `serde_json` takes the last bit of a fraction less exactly.
fn rounded(json: Json) -> Json {
    match json {
        Json::Number(number) => Json::Number(f64::from(number as f32)),
        Json::List(values) => Json::List(values.into_iter().map(rounded).collect()),
        Json::Object(fields) => {
            let fields = fields.into_iter();
            Json::Object(fields.map(|(name, value)| (name, rounded(value))).collect())
        }
        other => other,
    }
}

#[test]
fn what_is_nested_beyond_all_measure_is_refused_by_both() {
    for depth in [127, 128, 129, 100_000] {
        let text = ["[".repeat(depth), "]".repeat(depth)].concat();
        let parsed = Json::parse(&text, |_| 0.0);
        let expected: Option<Json> = serde_json::from_str(&text).ok();
        assert_eq!(parsed.is_some(), expected.is_some(), "{depth}");
    }
}
