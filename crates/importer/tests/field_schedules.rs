//! Small schedules of kinds that are found in published files, with the right value of each.

use hallway_importer::import::{File, Import, ImportOptions, import};
use hallway_programme::text::{Block, Inline, plain};
use hallway_programme::{Item, Programme};

fn read_in(content: &str, zone: Option<&str>) -> Import {
    let file = File {
        path: "schedule".into(),
        content: content.into(),
    };
    let options = ImportOptions {
        title: Some("X 30".into()),
        zone: zone.map(str::to_owned),
        ..ImportOptions::default()
    };
    import(&[file], None, &options).unwrap_or_else(|refused| panic!("{refused}"))
}

fn read(content: &str) -> Import {
    read_in(content, None)
}

/// A schedule.xml with events of one day in one room; `generator` and the rest of the conference's
/// elements are given.
fn xml(generator: &str, conference: &str, events: &str) -> String {
    format!(
        r#"<schedule><generator name="{generator}"/><conference><acronym>x30</acronym><title>X 30</title>{conference}</conference>
<day index="1" date="2030-05-04"><room name="Hall">{events}</room></day></schedule>"#
    )
}

const BERLIN: &str = "<time_zone_name>Europe/Berlin</time_zone_name>";

/// An event with these elements.
fn event(id: u32, title: &str, parts: &str) -> String {
    format!("<event id=\"{id}\"><title>{title}</title>{parts}</event>")
}

/// All corrections, one on each line.
fn said(import: &Import) -> String {
    let repairs: Vec<_> = import.repairs.iter().map(ToString::to_string).collect();
    repairs.join("\n")
}

fn item<'p>(programme: &'p Programme, title: &str) -> &'p Item {
    let mut items = programme.items().iter();
    items
        .find(|item| item.title == title)
        .unwrap_or_else(|| panic!("there is no {title}"))
}

fn start(import: &Import, title: &str) -> String {
    let slot = item(&import.programme, title).slot;
    slot.map(|slot| slot.start.to_string()).unwrap_or_default()
}

/// The length of an item in minutes.
fn minutes(import: &Import, title: &str) -> Option<i64> {
    let slot = item(&import.programme, title).slot?;
    let end = slot.end.latest()?;
    Some((end.moment().unix_second() - slot.start.moment().unix_second()) / 60)
}

fn people<'p>(programme: &'p Programme, title: &str) -> Vec<(&'p str, &'p str)> {
    let people = item(programme, title).people.iter();
    people
        .filter_map(|id| programme.person(id))
        .map(|person| (person.id.as_str(), person.name.as_str()))
        .collect()
}

/// The lines of a text; an empty one between blocks.
fn lines(text: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in text {
        match block {
            Block::Paragraph(inlines) => {
                let of_block = inlines.split(|inline| *inline == Inline::Break);
                lines.extend(of_block.map(|line| plain(&[Block::Paragraph(line.to_vec())])));
            }
            other => lines.push(format!("{other:?}")),
        }
        lines.push(String::new());
    }
    lines.pop();
    lines
}

#[test]
fn one_id_of_several_people_does_not_make_them_one() {
    for content in [
        include_str!("field/x02-merged-person-ids.xml"),
        include_str!("field/j08-persons-merged.json"),
    ] {
        let import = read(content);
        assert_eq!(
            people(&import.programme, "Tea"),
            [("ann-arbor", "Ann Arbor")]
        );
        assert_eq!(people(&import.programme, "Milk"), [("bob-cat", "Bob Cat")]);
        let said = said(&import);
        assert!(
            said.contains("the id \"7\" is that of 2 people: Ann Arbor, Bob Cat"),
            "{said}"
        );
    }
    let import = read(include_str!("field/x34-persons-id0.xml"));
    assert_eq!(
        people(&import.programme, "Tea"),
        [("ann-arbor", "Ann Arbor")]
    );
    assert_eq!(people(&import.programme, "Milk"), [("bob-cat", "Bob Cat")]);
}

#[test]
fn people_of_one_name_with_different_ids_stay_two_and_of_one_id_stay_one() {
    let persons = |ids: [u32; 2]| {
        let event = |number: u32, title: &str| {
            let id = ids[number as usize - 1];
            let name = if number == 1 {
                "Ann Arbor"
            } else {
                "Ann  ARBOR"
            };
            let person = format!("<persons><person id=\"{id}\">{name}</person></persons>");
            event(number, title, &format!("<start>09:00</start>{person}"))
        };
        read(&xml("", BERLIN, &(event(1, "Tea") + &event(2, "Milk"))))
    };
    assert_eq!(persons([7, 8]).programme.people().len(), 2);
    let import = persons([7, 7]);
    assert_eq!(people(&import.programme, "Milk"), [("7", "Ann Arbor")]);
    assert_eq!(said(&import), "");
}

#[test]
fn a_file_without_a_zone_is_shown_by_its_own_clock() {
    let import = read(include_str!("field/x14-nozone-offsets.xml"));
    assert_eq!(start(&import, "Tea"), "2030-05-04T10:00:00+02:00");
    assert!(
        said(&import).contains("--zone Europe/Berlin"),
        "{}",
        said(&import)
    );
    // Its dates may be in UTC, and only `start` by the conference's clocks.
    let starts = |dates: &[(&str, &str)]| {
        let events = dates.iter().enumerate().map(|(number, (date, clock))| {
            let parts = format!("<date>{date}</date><start>{clock}</start>");
            event(number as u32 + 1, &format!("T{number}"), &parts)
        });
        let import = read(&xml("", "", &events.collect::<String>()));
        let items = import.programme.items().iter();
        let starts = items.map(|item| item.slot.map(|slot| slot.start.to_string()));
        let starts: Vec<_> = starts.map(Option::unwrap_or_default).collect();
        (
            starts,
            import.programme.conference().zone.clone(),
            said(&import),
        )
    };
    let (shown, _, said) = starts(&[("2030-05-04T08:00:00+00:00", "10:00")]);
    assert_eq!(shown, ["2030-05-04T10:00:00+02:00"]);
    assert!(!said.contains("disagree"), "{said}");
    // A zone with half an hour has no zone of that offset only.
    let (shown, zone, _) = starts(&[("2030-05-04T10:00:00+05:30", "10:00")]);
    assert_eq!(shown, ["2030-05-04T10:00:00+05:30"]);
    assert_eq!(zone, "Asia/Kolkata");
    // No zone has this offset then, and none has both of these.
    let (shown, _, said) = starts(&[("2030-05-04T10:00:00-03:30", "10:00")]);
    assert_eq!(shown, ["2030-05-04T13:30:00+00:00"]);
    assert!(
        said.contains("no zone has the offsets that the file states (-03:30)"),
        "{said}"
    );
    let (shown, _, said) = starts(&[
        ("2030-05-04T10:00:00+02:00", "10:00"),
        ("2030-05-04T10:00:00-07:00", "10:00"),
    ]);
    assert_eq!(shown.len(), 2);
    assert!(said.contains("no zone has the offsets"), "{said}");
    // The clocks are put back between these two.
    let (shown, zone, _) = starts(&[
        ("2030-10-26T10:00:00+02:00", "10:00"),
        ("2030-10-27T10:00:00+01:00", "10:00"),
    ]);
    assert_eq!(
        shown,
        ["2030-10-26T10:00:00+02:00", "2030-10-27T10:00:00+01:00"]
    );
    assert_eq!(zone, "Europe/Berlin");
    let (shown, zone, said) = starts(&[("2030-05-04T10:00:00Z", "10:00")]);
    assert_eq!(
        (shown, zone),
        (vec!["2030-05-04T10:00:00+00:00".into()], "UTC".into())
    );
    assert!(said.contains("--zone"), "{said}");
}

#[test]
fn a_local_start_beside_a_date_with_utcs_offset_counts_and_is_said() {
    let content = include_str!("field/x11-utc-offset-local-start.xml");
    let import = read_in(content, Some("Asia/Taipei"));
    assert_eq!(start(&import, "Tea"), "2030-05-04T10:00:00+08:00");
    let said = said(&import);
    assert!(
        said.contains("2030-05-04T10:00:00+00:00") && said.contains("10:00 differ"),
        "{said}"
    );
}

#[test]
fn a_date_and_a_start_that_disagree_are_said_and_the_tool_decides() {
    for (generator, date, clock, expected) in [
        (
            "frab",
            "2030-05-04T10:00:00+02:00",
            "11:00",
            "2030-05-04T10:00:00+02:00",
        ),
        (
            "",
            "2030-05-04T10:00:00+02:00",
            "11:00",
            "2030-05-04T10:00:00+02:00",
        ),
        (
            "pentabarf",
            "2030-05-04T10:00:00+02:00",
            "11:00",
            "2030-05-04T11:00:00+02:00",
        ),
        (
            "pentabarf",
            "2030-05-04T23:30:00+02:00",
            "00:30",
            "2030-05-05T00:30:00+02:00",
        ),
        // OSEM adds the offset to what is local time already.
        (
            "",
            "2030-05-04T12:00:00+02:00",
            "10:00",
            "2030-05-04T10:00:00+02:00",
        ),
        (
            "frab",
            "2030-05-04T10:00:00",
            "11:00",
            "2030-05-04T10:00:00+02:00",
        ),
        (
            "pentabarf",
            "2030-05-04T10:00:00",
            "11:00",
            "2030-05-04T11:00:00+02:00",
        ),
    ] {
        let parts = format!("<date>{date}</date><start>{clock}</start>");
        let import = read(&xml(generator, BERLIN, &event(1, "Tea", &parts)));
        assert_eq!(
            start(&import, "Tea"),
            expected,
            "{generator} {date} {clock}"
        );
        let said = said(&import);
        assert!(
            said.contains("line 2") && said.contains(date) && said.contains(clock),
            "{generator}: {said}"
        );
    }
    let events: String = (1..=5)
        .map(|number| {
            let parts = "<date>2030-05-04T10:00:00+02:00</date><start>11:00</start>";
            event(number, "Tea", parts)
        })
        .collect();
    let import = read(&xml("frab", BERLIN, &events));
    assert_eq!(import.repairs.len(), 1, "{}", said(&import));
    assert!(said(&import).contains("and 4 more"), "{}", said(&import));
}

#[test]
fn what_is_after_midnight_belongs_to_the_next_day_where_the_day_ends_then() {
    let with = |day: &str, conference: &str, parts: &str| {
        let event = event(1, "Tea", parts);
        let content = xml("", &format!("{BERLIN}{conference}"), &event);
        let content = content.replace("date=\"2030-05-04\"", &format!("date=\"2030-05-04\" {day}"));
        start(&read(&content), "Tea")
    };
    let night = "start=\"2030-05-04T11:00:00+02:00\" end=\"2030-05-05T04:00:00+02:00\"";
    let next = "2030-05-05T01:00:00+02:00";
    assert_eq!(with(night, "", "<start>01:00</start>"), next);
    assert_eq!(
        with("", "<day_change>04:00</day_change>", "<start>01:00</start>"),
        next
    );
    assert_eq!(
        with(
            "",
            "<day_change>04:00:00</day_change>",
            "<start>25:00</start>"
        ),
        next
    );
    assert_eq!(
        with(night, "", "<start>09:00</start>"),
        "2030-05-04T09:00:00+02:00"
    );
    assert_eq!(
        with("", "", "<start>01:00</start>"),
        "2030-05-04T01:00:00+02:00"
    );
    // An own date is the calendar's.
    assert_eq!(
        with(night, "", "<date>2030-05-05</date><start>01:00</start>"),
        next
    );
    assert_eq!(
        with(
            night,
            "",
            "<date>2030-05-05T01:00:00+02:00</date><start>01:00</start>"
        ),
        next
    );
    let json = r#"{"schedule": {"conference": {"acronym": "x30", "title": "X 30", "time_zone_name": "Europe/Berlin",
        "days": [{"date": "2030-05-04", "day_start": "2030-05-04T11:00:00+02:00", "day_end": "2030-05-05T04:00:00+02:00",
        "rooms": {"Hall": [{"id": 1, "title": "Tea", "start": "01:00"}]}}]}}}"#;
    assert_eq!(start(&read(json), "Tea"), next);
}

#[test]
fn an_event_beyond_the_conferences_days_is_said() {
    let import = read(include_str!("field/x15-night.xml"));
    assert_eq!(start(&import, "Last cap"), "2030-05-06T01:00:00+02:00");
    let said = said(&import);
    assert!(
        said.contains("ends on 2030-05-05") && said.contains("2030-05-06"),
        "{said}"
    );
}

#[test]
fn times_are_read_as_people_write_them() {
    for (date, clock, expected) in [
        ("2030-05-04", "24:30", "2030-05-05T00:30:00+02:00"),
        ("2030-05-04", "25:00", "2030-05-05T01:00:00+02:00"),
        ("2030-05-04", "9:00 PM", "2030-05-04T21:00:00+02:00"),
        ("2030-05-04", "21:00:00", "2030-05-04T21:00:00+02:00"),
        ("2030-5-4", "9:00", "2030-05-04T09:00:00+02:00"),
        ("2030-5-4 9:00", "9:00", "2030-05-04T09:00:00+02:00"),
        (
            "2030-05-04T09:00:00+0200",
            "09:00",
            "2030-05-04T09:00:00+02:00",
        ),
    ] {
        let parts = format!("<date>{date}</date><start>{clock}</start>");
        let import = read(&xml("", BERLIN, &event(1, "Tea", &parts)));
        assert_eq!(start(&import, "Tea"), expected, "{date} {clock}");
        assert_eq!(said(&import), "", "{date} {clock}");
    }
}

#[test]
fn times_that_cannot_be_read_are_said_with_their_place() {
    for (parts, expected, message) in [
        (
            "<date>04/05/2030</date><start>9:00</start>",
            "2030-05-04T09:00:00+02:00",
            "the date \"04/05/2030\"",
        ),
        (
            "<date>2030-05-04</date><start>soon</start>",
            "",
            "the start \"soon\"",
        ),
    ] {
        let import = read(&xml(
            "",
            BERLIN,
            &(event(1, "Tea", parts) + &event(2, "Milk", "<start>10:00</start>")),
        ));
        assert_eq!(start(&import, "Tea"), expected, "{parts}");
        let said = said(&import);
        assert!(
            said.contains("line 2") && said.contains(message),
            "{parts}: {said}"
        );
    }
    let import = read(include_str!("field/x08-duration-unreadable.xml"));
    let said = said(&import);
    assert!(
        said.contains("line 2: the length \"135.0:00\" can't be read"),
        "{said}"
    );
    assert_eq!(minutes(&import, "Tea"), None);
    assert_eq!(minutes(&import, "Milk"), Some(45));
    assert_eq!(minutes(&import, "Oat"), Some(90));
}

#[test]
fn an_end_is_taken_where_no_length_is_stated() {
    let parts = "<date>2030-05-04T10:00:00+02:00</date><end>2030-05-04T11:15:00+02:00</end>";
    let import = read(&xml("", BERLIN, &event(1, "Tea", parts)));
    assert_eq!(minutes(&import, "Tea"), Some(75));
}

#[test]
fn a_length_of_three_parts_is_read_as_the_tool_means_it_and_said() {
    let import = read(include_str!("field/x07-duration-3part.xml"));
    let lengths = ["Tea", "Milk", "Camp"].map(|title| minutes(&import, title));
    assert_eq!(lengths, [Some(60), Some(40), Some(123)]);
    assert!(
        said(&import).contains("hours, minutes and seconds"),
        "{}",
        said(&import)
    );
    let two = |generator: &str, next: &str, length: &str| {
        let first = event(
            1,
            "Tea",
            &format!("<date>2030-05-04T10:00:00+02:00</date><duration>{length}</duration>"),
        );
        let second = event(2, "Milk", &format!("<date>{next}</date>"));
        let import = read(&xml(generator, BERLIN, &(first + &second)));
        assert!(said(&import).contains("three parts"), "{}", said(&import));
        minutes(&import, "Tea")
    };
    let (soon, later) = ("2030-05-04T11:00:00+02:00", "2030-05-06T11:00:00+02:00");
    assert_eq!(two("pretalx", soon, "1:00:00"), Some(24 * 60));
    assert_eq!(two("pentabarf", later, "1:00:00"), Some(60));
    assert_eq!(two("", soon, "1:00:00"), Some(60));
    assert_eq!(two("", later, "1:00:00"), Some(60));
    // Where other lengths have two parts, the third one is for days.
    let camp = event(
        1,
        "Camp",
        "<date>2030-05-04T10:00:00+02:00</date><duration>1:02:00</duration>",
    );
    let tea = event(
        2,
        "Tea",
        "<date>2030-05-06T10:00:00+02:00</date><duration>00:30</duration>",
    );
    let import = read(&xml("", BERLIN, &(camp + &tea)));
    assert_eq!(minutes(&import, "Camp"), Some(26 * 60));
}

#[test]
fn a_zone_by_another_name_is_read_or_gets_the_remedy() {
    let import = read(include_str!("field/x01-rails-zone.xml"));
    assert_eq!(import.programme.conference().zone, "Europe/Berlin");
    assert_eq!(start(&import, "Tea"), "2030-05-04T10:00:00+02:00");
    assert!(
        said(&import).contains("\"Berlin\" is read as Europe/Berlin"),
        "{}",
        said(&import)
    );
    for (name, zone) in [("CEST", "Europe/Berlin"), ("PST", "America/Los_Angeles")] {
        let conference = format!("<time_zone_name>{name}</time_zone_name>");
        let content = xml("", &conference, &event(1, "Tea", "<start>10:00</start>"));
        let file = File {
            path: "schedule".into(),
            content: content.into(),
        };
        let refused = import_refused(&file);
        assert!(
            refused.contains(&format!("did you mean \"{zone}\"")),
            "{refused}"
        );
    }
}

fn import_refused(file: &File) -> String {
    let refused = import(std::slice::from_ref(file), None, &ImportOptions::default());
    refused.expect_err("its zone is unknown").to_string()
}

#[test]
fn a_cancelled_event_is_cancelled_in_its_title_or_its_status() {
    use hallway_programme::Status;
    let mark = |title: &str, parts: &str| {
        let import = read(&xml(
            "",
            BERLIN,
            &event(1, title, &format!("<start>10:00</start>{parts}")),
        ));
        item(&import.programme, "Tea").status
    };
    for title in [
        "ABGESAGT: Tea",
        "Tea (cancelled)",
        "ANNULÉ - Tea",
        "[Cancelado] Tea",
    ] {
        assert_eq!(mark(title, ""), Status::Cancelled, "{title}");
    }
    assert_eq!(mark("Tea", "<status>Canceled</status>"), Status::Cancelled);
    assert_eq!(mark("Tea", "<status>confirmed</status>"), Status::Planned);
}

#[test]
fn generics_and_lines_survive() {
    let description = |content: &str, title: &str| {
        lines(&item(&read_in(content, Some("Europe/Berlin")).programme, title).description)
    };
    assert_eq!(
        description(include_str!("field/s02-generics.json"), "Tea"),
        [
            "From Vec<T> to Result<Option<T>, E>: why &str < String. In C++: std::map<int, std::string>."
        ]
    );
    let markdownish = include_str!("field/s03-markdownish.json");
    assert_eq!(
        description(markdownish, "Tea"),
        [
            "How __init__ and snake_case_names work; 2 * 3 * 4 = 24; *not* bold? [TBD] #hashtag",
            "# Not a heading?",
            "indented line",
            "1986. A year that began a line.",
            "~~~"
        ]
    );
    assert_eq!(
        description(markdownish, "T2"),
        ["Line one", "---", "Line two"]
    );
    let import = read(include_str!("field/x23-plainlines.xml"));
    assert_eq!(
        lines(&item(&import.programme, "Tea").summary),
        [
            "Agenda:",
            "• Tea",
            "• Milk",
            "• Sugar",
            "",
            "Bring a cup.",
            "1) one",
            "2) two"
        ]
    );
}

#[test]
fn pretalx_writes_markdown() {
    let parts = "<start>10:00</start><abstract>**Bold** `Vec&lt;T&gt;`\n\n* one\n* two</abstract>";
    let of = |generator: &str, url: &str| {
        let import = read(&xml(
            generator,
            BERLIN,
            &event(1, "Tea", &format!("{parts}{url}")),
        ));
        item(&import.programme, "Tea").summary.clone()
    };
    let is_list = |text: &[Block]| matches!(text, [Block::Paragraph(_), Block::List(_)]);
    assert!(is_list(&of("pretalx", "")));
    assert!(is_list(&of(
        "",
        "<url>https://cfp.example.org/x/talk/ABC123/</url>"
    )));
    assert!(!is_list(&of("", "<url>https://example.org/talk/tea</url>")));
}

#[test]
fn links_without_a_scheme_are_links_and_what_is_left_out_is_said() {
    let import = read(include_str!("field/x25-links.xml"));
    let materials = &item(&import.programme, "Tea").materials;
    let links: Vec<_> = materials
        .iter()
        .map(|it| (it.to.as_str(), it.title.as_str()))
        .collect();
    assert_eq!(
        links,
        [
            ("https://www.example.org/slides.pdf", "Slides"),
            ("https://example.org/x", "X"),
            ("https://example.org", "E"),
            ("https://example.org/ä%20ö.pdf", "U"),
            ("https://example.org/text-only", ""),
            ("HTTPS://EXAMPLE.ORG/up", "Up"),
        ]
    );
    let said: Vec<_> = import.repairs.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(
        said[0].contains("is read as https://") && said[0].contains("and 2 more"),
        "{said:#?}"
    );
    assert!(said[1].contains("\"Empty\" is not a link"), "{said:#?}");
    let json = r#"{"schedule": {"conference": {"acronym": "x30", "title": "X 30", "time_zone_name": "Europe/Berlin",
        "days": [{"date": "2030-05-04", "rooms": {"Hall": [{"id": 1, "title": "Tea", "start": "10:00",
        "persons": [{"id": 7, "name": "Ann", "links": ["www.example.org", {"url": "javascript:x"}]}]}]}}]}}}"#;
    let import = read(json);
    let links: Vec<_> = import.programme.people()[0]
        .links
        .iter()
        .map(|it| it.as_str())
        .collect();
    assert_eq!(links, ["https://www.example.org"]);
    assert!(
        self::said(&import).contains("\"javascript:x\" is not a link"),
        "{}",
        self::said(&import)
    );
}

#[test]
fn a_rooms_slug_in_an_event_is_the_room() {
    let import = read(include_str!("field/x40-fosdem-room-slug.xml"));
    let rooms: Vec<_> = import
        .programme
        .rooms()
        .iter()
        .map(|room| room.title.as_str())
        .collect();
    assert_eq!(rooms, ["K.4.201"]);
}
