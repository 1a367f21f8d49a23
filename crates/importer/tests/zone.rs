//! The zone of a programme in JSON is checked in the same way as that of a folder.

use hallway_importer::zone::check_zone;
use hallway_programme::Programme;

fn programme(zone: &str, start: &str, end: &str) -> Programme {
    let json = serde_json::json!({
        "format": 1,
        "revision": 1,
        "conference": {
            "id": "tiny", "title": "Tiny", "zone": zone,
            "first_day": "2021-03-01", "last_day": "2021-12-31",
        },
        "items": [
            { "id": "tea", "title": "Tea", "kind": "topic" },
            { "id": "talk", "title": "Talk", "kind": "talk", "start": start, "end": end },
        ],
    });
    Programme::from_json(&json.to_string()).unwrap_or_else(|error| panic!("{error}"))
}

fn problems(zone: &str, start: &str, end: &str) -> Vec<String> {
    let problems = check_zone(&programme(zone, start, end));
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_zones_own_offsets_pass_on_both_sides_of_a_change() {
    let none: [String; 0] = [];
    assert_eq!(
        problems(
            "Canada/Atlantic",
            "2021-09-20T11:00:00-03:00",
            "2021-09-20T12:00:00-03:00"
        ),
        none
    );
    assert_eq!(
        problems(
            "Europe/Berlin",
            "2021-10-31T02:30:00+02:00",
            "2021-10-31T02:30:00+01:00"
        ),
        none
    );
}

#[test]
fn an_offset_of_another_zone_is_said_with_the_right_time() {
    assert_eq!(
        problems(
            "Canada/Atlantic",
            "2021-09-20T07:00:00-07:00",
            "2021-09-20T12:00:00-03:00"
        ),
        [
            "item 1, start: \"talk\" is at 2021-09-20T07:00:00-07:00, but the clocks of Canada/Atlantic show 2021-09-20T11:00:00-03:00 then: write that"
        ]
    );
    assert_eq!(
        problems(
            "Europe/Berlin",
            "2021-10-31T02:30:00+02:00",
            "2021-10-31T03:30:00+02:00"
        ),
        [
            "item 1, end: \"talk\" is at 2021-10-31T03:30:00+02:00, but the clocks of Europe/Berlin show 2021-10-31T02:30:00+01:00 then: write that"
        ]
    );
}

#[test]
fn an_unknown_zone_is_said_once() {
    assert_eq!(
        problems(
            "canada/atlantic",
            "2021-09-20T11:00:00-03:00",
            "2021-09-20T12:00:00-03:00"
        ),
        [
            "conference, zone: there is no time zone \"canada/atlantic\": did you mean \"Canada/Atlantic\"?"
        ]
    );
}
