//! Compares real schedules item by item with the reading of a script that shares no code with the
//! importer. Without Python or the files, the test is skipped and says so.

use std::fs;
use std::path::Path;
use std::process::Command;

use hallway_importer::import::{File, ImportOptions, import};
use hallway_programme::text::{Text, plain};
use hallway_programme::{Item, Programme};
use serde_json::{Value, json};

/// The files, and whether their texts are Markdown, which the script does not read.
const FILES: [(&str, bool); 5] = [
    ("31c3.schedule.xml", false),
    ("debconf23.schedule.xml", true),
    ("fosdem2021.schedule.xml", false),
    ("camp2019.frab.schedule.json", false),
    ("democon.pretalx.schedule.json", false),
];

fn letters(text: &Text) -> String {
    let text = plain(text);
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// An item as the script describes events. Only those links are compared that the script lists.
fn described(programme: &Programme, item: &Item, links: &Value) -> Value {
    let start = item.slot.map(|slot| slot.start.moment().unix_second());
    let end = item.slot.and_then(|slot| slot.end.latest());
    let end = end.map(|end| end.moment().unix_second());
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    let track = item.track.as_ref().and_then(|id| programme.track(id));
    let people = item.people.iter().filter_map(|id| programme.person(id));
    let carried = |link: &&Value| {
        let mut materials = item.materials.iter();
        materials.any(|material| Some(material.to.as_str()) == link.as_str())
    };
    let links = links.as_array().into_iter().flatten().filter(carried);
    json!({
        "id": item.id,
        "title": item.title,
        "subtitle": item.subtitle,
        "start": start,
        "minutes": start.zip(end).map_or(0, |(start, end)| (end - start) / 60),
        "room": room.map(|room| room.title.as_str()).unwrap_or_default(),
        "track": track.map(|track| track.title.as_str()).unwrap_or_default(),
        "people": people.map(|person| person.name.as_str()).collect::<Vec<_>>(),
        "links": links.collect::<Vec<_>>(),
        "texts": [letters(&item.summary), letters(&item.description)],
    })
}

#[test]
fn real_schedules_are_what_another_reader_reads() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = own.join("../../../shared/data");
    let script = own.join("tests/independent/schedules.py");
    for (name, is_markdown) in FILES {
        let path = folder.join(name);
        let Ok(content) = fs::read(&path) else {
            eprintln!("skipped: {} is not there", path.display());
            continue;
        };
        let output = Command::new("python3").arg(&script).arg(&path).output();
        let Ok(output) = output else {
            eprintln!("skipped: python3 is not there");
            return;
        };
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let events: Vec<Value> = serde_json::from_slice(&output.stdout).expect("it is a list");
        let file = File { path, content };
        let programme = import(&[file], None, &ImportOptions::default())
            .unwrap_or_else(|refused| panic!("{refused}"))
            .programme;
        assert_eq!(programme.items().len(), events.len(), "{name}");
        for mut event in events {
            let id = event["id"].as_str().unwrap_or_default().to_owned();
            let mut items = programme.items().iter();
            let item = items.find(|item| item.id.as_str() == id);
            let item = item.unwrap_or_else(|| panic!("{name} has no {id}"));
            let mut described = described(&programme, item, &event["links"]);
            if is_markdown {
                event["texts"] = Value::Null;
                described["texts"] = Value::Null;
            }
            assert_eq!(described, event, "{name}");
        }
    }
}
