//! The message for each mistake in a programme: the place, the reason and the remedy.

use hallway_programme::Programme;
use serde_json::{Value, json};

fn tiny() -> Value {
    serde_json::from_str(include_str!("../examples/tiny.json")).expect("it is JSON")
}

/// The messages after the value at `path` in a valid programme is replaced by `value`.
fn said(path: &str, value: Value) -> Vec<String> {
    let mut document = tiny();
    let (parent, field) = path.rsplit_once('/').expect("a path begins with a slash");
    let parent = document
        .pointer_mut(parent)
        .expect("the path leads somewhere");
    match (parent, field.parse::<usize>()) {
        (Value::Array(entries), Ok(at)) if at < entries.len() => entries[at] = value,
        (Value::Array(entries), _) => entries.push(value),
        (parent, _) => parent[field] = value,
    }
    match Programme::from_json(&document.to_string()) {
        Ok(_) => Vec::new(),
        Err(error) => error.to_string().lines().map(str::to_owned).collect(),
    }
}

#[test]
fn a_programme_in_order_is_read() {
    assert_eq!(said("/revision", json!(2)), [""; 0]);
}

#[test]
fn each_mistake_is_said_with_place_reason_and_remedy() {
    let second = json!({ "id": "tea", "title": "More tea", "kind": "talk" });
    for (path, value, expected) in [
        (
            "/format",
            json!(2),
            "programme, format: this is format 2, and only format 1 can be read: use a matching version of Hallway",
        ),
        (
            "/revision",
            json!(1_000_001),
            "programme, revision: 1000001 is too high: phones could never take a newer programme. Count its versions, from 1 to 1000000; building and importing raise it by themselves",
        ),
        (
            "/items/0/title",
            json!("x".repeat(301)),
            "item 1, title: it has more than 300 characters: shorten it, or split it",
        ),
        (
            "/rooms",
            json!(vec![json!({ "id": "r", "title": "R" }); 2_001]),
            "programme, rooms: it has more than 2000 entries: shorten it, or split it",
        ),
        (
            "/conference/title",
            json!(""),
            "conference, title: it is empty: fill it in",
        ),
        (
            "/conference/zone",
            json!(" "),
            "conference, zone: it is empty: fill it in",
        ),
        (
            "/conference/first_day",
            json!("20.9."),
            "conference, first_day: \"20.9.\" is not a day: write it as 2021-09-20",
        ),
        (
            "/conference/link",
            json!("lpc.events"),
            "conference, link: \"lpc.events\" is not a link: write an https:, http: or mailto: address",
        ),
        (
            "/conference/tracks_title",
            json!("x".repeat(301)),
            "conference, tracks_title: it has more than 300 characters: shorten it, or split it",
        ),
        (
            "/conference/sources",
            json!([{ "title": "" }]),
            "conference, sources: it is empty: fill it in",
        ),
        (
            "/topics/0/title",
            json!("\n"),
            "topic 1, title: it is empty: fill it in",
        ),
        (
            "/rooms/0/title",
            json!(""),
            "room 1, title: it is empty: fill it in",
        ),
        (
            "/people/0/name",
            json!(""),
            "person 1, name: it is empty: fill it in",
        ),
        (
            "/people/0/links",
            json!(["javascript:x"]),
            "person 1, links: \"javascript:x\" is not a link: write an https:, http: or mailto: address",
        ),
        (
            "/tracks/0/leads",
            json!(["eve"]),
            "track 1, leads: there is no \"eve\": correct the id, or add what it names",
        ),
        (
            "/tracks/0/call",
            json!({ "ends": "" }),
            "track 1, call.ends: it is empty: fill it in",
        ),
        (
            "/items/0/track",
            json!("socail"),
            "item 1, track: there is no \"socail\": correct the id, or add what it names",
        ),
        (
            "/items/0/topics",
            json!(["coffee", "coffee"]),
            "item 1, topics: \"coffee\" is listed already: take one of the two out",
        ),
        (
            "/items/0/start",
            json!("2021-09-20T09:00:00"),
            "item 1, start: \"2021-09-20T09:00:00\" is not a time: write it with its offset, as 2021-09-20T11:00:00-03:00",
        ),
        (
            "/items/0/start",
            json!("2021-09-20T09:00:00-03:00:30"),
            "item 1, start: \"2021-09-20T09:00:00-03:00:30\" is not a time: write it with its offset, as 2021-09-20T11:00:00-03:00",
        ),
        (
            "/items/0/start",
            json!("2021-09-19T09:00:00-03:00"),
            "item 1, start: 2021-09-19T09:00:00-03:00 is outside the conference's days, 2021-09-20 to 2021-09-21: correct the time, or the conference's days",
        ),
        (
            "/items/0/end",
            json!("2021-09-20T09:00:00-03:00"),
            "item 1, end: it is not after the start, 2021-09-20T09:00:00-03:00: correct one of the two",
        ),
        (
            "/items/0/ends_by",
            json!("2021-09-20T10:00:00-03:00"),
            "item 1, ends_by: there is an \"end\" too: keep the one that is known",
        ),
        (
            "/items/1/end",
            json!("2021-09-20T10:00:00-03:00"),
            "item 2, start: there is an end without a start: add the start",
        ),
        (
            "/items/1/id",
            json!("a cup"),
            "item 2, id: \"a cup\" is not an id: use 1 to 100 ASCII letters, digits, \"-\" or \"_\"",
        ),
        (
            "/items/-",
            second,
            "item 3, id: \"tea\" is the id of item 2 already: give one of the two another id",
        ),
    ] {
        assert_eq!(said(path, value.clone()), [expected], "{path} = {value}");
    }
}

#[test]
fn mistakes_are_said_in_the_order_of_the_programme() {
    let mut document = tiny();
    document["items"][1]["id"] = json!("opening");
    document["tracks"][0]["title"] = json!("");
    document["conference"]["zone"] = json!("");
    document["items"][0]["room"] = json!("attic");
    let error = Programme::from_json(&document.to_string()).expect_err("there are four mistakes");
    let said = error.to_string();
    let places: Vec<_> = said
        .lines()
        .filter_map(|line| line.split_once(','))
        .map(|(place, _)| place)
        .collect();
    assert_eq!(places, ["conference", "track 1", "item 1", "item 2"]);
}

#[test]
fn days_in_the_wrong_order_are_said() {
    let said = said("/conference/last_day", json!("2021-09-19"));
    assert_eq!(
        said[0],
        "conference, last_day: it is before the first day, 2021-09-20: swap the two, or correct one"
    );
}

#[test]
fn the_day_of_an_item_is_the_conferences_not_utcs() {
    let start = json!("2021-09-21T23:30:00-03:00");
    let mut document = tiny();
    document["items"][0]["start"] = start;
    document["items"][0]["end"] = Value::Null;
    assert!(Programme::from_json(&document.to_string()).is_ok());
}

#[test]
fn an_item_may_end_after_midnight_of_the_last_day() {
    let mut document = tiny();
    document["items"][0]["start"] = json!("2021-09-21T23:30:00-03:00");
    document["items"][0]["end"] = json!("2021-09-22T01:00:00-03:00");
    assert!(Programme::from_json(&document.to_string()).is_ok());
}
