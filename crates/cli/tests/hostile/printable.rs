//! No content or name of a file affects a terminal: the command prints no invisible characters except
//! its own line breaks, so a file can't add a line.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Output};
use std::{fs, iter};

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;
use serde_json::Value;
use tempfile::TempDir;

use crate::fixture::{SCHEDULE, folder, hallway_command};
use crate::{content, done, output_of, write};

/// A line that an attacker wants the terminal to show.
const MADE_UP: &str = "warning: all is well";

/// A text that clears the screen, sets the window's title, reverses, hides and overwrites text, rings the
/// bell, and starts a line; with escape sequences, C1 codes and Unicode characters.
fn hostile() -> String {
    format!(
        "a\u{1b}[2J\u{1b}]0;b\u{7}\u{9b}31m\u{90}\u{85}\u{202e}c\u{2066}d\u{2069}\u{200b}\u{200f}\u{feff}\u{2028}\u{e0041}\u{7f}\u{8}\r\n{MADE_UP}"
    )
}

/// A similar text that XML can contain.
fn hostile_in_xml() -> String {
    format!("a\u{85}\u{9b}31m\u{202e}c\u{2066}\u{200b}\u{feff}\u{2028}&#10;{MADE_UP}")
}

/// Checks that the output contains only printable characters, and no line from a file.
fn assert_printable(what: &str, output: &Output) {
    let categories = CodePointMapData::<GeneralCategory>::new();
    for (stream, bytes) in [("out", &output.stdout), ("err", &output.stderr)] {
        let text = std::str::from_utf8(bytes).unwrap_or_else(|_| panic!("{what}: {bytes:?}"));
        for character in text.chars().filter(|c| *c != '\n') {
            let acts = matches!(
                categories.get(character),
                GeneralCategory::Control
                    | GeneralCategory::Format
                    | GeneralCategory::LineSeparator
                    | GeneralCategory::ParagraphSeparator
            );
            assert!(
                !acts,
                "{what}: {} on {stream}: {text:?}",
                character.escape_unicode()
            );
        }
        assert!(!text.lines().any(|line| line == MADE_UP), "{what}: {text}");
    }
}

fn printed(folder: &TempDir, arguments: &[&str]) -> Output {
    let output = output_of(hallway_command(folder).args(arguments));
    assert_printable(&format!("{arguments:?}"), &output);
    output
}

/// Copies of a JSON document, each with another of its texts or names replaced.
fn with_each_text_replaced(document: &Value, by: &str) -> Vec<Value> {
    fn paths(value: &Value, at: &str, all: &mut Vec<String>) {
        let below: Vec<(String, &Value)> = match value {
            Value::Object(map) => map
                .iter()
                .map(|(key, value)| (key.clone(), value))
                .collect(),
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(at, value)| (at.to_string(), value))
                .collect(),
            _ => Vec::new(),
        };
        all.push(at.to_owned());
        for (name, value) in below {
            paths(value, &format!("{at}/{name}"), all);
        }
    }
    let mut all = Vec::new();
    paths(document, "", &mut all);
    let replaced = |path: &String| {
        let mut changed = document.clone();
        *changed.pointer_mut(path)? = by.into();
        Some(changed)
    };
    let renamed = |path: &String| {
        let mut changed = document.clone();
        let map = changed.pointer_mut(path)?.as_object_mut()?;
        map.insert(by.into(), by.into());
        Some(changed)
    };
    all.iter()
        .filter_map(replaced)
        .chain(all.iter().filter_map(renamed))
        .collect()
}

#[test]
fn nothing_in_a_programme_acts_on_a_terminal() {
    let folder = folder();
    write(
        &folder,
        "rooms.toml",
        "[deck]\ntitle = \"Deck\"\nplan = \"deck.svg\"\nlocation = \"1,2\"\n",
    );
    done(
        &folder,
        &["import", "schedule.xml", "--rooms", "rooms.toml"],
    );
    let programme = &content(folder.path())["programme.json"];
    let programme: Value = serde_json::from_slice(programme).expect("it is JSON");
    for changed in with_each_text_replaced(&programme, &hostile()) {
        write(&folder, "changed.json", changed.to_string());
        printed(&folder, &["check", "changed.json"]);
        let json = printed(&folder, &["check", "changed.json", "--json"]);
        assert!(
            serde_json::from_slice::<Value>(&json.stdout).is_ok(),
            "{json:?}"
        );
        printed(&folder, &["import", "changed.json", "-o", "new.json"]);
        printed(&folder, &["build", "changed.json", "--app", "app"]);
        printed(
            &folder,
            &["export", "changed.json", "--to", "ics", "-o", "new.ics"],
        );
        // The changed programme as the existing output of an import.
        printed(&folder, &["import", "schedule.xml", "-o", "changed.json"]);
        let _ = fs::remove_file(folder.path().join("new.json"));
    }
}

#[test]
fn nothing_in_a_schedule_acts_on_a_terminal() {
    let folder = folder();
    let (hostile, in_xml) = (hostile(), hostile_in_xml());
    let parts = [
        "Sea Days",
        "sea",
        "Europe/Oslo",
        "2026-05-04",
        "Deck",
        "\"1\"",
        "Sails",
        "10:00",
        "00:45",
        "<event ",
        "</room>",
        "<day ",
    ];
    let schedules = parts.iter().flat_map(|part| {
        [
            SCHEDULE.replace(part, &hostile),
            SCHEDULE.replace(part, &in_xml),
        ]
    });
    let calendar = format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:{hostile}\r\nSUMMARY:{hostile}\r\nDTSTART;TZID={hostile}:{hostile}\r\n{hostile}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    for schedule in schedules.chain([hostile.clone(), format!("<schedule>{hostile}"), calendar]) {
        write(&folder, "changed", &schedule);
        printed(&folder, &["check", "changed"]);
        for from in [
            "schedule.xml",
            "schedule.json",
            "ics",
            "sessionize",
            "indico",
            "konopas",
            "hallway",
        ] {
            printed(&folder, &["check", "changed", "--from", from]);
            printed(&folder, &["check", "changed", "--from", from, "--json"]);
        }
        printed(&folder, &["build", "changed", "--app", "app"]);
    }
}

/// A text as TOML writes it.
fn in_toml(text: &str) -> String {
    let escaped = text.chars().map(|c| format!("\\U{:08X}", u32::from(c)));
    format!("\"{}\"", escaped.collect::<String>())
}

#[test]
fn nothing_in_files_kept_by_hand_acts_on_a_terminal() {
    let by_hand =
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/programmes/sea-days");
    let files = content(&by_hand);
    let (hostile, toml) = (hostile(), in_toml(&hostile()));
    for (file, bytes) in files.iter().filter(|(file, _)| file.ends_with(".toml")) {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let folder = folder();
        for (file, bytes) in &files {
            write(&folder, &format!("sea/{file}"), bytes);
        }
        // Adds a key or a table, or makes the TOML invalid; then replaces each value in turn.
        let mut changed = vec![
            format!("{toml} = {toml}\n{text}"),
            format!("{text}\n[{toml}]\n{toml} = {toml}\n"),
            format!("{text}\n{hostile}"),
            hostile.clone(),
        ];
        for (at, line) in text
            .lines()
            .enumerate()
            .filter(|(_, line)| line.contains(" = "))
        {
            let name = line.split_once(" = ").expect("it has a value").0;
            for value in [toml.clone(), format!("[{toml}]")] {
                let before = text.lines().take(at).map(str::to_owned);
                let lines = before.chain(iter::once(format!("{name} = {value}")));
                let lines = lines.chain(text.lines().skip(at + 1).map(str::to_owned));
                changed.push(lines.collect::<Vec<_>>().join("\n"));
            }
        }
        for text in changed {
            write(&folder, &format!("sea/{file}"), text);
            printed(&folder, &["check", "sea"]);
        }
        printed(&folder, &["check", "sea", "--json"]);
        printed(&folder, &["build", "sea", "--app", "app"]);
    }
}

#[test]
fn nothing_in_a_look_acts_on_a_terminal() {
    let folder = folder();
    let (hostile, toml) = (hostile(), in_toml(&hostile()));
    for theme in [
        format!("logo = {toml}"),
        format!("logo = {}", in_toml(&format!("{hostile}.svg"))),
        format!("accent = {toml}"),
        format!("tracks = [{toml}]"),
        format!("font = {toml}"),
        format!("{toml} = 1"),
        format!("[{toml}]"),
        hostile.clone(),
        "logo = \"logo.svg\"".into(),
    ] {
        write(&folder, "theme.toml", theme);
        let logo =
            "<svg xmlns='http://www.w3.org/2000/svg'><a\u{200d}b/><rect on\u{200d}load='1'/></svg>";
        write(&folder, "logo.svg", logo);
        printed(
            &folder,
            &[
                "build",
                "schedule.xml",
                "--app",
                "app",
                "--theme",
                "theme.toml",
            ],
        );
        write(&folder, "logo.svg", hostile_in_xml());
        printed(
            &folder,
            &[
                "build",
                "schedule.xml",
                "--app",
                "app",
                "--theme",
                "theme.toml",
            ],
        );
    }
}

#[test]
fn no_name_acts_on_a_terminal() {
    let folder = folder();
    let name = hostile();
    let arguments = [
        "check X",
        "check X --json",
        "import X",
        "import schedule.xml X",
        "import schedule.xml -o X",
        "import schedule.xml -o X/X",
        "import schedule.xml -o schedule.xml/X",
        "import schedule.xml --from X",
        "import schedule.xml --zone X",
        "import schedule.xml --title X",
        "import schedule.xml --id X",
        "import schedule.xml --link X",
        "import schedule.xml --rooms X",
        "build X --app app",
        "build schedule.xml --app app -o X",
        "build schedule.xml --app app -o schedule.xml/X",
        "build schedule.xml --app X",
        "build schedule.xml --app app --theme X",
        "build schedule.xml --app app --url X",
        "build schedule.xml --app app --url https://X/",
        "build schedule.xml --app app --base-path X",
        "build schedule.xml --app app --sync X",
        "build schedule.xml --app app --embed-in X",
        "export X --to ics -o new.ics",
        "export schedule.xml --to X",
        "export schedule.xml --to ics -o X/",
        "export schedule.xml --to ics --url X",
        "serve X",
        "serve app --base-path X",
        "serve app --port X",
        "host-config X",
        "host-config nginx X",
        "sync-server --listen X",
        "sync-server --database-url X",
        "sync-server --origin X",
        "sync-server --connections X",
        "sync-server --database-url sqlite::memory: --site X",
        "licences X",
        "X",
        "--X",
        "help X",
    ];
    for there in [false, true] {
        for arguments in arguments {
            let arguments: Vec<_> = arguments
                .split(' ')
                .map(|argument| argument.replace('X', &name))
                .collect();
            let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
            printed(&folder, &arguments);
        }
        if !there {
            // The same names again, now as an existing folder with a file that no build made.
            let _ = fs::remove_file(folder.path().join(&name));
            let _ = fs::remove_dir_all(folder.path().join(&name));
            write(&folder, &format!("{name}/{name}"), "<schedule/>");
        }
    }
    let built = ["build", "schedule.xml", "--app", "app", "-o", "built"];
    printed(&folder, &built);
    write(&folder, &format!("built/{name}"), "mine");
    let said = String::from_utf8_lossy(&printed(&folder, &built).stderr).into_owned();
    assert!(
        said.contains("\\u{1b}[2J") && said.contains("\\u{202e}"),
        "it is shown: {said}"
    );
    // A name that is not valid UTF-8.
    let bytes = OsStr::from_bytes(b"a\xff\x9b\x1b[2J\nb");
    for arguments in [["check"], ["import"], ["serve"]] {
        let output = output_of(hallway_command(&folder).args(arguments).arg(bytes));
        assert_printable(&format!("{arguments:?}"), &output);
    }
}

#[test]
fn no_server_is_told_what_acts() {
    let folder = folder();
    let name = hostile();
    done(&folder, &["build", "schedule.xml", "--app", "app"]);
    for kind in ["nginx", "caddy", "apache", "netlify"] {
        done(&folder, &["host-config", kind]);
        fs::rename(folder.path().join("site"), folder.path().join(&name)).expect("it is there");
        let told = printed(&folder, &["host-config", kind, &name]);
        assert_eq!(told.status.code(), Some(1), "{kind}");
        fs::rename(folder.path().join(&name), folder.path().join("site")).expect("it is there");
    }
    let headers = fs::read_to_string(folder.path().join("site/_headers")).expect("it is there");
    write(
        &folder,
        "site/_headers",
        headers.replace("nosniff", "no\u{1b}[2Jsniff\u{202e}"),
    );
    for kind in ["nginx", "caddy", "apache", "netlify"] {
        let told = printed(&folder, &["host-config", kind]);
        assert_eq!(told.status.code(), Some(1), "{kind}");
    }
}

#[test]
fn who_hears_nothing_is_told_nothing_and_the_command_ends_well() {
    let folder = folder();
    let deaf = Command::new("sh")
        .arg("-c")
        .arg("\"$HALLWAY\" check nowhere.xml 2>&-; echo $?")
        .env("HALLWAY", env!("CARGO_BIN_EXE_hallway"))
        .current_dir(&folder)
        .output()
        .expect("there is sh");
    assert_eq!(deaf.stdout, b"1\n", "{deaf:?}");
}
