//! Formats for which there is no real export that may be copied here. The files are made up, by the
//! tools' documentation.

use hallway_importer::import::{File, Import, ImportOptions, import};
use hallway_programme::text::plain;
use hallway_programme::{Item, Kind, MaterialKind, Programme, Status};

const SESSIONIZE: &str = include_str!("../../../fuzz/seeds/sessionize/all.json");
const EVENT: &str = include_str!("../../../fuzz/seeds/indico/event.json");
const TIMETABLE: &str = include_str!("../../../fuzz/seeds/indico/timetable.json");
const KONOPAS: &str = include_str!("../../../fuzz/seeds/konopas/program.js");
const CALENDAR: &str = include_str!("../../../fuzz/seeds/icalendar/made_up.ics");

fn read(files: &[&str], title: Option<&str>, zone: Option<&str>) -> Import {
    let files: Vec<_> = files
        .iter()
        .map(|content| File {
            path: "export".into(),
            content: content.as_bytes().to_vec(),
        })
        .collect();
    let options = ImportOptions {
        title: title.map(str::to_owned),
        zone: zone.map(str::to_owned),
        ..ImportOptions::default()
    };
    import(&files, None, &options).unwrap_or_else(|refused| panic!("{refused}"))
}

fn item<'p>(programme: &'p Programme, id: &str) -> &'p Item {
    let mut items = programme.items().iter();
    items
        .find(|item| item.id.as_str() == id)
        .unwrap_or_else(|| panic!("there is no {id}"))
}

fn times(item: &Item) -> (String, String) {
    let slot = item.slot.expect("it has a time");
    let end = slot.end.latest().map(|end| end.to_string());
    (slot.start.to_string(), end.unwrap_or_default())
}

/// The titles of the track and the room, and the names of the people.
fn titles(programme: &Programme, item: &Item) -> (String, String, Vec<String>) {
    let track = item.track.as_ref().and_then(|id| programme.track(id));
    let room = item.room.as_ref().and_then(|id| programme.room(id));
    let people = item.people.iter().filter_map(|id| programme.person(id));
    (
        track.map(|track| track.title.clone()).unwrap_or_default(),
        room.map(|room| room.title.clone()).unwrap_or_default(),
        people.map(|person| person.name.clone()).collect(),
    )
}

fn topics(programme: &Programme, item: &Item) -> Vec<String> {
    let topics = item.topics.iter().filter_map(|id| programme.topic(id));
    topics.map(|topic| topic.title.clone()).collect()
}

#[test]
fn sessionize_says_everything_in_one_file() {
    let programme = read(&[SESSIONIZE], Some("Sea Days"), Some("Europe/Oslo")).programme;
    let talk = item(&programme, "101");
    assert_eq!(
        times(talk),
        (
            "2026-05-04T10:00:00+02:00".into(),
            "2026-05-04T10:45:00+02:00".into()
        )
    );
    assert_eq!(
        titles(&programme, talk),
        ("Sea".into(), "Deck".into(), vec!["Mira Tann".into()])
    );
    assert_eq!(
        (talk.session_type.as_str(), talk.language.as_str()),
        ("Talk", "en")
    );
    assert_eq!(topics(&programme, talk), ["Beginners"]);
    assert_eq!(talk.description.len(), 2, "a paragraph and a list");
    assert_eq!(talk.materials[0].kind, MaterialKind::Video);
    let speaker = &programme.people()[0];
    assert_eq!(speaker.id.as_str(), "5d1c0c0e-1111-4a4a-8b8b-000000000001");
    assert_eq!(speaker.affiliation.as_deref(), Some("Harbour Works"));
    assert_eq!(speaker.links[0].as_str(), "https://mira.example.org/");
    assert_eq!(plain(&speaker.biography), "Sails since she can walk.");
    assert_eq!(item(&programme, "102").kind, Kind::Break);
    let untimed = item(&programme, "103");
    assert_eq!((untimed.slot, untimed.status), (None, Status::Cancelled));
}

#[test]
fn a_service_session_with_a_speaker_is_not_a_break() {
    let service = include_str!("field/s06-service.json");
    let programme = read(&[service], Some("Sea Days"), Some("Europe/Oslo")).programme;
    assert_eq!(item(&programme, "1").kind, Kind::Talk);
    assert_eq!(item(&programme, "2").kind, Kind::Break);
    assert_eq!(item(&programme, "3").kind, Kind::Break);
}

#[test]
fn rooms_stand_in_the_order_that_the_organisers_gave_them() {
    let sorted = include_str!("field/s11-rooms-sort.json");
    let programme = read(&[sorted], Some("Sea Days"), Some("Europe/Oslo")).programme;
    let rooms: Vec<_> = programme.rooms().iter().map(|room| &room.title).collect();
    assert_eq!(rooms, ["Alpha", "Zeta"]);
}

#[test]
fn sessionize_does_not_know_what_the_conference_is_called() {
    let file = File {
        path: "all.json".into(),
        content: SESSIONIZE.as_bytes().to_vec(),
    };
    let refused = import(&[file], None, &ImportOptions::default()).expect_err("it has no title");
    assert!(refused.to_string().contains("--title"), "{refused}");
}

#[test]
fn indicos_event_and_timetable_are_one() {
    for files in [[EVENT, TIMETABLE], [TIMETABLE, EVENT]] {
        let programme = read(&files, None, None).programme;
        let conference = programme.conference();
        assert_eq!(conference.title, "Meeting of the Made-up");
        assert_eq!(conference.zone, "Europe/Zurich");
        assert_eq!(conference.last_day.to_string(), "2026-05-05");
        assert_eq!(programme.items().len(), 3);
        let talk = item(&programme, "1");
        assert_eq!(
            times(talk),
            (
                "2026-05-04T09:00:00+02:00".into(),
                "2026-05-04T09:30:00+02:00".into()
            )
        );
        assert_eq!(
            titles(&programme, talk),
            ("Plenary".into(), "Aula".into(), vec!["Ulla Berg".into()])
        );
        assert_eq!(topics(&programme, talk), ["magnets", "cold"]);
        assert_eq!(plain(&talk.description), "On magnets.");
        let kinds: Vec<_> = talk
            .materials
            .iter()
            .map(|material| material.kind)
            .collect();
        assert_eq!(kinds, [MaterialKind::Attachment, MaterialKind::Link]);
        assert_eq!(
            programme.people()[0].affiliation.as_deref(),
            Some("Institute of Hills")
        );
        assert_eq!(item(&programme, "break-b3").kind, Kind::Break);
        let session = item(&programme, "session-s8");
        assert_eq!(
            (session.kind, session.title.as_str()),
            (Kind::Session, "Posters")
        );
    }
}

#[test]
fn konopas_may_be_a_script() {
    let programme = read(&[KONOPAS], Some("Doughcon"), Some("Europe/Dublin")).programme;
    let panel = item(&programme, "p1");
    assert_eq!(
        times(panel),
        (
            "2026-05-04T10:00:00+01:00".into(),
            "2026-05-04T11:00:00+01:00".into()
        )
    );
    assert_eq!(
        titles(&programme, panel),
        ("Food".into(), "Kitchen".into(), vec!["Dr. Ove Lind".into()])
    );
    assert_eq!(panel.session_type, "Panel");
    assert_eq!(panel.kind, Kind::Session);
    assert_eq!(topics(&programme, panel), ["baking"]);
    let videos = panel
        .materials
        .iter()
        .filter(|it| it.kind == MaterialKind::Video);
    assert_eq!((videos.count(), panel.materials.len()), (1, 2));
    let person = &programme.people()[0];
    assert_eq!(person.links.len(), 1, "a picture is no link");
    assert_eq!(plain(&person.biography), "Bakes.");
    let closing = item(&programme, "p2");
    assert_eq!(times(closing).1, "2026-05-05T01:00:00+01:00");
    assert_eq!(titles(&programme, closing).0, "Food");
}

#[test]
fn konopas_may_be_json() {
    let (program, people) = KONOPAS.split_once("var people = ").expect("it has both");
    let program = program
        .split_once("var program = ")
        .expect("it begins so")
        .1;
    let tidy = |list: &str| list.trim().trim_end_matches(';').to_owned();
    let whole = format!(
        r#"{{"program": {}, "people": {}}}"#,
        tidy(program),
        tidy(people)
    );
    let two = format!("{}\n{}", tidy(program), tidy(people));
    let script = read(&[KONOPAS], Some("Doughcon"), None).programme;
    for json in [whole, two] {
        assert_eq!(read(&[&json], Some("Doughcon"), None).programme, script);
    }
}

#[test]
fn calendars_break_rules() {
    let import = read(&[CALENDAR], None, Some("Europe/Berlin"));
    let programme = &import.programme;
    assert_eq!(item(programme, "1").slot, None);
    let floating = item(programme, "2-20260504t100000");
    assert_eq!(floating.title, "Floating, with a length");
    assert_eq!(
        times(floating),
        (
            "2026-05-04T10:00:00+02:00".into(),
            "2026-05-04T11:30:00+02:00".into()
        )
    );
    assert_eq!(floating.status, Status::Cancelled);
    assert_eq!(topics(programme, floating), ["One", "Two, and three"]);
    let elsewhere = item(programme, "3");
    assert_eq!(
        times(elsewhere),
        ("2026-05-04T12:00:00+02:00".into(), String::new())
    );
    assert_eq!(titles(programme, elsewhere).2, ["Ove Lind"]);
    assert_eq!(
        plain(&elsewhere.description),
        "First line second https://example.org/"
    );
    let repairs: Vec<_> = import.repairs.iter().map(ToString::to_string).collect();
    for said in ["whole days", "a rule repeats it", "ends before it starts"] {
        assert!(
            repairs.iter().any(|repair| repair.contains(said)),
            "{said}: {repairs:#?}"
        );
    }
}

#[test]
fn a_zone_that_a_calendar_names_with_a_slash_is_the_conferences() {
    let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Sails\r\n\
        DTSTART;TZID=/Europe/Brussels:20260504T100000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let programme = read(&[calendar], Some("Regatta"), None).programme;
    assert_eq!(programme.conference().zone, "Europe/Brussels");
    assert_eq!(times(item(&programme, "1")).0, "2026-05-04T10:00:00+02:00");
}

#[test]
fn what_is_nested_or_cut_off_is_refused() {
    let nested = format!(
        "BEGIN:VCALENDAR\r\n{}",
        "BEGIN:VALARM\r\n".repeat(1_000_000)
    );
    for (content, said) in [
        (nested, "nest more than"),
        (
            CALENDAR[..CALENDAR.len() - 30].to_owned(),
            "line 22: the file ends in the middle, before the end of this VEVENT",
        ),
        (SESSIONIZE[..500].to_owned(), "ends in the middle"),
        (KONOPAS[..300].to_owned(), "cut off"),
        (
            "var program =\n[{\"title\": ".to_owned(),
            "line 2: the list that begins here",
        ),
        (
            "{\"results\": 3, \"count\": 1}".to_owned(),
            "there are none",
        ),
    ] {
        let file = File {
            path: "export".into(),
            content: content.into_bytes(),
        };
        let refused = import(&[file], None, &ImportOptions::default()).expect_err(said);
        assert!(refused.to_string().contains(said), "{said}: {refused}");
    }
}
