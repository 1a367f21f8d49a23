//! Exports are valid by the formats' schemas, other readers can read them, and the importer reads
//! back what was exported, as far as the format can express it.

mod made_up;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hallway_exporter::{Format, export};
use hallway_importer::folder;
use hallway_importer::import::{File, ImportOptions, import};
use hallway_programme::{End, Item, Programme};
use proptest::prelude::*;

const SITE: Option<&str> = Some("https://example.org/programme/");

/// A file in the tests' folder.
fn own(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(name)
}

fn read(path: &Path) -> Programme {
    let content = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    read_text(&content, None)
}

fn read_text(content: &[u8], format: Option<hallway_importer::Format>) -> Programme {
    let file = File {
        path: "export".into(),
        content: content.to_vec(),
    };
    let imported = import(&[file], format, &ImportOptions::default());
    imported
        .unwrap_or_else(|refused| panic!("{refused}\n{}", String::from_utf8_lossy(content)))
        .programme
}

/// The programme that Hallway ships, excerpts of other conferences' schedules, and whole schedules
/// if there are any beside the repository.
fn real() -> Vec<Programme> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let lpc = repository.join("programmes/lpc-2021");
    let mut programmes = vec![folder::read(&lpc).unwrap_or_else(|findings| panic!("{findings}"))];
    let excerpts = repository.join("crates/importer/tests/excerpts");
    for name in ["debconf23.schedule.xml", "democon.pretalx.schedule.json"] {
        programmes.push(read(&excerpts.join(name)));
    }
    let whole = repository.join("../shared/data");
    if !whole.exists() {
        eprintln!(
            "skipped: {} with whole schedules is not there",
            whole.display()
        );
        return programmes;
    }
    for name in [
        "debconf23.schedule.xml",
        "fosdem2021.schedule.xml",
        "31c3.schedule.xml",
        "camp2019.frab.schedule.json",
        "democon.pretalx.schedule.json",
        "lca2020.ics",
    ] {
        programmes.push(read(&whole.join(name)));
    }
    programmes
}

/// Checks with libxml2 that texts are valid by the C3VOC's schema.
fn valid_by_xsd(texts: &[String]) {
    let schema = own("schemas/schedule.xml.xsd");
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    let mut xmllint = Command::new("xmllint");
    xmllint.args(["--noout", "--schema"]).arg(&schema);
    for (at, text) in texts.iter().enumerate() {
        let file = folder.path().join(format!("{at}.xml"));
        fs::write(&file, text).expect("a temporary file can be written");
        xmllint.arg(file);
    }
    let output = xmllint
        .output()
        .expect("xmllint is there: `cargo xtask test` installs it");
    let said = String::from_utf8_lossy(&output.stderr);
    let wrong: Vec<_> = said
        .lines()
        .filter(|line| !line.ends_with(" validates"))
        .collect();
    assert!(output.status.success(), "{wrong:#?}");
}

fn json_schema() -> jsonschema::Validator {
    let text = fs::read_to_string(own("schemas/schedule.schema.json")).expect("it can be read");
    let schema = serde_json::from_str(&text).expect("the schema is JSON");
    jsonschema::validator_for(&schema).expect("the schema is one")
}

fn valid_by_json_schema(text: &str) {
    let schema = json_schema();
    let json = serde_json::from_str(text).expect("it is JSON");
    let wrong: Vec<_> = schema
        .iter_errors(&json)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Unescapes a text (RFC 5545, section 3.3.11); the `ical` crate leaves that to its user.
fn unescaped(text: &str) -> String {
    let mut letters = text.chars();
    let mut plain = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => plain.push('\n'),
                escaped => plain.extend(escaped),
            },
            letter => plain.push(letter),
        }
    }
    plain
}

/// Start, end and title of each event, as the `ical` crate reads them.
fn events_by_ical(text: &str) -> Vec<(String, String, String)> {
    let calendars = ical::IcalParser::new(text.as_bytes());
    let mut events = Vec::new();
    for calendar in calendars {
        let calendar = calendar.unwrap_or_else(|error| panic!("{error}"));
        for event in calendar.events {
            let value = |name: &str| {
                let property = event
                    .properties
                    .iter()
                    .find(|property| property.name == name);
                property
                    .and_then(|property| property.value.clone())
                    .unwrap_or_default()
            };
            events.push((
                value("DTSTART"),
                value("DTEND"),
                unescaped(&value("SUMMARY")),
            ));
        }
    }
    events
}

/// The same, as `icalendar` reads them.
fn events_by_icalendar(text: &str) -> Vec<(String, String, String)> {
    let unfolded = icalendar::parser::unfold(text);
    let calendar =
        icalendar::parser::read_calendar(&unfolded).unwrap_or_else(|error| panic!("{error}"));
    let events = calendar.components.iter().filter(|it| it.name == "VEVENT");
    events
        .map(|event| {
            let value = |name: &str| {
                event
                    .find_prop(name)
                    .map(|property| property.val.as_str().to_owned())
                    .unwrap_or_default()
            };
            (value("DTSTART"), value("DTEND"), value("SUMMARY"))
        })
        .collect()
}

fn is_a_calendar(programme: &Programme) {
    let text = export(programme, Format::ICalendar, SITE);
    for line in text.split_inclusive("\r\n") {
        assert!(
            line.ends_with("\r\n") && !line.trim_end_matches("\r\n").contains('\n'),
            "{line:?}"
        );
        assert!(line.len() <= 77, "{} bytes: {line:?}", line.len());
    }
    // RFC 5545, section 3.6: each exactly once.
    for name in ["BEGIN:VCALENDAR", "VERSION:", "PRODID:"] {
        let lines = text.lines().filter(|line| line.starts_with(name));
        assert_eq!(lines.count(), 1, "{name}");
    }
    let timed = programme.items().iter().filter(|item| item.slot.is_some());
    let titles: Vec<_> = timed.map(|item| item.title.clone()).collect();
    let events = events_by_icalendar(&text);
    assert_eq!(
        events
            .iter()
            .map(|event| event.2.clone())
            .collect::<Vec<_>>(),
        titles
    );
    assert_eq!(events, events_by_ical(&text));
}

#[test]
fn real_programmes_pass_the_schemas() {
    let programmes = real();
    let texts: Vec<_> = programmes
        .iter()
        .flat_map(|programme| [SITE, None].map(|site| export(programme, Format::ScheduleXml, site)))
        .collect();
    valid_by_xsd(&texts);
    for programme in &programmes {
        valid_by_json_schema(&export(programme, Format::ScheduleJson, SITE));
        valid_by_json_schema(&export(programme, Format::ScheduleJson, None));
        is_a_calendar(programme);
    }
}

#[test]
fn made_up_programmes_pass_the_schemas() {
    let texts = std::cell::RefCell::new(Vec::new());
    proptest!(ProptestConfig::with_cases(60), |(programme in made_up::programme())| {
        texts.borrow_mut().push(export(&programme, Format::ScheduleXml, None));
        valid_by_json_schema(&export(&programme, Format::ScheduleJson, SITE));
        is_a_calendar(&programme);
    });
    valid_by_xsd(&texts.into_inner());
}

/// An item without what the format can't express.
fn held(item: &Item, format: Format) -> Item {
    let mut item = item.clone();
    item.note.clear();
    if let Some(slot) = &mut item.slot
        && let End::By(end) = slot.end
    {
        slot.end = End::At(end);
    }
    if format == Format::ICalendar {
        // iCalendar has one text without markup, and no materials.
        item.summary.clear();
        item.description.clear();
        item.materials.clear();
    }
    item
}

fn comes_back(programme: &Programme, format: Format) {
    let text = export(programme, format, None);
    let back = read_text(text.as_bytes(), None);
    let held_items: Vec<_> = programme
        .items()
        .iter()
        .filter(|item| item.slot.is_some() || format == Format::ScheduleJson)
        .collect();
    assert_eq!(back.items().len(), held_items.len());
    if format != Format::ICalendar {
        assert_eq!(back.conference().id, programme.conference().id);
        assert_eq!(back.conference().last_day, programme.conference().last_day);
        for person in back.people() {
            let own = programme.person(&person.id);
            assert_eq!(own.map(|own| &own.name), Some(&person.name));
        }
    }
    for item in held_items {
        let Some(other) = back.item(&item.id) else {
            panic!("{} is not in {format:?}: {:?}", item.id, back.items())
        };
        let (mut item, mut other) = (held(item, format), held(other, format));
        let titles = |programme: &Programme, item: &Item| {
            let people = item.people.iter().filter_map(|id| programme.person(id));
            (
                item.track
                    .as_ref()
                    .and_then(|id| programme.track(id))
                    .map(|track| track.title.clone()),
                item.room
                    .as_ref()
                    .and_then(|id| programme.room(id))
                    .map(|room| room.title.clone()),
                people.map(|person| person.name.clone()).collect::<Vec<_>>(),
                item.topics
                    .iter()
                    .filter_map(|id| programme.topic(id))
                    .map(|topic| topic.title.to_lowercase())
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(titles(programme, &item), titles(&back, &other));
        for item in [&mut item, &mut other] {
            (item.track, item.room) = (None, None);
            item.people.clear();
            item.topics.clear();
        }
        assert_eq!(item, other);
    }
    // Exporting the result and reading it again changes nothing.
    assert_eq!(
        export(
            &read_text(export(&back, format, None).as_bytes(), None),
            format,
            None
        ),
        export(&back, format, None)
    );
}

#[test]
fn what_goes_out_comes_back() {
    proptest!(ProptestConfig::with_cases(150), |(programme in made_up::programme())| {
        for format in Format::ALL {
            if programme.items().iter().any(|item| item.slot.is_some()) {
                comes_back(&programme, format);
            }
        }
    });
}

#[test]
fn a_calendar_keeps_the_lines_of_a_description() {
    let calendar = "BEGIN:VCALENDAR\nX-WR-CALNAME:X\nBEGIN:VEVENT\nUID:1\nSUMMARY:Tea\n\
        DTSTART:20300504T100000Z\nDESCRIPTION:One\\ntwo\\n\\nThree\nEND:VEVENT\nEND:VCALENDAR\n";
    let programme = read_text(calendar.as_bytes(), None);
    let text = export(&programme, Format::ICalendar, None);
    assert!(
        text.contains("DESCRIPTION:One\\ntwo\\n\\nThree\r\n"),
        "{text}"
    );
    let back = read_text(text.as_bytes(), None);
    assert_eq!(
        back.items()[0].description,
        programme.items()[0].description
    );
}

#[test]
fn the_same_programme_gives_the_same_bytes() {
    for programme in real() {
        for format in Format::ALL {
            assert_eq!(
                export(&programme, format, SITE),
                export(&programme, format, SITE)
            );
        }
    }
}

/// A conference of two days whose last night ends after midnight, with ids that the schemas do not
/// allow.
fn party() -> Programme {
    let json = r#"{"format": 1, "revision": 1,
        "conference": {"id": "Sea", "title": "Sea", "first_day": "2030-05-04", "last_day": "2030-05-06", "zone": "Etc/GMT-2"},
        "topics": [{"id": "salt", "title": "Salt"}, {"id": "tide", "title": "Tide ?> turns"}],
        "rooms": [], "people": [{"id": "Ann_Arbor", "name": "Ann Arbor"}], "tracks": [],
        "items": [
            {"id": "Noon", "title": "Noon", "start": "2030-05-04T12:00:00+02:00", "people": ["Ann_Arbor"], "topics": ["salt", "tide"]},
            {"id": "early", "title": "Early", "start": "2030-05-05T05:30:00+02:00"},
            {"id": "night", "title": "Night", "start": "2030-05-06T01:00:00+02:00", "end": "2030-05-06T04:00:00+02:00"},
            {"id": "some-day", "title": "Some day", "kind": "topic", "topics": ["salt"]}
        ]}"#;
    let file = File {
        path: "programme.json".into(),
        content: json.into(),
    };
    let imported = import(&[file], None, &ImportOptions::default());
    imported
        .unwrap_or_else(|refused| panic!("{refused}"))
        .programme
}

#[test]
fn the_last_night_adds_no_day() {
    let text = export(&party(), Format::ScheduleJson, None);
    let json: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let conference = &json["schedule"]["conference"];
    assert_eq!(
        (&conference["daysCount"], &conference["end"]),
        (&2.into(), &"2030-05-05".into())
    );
    let dates: Vec<_> = conference["days"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|day| day["date"].clone())
        .collect();
    assert_eq!(dates, ["2030-05-04", "2030-05-05"]);
    assert_eq!(
        conference["days"][1]["day_end"],
        "2030-05-06T04:00:00+02:00"
    );
    let xml = export(&party(), Format::ScheduleXml, None);
    assert!(
        xml.contains("<end>2030-05-05</end>") && xml.contains("<days>2</days>"),
        "{xml}"
    );
    valid_by_json_schema(&text);
    valid_by_xsd(&[xml]);
}

#[test]
fn importing_ones_own_schedule_gives_the_same_programme_back() {
    for format in [Format::ScheduleJson, Format::ScheduleXml] {
        let party = party();
        let file = File {
            path: "export".into(),
            content: export(&party, format, SITE).into_bytes(),
        };
        let import = import(&[file], None, &ImportOptions::default())
            .unwrap_or_else(|refused| panic!("{refused}"));
        assert_eq!(import.repairs, [], "{format:?}");
        let back = import.programme;
        assert_eq!(
            back.conference(),
            &hallway_programme::Conference {
                // The address of the site is the only one that there is.
                link: back.conference().link.clone(),
                ..party.conference().clone()
            }
        );
        let ids = |programme: &Programme| {
            let items = programme.items().iter().map(|item| item.id.to_string());
            let people = programme
                .people()
                .iter()
                .map(|person| person.id.to_string());
            (items.collect::<Vec<_>>(), people.collect::<Vec<_>>())
        };
        let (mut items, people) = ids(&party);
        if format == Format::ScheduleXml {
            items.retain(|id| id != "some-day");
        }
        assert_eq!(ids(&back), (items, people), "{format:?}");
        let noon = back.items().iter().find(|item| item.id.as_str() == "Noon");
        let topics = noon.into_iter().flat_map(|noon| &noon.topics);
        let titles: Vec<_> = topics
            .filter_map(|id| back.topic(id))
            .map(|topic| topic.title.as_str())
            .collect();
        assert_eq!(titles, ["Salt", "Tide ?> turns"], "{format:?}");
    }
}
