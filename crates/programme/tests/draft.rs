//! Rules for reading drafts from JSON that the types alone do not express.

use hallway_programme::draft::{Draft, ItemDraft};
use hallway_programme::text::{Block, Inline};
use hallway_programme::{Kind, Link, Status};
use serde_json::{Value, json};

fn tiny() -> Value {
    serde_json::from_str(include_str!("../examples/tiny.json")).expect("it is JSON")
}

fn read(document: &Value) -> Result<Draft, String> {
    serde_json::from_str(&document.to_string()).map_err(|error| error.to_string())
}

#[test]
fn null_counts_as_missing() {
    let mut document = tiny();
    let bare = json!({ "id": "tea", "title": "Tea" });
    document["items"] = json!([bare]);
    let missing = read(&document).expect("nothing that has to be there is missing");
    for field in [
        "subtitle",
        "kind",
        "type",
        "status",
        "language",
        "track",
        "room",
        "start",
        "end",
        "ends_by",
        "people",
        "topics",
        "abstract",
        "description",
        "materials",
        "do_not_record",
        "note",
        "source",
    ] {
        document["items"][0][field] = Value::Null;
    }
    assert_eq!(read(&document).as_ref(), Ok(&missing));
    let [item] = missing.items.as_slice() else {
        panic!("there is one item");
    };
    let expected = ItemDraft {
        id: "tea".into(),
        title: "Tea".into(),
        ..ItemDraft::default()
    };
    assert_eq!(*item, expected);
    assert_eq!((item.kind, item.status), (Kind::Talk, Status::Planned));
}

#[test]
fn what_has_to_be_there_may_not_be_null() {
    for (path, field) in [("", "conference"), ("/items/0", "title")] {
        let mut document = tiny();
        let part = document.pointer_mut(path).expect("it is there");
        part[field] = Value::Null;
        assert!(read(&document).is_err(), "{path}/{field}");
    }
}

#[test]
fn whole_numbers_may_be_written_as_fractions() {
    for (written, expected) in [
        ("3", Some(3)),
        ("3.0", Some(3)),
        ("3e2", Some(300)),
        ("-0", Some(0)),
        ("9007199254740991", Some(9_007_199_254_740_991)),
        ("9007199254740992", None),
        ("-1", None),
        ("2.5", None),
        ("\"3\"", None),
        ("null", None),
    ] {
        let json = include_str!("../examples/tiny.json");
        let json = json.replacen("\"revision\": 1", &format!("\"revision\": {written}"), 1);
        let draft = serde_json::from_str::<Draft>(&json);
        let revision = draft.ok().map(|draft| draft.revision);
        assert_eq!(revision, expected, "{written}");
    }
}

#[test]
fn a_format_beyond_all_measure_is_the_greatest_that_fits() {
    let mut document = tiny();
    document["format"] = json!(5_000_000_000_u64);
    assert_eq!(read(&document).map(|draft| draft.format), Ok(u32::MAX));
}

#[test]
fn unknown_fields_are_passed_over() {
    let mut document = tiny();
    let expected = read(&document);
    document["comment"] = json!({ "by": ["somebody"] });
    document["items"][0]["comment"] = json!(1);
    assert_eq!(read(&document), expected);
}

#[test]
fn texts_are_tagged_trees() {
    let mut document = tiny();
    document["conference"]["description"] = json!([{
        "paragraph": ["break", { "link": { "to": "https://example.org/", "text": [{ "text": "x" }] } }]
    }]);
    let draft = read(&document).expect("it is in order");
    let link = Inline::Link {
        to: Link::new("https://example.org/").expect("it is a link"),
        text: vec![Inline::Text("x".into())],
    };
    let paragraph = Block::Paragraph(vec![Inline::Break, link]);
    assert_eq!(draft.conference.description, [paragraph]);
}

#[test]
fn unsafe_links_of_texts_and_sources_are_refused() {
    let link = json!({ "link": { "to": "javascript:x", "text": [] } });
    for (field, value) in [
        ("description", json!([{ "paragraph": [link] }])),
        (
            "sources",
            json!([{ "title": "A page", "link": "javascript:x" }]),
        ),
    ] {
        let mut document = tiny();
        document["conference"][field] = value;
        let error = read(&document).expect_err("it is no link that is safe to follow");
        assert!(error.contains("\"javascript:x\" is not a link"), "{error}");
    }
}
