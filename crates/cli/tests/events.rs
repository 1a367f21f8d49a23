//! Checks the schema.org events in the pages of real programmes' items against the published
//! vocabulary.

mod fixture;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fixture::{done, folder};
use hallway_programme::{Item, Kind, Programme};
use scraper::{Html, Selector};
use serde_json::{Map, Value};
use tempfile::TempDir;

const ADDRESS: &str = "https://example.org/programme/";

/// The repository's folder. Some real schedules are in it, others beside it.
fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Builds the site of a programme, and returns the folder that contains it.
fn built(programme: &Path) -> TempDir {
    let folder = folder();
    let programme = programme.to_string_lossy();
    let output = folder.path().join("site");
    let output = output.to_string_lossy();
    let build = [
        "build", &programme, "--app", "app", "--url", ADDRESS, "--output", &output,
    ];
    done(&folder, &build);
    folder
}

/// The event in an item's page, if there is one.
fn event(folder: &TempDir, id: &str) -> Option<Value> {
    let file = folder.path().join(format!("site/item/{id}/index.html"));
    let page = Html::parse_document(&fs::read_to_string(file).expect("the page is there"));
    let selector = Selector::parse("script[type='application/ld+json']").expect("it is a selector");
    let mut texts = page.select(&selector).map(|element| {
        let text: String = element.text().collect();
        serde_json::from_str(&text).expect("it is JSON")
    });
    let event = texts.next();
    assert_eq!(texts.count(), 0, "{id}: one page tells of one event");
    event
}

/// The fields of a type, each with the types that its values may have.
type Fields = BTreeMap<&'static str, Vec<&'static str>>;

/// The types of the published vocabulary that sites use.
fn vocabulary() -> BTreeMap<&'static str, Fields> {
    let mut types: BTreeMap<&str, Fields> = BTreeMap::new();
    let mut of_type = "";
    for line in include_str!("schema_org.txt").lines() {
        if let Some(name) = line
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'))
        {
            of_type = name;
        } else if let Some((field, types_of_it)) =
            line.split_once(": ").filter(|_| !of_type.is_empty())
        {
            let may_be = types_of_it.split(' ').collect();
            types.entry(of_type).or_default().insert(field, may_be);
        }
    }
    types
}

/// The fields that search engines require of an event and of the things in it
/// (<https://developers.google.com/search/docs/appearance/structured-data/event>), and those that every
/// thing needs.
const REQUIRED: [(&str, &[&str]); 4] = [
    ("Event", &["name", "startDate", "location"]),
    ("Place", &["name", "address"]),
    ("Person", &["name"]),
    ("Organization", &["name"]),
];

/// The fields that they also recommend, as far as every programme has them for every item.
const RECOMMENDED: [&str; 5] = ["url", "image", "endDate", "eventStatus", "description"];

fn holds_to_the_vocabulary(thing: &Map<String, Value>) {
    let vocabulary = vocabulary();
    let of_type = thing["@type"].as_str().expect("every thing has a type");
    let known = vocabulary
        .get(of_type)
        .unwrap_or_else(|| panic!("{of_type} is not used"));
    for (name, value) in thing.iter().filter(|(name, _)| !name.starts_with('@')) {
        let may_be = known
            .get(name.as_str())
            .unwrap_or_else(|| panic!("{of_type} has no {name}"));
        let values = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            match value {
                Value::Object(within) => {
                    let is = within["@type"].as_str().expect("every thing has a type");
                    assert!(may_be.contains(&is), "{of_type}'s {name} is no {is}");
                    holds_to_the_vocabulary(within);
                }
                Value::String(text) => assert!(
                    may_be.iter().any(|kind| is_of(kind, text)),
                    "{of_type}'s {name} is {may_be:?}, and not {text:?}"
                ),
                other => panic!("{of_type}'s {name} is {other}"),
            }
        }
    }
    for (_, fields) in REQUIRED.iter().filter(|(name, _)| *name == of_type) {
        for field in *fields {
            assert!(thing.contains_key(*field), "no {field} in {thing:?}");
        }
    }
}

/// Whether a text is valid as a value of a type: any text, an address, a date, or one of the values that
/// the vocabulary lists.
fn is_of(kind: &str, text: &str) -> bool {
    let has_form = |text: &str, form: &str| {
        text.len() == form.len()
            && text
                .chars()
                .zip(form.chars())
                .all(|(is, wanted)| is == wanted || is.is_ascii_digit() && wanted == '0')
    };
    match kind {
        "Text" => !text.trim().is_empty(),
        "Number" => text.parse::<f64>().is_ok(),
        "URL" => url::Url::parse(text).is_ok(),
        "Date" => has_form(text, "0000-00-00"),
        "DateTime" => {
            let (time, zone) = text.split_at_checked(19).unwrap_or_default();
            has_form(time, "0000-00-00T00:00:00")
                && (zone == "Z" || has_form(zone, "+00:00") || has_form(zone, "-00:00"))
        }
        "EventStatusType" => ["EventScheduled", "EventCancelled"]
            .iter()
            .any(|status| text == format!("https://schema.org/{status}")),
        _ => false,
    }
}

/// Whether an item has a time and a room, and is not a break.
fn takes_place(item: &Item) -> bool {
    item.slot.is_some() && item.room.is_some() && item.kind != Kind::Break
}

/// Checks every item of a programme against the vocabulary; returns how many are events.
fn all_hold(programme: &Path) -> usize {
    let folder = built(programme);
    let json = fs::read_to_string(folder.path().join("site/programme.json")).expect("it is there");
    let programme = Programme::from_json(&json).expect("it is a programme");
    let mut events = 0;
    for item in programme.items() {
        let event = event(&folder, item.id.as_str());
        assert_eq!(event.is_some(), takes_place(item), "{}", item.id);
        let Some(event) = event else { continue };
        assert_eq!(event["@context"], "https://schema.org");
        assert_eq!(event["name"], *item.title);
        holds_to_the_vocabulary(event.as_object().expect("it is a thing"));
        let has_end = item.slot.is_some_and(|slot| slot.end.latest().is_some());
        let wanted = RECOMMENDED
            .iter()
            .filter(|field| has_end || **field != "endDate");
        for field in wanted {
            assert!(!event[field].is_null(), "{}: no {field}", item.id);
        }
        let picture = event["image"]
            .as_str()
            .and_then(|url| url.strip_prefix(ADDRESS));
        let picture = picture.expect("it is the site's");
        assert!(
            folder.path().join("site").join(picture).is_file(),
            "{picture}"
        );
        assert_eq!(event["superEvent"]["name"], *programme.conference().title);
        events += 1;
    }
    events
}

#[test]
fn each_item_that_takes_place_is_an_event_of_schema_org() {
    assert!(all_hold(&repository().join("programmes/lpc-2021")) > 5);
}

#[test]
fn each_item_of_another_conference_is_too() {
    let excerpt = repository().join("crates/importer/tests/excerpts/debconf23.schedule.xml");
    // The third item is a lunch break.
    assert_eq!(all_hold(&excerpt), 2);
    let whole = repository().join("../shared/data/debconf23.schedule.xml");
    if whole.exists() {
        assert!(all_hold(&whole) > 50);
    } else {
        eprintln!("skipped: {} is not there", whole.display());
    }
}

#[test]
fn an_event_is_where_its_room_is_and_the_conference_where_all_rooms_are() {
    let folder = built(&repository().join("tests/programmes/sea-days"));
    let event = event(&folder, "sails").expect("it takes place");
    assert_eq!(event["location"]["name"], "Deck, Fram");
    assert_eq!(event["superEvent"]["location"]["name"], "Fram");
    assert_eq!(event["superEvent"]["location"]["address"], "Fram");
    assert_eq!(event["superEvent"]["startDate"], "2026-03-28");
}

#[test]
fn where_nobody_says_where_the_conference_is_its_page_about_the_rooms_stands_for_it() {
    let folder = folder();
    done(
        &folder,
        &["build", "schedule.xml", "--app", "app", "--url", ADDRESS],
    );
    let event = event(&folder, "2").expect("it takes place");
    assert_eq!(event["startDate"], "2026-05-04T11:00:00+02:00");
    assert_eq!(event["location"]["name"], "Deck");
    let conference = &event["superEvent"]["location"];
    assert_eq!(conference["name"], "Rooms and venue · Sea Days");
    assert_eq!(conference["url"], format!("{ADDRESS}venue/"));
}

#[test]
fn no_title_ends_the_element_that_holds_it() {
    let folder = folder();
    let evil = "&lt;/script&gt;&lt;img src=x&gt; \\ &quot;";
    let schedule = fixture::SCHEDULE.replace("Knots", evil);
    fs::write(folder.path().join("schedule.xml"), schedule).expect("the test has what it needs");
    done(
        &folder,
        &["build", "schedule.xml", "--app", "app", "--url", ADDRESS],
    );
    let page = fs::read_to_string(folder.path().join("site/item/2/index.html"));
    let page = Html::parse_document(&page.expect("the page is there"));
    let picture = Selector::parse("img[src=x]").expect("it is a selector");
    assert_eq!(page.select(&picture).count(), 0);
    let event = event(&folder, "2").expect("it takes place");
    assert_eq!(event["name"], "</script><img src=x> \\ \"");
}
