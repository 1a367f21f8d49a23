//! Real schedules of real conferences. The counts in `../shared/data/README.md` were made with
//! other tools, and these tests compare them with what the importer reads. If that folder is not
//! beside the repository, the tests are skipped and say so. `excerpts` has the parts that may be
//! copied here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use hallway_importer::import::{File, Import, ImportOptions, import};
use hallway_programme::text::plain;
use hallway_programme::{Kind, MaterialKind, Programme};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data")
}

/// A file's programme; `None` if there are no such files.
fn read(name: &str, options: &ImportOptions) -> Option<Import> {
    if !folder().exists() {
        eprintln!("skipped: {} with {name} is not there", folder().display());
        return None;
    }
    let path = folder().join(name);
    let content = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let imported = import(&[File { path, content }], None, options);
    Some(imported.unwrap_or_else(|refused| panic!("{refused}")))
}

/// The counts for a file in the table: days, rooms, tracks, items, people; `None` for "–".
fn counted(name: &str) -> [Option<usize>; 5] {
    let table = fs::read_to_string(folder().join("README.md")).expect("the table is there");
    let line = table
        .lines()
        .find(|line| line.starts_with(&format!("| {name}")))
        .unwrap_or_else(|| panic!("the table has no line for {name}"));
    let cells: Vec<_> = line.split('|').map(str::trim).skip(3).take(5).collect();
    let numbers: Vec<_> = cells.iter().map(|cell| cell.parse().ok()).collect();
    numbers.try_into().expect("the table has five counts")
}

fn counts(programme: &Programme) -> [usize; 5] {
    let days: BTreeSet<_> = programme
        .items()
        .iter()
        .filter_map(|item| item.slot.map(|slot| slot.start.day()))
        .collect();
    [
        days.len(),
        programme.rooms().len(),
        programme.tracks().len(),
        programme.items().len(),
        programme.people().len(),
    ]
}

fn is_as_counted(name: &str) {
    let Some(import) = read(name, &ImportOptions::default()) else {
        return;
    };
    let counted = counted(name);
    let counts = counts(&import.programme);
    for (counted, count) in counted.into_iter().zip(counts) {
        assert!(
            counted.is_none_or(|counted| counted == count),
            "{name}: {counts:?} are not {counted:?}"
        );
    }
}

#[test]
fn every_file_holds_what_others_count_in_it() {
    for name in [
        "31c3.schedule.xml",
        "debconf23.schedule.xml",
        "fosdem2021.schedule.xml",
        "camp2019.frab.schedule.json",
        "democon.pretalx.schedule.json",
        "kielux2020.ics",
        "lca2020.ics",
    ] {
        is_as_counted(name);
    }
}

#[test]
fn an_event_of_debconf_is_carried_whole() {
    let Some(import) = read("debconf23.schedule.xml", &ImportOptions::default()) else {
        return;
    };
    assert_eq!(import.repairs, []);
    let programme = import.programme;
    let items = programme.items();
    let item = items
        .iter()
        .find(|item| item.id.as_str() == "794a4f27-5ac4-6129-3c2c-459fdeed5ad7")
        .expect("its guid is its id");
    assert_eq!(item.title, "Continuous Key-Signing Party introduction");
    assert_eq!(item.session_type, "Short talk (20 minutes)");
    // 05:30 UTC in Kolkata.
    let slot = item.slot.expect("it has a time");
    assert_eq!(slot.start.to_string(), "2023-09-10T11:00:00+05:30");
    assert_eq!(
        slot.end.latest().map(|end| end.to_string()),
        Some("2023-09-10T11:20:00+05:30".into())
    );
    let room = item.room.as_ref().and_then(|room| programme.room(room));
    assert_eq!(room.map(|room| room.title.as_str()), Some("Anamudi"));
    let people: Vec<_> = item
        .people
        .iter()
        .filter_map(|person| programme.person(person))
        .map(|person| (person.id.as_str(), person.name.as_str()))
        .collect();
    assert_eq!(people, [("171", "Jonathan McDowell")]);
    assert!(item.do_not_record);
    assert_eq!(
        item.source.as_ref().map(|link| link.as_str()),
        Some("https://debconf23.debconf.org/talks/103-continuous-key-signing-party-introduction/")
    );
    assert_eq!(
        item.description.len(),
        3,
        "a paragraph, a list, a paragraph: {:?}",
        item.description
    );
    let lunches: Vec<_> = items.iter().filter(|item| item.title == "Lunch").collect();
    assert!(!lunches.is_empty());
    assert!(lunches.iter().all(|lunch| lunch.kind == Kind::Break));
}

#[test]
fn fosdem_names_no_zone_and_one_is_asked_for() {
    let Some(import) = read("fosdem2021.schedule.xml", &ImportOptions::default()) else {
        return;
    };
    assert!(
        import
            .repairs
            .iter()
            .any(|repair| repair.message.contains("--zone")),
        "{:?}",
        import.repairs
    );
    let options = ImportOptions {
        zone: Some("Europe/Brussels".into()),
        ..ImportOptions::default()
    };
    let Some(import) = read("fosdem2021.schedule.xml", &options) else {
        return;
    };
    assert!(
        !import
            .repairs
            .iter()
            .any(|repair| repair.message.contains("--zone"))
    );
    let programme = import.programme;
    let first = &programme.items()[0];
    assert_eq!(first.title, "Welcome to FOSDEM 2021");
    let slot = first.slot.expect("it has a time");
    assert_eq!(slot.start.to_string(), "2021-02-06T09:00:00+01:00");
    let talk = programme
        .items()
        .iter()
        .find(|item| item.title == "Empowering the school of the future")
        .expect("it is in the file");
    assert!(talk.subtitle.starts_with("Remotely accessing files"));
    let attachments = talk
        .materials
        .iter()
        .filter(|material| material.kind == MaterialKind::Attachment);
    assert_eq!(attachments.count(), 2);
    assert_eq!(talk.people.len(), 2);
}

#[test]
fn a_schedule_with_offsets_and_no_zone_keeps_its_clock() {
    let Some(import) = read("31c3.schedule.xml", &ImportOptions::default()) else {
        return;
    };
    let mut items = import.programme.items().iter();
    let opening = items.find(|item| item.title == "31C3 Opening Event");
    let start = opening.and_then(|item| Some(item.slot?.start.to_string()));
    assert_eq!(start, Some("2014-12-27T11:00:00+01:00".into()));
    let said = import
        .repairs
        .iter()
        .any(|it| it.message.contains("--zone Europe/Berlin"));
    assert!(said, "{:?}", import.repairs);
}

#[test]
fn addresses_without_a_host_are_those_of_the_conferences_page() {
    let Some(import) = read("camp2019.frab.schedule.json", &ImportOptions::default()) else {
        return;
    };
    let attachment = import
        .programme
        .items()
        .iter()
        .flat_map(|item| &item.materials)
        .find(|material| material.to.as_str().contains("Hacking_Containers"));
    assert_eq!(
        attachment.map(|material| material.to.as_str()),
        Some(
            "https://fahrplan.events.ccc.de/system/event_attachments/attachments/000/003/792/original/Hacking_Containers_and_Kubernetes.pdf?1566398735"
        )
    );
}

#[test]
fn people_of_pretalx_bring_their_biography() {
    let Some(import) = read("democon.pretalx.schedule.json", &ImportOptions::default()) else {
        return;
    };
    let programme = import.programme;
    let named = |name: &str| programme.people().iter().find(|person| person.name == name);
    let person = named("Jordan Parks").expect("they are in the file");
    assert_eq!(person.biography.len(), 2, "two paragraphs");
    assert!(
        programme
            .items()
            .iter()
            .any(|item| item.kind == Kind::Session)
    );
}

#[test]
fn a_calendar_in_utc_is_shown_by_the_conferences_clocks() {
    let options = ImportOptions {
        zone: Some("Europe/Berlin".into()),
        ..ImportOptions::default()
    };
    let Some(import) = read("kielux2020.ics", &options) else {
        return;
    };
    let programme = import.programme;
    assert_eq!(
        programme.conference().title,
        "18. Kieler Open Source und Linux Tage"
    );
    let talk = programme
        .items()
        .iter()
        .find(|item| item.id.as_str() == "460-kolt20")
        .expect("its UID is its id");
    // 11:00 UTC, in summer.
    let start = talk.slot.map(|slot| slot.start.to_string());
    assert_eq!(start, Some("2020-09-18T13:00:00+02:00".into()));
    let people: Vec<_> = talk
        .people
        .iter()
        .filter_map(|person| programme.person(person))
        .map(|person| person.name.as_str())
        .collect();
    assert_eq!(people, ["Jakob Semere"]);
    let words = plain(&talk.description);
    assert!(words.starts_with("Sie möchten wertvolle Daten"), "{words}");
}

#[test]
fn a_calendars_only_zone_is_the_conferences() {
    let Some(import) = read("lca2020.ics", &ImportOptions::default()) else {
        return;
    };
    let programme = import.programme;
    assert_eq!(programme.conference().zone, "Australia/Brisbane");
    let welcome = programme
        .items()
        .iter()
        .find(|item| item.title == "Wednesday Welcome")
        .expect("it is in the file");
    let start = welcome.slot.map(|slot| slot.start.to_string());
    assert_eq!(start, Some("2020-01-15T09:00:00+10:00".into()));
    let person = welcome.people.first().and_then(|id| programme.person(id));
    assert_eq!(
        person.map(|person| person.name.as_str()),
        Some("Joel Addison")
    );
    assert_eq!(
        plain(&welcome.description),
        "Opening Remarks and Housekeeping"
    );
}
