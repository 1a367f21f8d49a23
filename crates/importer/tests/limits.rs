//! Files that are larger than any conference's are cut at the limits, with one message for each
//! kind.

use hallway_importer::import::{File, Import, ImportOptions, import};
use hallway_programme::limits::{
    LONGEST_TITLE, MOST_ENTRIES, MOST_ITEMS, MOST_ROOMS, MOST_TOPICS, cut,
};
use hallway_programme::{Draft, Programme};
use serde_json::{Value, json};

/// Imports a KonOpas file with these lists.
fn read(programme: &Value, people: &Value) -> Import {
    let content = format!("var program = {programme};\nvar people = {people};\n");
    let file = File {
        path: "program.js".into(),
        content: content.into_bytes(),
    };
    let options = ImportOptions {
        title: Some("Con".into()),
        zone: Some("UTC".into()),
        ..ImportOptions::default()
    };
    import(&[file], None, &options).unwrap_or_else(|refused| panic!("{refused}"))
}

fn item(id: usize, title: &str) -> Value {
    json!({
        "id": format!("i{id}"), "title": title, "date": "2026-05-04", "time": "10:00", "mins": "45",
        "loc": [format!("Room {id}")], "tags": [format!("Tag {id}")],
    })
}

fn said(import: &Import, words: &str) -> usize {
    let repairs = import.repairs.iter();
    repairs
        .filter(|repair| repair.message.contains(words))
        .count()
}

#[test]
fn long_titles_and_names_are_cut_where_a_letter_ends() {
    let long = "é\u{301}".repeat(50_000);
    let mut items: Vec<_> = (0..20).map(|id| item(id, &long)).collect();
    items[0]["loc"] = json!([long]);
    items[0]["people"] = json!([{ "id": "p", "name": long }]);
    let people = json!([{ "id": "p", "name": [long], "prog": ["i0"] }]);
    let import = read(&json!(items), &people);
    let title = &import.programme.items()[0].title;
    assert_eq!(title.chars().count() % 2, 1, "an accent was cut off");
    assert!(title.chars().count() <= LONGEST_TITLE && title.ends_with('…'));
    let room = &import.programme.rooms()[0].title;
    assert!(room.chars().count() <= LONGEST_TITLE);
    let person = &import.programme.people()[0].name;
    assert!(person.chars().count() <= LONGEST_TITLE);
    for words in [
        "titles: 20 longer",
        "names of rooms: 1",
        "names of people: 1",
    ] {
        assert_eq!(said(&import, words), 1, "{words}: {:?}", import.repairs);
    }
}

#[test]
fn what_is_too_many_is_left_out_in_a_line_for_each_kind() {
    let items: Vec<_> = (0..MOST_ITEMS + 5_000).map(|id| item(id, "Talk")).collect();
    let import = read(&json!(items), &json!([]));
    let programme = &import.programme;
    assert_eq!(programme.items().len(), MOST_ITEMS);
    assert_eq!(programme.rooms().len(), MOST_ROOMS);
    assert_eq!(programme.topics().len(), MOST_TOPICS);
    for words in [
        "items: 5000 beyond",
        "rooms: 23000 beyond",
        "topics: 22500 beyond",
    ] {
        assert_eq!(said(&import, words), 1, "{words}: {:?}", import.repairs);
    }
    assert!(import.repairs.len() < 10);
}

#[test]
fn an_item_of_thousands_of_people_and_topics_is_read_at_once() {
    let tags: Vec<_> = (0..50_000).map(|tag| format!("Tag {tag}")).collect();
    let mut only = item(0, "Talk");
    only["tags"] = json!(tags);
    let people: Vec<_> = (0..30_000)
        .map(|id| json!({ "id": format!("p{id}"), "name": [format!("Person {id}")], "prog": ["i0"] }))
        .collect();
    let import = read(&json!([only]), &json!(people));
    let item = &import.programme.items()[0];
    assert_eq!(item.topics.len(), MOST_ENTRIES);
    assert!(item.people.len() <= MOST_ENTRIES);
    assert_eq!(said(&import, "topics of one item"), 1);
}

/// The cut removes what the check refuses, and nothing else.
#[test]
fn what_is_cut_passes_the_check_and_what_passes_is_not_cut() {
    let tiny = include_str!("../../programme/examples/tiny.json");
    let mut draft: Draft = serde_json::from_str(tiny).expect("it is a draft");
    assert_eq!(cut(&mut draft), []);

    let long = "x".repeat(100_000);
    let links =
        |number: usize| -> Vec<_> { (0..number).map(|n| format!("https://a/{n}")).collect() };
    let spoilt: [(&str, Value); 14] = [
        ("/conference/title", json!(long)),
        ("/conference/link", json!(format!("https://a/{long}"))),
        (
            "/conference/description",
            json!([{ "paragraph": [{ "text": long }] }]),
        ),
        ("/rooms/0/title", json!(long)),
        ("/rooms/0/building", json!(long)),
        ("/rooms/0/links", json!(links(300))),
        ("/topics/0/title", json!(long)),
        ("/people/0/name", json!(long)),
        ("/people/0/affiliation", json!(long)),
        ("/tracks/0/title", json!(long)),
        ("/items/0/title", json!(long)),
        ("/items/0/note", json!(long)),
        ("/items/0/type", json!(long)),
        ("/items/0/source", json!(format!("https://a/{long}"))),
    ];
    for (path, value) in spoilt {
        let mut document: Value = serde_json::from_str(tiny).expect("it is JSON");
        let (parent, field) = path.rsplit_once('/').expect("it is a path");
        let Some(parent) = document.pointer_mut(parent) else {
            continue;
        };
        parent[field] = value;
        let text = document.to_string();
        assert!(Programme::from_json(&text).is_err(), "{path}");
        let json = serde_json::from_str(&text).expect("it is JSON");
        assert!(Programme::salvaged(json).is_ok(), "{path}");
    }
}
