//! Messages to the authors of a programme's folder: they report all problems at once, each with
//! file, place and remedy.

use std::fs;
use std::path::{Path, PathBuf};

use hallway_importer::folder;
use hallway_programme::landing::Landing;
use hallway_programme::text::{Block, Inline};
use hallway_programme::{Programme, TrackId};
use tempfile::TempDir;

const CONFERENCE: &str = r#"revision = 3
id = "tiny"
title = "Tiny Conference"
first_day = 2021-03-27
last_day = 2021-10-31
zone = "Europe/Berlin"
tracks = ["social", "work"]
"#;
const SOCIAL: &str = r#"title = "Social"
leads = ["ada"]
topics = ["coffee"]

[[items]]
id = "opening"
title = "Opening"
kind = "opening"
room = "lobby"
start = 2021-09-20T09:00:00
end = 2021-09-20T09:30:00
people = ["ada"]
topics = ["coffee", "tea"]
"#;
const WORK: &str = r#"title = "Work"

[[items]]
id = "typing"
title = "Typing"
kind = "topic"
"#;

/// A folder with a small valid programme.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(TempDir::new().expect("there is room for temporary files"));
        fs::create_dir(folder.path().join("tracks")).expect("the folder is new");
        folder
            .with("conference.toml", CONFERENCE)
            .with("topics.toml", "coffee = \"Coffee\"\ntea = \"Tea\"\n")
            .with("rooms.toml", "lobby = \"Lobby\"\n")
            .with(
                "people.toml",
                "[ada]\nname = \"Ada\"\nlinks = [\"mailto:ada@example.org\"]\n",
            )
            .with("tracks/social.toml", SOCIAL)
            .with("tracks/work.toml", WORK)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn with(self, file: &str, text: impl AsRef<[u8]>) -> Self {
        fs::write(self.path().join(file), text).expect("the folder is ours");
        self
    }

    /// The same folder with one change in one file.
    fn changed(self, file: &str, from: &str, to: &str) -> Self {
        let text = fs::read_to_string(self.path().join(file)).expect("the file was written");
        assert!(text.contains(from), "{file} has no {from:?}");
        self.with(file, text.replacen(from, to, 1))
    }

    fn read(&self) -> Programme {
        folder::read(self.path()).unwrap_or_else(|findings| panic!("{findings}"))
    }

    /// The findings as they are printed, with paths relative to the folder.
    fn findings(&self) -> Vec<String> {
        let findings = match folder::read(self.path()) {
            Ok(_) => return Vec::new(),
            Err(findings) => findings.to_string(),
        };
        let prefix = format!("{}/", self.path().display());
        findings
            .lines()
            .map(|line| line.replace(&prefix, ""))
            .collect()
    }
}

#[test]
fn a_folder_in_order_is_read_as_it_is_written() {
    let programme = Folder::new().read();
    assert_eq!(programme.revision(), 3);
    assert_eq!(programme.topics()[0].title, "Coffee");
    assert_eq!(
        programme.people()[0].links[0].as_str(),
        "mailto:ada@example.org"
    );
    let opening = &programme.items()[0];
    let slot = opening.slot.expect("it has a time");
    assert_eq!(slot.start.to_string(), "2021-09-20T09:00:00+02:00");
    assert_eq!(opening.track.as_ref().map(TrackId::as_str), Some("social"));
}

#[test]
fn the_tracks_come_in_the_conferences_order() {
    let folder = Folder::new().changed(
        "conference.toml",
        r#"["social", "work"]"#,
        r#"["work", "social"]"#,
    );
    let programme = folder.read();
    let titles: Vec<_> = programme
        .tracks()
        .iter()
        .map(|t| t.title.as_str())
        .collect();
    assert_eq!(titles, ["Work", "Social"]);
}

#[test]
fn the_conference_says_what_comes_first_and_what_its_tracks_are_called() {
    let said = "landing = \"tracks\"\ntracks_title = \"Parts\"\ntracks =";
    let folder = Folder::new().changed("conference.toml", "tracks =", said);
    let programme = folder.read();
    assert_eq!(Landing::of(&programme), Landing::Tracks);
    assert_eq!(programme.conference().tracks_title, "Parts");
}

#[test]
fn an_item_may_belong_to_no_track() {
    let folder = Folder::new().with(
        "items.toml",
        "[[items]]\nid = \"dinner\"\ntitle = \"Dinner\"\nkind = \"session\"\nstart = 2021-09-20T19:00\n",
    );
    let programme = folder.read();
    let dinner = programme.items().iter().find(|item| item.title == "Dinner");
    assert_eq!(dinner.map(|item| &item.track), Some(&None));
}

#[test]
fn the_files_are_those_that_are_read() {
    let folder = Folder::new();
    let files: Vec<_> = folder::files(folder.path())
        .iter()
        .map(|file| {
            file.strip_prefix(folder.path())
                .expect("it is in the folder")
                .to_owned()
        })
        .collect();
    let expected = [
        "conference.toml",
        "topics.toml",
        "rooms.toml",
        "people.toml",
        "tracks/social.toml",
        "tracks/work.toml",
    ];
    assert_eq!(files, expected.map(PathBuf::from));
}

/// Checks the findings after one change in a valid folder.
#[track_caller]
fn says(file: &str, from: &str, to: &str, expected: &[&str]) {
    let findings = Folder::new().changed(file, from, to).findings();
    assert_eq!(findings, expected);
}

#[test]
fn an_unknown_id_is_said_where_it_stands_in_its_list() {
    says(
        "tracks/social.toml",
        r#""tea""#,
        r#""tee""#,
        &[
            r#"tracks/social.toml:13:21: topics: there is no "tee": correct the id, or add what it names"#,
        ],
    );
    says(
        "tracks/social.toml",
        r#"leads = ["ada"]"#,
        r#"leads = ["eda"]"#,
        &[
            r#"tracks/social.toml:2:10: leads: there is no "eda": correct the id, or add what it names"#,
        ],
    );
    says(
        "tracks/social.toml",
        "lobby",
        "hall",
        &[
            r#"tracks/social.toml:9:8: room: there is no "hall": correct the id, or add what it names"#,
        ],
    );
    says(
        "tracks/social.toml",
        "people = [\"ada\"]",
        "people = [\"bob\"]",
        &[
            r#"tracks/social.toml:12:11: people: there is no "bob": correct the id, or add what it names"#,
        ],
    );
}

#[test]
fn a_doubled_id_names_the_other_place_too() {
    says(
        "tracks/work.toml",
        "typing",
        "opening",
        &[
            r#"tracks/work.toml:4:6: id: "opening" is the id of item 1 already: give one of the two another id (tracks/social.toml:5:1)"#,
        ],
    );
    says(
        "topics.toml",
        "tea =",
        "coffee =",
        &[
            "topics.toml:2:1: this is not TOML: duplicate key",
            // A broken file may be the cause of problems in other files. Those are still reported.
            r#"tracks/social.toml:13:21: topics: there is no "tea": correct the id, or add what it names"#,
        ],
    );
}

#[test]
fn an_id_that_is_none_is_refused() {
    says(
        "tracks/work.toml",
        "\"typing\"",
        "\"typ ing\"",
        &[
            r#"tracks/work.toml:4:6: id: "typ ing" is not an id: use 1 to 100 ASCII letters, digits, "-" or "_""#,
        ],
    );
}

#[test]
fn an_empty_title_is_refused() {
    says(
        "tracks/work.toml",
        "\"Typing\"",
        "\" \"",
        &["tracks/work.toml:5:9: title: it is empty: fill it in"],
    );
    says(
        "rooms.toml",
        "\"Lobby\"",
        "\"\"",
        &["rooms.toml:1:9: title: it is empty: fill it in"],
    );
}

#[test]
fn a_missing_field_is_said_once() {
    says(
        "tracks/work.toml",
        "title = \"Typing\"\n",
        "",
        &["tracks/work.toml:3:1: title: this is missing: add it"],
    );
    says(
        "conference.toml",
        "zone = \"Europe/Berlin\"\n",
        "",
        &["conference.toml:1:1: zone: this is missing: add it"],
    );
}

#[test]
fn an_unknown_field_is_said_with_the_one_that_was_meant() {
    says(
        "tracks/social.toml",
        "people =",
        "peopel =",
        &[
            "tracks/social.toml:12:1: peopel: there is no field of this name: did you mean \"people\"?",
        ],
    );
    says(
        "people.toml",
        "links =",
        "homepage =",
        &[
            "people.toml:3:1: homepage: there is no field of this name: take it out, or use one of affiliation, biography, links, name",
        ],
    );
}

#[test]
fn what_no_page_begins_with_is_refused() {
    says(
        "conference.toml",
        "tracks =",
        "landing = \"track\"\ntracks =",
        &[r#"conference.toml:7:11: landing: "track" is not known: write "tracks", "sessions""#],
    );
}

#[test]
fn a_value_of_the_wrong_type_is_said_with_the_right_one() {
    says(
        "conference.toml",
        "first_day = 2021-03-27",
        "first_day = \"27 March\"",
        &["conference.toml:4:13: first_day: write a day without quotes, as 2021-09-20"],
    );
    says(
        "conference.toml",
        "revision = 3",
        "revision = -3",
        &["conference.toml:1:12: revision: write a whole number, not negative"],
    );
    says(
        "tracks/social.toml",
        "start = 2021-09-20T09:00:00",
        "start = \"nine\"",
        &[
            "tracks/social.toml:10:9: start: write a day and time without quotes, as 2021-09-20T11:00:00",
        ],
    );
    says(
        "tracks/social.toml",
        "topics = [\"coffee\"]",
        "topics = \"coffee\"",
        &["tracks/social.toml:3:10: topics: write a list in [ ]"],
    );
    says(
        "tracks/work.toml",
        "\"topic\"",
        "\"tpoic\"",
        &[
            r#"tracks/work.toml:6:8: kind: "tpoic" is not known: write "talk", "session", "opening", "break", "topic""#,
        ],
    );
}

#[test]
fn an_end_has_to_come_after_its_start() {
    says(
        "tracks/social.toml",
        "end = 2021-09-20T09:30:00",
        "end = 2021-09-20T08:30:00",
        &[
            "tracks/social.toml:11:7: end: it is not after the start, 2021-09-20T09:00:00+02:00: correct one of the two",
        ],
    );
    says(
        "tracks/social.toml",
        "start = 2021-09-20T09:00:00\n",
        "",
        &["tracks/social.toml:5:1: start: there is an end without a start: add the start"],
    );
}

#[test]
fn an_item_has_to_be_within_the_conferences_days() {
    says(
        "tracks/social.toml",
        "09-20T09:00:00\nend = 2021-09-20",
        "11-20T09:00:00\nend = 2021-11-20",
        &[
            "tracks/social.toml:10:9: start: 2021-11-20T09:00:00+01:00 is outside the conference's days, 2021-03-27 to 2021-10-31: correct the time, or the conference's days",
        ],
    );
    says(
        "conference.toml",
        "2021-10-31",
        "2020-10-31",
        &[
            "conference.toml:5:12: last_day: it is before the first day, 2021-03-27: swap the two, or correct one",
            "tracks/social.toml:10:9: start: 2021-09-20T09:00:00+02:00 is outside the conference's days, 2021-03-27 to 2020-10-31: correct the time, or the conference's days",
        ],
    );
}

#[test]
fn a_time_that_the_clocks_skip_or_show_twice_is_refused() {
    says(
        "tracks/social.toml",
        "start = 2021-09-20T09:00:00\nend = 2021-09-20T09:30:00",
        "start = 2021-03-28T02:30:00",
        &[
            "tracks/social.toml:10:9: start: the clocks of Europe/Berlin are put forward across 2021-03-28T02:30:00 and never show it: write a time that they show",
        ],
    );
    says(
        "tracks/social.toml",
        "start = 2021-09-20T09:00:00\nend = 2021-09-20T09:30:00",
        "start = 2021-10-31T02:30:00",
        &[
            "tracks/social.toml:10:9: start: the clocks of Europe/Berlin are put back and show this twice: write which one is meant, 2021-10-31T02:30:00+02:00 or 2021-10-31T02:30:00+01:00",
        ],
    );
    says(
        "tracks/social.toml",
        "09:00:00",
        "09:00:00-05:00",
        &[
            "tracks/social.toml:10:9: start: 2021-09-20T09:00:00-05:00 has another offset than the clocks of Europe/Berlin: write 2021-09-20T09:00:00+02:00, or leave the offset out",
        ],
    );
}

#[test]
fn the_offset_tells_which_of_two_times_is_meant() {
    for offset in ["+02:00", "+01:00"] {
        let time = format!("2021-10-31T02:30:00{offset}");
        let folder = Folder::new()
            .changed("tracks/social.toml", "end = 2021-09-20T09:30:00\n", "")
            .changed("tracks/social.toml", "2021-09-20T09:00:00", &time);
        let start = folder.read().items()[0]
            .slot
            .map(|slot| slot.start.to_string());
        assert_eq!(start, Some(time));
    }
}

#[test]
fn an_unknown_zone_is_said_with_the_one_that_was_meant() {
    says(
        "conference.toml",
        "Europe/Berlin",
        "Europe/Brelin",
        &[
            "conference.toml:6:8: zone: there is no time zone \"Europe/Brelin\": did you mean \"Europe/Berlin\"?",
        ],
    );
    says(
        "conference.toml",
        "Europe/Berlin",
        "Middle-earth",
        &[
            "conference.toml:6:8: zone: there is no time zone \"Middle-earth\": write its name in the IANA tz database, such as Europe/Berlin",
        ],
    );
}

#[test]
fn a_link_of_the_tz_database_is_a_zone() {
    let folder = Folder::new().changed("conference.toml", "Europe/Berlin", "Canada/Atlantic");
    let programme = folder.read();
    let start = programme.items()[0].slot.map(|slot| slot.start.to_string());
    assert_eq!(start.as_deref(), Some("2021-09-20T09:00:00-03:00"));
}

#[test]
fn a_text_is_markdown_and_says_where_it_can_not_be_shown() {
    let text = "description = '''\nSee *this* and\n<https://example.org/>, CAP_SYS_ADMIN.\n'''\n";
    let programme = Folder::new()
        .changed(
            "tracks/work.toml",
            "title = \"Work\"\n",
            &format!("title = \"Work\"\n{text}"),
        )
        .read();
    let [Block::Paragraph(words)] = programme.tracks()[1].description.as_slice() else {
        panic!("it is one paragraph");
    };
    assert_eq!(words[0], Inline::Text("See ".into()));
    assert_eq!(words[4], Inline::Text(", CAP_SYS_ADMIN.".into()));

    let unsafe_text = "title = \"Work\"\ndescription = '''\nFirst <b>bold</b>.\n\n[run](javascript:alert(1)) ![x](y.png)\n\n> quoted\n'''\n";
    says(
        "tracks/work.toml",
        "title = \"Work\"\n",
        unsafe_text,
        &[
            "tracks/work.toml:3:7: description: HTML can't be shown: write Markdown, or a backslash before \"<\" if the sign itself is meant",
            "tracks/work.toml:3:14: description: HTML can't be shown: write Markdown, or a backslash before \"<\" if the sign itself is meant",
            "tracks/work.toml:5:1: description: \"javascript:alert(1)\" is not a link: write an https:, http: or mailto: address",
            "tracks/work.toml:5:28: description: an image can't be shown: link to it instead",
            "tracks/work.toml:7:1: description: a quotation can't be shown: write it as a paragraph",
        ],
    );
}

#[test]
fn an_unsafe_link_is_said_where_it_stands() {
    says(
        "people.toml",
        "mailto:ada@example.org",
        "javascript:alert(1)",
        &[
            r#"people.toml:3:10: links: "javascript:alert(1)" is not a link: write an https:, http: or mailto: address"#,
        ],
    );
    says(
        "conference.toml",
        "revision = 3\n",
        "revision = 3\nlink = \"example.org\"\n",
        &[
            r#"conference.toml:2:8: link: "example.org" is not a link: write an https:, http: or mailto: address"#,
        ],
    );
    says(
        "conference.toml",
        "]\n",
        "]\n[[sources]]\ntitle = \"Page\"\nlink = \"page\"\nnotes = \"x\"\n",
        &[
            r#"conference.toml:10:8: sources[1].link: "page" is not a link: write an https:, http: or mailto: address"#,
            r#"conference.toml:11:1: sources[1].notes: there is no field of this name: did you mean "note"?"#,
        ],
    );
}

#[test]
fn a_call_is_checked_like_the_rest() {
    says(
        "tracks/social.toml",
        "\n[[items]]",
        "\n[call]\nhow = 'Write.'\n\n[[items]]",
        &["tracks/social.toml:5:1: call.ends: this is missing: add it"],
    );
}

#[test]
fn tracks_and_their_list_have_to_agree() {
    says(
        "conference.toml",
        r#""work""#,
        r#""wrok""#,
        &[
            "conference.toml:7:21: tracks: there is no tracks/wrok.toml: correct the id, or write the file",
            "tracks/work.toml:1:1: tracks: conference.toml does not list this track: add \"work\" to its tracks, at the position where it belongs",
        ],
    );
    says(
        "conference.toml",
        r#""work""#,
        r#""work", "social""#,
        &["conference.toml:7:29: tracks: \"social\" is listed already: take one of the two out"],
    );
}

#[test]
fn a_file_that_nothing_reads_is_said() {
    let findings = Folder::new().with("person.toml", "").findings();
    assert_eq!(
        findings,
        [
            "person.toml:1:1: no file of this name is read: write a track in tracks/, an item in its track's file or in items.toml",
        ]
    );
}

#[test]
fn a_folder_without_a_conference_is_said() {
    let empty = TempDir::new().expect("there is room for temporary files");
    let findings = folder::read(empty.path()).expect_err("there is nothing in it");
    let said = findings.to_string();
    assert!(
        said.contains("conference.toml:1:1: there is no such file"),
        "{said}"
    );
    assert_eq!(findings.0.len(), 1, "{said}");
}

#[test]
fn a_file_that_is_no_text_is_said() {
    let findings = Folder::new().with("rooms.toml", [0xff, 0xfe]).findings();
    assert_eq!(
        findings[0],
        "rooms.toml:1:1: this is not UTF-8: save the file in that encoding"
    );
}

#[test]
fn everything_is_said_at_once_and_a_broken_file_hides_no_other() {
    let findings = Folder::new()
        .changed("conference.toml", "Europe/Berlin", "Europe/Brelin")
        .changed("people.toml", "name = \"Ada\"", "name = Ada\"")
        .changed("tracks/social.toml", "\"lobby\"", "\"hall\"")
        .changed("tracks/social.toml", "\"Opening\"", "\"\"")
        .changed("tracks/work.toml", "\"topic\"", "7")
        .findings();
    let places: Vec<_> = findings
        .iter()
        .map(|finding| finding.splitn(5, ':').take(4).collect::<Vec<_>>().join(":"))
        .collect();
    assert_eq!(places[0], "conference.toml:6:8: zone");
    assert!(places[1].starts_with("people.toml:2:"), "{findings:#?}");
    let rest: Vec<_> = places
        .iter()
        .filter(|place| place.starts_with("tracks/"))
        .collect();
    assert_eq!(
        rest,
        [
            "tracks/social.toml:7:9: title",
            "tracks/social.toml:9:8: room",
            "tracks/work.toml:6:8: kind",
        ]
    );
}

#[test]
fn the_findings_come_in_the_same_order_every_time() {
    let folder = Folder::new()
        .changed("topics.toml", "tea", "tee")
        .changed("tracks/social.toml", "\"Opening\"", "\"\"")
        .changed("tracks/work.toml", "title = \"Typing\"\n", "");
    assert_eq!(folder.findings(), folder.findings());
}
