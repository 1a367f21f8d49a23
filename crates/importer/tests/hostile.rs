//! Broken and hostile files give an error with a place, or are corrected. They never crash or hang
//! the importer.

use hallway_importer::import::{File, Import, ImportError, ImportOptions, import};
use hallway_programme::text::{Block, Inline, plain};
use proptest::prelude::*;

fn read(content: impl Into<Vec<u8>>) -> Result<Import, ImportError> {
    let file = File {
        path: "schedule".into(),
        content: content.into(),
    };
    import(&[file], None, &ImportOptions::default())
}

/// A schedule.xml with one event, whose inner part is given.
fn xml(zone: &str, event: &str) -> String {
    format!(
        r#"<schedule><conference><title>Small</title><time_zone_name>{zone}</time_zone_name></conference>
<day index="1" date="2021-10-31"><room name="Main">
<event id="1">{event}</event>
</room></day></schedule>"#
    )
}

fn event(parts: &str) -> Import {
    read(xml(
        "Europe/Berlin",
        &format!("<title>Talk</title><start>09:00</start>{parts}"),
    ))
    .unwrap_or_else(|refused| panic!("{refused}"))
}

fn refusal(content: impl Into<Vec<u8>>) -> String {
    match read(content) {
        Ok(import) => panic!("this was read: {:?}", import.programme),
        Err(refused) => refused.to_string(),
    }
}

/// All corrections, one on each line.
fn repairs(import: &Import) -> String {
    let repairs: Vec<_> = import.repairs.iter().map(ToString::to_string).collect();
    repairs.join("\n")
}

#[test]
fn entities_of_ones_own_are_refused() {
    let bomb = format!(
        r#"<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY a "ha"><!ENTITY b "{}">]>{}"#,
        "&a;".repeat(1_000),
        xml("Europe/Berlin", "<title>&b;</title>")
    );
    assert!(refusal(bomb).contains("line 1: the file has a document type"));
    let outside = format!(
        r#"<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]>{}"#,
        xml("UTC", "<title>&e;</title>")
    );
    assert!(refusal(outside).contains("document type"));
    let unknown = xml("UTC", "<title>caf&eacute;</title>");
    assert!(refusal(unknown).contains("line 3: there is no entity &eacute;"));
}

#[test]
fn nesting_costs_no_stack_and_no_time() {
    // One stack frame for each level would overflow the stack. A time that grows with the square of
    // the depth would be endless.
    for nested in [
        format!("<schedule>{}", "<a>".repeat(3_000_000)),
        format!("{{\"schedule\":{{\"conference\":{}", "[".repeat(20_000_000)),
        "[".repeat(20_000_000),
    ] {
        refusal(nested);
    }
}

#[test]
fn nested_markup_gives_its_words() {
    for open in ["<div>", "<b>", "<ul><li>", "<blockquote>", "<a href='x'>"] {
        let abstracts = format!("{}words", open.repeat(5_000)).replace('<', "&lt;");
        let import = event(&format!("<abstract>{abstracts}</abstract>"));
        let summary = plain(&import.programme.items()[0].summary);
        assert!(summary.contains("words"), "{open}: {summary}");
    }
}

#[test]
fn what_is_cut_off_is_said_to_be() {
    let whole = xml("UTC", "<title>Talk</title><start>09:00</start>");
    for end in (1..whole.len()).step_by(7) {
        assert!(read(&whole.as_bytes()[..end]).is_err(), "{end}");
    }
    assert!(refusal(r#"{"schedule":{"conference":{"days":["#).contains("ends in the middle"));
    assert!(refusal("").contains("none of the formats"));
}

#[test]
fn what_is_not_utf8_is_read_and_said_with_its_line() {
    let utf_8 = xml("Europe/Berlin", "<title>Café</title><start>09:00</start>");
    let latin: Vec<u8> = utf_8.chars().map(|c| c as u8).collect();
    let import = read(latin).unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(import.programme.items()[0].title, "Café");
    let said = repairs(&import);
    assert!(
        said.starts_with("schedule:line 3: this is not UTF-8: it is read as windows-1252"),
        "{said}"
    );
}

#[test]
fn lengths_that_cannot_be_are_left_out() {
    for (length, said) in [
        ("-1:00", "ends before it starts"),
        ("9999:00", "more than 14 days"),
        ("99999999999999", ""),
        ("soon", ""),
    ] {
        let import = event(&format!("<duration>{length}</duration>"));
        let item = &import.programme.items()[0];
        assert_eq!(
            item.slot.and_then(|slot| slot.end.latest()),
            None,
            "{length}"
        );
        assert!(
            repairs(&import).contains(said),
            "{length}: {}",
            repairs(&import)
        );
    }
}

#[test]
fn unknown_zones_are_an_error_with_a_remedy() {
    let said = refusal(xml(
        "Europe/Berln",
        "<title>Talk</title><start>09:00</start>",
    ));
    assert!(said.contains("did you mean \"Europe/Berlin\""), "{said}");
    assert!(said.contains("--zone"), "{said}");
}

#[test]
fn clocks_that_are_put_back_or_forward_are_said() {
    // On 31 October 2021, the clocks in Berlin show 02:30 twice.
    let back = xml("Europe/Berlin", "<title>Night</title><start>02:30</start>");
    let import = read(back).unwrap_or_else(|refused| panic!("{refused}"));
    let start = import.programme.items()[0]
        .slot
        .map(|slot| slot.start.to_string());
    assert_eq!(start, Some("2021-10-31T02:30:00+02:00".into()));
    assert!(repairs(&import).contains("twice"), "{}", repairs(&import));
    let forward = xml("Europe/Berlin", "<title>Night</title><start>02:30</start>")
        .replace("2021-10-31", "2021-03-28");
    let import = read(forward).unwrap_or_else(|refused| panic!("{refused}"));
    let start = import.programme.items()[0]
        .slot
        .map(|slot| slot.start.to_string());
    assert_eq!(start, Some("2021-03-28T03:30:00+02:00".into()));
    assert!(
        repairs(&import).contains("never show"),
        "{}",
        repairs(&import)
    );
}

#[test]
fn what_runs_past_midnight_ends_on_the_next_day() {
    let import = read(xml(
        "Europe/Berlin",
        "<title>Party</title><start>23:00</start><duration>03:00</duration>",
    ))
    .unwrap_or_else(|refused| panic!("{refused}"));
    let end = import.programme.items()[0]
        .slot
        .and_then(|slot| slot.end.latest());
    assert_eq!(
        end.map(|end| end.to_string()),
        Some("2021-11-01T02:00:00+01:00".into())
    );
    let late = xml("Europe/Berlin", "<title>Party</title><start>01:00</start>").replace(
        "</conference>",
        "<day_change>06:00</day_change></conference>",
    );
    let import = read(late).unwrap_or_else(|refused| panic!("{refused}"));
    let start = import.programme.items()[0]
        .slot
        .map(|slot| slot.start.day().to_string());
    assert_eq!(start, Some("2021-11-01".into()));
}

#[test]
fn ids_that_come_twice_are_told_apart() {
    let twice = xml("UTC", "<title>One</title><start>09:00</start>").replace(
        "</room>",
        "<event id=\"1\"><title>Two</title><start>10:00</start></event></room>",
    );
    let import = read(twice).unwrap_or_else(|refused| panic!("{refused}"));
    let ids: Vec<_> = import
        .programme
        .items()
        .iter()
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(ids, ["1", "1-2"]);
    assert!(
        repairs(&import).contains("line 4: an event before it has the id \"1\""),
        "{}",
        repairs(&import)
    );
}

#[test]
fn rooms_and_titles_may_be_missing() {
    let roomless =
        xml("UTC", "<title>One</title><start>09:00</start>").replace(" name=\"Main\"", "");
    let import = read(roomless).unwrap_or_else(|refused| panic!("{refused}"));
    assert_eq!(import.programme.items()[0].room, None);
    assert!(refusal(xml("UTC", "<start>09:00</start>")).contains("nothing in it"));
}

#[test]
fn nothing_that_runs_comes_through() {
    let nasty = "&lt;p&gt;Fine &lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1) alt=picture&gt;\
        &lt;a href='javascript:alert(1)'&gt;words&lt;/a&gt;&lt;a href='https://example.org/'&gt;page&lt;/a&gt;\
        &lt;iframe src='https://example.org'&gt;x&lt;/iframe&gt;&lt;svg onload=alert(1)&gt;&lt;/svg&gt;\
        &lt;ul&gt;Intro &lt;script&gt;alert(1)&lt;/script&gt;&lt;a href='https://example.org/list'&gt;in a list&lt;/a&gt;\
        &lt;li&gt;entry&lt;script&gt;alert(1)&lt;/script&gt;&lt;/li&gt;&lt;style&gt;alert{}&lt;/style&gt;&lt;/ul&gt;";
    let import = event(&format!(
        "<abstract>{nasty}</abstract><url>javascript:alert(1)</url>\
         <links><link href=\"javascript:alert(1)\">click</link><link href=\"data:text/html,x\">data</link></links>"
    ));
    let item = &import.programme.items()[0];
    let [Block::Paragraph(line), Block::List(entries)] = item.summary.as_slice() else {
        panic!("{:?}", item.summary)
    };
    let links = |line: &[Inline]| -> Vec<String> {
        let links = line.iter().filter_map(|inline| match inline {
            Inline::Link { to, .. } => Some(to.as_str().to_owned()),
            _ => None,
        });
        links.collect()
    };
    assert_eq!(links(line), ["https://example.org/"]);
    let [before, entry] = entries.as_slice() else {
        panic!("{entries:?}")
    };
    let [Block::Paragraph(line)] = before.as_slice() else {
        panic!("{before:?}")
    };
    assert_eq!(links(line), ["https://example.org/list"]);
    assert_eq!(
        (plain(before), plain(entry)),
        ("Intro in a list".into(), "entry".into())
    );
    let words = plain(&item.summary);
    assert!(
        words.contains("picture") && words.contains("words"),
        "{words}"
    );
    assert!(
        !words.contains("alert") && !words.contains("onerror"),
        "{words}"
    );
    assert_eq!((item.source.as_ref(), item.materials.len()), (None, 0));
    assert!(repairs(&import).contains("\"javascript:alert(1)\" is not a link"));
}

#[test]
fn an_event_of_another_file_with_the_same_id_does_not_vanish() {
    let titles = |files: &[String]| {
        let files: Vec<_> = files
            .iter()
            .map(|content| File {
                path: "schedule".into(),
                content: content.clone().into_bytes(),
            })
            .collect();
        let import = import(&files, None, &ImportOptions::default())
            .unwrap_or_else(|refused| panic!("{refused}"));
        let items = import.programme.items().iter();
        let titles = items.map(|item| format!("{} {}", item.id.as_str(), item.title));
        (titles.collect::<Vec<_>>(), repairs(&import))
    };
    let file = |names: &str, title: &str| {
        xml(
            "UTC",
            &format!("<title>{title}</title><start>09:00</start>"),
        )
        .replace("<event id=\"1\">", &format!("<event {names}>"))
    };
    let (both, said) = titles(&[file("id=\"1\"", "Sails"), file("id=\"1\"", "Knots")]);
    assert_eq!(both, ["1 Sails", "1-2 Knots"]);
    assert!(said.contains("an event before it has the id \"1\" already"));
    // The two events share an identifier, and the second has a mark of its status in its title.
    for (one, other) in [
        ("id=\"1\"", "id=\"1\" guid=\"G\""),
        ("id=\"1\" guid=\"G\"", "id=\"1\""),
        ("id=\"1\" guid=\"G\"", "id=\"2\" guid=\"G\""),
    ] {
        let (same, said) = titles(&[file(one, "Sails"), file(other, "CANCELLED: Sails")]);
        assert_eq!(same.len(), 1, "{same:?}");
        assert_eq!(said, "");
    }
    let (apart, _) = titles(&[
        file("id=\"1\" guid=\"G\"", "Sails"),
        file("id=\"1\" guid=\"H\"", "Sails"),
    ]);
    assert_eq!(apart, ["G Sails", "H Sails"]);
}

#[test]
fn a_time_that_an_event_states_whole_is_taken_as_it_is() {
    let starts = |parts: &str| {
        let day_change = "<day_change>04:00</day_change></conference>";
        let content = xml("Europe/Berlin", &format!("<title>Talk</title>{parts}"))
            .replace("</conference>", day_change);
        let import = read(content).unwrap_or_else(|refused| panic!("{refused}"));
        let slot = import.programme.items()[0].slot;
        slot.map(|slot| slot.start.to_string())
    };
    let night = Some("2021-09-21T00:30:00+02:00".to_owned());
    for parts in [
        "<date>2021-09-21T00:30:00</date><start>00:30</start>",
        "<date>2021-09-21T00:30:00</date>",
        // The date is only a day. A time before `day_change` belongs to the following calendar day.
        "<date>2021-09-20</date><start>00:30</start>",
        "<date>2021-09-20T00:00:00</date><start>00:30</start>",
    ] {
        assert_eq!(starts(parts), night, "{parts}");
    }
    let json = r#"{"schedule":{"conference":{"acronym":"small","title":"Small","time_zone_name":"Europe/Berlin",
        "days":[{"date":"2021-09-20","rooms":{"Main":[{"id":1,"title":"Talk","date":"2021-09-21T00:30:00"}]}}]}}}"#;
    let import = read(json).unwrap_or_else(|refused| panic!("{refused}"));
    let slot = import.programme.items()[0].slot;
    assert_eq!(slot.map(|slot| slot.start.to_string()), night);
}

#[test]
fn an_id_that_came_before_is_said_however_it_is_written() {
    let event = "BEGIN:VEVENT\r\nUID:a@b.org\r\nSUMMARY:Sails\r\nDTSTART:20260504T100000Z\r\nEND:VEVENT\r\n";
    let other = event.replace("a@b.org", "a-b@org");
    let import = read(format!(
        "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Regatta\r\n{event}{other}END:VCALENDAR\r\n"
    ))
    .unwrap_or_else(|refused| panic!("{refused}"));
    assert!(
        repairs(&import).contains(
            "an event before it has the id \"a-b-org\" already: this one gets \"a-b-org-2\""
        ),
        "{}",
        repairs(&import)
    );
}

#[test]
fn a_conferences_page_that_is_no_link_is_not_dropped_in_silence() {
    let content = xml("UTC", "<title>Talk</title><start>09:00</start>");
    let files = [File {
        path: "schedule".into(),
        content: content.clone().into_bytes(),
    }];
    let options = ImportOptions {
        link: Some("example.org".into()),
        ..ImportOptions::default()
    };
    let refused = import(&files, None, &options).expect_err("it is no link");
    assert!(
        refused
            .to_string()
            .contains("\"example.org\" is not a link"),
        "{refused}"
    );
    for (page, said) in [
        ("ftp://example.org", "\"ftp://example.org\" is not a link"),
        (
            "example.org",
            "\"example.org\" is read as https://example.org",
        ),
    ] {
        let url = format!("</title><url>{page}</url><time");
        let import = read(content.replace("</title><time", &url))
            .unwrap_or_else(|refused| panic!("{refused}"));
        assert!(repairs(&import).contains(said), "{}", repairs(&import));
    }
}

#[test]
fn titles_are_words_whatever_they_look_like() {
    let import = read(xml(
        "UTC",
        "<title>&lt;script&gt;alert(1)&lt;/script&gt; \u{202e}gnp.exe\u{200b}</title><start>09:00</start>\
         <persons><person id=\"1\">Eve\u{202e}\u{2066} \u{feff}Smith</person></persons>",
    ))
    .unwrap_or_else(|refused| panic!("{refused}"));
    let item = &import.programme.items()[0];
    assert_eq!(item.title, "<script>alert(1)</script> gnp.exe");
    assert_eq!(import.programme.people()[0].name, "Eve Smith");
    assert!(repairs(&import).contains("invisible characters"));
}

fn mangled(whole: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let edit = (any::<prop::sample::Index>(), 0..40_usize, any::<Vec<u8>>());
    prop::collection::vec(edit, 1..6).prop_map(move |edits| {
        let mut bytes = whole.as_bytes().to_vec();
        for (at, length, put) in edits {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, put.into_iter().take(20));
        }
        bytes
    })
}

const XML: &str = include_str!("excerpts/debconf23.schedule.xml");
const JSON: &str = include_str!("excerpts/democon.pretalx.schedule.json");

#[test]
fn mangled_files_never_panic() {
    let config = ProptestConfig::with_cases(400);
    proptest!(config, |(content in prop_oneof![mangled(XML), mangled(JSON)])| {
        let _ = read(content);
    });
}

#[test]
fn importing_twice_gives_the_same_bytes() {
    for excerpt in [XML, JSON] {
        let once = read(excerpt).unwrap_or_else(|refused| panic!("{refused}"));
        let twice = read(excerpt).unwrap_or_else(|refused| panic!("{refused}"));
        assert_eq!(once.programme.to_json(), twice.programme.to_json());
        assert!(!once.programme.items().is_empty());
    }
}
