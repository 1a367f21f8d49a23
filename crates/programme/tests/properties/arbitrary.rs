//! Makes up valid programmes, as the JSON that a site publishes, and queries for them.

use hallway_programme::Programme;
use hallway_programme::query::{Choice, Facet, Query};
use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::{Value, json};

const WORDS: [&str; 16] = [
    "Café",
    "cafe",
    "STÉPHANE",
    "Straße",
    "øre",
    "łódź",
    "Ωmega",
    "eBPF",
    "cgroup",
    "v2",
    "naïve",
    "İstanbul",
    "RCU",
    "mount",
    "a",
    "e\u{301}te\u{301}",
];
const KINDS: [&str; 5] = ["talk", "session", "opening", "break", "topic"];
const FACETS: [Facet; 4] = Facet::ALL;

/// How many of each part there are.
#[derive(Debug, Clone, Copy)]
struct Counts {
    topics: usize,
    rooms: usize,
    people: usize,
    tracks: usize,
}

/// A valid programme, and its JSON.
pub fn programme() -> impl Strategy<Value = (Programme, Value)> {
    document().prop_map(|json| {
        let programme = Programme::from_json(&json.to_string())
            .unwrap_or_else(|error| panic!("this was to be in order: {error}\n{json:#}"));
        (programme, json)
    })
}

/// The JSON of a valid programme.
pub fn document() -> impl Strategy<Value = Value> {
    (0..5_usize, 0..4_usize, 0..5_usize, 0..4_usize)
        .prop_map(|(topics, rooms, people, tracks)| Counts {
            topics,
            rooms,
            people,
            tracks,
        })
        .prop_flat_map(|counts| {
            (
                named("topic", counts.topics),
                rooms(counts.rooms),
                people(counts.people),
                tracks(counts),
                vec(item(counts), 0..40),
            )
        })
        .prop_map(|(topics, rooms, people, tracks, mut items)| {
            for (at, item) in items.iter_mut().enumerate() {
                item["id"] = json!(format!("item-{at}"));
            }
            json!({
                "format": 1,
                "revision": 1,
                "conference": {
                    "id": "made-up", "title": "Made up", "zone": "Canada/Atlantic",
                    "first_day": "2021-11-06", "last_day": "2021-11-09",
                },
                "topics": topics, "rooms": rooms, "people": people, "tracks": tracks, "items": items,
            })
        })
}

fn title() -> impl Strategy<Value = String> {
    vec(prop::sample::select(&WORDS[..]), 1..4).prop_map(|words| words.join(" "))
}

fn text() -> impl Strategy<Value = Value> {
    vec(title(), 0..3).prop_map(|paragraphs| {
        let paragraphs = paragraphs
            .into_iter()
            .map(|words| json!({ "paragraph": [{ "text": words }] }));
        paragraphs.collect()
    })
}

fn named(part: &'static str, count: usize) -> impl Strategy<Value = Vec<Value>> {
    vec(title(), count).prop_map(move |titles| {
        let titled = titles.into_iter().enumerate();
        titled
            .map(|(at, title)| json!({ "id": format!("{part}-{at}"), "title": title }))
            .collect()
    })
}

fn rooms(count: usize) -> impl Strategy<Value = Vec<Value>> {
    (named("room", count), vec(any::<bool>(), count)).prop_map(|(mut rooms, furnished)| {
        for (room, _) in rooms
            .iter_mut()
            .zip(furnished)
            .filter(|(_, furnished)| *furnished)
        {
            room["building"] = json!("Main hall");
            room["floor"] = json!("2");
            room["links"] = json!(["https://example.org/stream"]);
            room["location"] = json!("44.648600,-63.585900");
            room["plan"] = json!("second-floor.svg");
        }
        rooms
    })
}

fn people(count: usize) -> impl Strategy<Value = Vec<Value>> {
    vec((title(), option::of(title()), text()), count).prop_map(|people| {
        let people = people.into_iter().enumerate();
        people
            .map(|(at, (name, affiliation, biography))| {
                json!({
                    "id": format!("person-{at}"), "name": name, "affiliation": affiliation,
                    "biography": biography,
                })
            })
            .collect()
    })
}

/// Some of the `count` ids of a part, each at most once.
fn some(part: &'static str, count: usize) -> impl Strategy<Value = Vec<String>> {
    btree_set(0..count.max(1), 0..=count).prop_map(move |chosen| {
        chosen
            .into_iter()
            .filter(|at| *at < count)
            .map(|at| format!("{part}-{at}"))
            .collect()
    })
}

fn one(part: &'static str, count: usize) -> impl Strategy<Value = Option<String>> {
    option::of(0..count.max(1)).prop_map(move |chosen| {
        chosen
            .filter(|at| *at < count)
            .map(|at| format!("{part}-{at}"))
    })
}

fn tracks(counts: Counts) -> impl Strategy<Value = Vec<Value>> {
    let track = (
        title(),
        text(),
        some("person", counts.people),
        some("topic", counts.topics),
    );
    vec(track, counts.tracks).prop_map(|tracks| {
        let tracks = tracks.into_iter().enumerate();
        tracks
            .map(|(at, (title, description, leads, topics))| {
                json!({
                    "id": format!("track-{at}"), "title": title, "description": description,
                    "leads": leads, "topics": topics,
                })
            })
            .collect()
    })
}

fn item(counts: Counts) -> impl Strategy<Value = Value> {
    let what = (title(), prop::sample::select(&KINDS[..]), text());
    let belongs = (
        one("track", counts.tracks),
        one("room", counts.rooms),
        some("person", counts.people),
        some("topic", counts.topics),
    );
    (what, belongs, slot(), details()).prop_map(|(what, belongs, slot, details)| {
        let mut item = slot;
        let (title, kind, description) = what;
        let (track, room, people, topics) = belongs;
        let fields = [
            ("title", json!(title)),
            ("kind", json!(kind)),
            ("description", description),
            ("track", json!(track)),
            ("room", json!(room)),
            ("people", json!(people)),
            ("topics", json!(topics)),
        ];
        for (field, value) in fields {
            item[field] = value;
        }
        for (field, value) in details {
            item[field] = value;
        }
        item
    })
}

/// Optional fields. Each item has some of them.
fn details() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let material = (
        prop::sample::select(&["link", "attachment", "video"][..]),
        title(),
        0..3_u8,
    );
    let materials = vec(material, 1..3).prop_map(|materials| {
        let materials = materials.into_iter().map(|(kind, title, at)| {
            json!({ "kind": kind, "title": title, "to": format!("https://example.org/{at}") })
        });
        Value::Array(materials.collect())
    });
    let status = prop::sample::select(&["changed", "cancelled"][..]).prop_map(|it| json!(it));
    (
        option::of(title().prop_map(|it| json!(it))),
        option::of(title().prop_map(|it| json!(it))),
        option::of(status),
        option::of(Just(json!("en"))),
        option::of(text()),
        option::of(materials),
        option::of(Just(json!(true))),
        making(),
    )
        .prop_map(
            |(
                subtitle,
                session_type,
                status,
                language,
                summary,
                materials,
                do_not_record,
                making,
            )| {
                let details = [
                    ("subtitle", subtitle),
                    ("type", session_type),
                    ("status", status),
                    ("language", language),
                    ("abstract", summary),
                    ("materials", materials),
                    ("do_not_record", do_not_record),
                ];
                details
                    .into_iter()
                    .chain(making)
                    .filter_map(|(field, value)| Some((field, value?)))
                    .collect()
            },
        )
}

/// Where an item's facts come from, and a note about that.
fn making() -> impl Strategy<Value = [(&'static str, Option<Value>); 2]> {
    let source = (0..3_u8).prop_map(|at| json!(format!("https://example.org/source-{at}")));
    let note = title().prop_map(|note| json!(note));
    (option::of(note), option::of(source))
        .prop_map(|(note, source)| [("note", note), ("source", source)])
}

/// Half hours of three days, across the night in which Canada/Atlantic's clocks are put back.
fn slot() -> impl Strategy<Value = Value> {
    let length = (1..6_i64, prop::sample::select(vec!["end", "ends_by", ""]));
    option::of((0..140_i64, length)).prop_map(|slot| match slot {
        None => json!({}),
        Some((half_hours, (length, field))) => {
            let mut slot = json!({ "start": clock(half_hours) });
            if !field.is_empty() {
                slot[field] = json!(clock(half_hours + length));
            }
            slot
        }
    })
}

/// What the clocks show `half_hours` half hours after midnight of 6 November.
fn clock(half_hours: i64) -> String {
    let put_back = 52;
    let (shown, offset) = if half_hours < put_back {
        (half_hours, "-03:00")
    } else {
        (half_hours - 2, "-04:00")
    };
    format!(
        "2021-11-{:02}T{:02}:{:02}:00{offset}",
        6 + shown / 48,
        shown % 48 / 2,
        shown % 2 * 30
    )
}

/// A query with choices that exist and some that don't.
pub fn query() -> impl Strategy<Value = Query> {
    let typed = prop_oneof![
        3 => Just(String::new()),
        2 => vec(prop::sample::select(&WORDS[..]), 1..3).prop_map(|words| words.join("  ").to_lowercase()),
        1 => "[a-z ]{0,3}",
    ];
    (typed, vec(choice(), 0..5)).prop_map(|(text, choices)| Query {
        text,
        choices: choices.into_iter().collect(),
    })
}

/// A choice of any facet.
pub fn choice() -> impl Strategy<Value = Choice> {
    (prop::sample::select(&FACETS[..]), 0..5_u8).prop_filter_map("it is one", |(facet, at)| {
        let value = match facet {
            Facet::Day => format!("2021-11-{:02}", 6 + at),
            _ => format!("{}-{at}", facet.key()),
        };
        Choice::parse(facet, &value)
    })
}
