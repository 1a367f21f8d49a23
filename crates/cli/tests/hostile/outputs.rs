//! What a build replaces: a whole site that a build made, never other people's files.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::fixture::{SCHEDULE, folder, hallway_command};
use crate::{content, done, output_of, refused, said, write};

const MANIFEST: &str = "site/hallway-site.json";

fn build(output: &str) -> [&str; 6] {
    ["build", "schedule.xml", "--app", "app", "-o", output]
}

/// Runs a build, which must refuse and change nothing; returns the error.
fn refused_and_kept(folder: &TempDir, output: &str) -> String {
    let before = content(folder.path());
    let said = refused(folder, &build(output), 1);
    assert!(content(folder.path()) == before, "{output}: {said}");
    said
}

fn manifest(folder: &TempDir) -> Value {
    let text = fs::read_to_string(folder.path().join(MANIFEST)).expect("it is there");
    serde_json::from_str(&text).expect("it is JSON")
}

#[test]
fn what_only_looks_like_a_site_is_not_replaced() {
    let folder = folder();
    for (file, content) in [
        ("shell.html", "<!doctype html>"),
        ("sw.js", "const RELEASE = {\"files\":{}};"),
        ("index.html", "<html data-base=\"/\">"),
        ("thesis.odt", "ten years"),
    ] {
        write(&folder, &format!("site/{file}"), content);
    }
    let said = refused_and_kept(&folder, "site");
    assert!(said.contains("neither empty nor a site"), "{said}");
    assert!(said.contains("hallway-site.json"), "{said}");
}

#[test]
fn what_no_build_made_is_named_and_stays() {
    let folder = folder();
    done(&folder, &build("site"));
    let files: Vec<_> = (1..6).map(|at| format!("site/notes-{at}.txt")).collect();
    for file in &files {
        write(&folder, file, "mine");
    }
    let said = refused_and_kept(&folder, "site");
    assert!(
        said.contains("notes-1.txt, notes-2.txt, notes-3.txt, and 2 more"),
        "{said}"
    );
    for file in &files {
        fs::remove_file(folder.path().join(file)).expect("it is there");
    }
    done(&folder, &build("site"));

    for file in [
        "site/assets/cat.jpg",
        "site/item/1/notes.txt",
        "site/new/deep/notes.txt",
    ] {
        write(&folder, file, "mine");
        let said = refused_and_kept(&folder, "site");
        assert!(said.contains(file.trim_start_matches("site/")), "{said}");
        fs::remove_file(folder.path().join(file)).expect("it is there");
    }
    // A link counts as a file of its own name, whatever its target is.
    symlink("../../schedule.xml", folder.path().join("site/assets/link")).expect("it can be made");
    assert!(refused(&folder, &build("site"), 1).contains("assets/link"));
    fs::remove_file(folder.path().join("site/assets/link")).expect("it is there");
    done(&folder, &build("site"));
}

#[test]
fn what_an_older_build_made_goes_with_it() {
    let folder = folder();
    done(&folder, &build("site"));
    assert!(folder.path().join("site/item/2/index.html").is_file());
    let one = SCHEDULE.replace("<event id=\"2\">", "<event id=\"3\">");
    write(&folder, "schedule.xml", one);
    done(&folder, &build("site"));
    assert!(!folder.path().join("site/item/2").exists());
    let listed = manifest(&folder);
    let listed = listed["files"].as_array().expect("it is a list");
    let listed: Vec<_> = listed.iter().filter_map(Value::as_str).collect();
    let files = content(&folder.path().join("site"));
    assert!(
        files.keys().eq(listed.iter()),
        "the list is what is there: {listed:?}"
    );
    let worker = String::from_utf8_lossy(&files["sw.js"]).into_owned();
    assert!(!worker.contains("hallway-site.json"), "no phone needs it");
}

#[test]
fn a_list_that_is_not_of_a_build_opens_nothing() {
    let folder = folder();
    done(&folder, &build("site"));
    let good = manifest(&folder);
    let changed = |change: fn(&mut Value)| {
        let mut changed = good.clone();
        change(&mut changed);
        changed.to_string()
    };
    for wrong in [
        String::new(),
        "[]".into(),
        "{}".into(),
        changed(|list| list["made_by"] = "somebody".into()),
        changed(|list| list["format"] = 2.into()),
        changed(|list| list["files"] = json!([])),
        changed(|list| list["files"] = json!(["cat.jpg"])),
        changed(|list| list["files"][0] = "../schedule.xml".into()),
        changed(|list| list["files"][0] = "/etc/passwd".into()),
    ] {
        write(&folder, MANIFEST, &wrong);
        let said = refused_and_kept(&folder, "site");
        assert!(said.contains("neither empty nor a site"), "{wrong}: {said}");
    }
    fs::remove_file(folder.path().join(MANIFEST)).expect("it is there");
    write(&folder, "elsewhere.json", good.to_string());
    symlink("../elsewhere.json", folder.path().join(MANIFEST)).expect("it can be made");
    refused_and_kept(&folder, "site");
}

#[test]
fn a_site_from_before_there_were_lists_is_replaced_and_followed() {
    let folder = folder();
    let with_plans = "build schedule.xml --app app -o site --url https://example.org/";
    done(&folder, &with_plans.split(' ').collect::<Vec<_>>());
    fs::remove_file(folder.path().join(MANIFEST)).expect("it is there");
    write(&folder, "site/thesis.odt", "ten years");
    let said = refused_and_kept(&folder, "site");
    assert!(said.contains("thesis.odt"), "{said}");
    fs::remove_file(folder.path().join("site/thesis.odt")).expect("it is there");

    let shell = fs::read_to_string(folder.path().join("site/shell.html")).expect("it is there");
    write(&folder, "site/shell.html", format!("{shell}."));
    let said = refused_and_kept(&folder, "site");
    assert!(said.contains("neither empty nor a site"), "{said}");
    write(&folder, "site/shell.html", shell);

    write(&folder, "schedule.xml", SCHEDULE.replace("11:00", "14:00"));
    done(&folder, &build("site"));
    let json = fs::read_to_string(folder.path().join("site/programme.json")).expect("it is there");
    let json: Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(json["revision"], 2, "phones take it");
    manifest(&folder);
}

#[test]
fn a_folder_that_holds_all_that_one_has_is_no_sites() {
    let folder = folder();
    // A build does not replace the current folder or a home folder, even if it contains a site.
    done(&folder, &build("home/user"));
    let build_in = |at: &Path, output: &str, home: &str| {
        let schedule = folder.path().join("schedule.xml");
        let app = folder.path().join("app");
        let mut command = hallway_command(&folder);
        command
            .current_dir(at)
            .env("HOME", folder.path().join(home));
        command
            .arg("build")
            .arg(schedule)
            .arg("--app")
            .arg(app)
            .args(["-o", output]);
        output_of(&mut command)
    };
    let before = content(folder.path());
    let user = folder.path().join("home/user");
    let link = folder.path().join("link");
    symlink("home/user", &link).expect("it can be made");
    for (at, output, home) in [
        (folder.path(), "/", "home/user"),
        (folder.path(), "home/user", "home/user"),
        (folder.path(), "home", "home/user"),
        (folder.path(), "link", "home/user"),
        (&user, ".", "elsewhere"),
        (&user, "../user", "elsewhere"),
        (&user, "..", "elsewhere"),
        (&user.join("item"), "..", "elsewhere"),
    ] {
        let refused = build_in(at, output, home);
        let said = said(&refused);
        assert_eq!(refused.status.code(), Some(1), "{output}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(said.contains("Name a folder within it"), "{output}: {said}");
    }
    fs::remove_file(link).expect("it is there");
    assert!(content(folder.path()) == before);
}

#[test]
fn the_programmes_own_folder_is_not_replaced() {
    let folder = folder();
    let by_hand = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/programmes/sea-days");
    for (file, bytes) in content(&by_hand) {
        write(&folder, &format!("sea/{file}"), bytes);
    }
    let before = content(folder.path());
    let said = refused(&folder, &["build", "sea", "--app", "app", "-o", "sea"], 1);
    assert!(said.contains("neither empty nor a site"), "{said}");
    assert!(content(folder.path()) == before);
}

#[test]
fn new_and_empty_folders_are_filled() {
    let folder = folder();
    fs::create_dir(folder.path().join("empty")).expect("it can be made");
    symlink("empty", folder.path().join("link")).expect("it can be made");
    for output in ["link", "new", "below/another"] {
        done(&folder, &build(output));
        assert!(folder.path().join(output).join("sw.js").is_file());
    }
    assert!(folder.path().join("link").is_symlink());
    let built = content(&folder.path().join("empty"));
    assert!(
        built == content(&folder.path().join("new")),
        "wherever it is made"
    );

    symlink("nowhere", folder.path().join("astray")).expect("it can be made");
    assert!(refused(&folder, &build("astray"), 1).contains("leads to nothing"));
    assert!(refused(&folder, &build("schedule.xml"), 1).contains("this is a file"));
}

#[test]
fn what_apache_was_told_of_the_site_before_goes_and_is_said() {
    let folder = folder();
    done(&folder, &build("site"));
    write(&folder, "site/.htaccess", "Header set");
    let said = done(&folder, &build("site"));
    assert!(said.starts_with("warning: site/.htaccess"), "{said}");
    assert!(!folder.path().join("site/.htaccess").exists());
    assert_eq!(done(&folder, &build("site")), "");
}
