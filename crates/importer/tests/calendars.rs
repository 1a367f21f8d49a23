//! Calendars as programs and people write them: zones, repeated events, people, bad lines, ids.

use hallway_importer::import::{File, Import, ImportOptions, import};
use hallway_programme::text::plain;
use hallway_programme::{Item, Programme, Status};

fn read_as(content: impl Into<Vec<u8>>, zone: Option<&str>) -> Import {
    let file = File {
        path: "calendar.ics".into(),
        content: content.into(),
    };
    let options = ImportOptions {
        zone: zone.map(str::to_owned),
        title: Some("X 30".into()),
        ..ImportOptions::default()
    };
    import(&[file], None, &options).unwrap_or_else(|refused| panic!("{refused}"))
}

fn read(content: impl Into<Vec<u8>>) -> Import {
    read_as(content, None)
}

/// A calendar with that content before and in its events.
fn calendar(head: &str, events: &[&str]) -> String {
    let events: Vec<_> = events
        .iter()
        .map(|event| format!("BEGIN:VEVENT\n{event}\nEND:VEVENT\n"))
        .collect();
    format!(
        "BEGIN:VCALENDAR\n{head}\n{}END:VCALENDAR\n",
        events.concat()
    )
}

fn said(import: &Import) -> String {
    let repairs: Vec<_> = import.repairs.iter().map(ToString::to_string).collect();
    repairs.join("\n")
}

/// Each item's title and start.
fn starts(import: &Import) -> Vec<(String, String)> {
    let items = import.programme.items().iter();
    items
        .map(|item| {
            let start = item.slot.map(|slot| slot.start.to_string());
            (item.title.clone(), start.unwrap_or_default())
        })
        .collect()
}

fn only_starts(import: &Import) -> Vec<String> {
    starts(import).into_iter().map(|(_, start)| start).collect()
}

fn people(programme: &Programme, item: &Item) -> Vec<String> {
    let people = item.people.iter().filter_map(|id| programme.person(id));
    people
        .map(|person| match &person.affiliation {
            Some(affiliation) => format!("{} @ {affiliation}", person.name),
            None => person.name.clone(),
        })
        .collect()
}

fn titled<'p>(import: &'p Import, title: &str) -> &'p Item {
    let mut items = import.programme.items().iter();
    items
        .find(|item| item.title == title)
        .unwrap_or_else(|| panic!("there is no {title}"))
}

/// The definition of a zone with the European Union's summer time.
fn zone(id: &str, winter: &str, summer: &str, hour: u8) -> String {
    format!(
        "BEGIN:VTIMEZONE\nTZID:{id}\nBEGIN:STANDARD\nDTSTART:16010101T0{}0000\n\
         TZOFFSETFROM:{summer}\nTZOFFSETTO:{winter}\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\n\
         END:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T0{hour}0000\nTZOFFSETFROM:{winter}\n\
         TZOFFSETTO:{summer}\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE",
        hour + 1
    )
}

#[test]
fn a_zone_of_windows_is_the_conferences_and_moves_no_other_event() {
    let content = include_bytes!("field/i01b-windows-zone-mixed.ics");
    let import = read(content);
    assert_eq!(import.programme.conference().zone, "Europe/Berlin");
    let expected = ["2030-05-04T10:00:00+02:00", "2030-05-04T11:00:00+02:00"];
    assert_eq!(only_starts(&import), expected);
    assert_eq!(said(&import), "");
    // --zone shows the same instants by other clocks.
    let elsewhere = read_as(content, Some("Asia/Tokyo"));
    let expected = ["2030-05-04T17:00:00+09:00", "2030-05-04T18:00:00+09:00"];
    assert_eq!(only_starts(&elsewhere), expected);
}

#[test]
fn a_zones_own_rules_decide_whatever_it_is_called() {
    for (id, winter, summer, hour, name) in [
        ("GMT", "+0000", "+0100", 1, "Europe/London"),
        ("Customized Time Zone", "+0100", "+0200", 2, "Europe/Berlin"),
        (
            "/freeassociation.sourceforge.net/Europe/Berlin",
            "+0100",
            "+0200",
            2,
            "Europe/Berlin",
        ),
        (
            "/mozilla.org/20050126_1/Europe/Prague",
            "+0100",
            "+0200",
            2,
            "Europe/Prague",
        ),
        (
            "(UTC+02:00) Athens, Bucharest",
            "+0200",
            "+0300",
            3,
            "Europe/Bucharest",
        ),
        ("America/New_York", "+0100", "+0200", 2, "Europe/Berlin"),
        ("Mine", "+0200", "+0300", 3, "Europe/Bucharest"),
    ] {
        let head = zone(id, winter, summer, hour);
        let content = calendar(
            &head,
            &[
                &format!("UID:1\nSUMMARY:Summer\nDTSTART;TZID=\"{id}\":20300704T100000"),
                &format!("UID:2\nSUMMARY:Winter\nDTSTART;TZID=\"{id}\":20301204T100000"),
            ],
        );
        let import = read(content.clone());
        let of = |offset: &str| format!("{}:{}", &offset[..3], &offset[3..]);
        let expected = [
            format!("2030-07-04T10:00:00{}", of(summer)),
            format!("2030-12-04T10:00:00{}", of(winter)),
        ];
        assert_eq!(only_starts(&import), expected, "{id}: {}", said(&import));
        assert_eq!(import.programme.conference().zone, name, "{id}");
        let moved = read_as(content, Some("UTC"));
        let instants = |import: &Import| -> Vec<_> {
            let items = import.programme.items().iter();
            items
                .filter_map(|item| item.slot.map(|slot| slot.start.moment()))
                .collect()
        };
        assert_eq!(instants(&import), instants(&moved), "{id}");
    }
}

#[test]
fn rules_that_no_zone_has_still_give_the_instant() {
    let head = zone("Ship", "+0117", "+0217", 2);
    let content = calendar(
        &head,
        &["UID:1\nSUMMARY:Tea\nDTSTART;TZID=Ship:20300704T100000"],
    );
    let import = read_as(content, Some("UTC"));
    assert_eq!(only_starts(&import), ["2030-07-04T07:43:00+00:00"]);
    assert!(said(&import).contains("no zone of the tz database has the file's rules"));
}

#[test]
fn a_zone_that_nobody_knows_is_said() {
    let event = "UID:1\nSUMMARY:Tea\nDTSTART;TZID=Mine:20300704T100000";
    let import = read_as(calendar("", &[event]), Some("Europe/Rome"));
    assert_eq!(only_starts(&import), ["2030-07-04T10:00:00+02:00"]);
    let said = said(&import);
    assert!(
        said.contains("line 3, UID 1: the zone \"Mine\" is neither in the file"),
        "{said}"
    );
}

#[test]
fn the_zone_that_a_calendar_wishes_moves_nothing() {
    let content = calendar(
        "X-WR-TIMEZONE:W. Europe Standard Time",
        &[
            "UID:1\nSUMMARY:Tea\nDTSTART;TZID=America/New_York:20300504T100000",
            "UID:2\nSUMMARY:Milk\nDTSTART:20300504T150000",
        ],
    );
    let import = read(content);
    assert_eq!(import.programme.conference().zone, "Europe/Berlin");
    let expected = ["2030-05-04T16:00:00+02:00", "2030-05-04T15:00:00+02:00"];
    let mut found = only_starts(&import);
    found.sort_by(|one, other| other.cmp(one));
    assert_eq!(found, expected);
}

#[test]
fn several_calendars_are_one_programme() {
    let tea = "UID:1\nSUMMARY:Tea\nDTSTART:20300504T100000\nLOCATION:Hall";
    let content = [
        calendar("X-WR-TIMEZONE:Europe/Rome", &[tea]),
        calendar(
            "X-WR-TIMEZONE:Europe/London",
            &["UID:2\nSUMMARY:Milk\nDTSTART:20300504T100000"],
        ),
        calendar("X-WR-TIMEZONE:Europe/Rome", &[tea]),
    ];
    let import = read(content.concat());
    let expected = [
        ("Tea".into(), "2030-05-04T10:00:00+02:00".into()),
        ("Milk".into(), "2030-05-04T11:00:00+02:00".into()),
    ];
    assert_eq!(starts(&import), expected);
    assert!(
        said(&import).contains("it is taken once"),
        "{}",
        said(&import)
    );
}

#[test]
fn a_bad_line_is_skipped_with_its_number() {
    let junk = read(include_bytes!("field/i45-junk-line.ics"));
    assert_eq!(
        starts(&junk),
        [("Tea".into(), "2030-05-04T10:00:00+02:00".into())]
    );
    assert_eq!(
        said(&junk),
        "calendar.ics:line 13: this line is no property of iCalendar: it is skipped"
    );
    let unfolded = read(include_bytes!("field/i11-unfolded-desc.ics"));
    assert_eq!(plain(&titled(&unfolded, "Tea").description), "First line");
    assert_eq!(
        said(&unfolded),
        "calendar.ics:line 14: this line is no property of iCalendar: it is skipped (also: line 16)"
    );
    let structure = read(calendar(
        "END:VEVENT",
        &["UID:1\nSUMMARY:Tea\nBEGIN:VEVENT\nUID:2\nSUMMARY:Milk\nDTSTART:20300504T100000Z"],
    ));
    let titles: Vec<_> = starts(&structure)
        .into_iter()
        .map(|(title, _)| title)
        .collect();
    assert_eq!(titles, ["Milk", "Tea"]);
}

#[test]
fn a_message_before_a_calendar_is_skipped() {
    let event = "UID:1\nSUMMARY:Tea\nDTSTART:20300504T100000Z";
    let import = read(format!("Notice: no cache\n{}", calendar("", &[event])));
    assert!(
        said(&import).contains("line 1: this line is no property"),
        "{}",
        said(&import)
    );
}

#[test]
fn a_defined_zone_shows_times_in_utc() {
    let head = zone("Europe/Berlin", "+0100", "+0200", 2);
    let import = read(calendar(
        &head,
        &["UID:1\nSUMMARY:Tea\nDTSTART:20300504T080000Z"],
    ));
    assert_eq!(only_starts(&import), ["2030-05-04T10:00:00+02:00"]);
}

#[test]
fn a_small_file_does_not_make_a_large_programme() {
    let words = "x".repeat(1_000);
    let events: Vec<_> = (0..30)
        .map(|uid| {
            format!("UID:{uid}\nSUMMARY:Tea\nDTSTART:20300504T080000Z\nRRULE:FREQ=MINUTELY;COUNT=900\nDESCRIPTION:{words}")
        })
        .collect();
    let events: Vec<_> = events.iter().map(String::as_str).collect();
    let import = read(calendar("", &events));
    assert!(import.programme.items().len() < 7_000);
    assert!(said(&import).contains("too many events are repeated"));
}

#[test]
fn a_rule_with_too_many_times_is_refused() {
    let event = "UID:1\nSUMMARY:Tea\nDTSTART:20300504T080000Z\nRRULE:FREQ=SECONDLY";
    let import = read(calendar("", &[event]));
    assert_eq!(import.programme.items().len(), 1);
    assert!(
        said(&import).contains("it gives 1000 times or more"),
        "{}",
        said(&import)
    );
    let unreadable = event.replace("SECONDLY", "OFTEN");
    let import = read(calendar("", &[&unreadable]));
    assert_eq!(import.programme.items().len(), 1);
    assert!(said(&import).contains("only its first time is taken"));
    assert_eq!(said(&import).lines().count(), 2, "{}", said(&import));
}

#[test]
fn a_zones_name_may_lack_the_quotes_that_it_needs() {
    for id in [
        "UTC+02:00",
        "(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna",
    ] {
        let event = format!("UID:1\nSUMMARY:Tea\nDTSTART;TZID={id}:20300504T100000");
        let import = read_as(calendar("", &[&event]), Some("UTC"));
        assert_eq!(only_starts(&import), ["2030-05-04T08:00:00+00:00"], "{id}");
    }
}

#[test]
fn a_fold_may_cut_a_letter() {
    let mut content =
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Gr\xc3\r\n \xb6\xc3\r\n\t\x9fe\r\n"
            .to_vec();
    content.extend(b"DTSTART:20300504T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    let import = read(content);
    titled(&import, "Größe");
    assert!(!said(&import).contains("UTF-8"), "{}", said(&import));
}

#[test]
fn a_gzip_file_is_unpacked() {
    let import = read(include_bytes!("field/x20c-gzip.xml.gz"));
    assert_eq!(
        starts(&import),
        [("Tea".into(), "2030-05-04T10:00:00+02:00".into())]
    );
    assert_eq!(said(&import), "");
}

#[test]
fn a_status_has_no_case() {
    let import = read(include_bytes!("field/i15-status.ics"));
    let statuses: Vec<_> = import
        .programme
        .items()
        .iter()
        .map(|item| item.status)
        .collect();
    let (cancelled, planned) = (Status::Cancelled, Status::Planned);
    assert_eq!(statuses, [cancelled, cancelled, planned, planned]);
    let all = calendar(
        "METHOD:CANCEL",
        &["UID:1\nSUMMARY:Tea\nDTSTART:20300504T100000Z"],
    );
    assert_eq!(titled(&read(all), "Tea").status, Status::Cancelled);
}

#[test]
fn a_line_of_speakers_names_each_of_them() {
    let import = read(include_bytes!("field/i30-speaker-line.ics"));
    for (title, expected, words) in [
        ("A", vec!["Ann Arbor", "Bob Cat", "Cid Dee"], "Text"),
        ("B", vec![], "With: a lot of tea, and milk. Text"),
        ("C", vec![], "By: the time we met, it was late and dark."),
        ("D", vec!["Eve Fig"], "Texte"),
        ("E", vec!["Arbor, Ann @ Example, Inc."], "Text"),
    ] {
        let item = titled(&import, title);
        assert_eq!(people(&import.programme, item), expected, "{title}");
        assert_eq!(plain(&item.description), words, "{title}");
    }
}

#[test]
fn guests_rooms_and_resources_never_speak() {
    let import = read(calendar(
        "PRODID:-//Conference//EN",
        &[
            "UID:1\nSUMMARY:Tea\nDTSTART:20300504T100000Z\n\
             ATTENDEE;ROLE=CHAIR;PARTSTAT=ACCEPTED;CN=Ann Arbor:mailto:ann@example.org\n\
             ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=Guest One:mailto:g@example.org\n\
             ATTENDEE;ROLE=REQ-PARTICIPANT;CN=Guest Two:mailto:h@example.org\n\
             ATTENDEE;CUTYPE=ROOM;CN=Hall:mailto:hall@example.org\n\
             ATTENDEE;CUTYPE=resource;CN=Beamer:mailto:beamer@example.org",
            "UID:2\nSUMMARY:Milk\nDTSTART:20300504T110000Z\n\
             ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;CN=\"Bob Cat\":invalid:nomail",
            "UID:3\nSUMMARY:Sugar\nDTSTART:20300504T120000Z\n\
             ATTENDEE;CN=guest@example.org:mailto:guest@example.org",
        ],
    ));
    for (title, expected) in [
        ("Tea", vec!["Ann Arbor"]),
        ("Milk", vec!["Bob Cat"]),
        ("Sugar", vec![]),
    ] {
        assert_eq!(
            people(&import.programme, titled(&import, title)),
            expected,
            "{title}"
        );
    }
    assert!(
        said(&import).contains("line 3, UID 1: an attendee is left out"),
        "{}",
        said(&import)
    );
}

#[test]
fn organisers_speak_if_each_event_has_its_own() {
    let events = |names: [&str; 3]| {
        names.map(|name| {
            format!("UID:{name}\nSUMMARY:Of {name}\nDTSTART:20300504T100000Z\nORGANIZER;CN={name}:mailto:x@example.org")
        })
    };
    let of = |prodid: &str, names| {
        let events = events(names);
        let events: Vec<_> = events.iter().map(String::as_str).collect();
        let import = read(calendar(&format!("PRODID:{prodid}"), &events));
        import
            .programme
            .people()
            .iter()
            .map(|person| person.name.clone())
            .collect::<Vec<_>>()
    };
    let speakers = ["Ann Arbor", "Bob Cat", "Cid Dee"];
    assert_eq!(of("-//Conference//EN", speakers), speakers);
    let none: [String; 0] = [];
    assert_eq!(of("-//Google Inc//Google Calendar//EN", speakers), none);
    assert_eq!(of("-//Conference//EN", ["The Team"; 3]), none);
}

#[test]
fn repeated_events_are_there_at_each_of_their_times() {
    let dates = read(include_bytes!("field/i06b-rdate.ics"));
    let yoga = |day| format!("2030-05-0{day}T07:00:00+02:00");
    assert_eq!(only_starts(&dates), [yoga(4), yoga(5), yoga(6)]);
    let ends: Vec<_> = dates
        .programme
        .items()
        .iter()
        .filter_map(|item| item.slot?.end.latest())
        .collect();
    assert_eq!(ends.len(), 3);
    assert_eq!(ends[2].to_string(), "2030-05-06T08:00:00+02:00");

    let series = "UID:d\nSUMMARY:Yoga\nDTSTART;TZID=Europe/Berlin:20300504T070000\nDURATION:PT1H\n";
    let days = |rule: &str, more: &[&str]| {
        let event = format!("{series}{rule}");
        let events: Vec<_> = [event.as_str()]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        read(calendar("", &events))
    };
    let whole = days(
        "RRULE:FREQ=DAILY;COUNT=4\nEXDATE;TZID=Europe/Berlin:20300505T070000",
        &[],
    );
    assert_eq!(only_starts(&whole), [yoga(4), yoga(6), yoga(7)]);
    assert_eq!(said(&whole), "");
    let by_day = days(
        "RRULE:FREQ=DAILY;UNTIL=20300506T235959Z\nEXDATE;VALUE=DATE:20300505",
        &[],
    );
    assert_eq!(only_starts(&by_day), [yoga(4), yoga(6)]);

    let moved =
        "UID:d\nRECURRENCE-ID:20300505T050000Z\nSUMMARY:Yoga outside\nDTSTART:20300505T080000Z";
    let cancelled = "UID:d\nRECURRENCE-ID;TZID=Europe/Berlin:20300506T070000\nSUMMARY:Yoga\nSTATUS:CANCELLED\nDTSTART;TZID=Europe/Berlin:20300506T070000";
    let changed = days("RRULE:FREQ=DAILY;COUNT=3", &[moved, cancelled]);
    assert_eq!(
        starts(&changed),
        [
            ("Yoga".into(), yoga(4)),
            ("Yoga outside".into(), "2030-05-05T10:00:00+02:00".into()),
            ("Yoga".into(), yoga(6)),
        ]
    );
    assert_eq!(changed.programme.items()[2].status, Status::Cancelled);
    // A time that is moved keeps its id.
    let ids = |import: &Import| -> Vec<_> {
        import
            .programme
            .items()
            .iter()
            .map(|item| item.id.to_string())
            .collect()
    };
    assert_eq!(ids(&changed), ids(&days("RRULE:FREQ=DAILY;COUNT=3", &[])));
}

#[test]
fn a_rule_without_an_end_keeps_to_the_days_of_the_conference() {
    let import = read(calendar(
        "",
        &[
            "UID:1\nSUMMARY:Opening\nDTSTART:20300504T080000Z",
            "UID:2\nSUMMARY:Closing\nDTSTART:20300506T160000Z",
            "UID:3\nSUMMARY:Yoga\nDTSTART:20200101T050000Z\nRRULE:FREQ=DAILY",
        ],
    ));
    let yoga: Vec<_> = starts(&import)
        .into_iter()
        .filter(|(title, _)| title == "Yoga")
        .collect();
    assert_eq!(yoga.len(), 3, "{yoga:?}");
    assert_eq!(
        import.programme.conference().first_day.to_string(),
        "2030-05-04"
    );
    assert!(
        said(&import).contains("only its times from 2030-05-04 to 2030-05-06 are taken"),
        "{}",
        said(&import)
    );
}

#[test]
fn summer_time_changes_no_time_of_day_of_a_series() {
    let import = read(calendar(
        "",
        &[
            "UID:1\nSUMMARY:Yoga\nDTSTART;TZID=Europe/Berlin:20300330T070000\nRRULE:FREQ=DAILY;COUNT=3",
        ],
    ));
    let expected = [
        "2030-03-30T07:00:00+01:00",
        "2030-03-31T07:00:00+02:00",
        "2030-04-01T07:00:00+02:00",
    ];
    assert_eq!(only_starts(&import), expected);
}

#[test]
fn events_with_one_uid_keep_their_ids() {
    let event = |title: &str, hour: u8, room: &str| {
        format!(
            "UID:x@example.org\nSUMMARY:{title}\nDTSTART:20300504T{hour:02}0000Z\nLOCATION:{room}"
        )
    };
    let ids = |events: &[String]| -> Vec<(String, String)> {
        let events: Vec<_> = events.iter().map(String::as_str).collect();
        let import = read(calendar("", &events));
        let mut ids: Vec<_> = import
            .programme
            .items()
            .iter()
            .map(|item| {
                let room = item.room.as_ref().map(ToString::to_string);
                (
                    item.id.to_string(),
                    format!("{} {:?} {room:?}", item.title, item.slot),
                )
            })
            .collect();
        ids.sort();
        ids
    };
    let before = [
        event("Tea", 10, "Hall"),
        event("Milk", 11, "Hall"),
        event("Lunch", 12, "Hall"),
        event("Lunch", 12, "Deck"),
    ];
    let known = ids(&before);
    for inserted in [
        event("Sugar", 9, "Hall"),
        event("Tea", 9, "Hall"),
        event("Milk", 11, "Deck"),
    ] {
        let after: Vec<_> = [inserted.clone()]
            .into_iter()
            .chain(before.clone())
            .collect();
        let after = ids(&after);
        assert_eq!(after.len(), 5);
        // An id that was there is still that of the same event.
        for (id, item) in &known {
            for (other, other_item) in &after {
                assert!(id != other || item == other_item, "{inserted}: {id}");
            }
        }
        let kept = known.iter().filter(|known| after.contains(known)).count();
        assert!(kept >= 3, "{inserted}: {kept}");
    }
}

#[test]
fn long_uids_that_differ_only_at_their_ends_make_ids_that_do_not_depend_on_order() {
    let uid = |end: &str| {
        format!(
            "040000008200E00074C5B7101A82E00800000000{}{end}",
            "0".repeat(68)
        )
    };
    let [one, other] = ["AAAA", "BBBB"]
        .map(|end| format!("UID:{}\nSUMMARY:{end}\nDTSTART:20300504T100000Z", uid(end)));
    let id = |events: &[&str]| titled(&read(calendar("", events)), "AAAA").id.clone();
    assert_eq!(id(&[&one, &other]), id(&[&other, &one]));
}

#[test]
fn a_description_in_html_keeps_its_structure() {
    let import = read(calendar(
        "",
        &[
            "UID:1\nSUMMARY:Tea\nDTSTART:20300504T100000Z\nDESCRIPTION:One Two\n\
           X-ALT-DESC;FMTTYPE=text/html:<ul><li>One</li><li>Two</li></ul>\nGEO:54.3;10.1",
        ],
    ));
    let item = titled(&import, "Tea");
    assert!(
        matches!(item.description.as_slice(), [hallway_programme::text::Block::List(entries)] if entries.len() == 2),
        "{:?}",
        item.description
    );
    assert!(said(&import).contains("GEO"));
}

#[test]
fn what_has_no_place_is_counted() {
    let content = "BEGIN:VCALENDAR\nBEGIN:VTODO\nUID:t\nEND:VTODO\nBEGIN:VTODO\nUID:u\nEND:VTODO\n\
        BEGIN:VEVENT\nUID:1\nSUMMARY:Tea\nDTSTART:20300504T100000Z\nDURATION:long\n\
        ATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA\nEND:VEVENT\nEND:VCALENDAR\n";
    let said = said(&read(content));
    for part in [
        "line 2: a VTODO is no event: it is left out (also: line 5)",
        "its length can't be read",
        "a file within the calendar (ATTACH) is left out",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
}
