//! Runs the command as an organiser does: it reads and writes files, and prints one clear line for
//! each problem.

mod fixture;

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::pipe;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::TempDir;

use fixture::{SCHEDULE, done, folder, hallway, hallway_command};

/// Runs the command, and checks its exit code; returns its standard error.
fn fails(folder: &TempDir, arguments: &[&str], code: i32) -> String {
    let output = hallway(folder, arguments);
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}: {output:?}"
    );
    String::from_utf8(output.stderr).expect("the test has what it needs")
}

fn read(folder: &TempDir, file: &str) -> String {
    fs::read_to_string(folder.path().join(file)).expect("the test has what it needs")
}

fn revision(json: &str) -> u64 {
    let json: Value = serde_json::from_str(json).expect("the test has what it needs");
    json["revision"]
        .as_u64()
        .expect("the test has what it needs")
}

/// All files below a folder with their content.
fn files(folder: &Path, below: &str, all: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("the test has what it needs") {
        let path = entry.expect("the test has what it needs").path();
        let name = format!(
            "{below}{}",
            path.file_name()
                .expect("the test has what it needs")
                .to_string_lossy()
        );
        if path.is_dir() {
            files(&path, &format!("{name}/"), all);
        } else {
            all.insert(name, fs::read(&path).expect("the test has what it needs"));
        }
    }
}

fn site(folder: &TempDir, name: &str) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    files(&folder.path().join(name), "", &mut all);
    all
}

fn move_a_talk(folder: &TempDir) {
    let moved = SCHEDULE.replace("<start>11:00", "<start>14:00");
    fs::write(folder.path().join("schedule.xml"), moved).expect("the test has what it needs");
}

#[test]
fn importing_again_raises_the_revision_only_if_something_changed() {
    let folder = folder();
    let import = ["import", "schedule.xml", "-o", "programme.json"];
    assert!(done(&folder, &import).contains("Sea Days"));
    let first = read(&folder, "programme.json");
    done(&folder, &import);
    assert_eq!(read(&folder, "programme.json"), first);
    move_a_talk(&folder);
    done(&folder, &import);
    let second = read(&folder, "programme.json");
    assert_eq!(revision(&second), revision(&first) + 1);
    assert!(second.contains("2026-05-04T14:00:00+02:00"));
}

#[test]
fn a_broken_file_leaves_what_stood_there() {
    let folder = folder();
    done(&folder, &["import", "schedule.xml"]);
    let before = read(&folder, "programme.json");
    fs::write(folder.path().join("schedule.xml"), &SCHEDULE[..300])
        .expect("the test has what it needs");
    let said = fails(&folder, &["import", "schedule.xml"], 1);
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(said.starts_with("schedule.xml:line "), "{said}");
    assert_eq!(read(&folder, "programme.json"), before);
    assert!(
        fails(&folder, &["import", "nowhere.xml"], 1).starts_with("nowhere.xml: it can't be read")
    );
    fails(&folder, &["import", "schedule.xml", "--from", "paper"], 2);
}

#[test]
fn check_says_everything_at_once_and_as_json() {
    let folder = folder();
    done(&folder, &["import", "schedule.xml"]);
    assert!(done(&folder, &["check", "programme.json"]).contains("2 items"));
    let broken = read(&folder, "programme.json")
        .replace("2026-05-04T10:00:00+02:00", "soon")
        .replace("\"Knots\"", "\" \"");
    fs::write(folder.path().join("programme.json"), broken).expect("the test has what it needs");
    let said = fails(&folder, &["check", "programme.json"], 1);
    assert!(
        said.contains("programme.json:items[0].start: \"soon\" is not a time"),
        "{said}"
    );
    assert!(
        said.contains("programme.json:items[1].title: it is empty"),
        "{said}"
    );
    let output = hallway(&folder, &["check", "programme.json", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let json: Value = serde_json::from_slice(&output.stdout).expect("the test has what it needs");
    assert_eq!(json["ok"], false);
    let problems = json["problems"]
        .as_array()
        .expect("the test has what it needs");
    assert_eq!(problems.len(), 2);
    assert_eq!(problems[0]["place"], "items[0].start");
}

#[test]
fn the_same_input_builds_the_same_site() {
    let folder = folder();
    for output in ["one", "two"] {
        done(
            &folder,
            &[
                "build",
                "schedule.xml",
                "--app",
                "app",
                "-o",
                output,
                "--url",
                "https://example.org/p/",
            ],
        );
    }
    let one = site(&folder, "one");
    assert_eq!(one, site(&folder, "two"));
    let text = |file: &str| String::from_utf8_lossy(&one[file]).into_owned();
    assert!(text("index.html").contains("data-base=\"/p/\""));
    assert!(text("schedule.xml").contains("https://example.org/p/item/1"));
    assert!(text("schedule.json").contains("\"Sails\""));
    assert!(text("schedule.ics").contains("SUMMARY:Sails"));
    assert!(one.contains_key("item/2/index.html.br"));
    assert_eq!(text("licences.txt"), "leptos (MIT)", "as the app has it");
    assert!(!text("sw.js").contains("licences"), "no phone needs it");
    // Another programme is embedded in the app, so this one is a file, which phones cache.
    let programme = one
        .keys()
        .find(|file| file.starts_with("assets/programme-") && file.ends_with(".json"))
        .expect("the test has what it needs");
    assert_eq!(one[programme], one["programme.json"]);
    for file in ["index.html", "shell.html", "sw.js"] {
        assert!(text(file).contains(programme.as_str()), "{file}");
    }
}

/// Copies a folder with everything in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the test has what it needs");
    let mut all = BTreeMap::new();
    files(from, "", &mut all);
    for (file, content) in all {
        let file = to.join(file);
        fs::create_dir_all(file.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(file, content).expect("the test has what it needs");
    }
}

/// A folder like that of [`folder`], but with the real programme, style, icons and scripts, and a theme with
/// a logo; the programme is in a subfolder of that name.
fn real_folder(programme: &str) -> TempDir {
    let folder = folder();
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (app, to) = (folder.path().join("app"), folder.path().join(programme));
    copy(&repository.join("programmes/lpc-2021"), &to);
    copy(&repository.join("style"), &app.join("style"));
    copy(&repository.join("public"), &app);
    let logo = fs::copy(
        repository.join("public/icons/icon.svg"),
        to.join("logo.svg"),
    );
    logo.expect("the test has what it needs");
    let theme = "logo = \"logo.svg\"\naccent = \"#8a1c5b\"\naccent_dark = \"#f293c9\"\n\
                 tracks = [\"#0b6b63\", \"#4450b5\"]\ntracks_dark = [\"#5fd0c0\", \"#a9b2ff\"]\n\
                 font = \"Georgia, serif\"\n";
    fs::write(to.join("theme.toml"), theme).expect("the test has what it needs");
    folder
}

#[test]
fn a_real_site_is_the_same_wherever_and_however_fast_it_is_built() {
    let sites = [("programme", "out/site", "1"), ("elsewhere/lpc", "s", "4")].map(
        |(programme, output, threads)| {
            let folder = real_folder(programme);
            let status = hallway_command(&folder)
                .args(["build", programme, "--app", "app", "--output", output])
                .args(["--url", "https://example.org/p/", "--embed-in", "*"])
                // How many threads make the pages and pictures.
                .env("RAYON_NUM_THREADS", threads)
                .output()
                .expect("the test has what it needs");
            assert!(status.status.success(), "{status:?}");
            site(&folder, output)
        },
    );
    let [one, other] = &sites;
    let differ = |file: &&String| one.get(*file) != other.get(*file);
    let names = one.keys().chain(other.keys());
    let unlike: Vec<_> = names.filter(differ).collect();
    assert!(unlike.is_empty(), "{unlike:?}");
    let is_there = |begin: &str, end: &str| {
        let mut names = one.keys();
        names.any(|name| name.starts_with(begin) && name.ends_with(end))
    };
    assert_eq!(
        is_there("previews/item/", ".png"),
        cfg!(feature = "previews")
    );
    assert!(is_there("assets/logo-", ".svg"));
    assert!(is_there("sw.js", ".br") && is_there("sitemap", ".xml.gz"));
}

#[test]
fn every_page_knows_who_may_show_it_and_what_its_requests_tell() {
    let folder = folder();
    let build = ["build", "schedule.xml", "--app", "app", "-o"];
    let origins = [
        "--embed-in",
        "https://Example.org/",
        "--embed-in",
        "https://*.example.com:8443",
    ];
    done(&folder, &[&build[..], &["alone"]].concat());
    done(&folder, &[&build[..], &["shown"], &origins].concat());
    let known = "https://example.org https://*.example.com:8443";
    let attribute = format!("data-embed-in=\"{known}\"");
    for (output, is_shown) in [("alone", false), ("shown", true)] {
        let files = site(&folder, output);
        let is_page = |name: &str| Path::new(name).extension().is_some_and(|end| end == "html");
        let pages = files.iter().filter(|(name, _)| is_page(name));
        for (name, page) in pages {
            let page = String::from_utf8_lossy(page);
            let root = page.split('>').nth(1).unwrap_or_default();
            assert_eq!(root.contains("data-embed-in"), is_shown, "{name}");
            assert_eq!(root.contains(&attribute), is_shown, "{name}");
            let referrer = "<meta name=\"referrer\" content=\"strict-origin\">";
            assert!(page.contains(referrer), "{name}");
        }
        let headers = String::from_utf8_lossy(&files["_headers"]).into_owned();
        assert_eq!(headers.contains(known), is_shown);
        assert!(headers.contains("Referrer-Policy: strict-origin\n"));
    }
}

#[test]
fn building_again_raises_the_revision_only_if_something_changed() {
    let folder = folder();
    let build = ["build", "schedule.xml", "--app", "app", "-o", "site"];
    done(&folder, &build);
    let first = site(&folder, "site");
    done(&folder, &build);
    assert_eq!(site(&folder, "site"), first);
    move_a_talk(&folder);
    done(&folder, &build);
    let second = revision(&read(&folder, "site/programme.json"));
    assert_eq!(
        second,
        revision(&String::from_utf8_lossy(&first["programme.json"])) + 1
    );
}

/// Changes the revision in a published file.
fn slip(folder: &TempDir, file: &str, revision: u64) {
    let mut json: Value =
        serde_json::from_str(&read(folder, file)).expect("the test has what it needs");
    json["revision"] = revision.into();
    fs::write(folder.path().join(file), json.to_string()).expect("the test has what it needs");
}

#[test]
fn a_revision_that_nothing_could_follow_is_refused() {
    let folder = folder();
    done(&folder, &["import", "schedule.xml", "-o", "own.json"]);
    for revision in [1_000_001, (1 << 53) - 1] {
        slip(&folder, "own.json", revision);
        for command in [
            "build own.json --app app -o site",
            "import own.json -o other.json",
            "check own.json",
        ] {
            let said = fails(&folder, &command.split(' ').collect::<Vec<_>>(), 1);
            assert!(said.contains(&format!("{revision} is too high")), "{said}");
            assert!(said.contains("from 1 to 1000000"), "{said}");
        }
    }
    assert!(!folder.path().join("site").exists() && !folder.path().join("other.json").exists());

    let by_hand = real_folder("programme");
    let conference = read(&by_hand, "programme/conference.toml");
    let line = conference
        .lines()
        .position(|line| line.starts_with("revision"));
    let line = line.expect("it says its revision") + 1;
    let written = conference.lines().nth(line - 1).expect("it is there");
    let conference = conference.replace(written, "revision = 20210920");
    fs::write(by_hand.path().join("programme/conference.toml"), conference)
        .expect("the test has what it needs");
    let said = fails(&by_hand, &["check", "programme"], 1);
    assert!(said.contains(&format!("conference.toml:{line}:")), "{said}");
    assert!(said.contains("20210920 is too high"), "{said}");
}

/// An earlier version published any revision that it was given, however high.
#[test]
fn what_follows_a_slip_is_published_again() {
    let folder = folder();
    for (command, file) in [
        ("import schedule.xml -o programme.json", "programme.json"),
        (
            "build schedule.xml --app app -o site",
            "site/programme.json",
        ),
    ] {
        let command: Vec<_> = command.split(' ').collect();
        done(&folder, &command);
        slip(&folder, file, (1 << 53) - 1);
        let output = hallway(&folder, &command);
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stderr).expect("it is text");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(
            said.contains("9007199254740991") && said.contains("500000"),
            "{said}"
        );
        assert_eq!(revision(&read(&folder, file)), 500_000);
        // From there, revisions continue as usual.
        done(&folder, &command);
        assert_eq!(revision(&read(&folder, file)), 500_000);
        slip(&folder, file, 1_000_000);
        let changed = fs::read_to_string(folder.path().join("schedule.xml")).expect("it is there");
        move_a_talk(&folder);
        let said = fails(&folder, &command, 1);
        assert!(said.contains("another id"), "{said}");
        fs::write(folder.path().join("schedule.xml"), changed).expect("it can be written");
    }
}

#[test]
fn nobodys_files_are_replaced_by_a_site() {
    let folder = folder();
    fs::create_dir(folder.path().join("photos")).expect("the test has what it needs");
    fs::write(folder.path().join("photos/cat.jpg"), "cat").expect("the test has what it needs");
    let said = fails(
        &folder,
        &["build", "schedule.xml", "--app", "app", "-o", "photos"],
        1,
    );
    assert!(said.contains("neither empty nor a site"), "{said}");
    assert_eq!(read(&folder, "photos/cat.jpg"), "cat");
    assert!(fails(&folder, &["serve", "photos"], 1).contains("holds no site"));
}

#[test]
fn what_hosts_keep_in_a_site_outlives_a_build() {
    let folder = folder();
    let build = ["build", "schedule.xml", "--app", "app", "-o", "www"];
    // The folder that a web server serves is often a link.
    fs::create_dir(folder.path().join("root")).expect("the test has what it needs");
    symlink("root", folder.path().join("www")).expect("the test has what it needs");
    done(&folder, &build);
    let built = site(&folder, "www");
    let kept = [".git/HEAD", ".well-known/security.txt", "CNAME"];
    for file in kept.iter().chain(&[".htaccess"]) {
        let file = folder.path().join("root").join(file);
        fs::create_dir_all(file.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(file, "mine").expect("the test has what it needs");
    }
    done(&folder, &build);
    assert!(folder.path().join("www").is_symlink());
    let mut again = site(&folder, "root");
    for file in kept {
        let content = again.remove(file);
        assert_eq!(content.as_deref(), Some(&b"mine"[..]), "{file}");
    }
    assert_eq!(again, built, "all else is replaced");
}

#[test]
fn what_a_link_points_to_is_written() {
    let folder = folder();
    let link = |to: &str, name: &str| {
        symlink(to, folder.path().join(name)).expect("the test has what it needs");
    };
    fs::create_dir(folder.path().join("data")).expect("the test has what it needs");
    fs::write(folder.path().join("data/old.ics"), "old").expect("the test has what it needs");
    link("data/old.ics", "schedule.ics");
    // If the user may write to a device's folder, renaming a file would replace the device.
    link("/dev/null", "nothing");
    for output in ["schedule.ics", "nothing"] {
        let export = ["export", "schedule.xml", "--to", "ics", "-o", output];
        done(&folder, &export);
        assert!(folder.path().join(output).is_symlink(), "{output}");
    }
    assert!(read(&folder, "data/old.ics").starts_with("BEGIN:VCALENDAR"));
    let exported = done(&folder, &["export", "schedule.xml", "--to", "ics"]);
    let export = "export schedule.xml --to ics -o /dev/stdout".split(' ');
    assert_eq!(done(&folder, &export.collect::<Vec<_>>()), exported);
    let imported = done(&folder, &["import", "schedule.xml", "-o", "/dev/stdout"]);
    assert!(imported.contains("\"Sails\""), "{imported}");
}

#[test]
fn a_published_programme_that_cannot_be_read_is_not_begun_anew() {
    let folder = folder();
    let unreadable = "{\"format\": 1, \"revision\": 7";
    for (arguments, file) in [
        ("import schedule.xml", "programme.json"),
        ("build schedule.xml --app app", "site/programme.json"),
    ] {
        let arguments: Vec<_> = arguments.split(' ').collect();
        done(&folder, &arguments);
        fs::write(folder.path().join(file), unreadable).expect("the test has what it needs");
        let said = fails(&folder, &arguments, 1);
        assert!(said.starts_with(&format!("{file}: ")), "{said}");
        assert!(said.contains("Remove it"), "{said}");
        assert_eq!(read(&folder, file), unreadable);
    }
    done(&folder, &["import", "schedule.xml", "-o", "-"]);
}

#[test]
fn a_folder_kept_by_hand_says_itself_what_others_are_told() {
    let folder = real_folder("programme");
    for option in ["--title", "--id", "--zone", "--link", "--from", "--rooms"] {
        let value = match option {
            "--from" => "hallway",
            "--rooms" => "programme/rooms.toml",
            _ => "Europe/Oslo",
        };
        let said = fails(&folder, &["check", "programme", option, value], 1);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains(option), "{said}");
    }
}

#[test]
fn who_reads_no_further_has_had_enough() {
    let folder = folder();
    for arguments in [
        "export schedule.xml --to ics",
        "import schedule.xml -o -",
        "import schedule.xml",
        "check schedule.xml",
        "check schedule.xml --json",
        "build schedule.xml --app app",
        "host-config nginx",
    ] {
        let (reader, writer) = pipe().expect("the test has what it needs");
        drop(reader);
        let output = hallway_command(&folder)
            .args(arguments.split(' '))
            .stdout(writer)
            .output()
            .expect("the test has what it needs");
        assert!(output.status.success(), "{arguments}: {output:?}");
    }
}

#[test]
fn exports_go_where_one_says() {
    let folder = folder();
    let text = done(&folder, &["export", "schedule.xml", "--to", "ics"]);
    assert!(text.starts_with("BEGIN:VCALENDAR"));
    done(
        &folder,
        &[
            "export",
            "schedule.xml",
            "--to",
            "schedule.json",
            "-o",
            "out/schedule.json",
        ],
    );
    done(&folder, &["import", "out/schedule.json", "-o", "back.json"]);
    let back: Value =
        serde_json::from_str(&read(&folder, "back.json")).expect("the test has what it needs");
    let ids: Vec<_> = back["items"]
        .as_array()
        .expect("the test has what it needs")
        .iter()
        .map(|item| item["id"].clone())
        .collect();
    assert_eq!(ids, ["1", "2"]);
    assert_eq!(back["conference"]["id"], "sea");
}

const ROOMS: &str = r#"[deck]
title = "Deck"
building = "Fram"
location = "59.9,10.7"
plan = "deck.svg"

[attic]
title = "Attic"
"#;

#[test]
fn rooms_have_more_to_them_and_floor_plans_go_with_the_site() {
    let folder = folder();
    let file = |name: &str, content: &str| {
        let file = folder.path().join(name);
        let within = file.parent().expect("it is in the folder");
        fs::create_dir_all(within).expect("the test has what it needs");
        fs::write(file, content).expect("the test has what it needs");
    };
    file("rooms.toml", ROOMS);
    let import = ["import", "schedule.xml", "--rooms", "rooms.toml"];
    let output = hallway(&folder, &import);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("no room of the schedule is called \"Attic\": ignored"),
        "{said}"
    );
    let programme: Value =
        serde_json::from_str(&read(&folder, "programme.json")).expect("the test has what it needs");
    assert_eq!(programme["rooms"][0]["building"], "Fram");
    assert_eq!(programme["rooms"][0]["location"], "59.900000,10.700000");

    let build = ["build", "programme.json", "-o", "site", "--app", "app"];
    let said = fails(&folder, &build, 1);
    assert!(
        said.contains("plans/deck.svg: the floor plan of \"Deck\" can't be read"),
        "{said}"
    );
    assert!(!folder.path().join("site").exists());
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9v9z\"/></svg>";
    file("plans/deck.svg", picture);
    done(&folder, &build);
    assert_eq!(read(&folder, "site/plans/deck.svg"), picture);
    assert!(read(&folder, "site/sw.js").contains("\"plans/deck.svg\":\"sha256-"));

    file("rooms.toml", &ROOMS.replace("59.9,10.7", "99,10.7"));
    let said = fails(&folder, &import, 1);
    assert!(said.starts_with("rooms.toml:4:12: location: "), "{said}");
    let missing = ["import", "schedule.xml", "--rooms", "nowhere.toml"];
    assert!(fails(&folder, &missing, 1).starts_with("nowhere.toml: it can't be read"));
    let no_file = ["import", "schedule.xml", "--rooms", "plans"];
    assert!(fails(&folder, &no_file, 1).starts_with("plans: it can't be read"));
    let check = "check schedule.xml --json --rooms nowhere.toml".split(' ');
    let output = hallway(&folder, &check.collect::<Vec<_>>());
    assert_eq!(output.status.code(), Some(1));
    let json: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(json["problems"][0]["file"], "nowhere.toml");
}

#[test]
fn the_notices_of_others_code_are_in_the_command() {
    let said = hallway(&folder(), &["licences"]);
    let said = String::from_utf8(said.stdout).expect("it is text");
    assert!(said.contains("\nclap ") && said.contains("THE SOFTWARE IS PROVIDED"));
}
