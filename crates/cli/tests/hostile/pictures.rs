//! Floor plans and logos: a build publishes only pictures from within the programme's folder.

use std::fs;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

use crate::fixture::folder;
use crate::{content, done, huge, pipe, refused, write};

const BUILD: [&str; 6] = [
    "build",
    "conference/programme.json",
    "--app",
    "app",
    "-o",
    "site",
];

const PICTURE: &str =
    "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\" height=\"9\"/></svg>";

const SECRET: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"9\" height=\"9\"/><text>the secret</text></svg>";

/// A programme in a folder of its own. Its room has a plan, `plans/deck.svg`, which does not exist yet.
/// Beside the folder are files that a site must not contain.
fn conference() -> TempDir {
    let folder = folder();
    write(
        &folder,
        "rooms.toml",
        "[deck]\ntitle = \"Deck\"\nplan = \"deck.svg\"\n",
    );
    let import = "import schedule.xml --rooms rooms.toml -o conference/programme.json";
    done(&folder, &import.split(' ').collect::<Vec<_>>());
    write(&folder, "elsewhere/deck.svg", SECRET);
    fs::create_dir(folder.path().join("conference/plans")).expect("it can be made");
    folder
}

/// Puts something where a picture is expected; `at` is the path below the test's folder.
type Put = fn(&TempDir, at: &str);

/// Things that are no picture within the folder, each with a part of the error.
const REFUSED: &[(&str, Put, &str)] = &[
    ("nothing", |_, _| {}, "no such file"),
    (
        "a link to a system file",
        |folder, at| link(folder, "/etc/passwd", at),
        "leads out",
    ),
    (
        "a link out",
        |folder, at| link(folder, "../../elsewhere/deck.svg", at),
        "leads out",
    ),
    (
        "a link out by an absolute path",
        |folder, at| {
            link(
                folder,
                &folder.path().join("elsewhere/deck.svg").to_string_lossy(),
                at,
            )
        },
        "leads out",
    ),
    (
        "a link to a link out",
        |folder, at| {
            link(
                folder,
                "../../elsewhere/deck.svg",
                "conference/plans/other.svg",
            );
            link(folder, "../plans/other.svg", at);
        },
        "leads out",
    ),
    (
        "a link to itself",
        |folder, at| link(folder, at.rsplit('/').next().unwrap_or(at), at),
        "",
    ),
    (
        "a link to nothing",
        |folder, at| link(folder, "../nothing.svg", at),
        "",
    ),
    ("a device", |folder, at| link(folder, "/dev/zero", at), ""),
    ("a pipe", |folder, at| pipe(folder, at), "it is not a file"),
    (
        "a folder",
        |folder, at| fs::create_dir(folder.path().join(at)).expect("it can be made"),
        "it is not a file",
    ),
    (
        "a file of a terabyte",
        |folder, at| huge(folder, at),
        "larger than 8 MiB",
    ),
    (
        "a file of a little too much",
        |folder, at| write(folder, at, vec![b' '; (8 << 20) + 1]),
        "larger than 8 MiB",
    ),
    (
        "a PNG",
        |folder, at| write(folder, at, b"\x89PNG\r\n\x1a\n"),
        "by its content it is PNG",
    ),
    (
        "a page",
        |folder, at| write(folder, at, "<!doctype html><script>1</script>"),
        "SVG",
    ),
    (
        "a page in XML",
        |folder, at| write(folder, at, "<html xmlns='http://www.w3.org/1999/xhtml'/>"),
        "no SVG",
    ),
    (
        "accounts",
        |folder, at| write(folder, at, "root:x:0:0:the secret"),
        "can't be read",
    ),
    (
        "bytes",
        |folder, at| write(folder, at, [0xff, 0xfe, 0]),
        "not UTF-8",
    ),
    (
        "scripts alone",
        |folder, at| {
            write(
                folder,
                at,
                "<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
            )
        },
        "<script>",
    ),
];

fn link(folder: &TempDir, to: &str, at: &str) {
    symlink(to, folder.path().join(at)).expect("it can be made");
}

#[test]
fn what_is_no_picture_of_the_folder_is_not_published_as_a_plan() {
    for (name, put, why) in REFUSED {
        let folder = conference();
        put(&folder, "conference/plans/deck.svg");
        let said = refused(&folder, &BUILD, 1);
        assert!(
            said.starts_with("conference/plans/deck.svg: "),
            "{name}: {said}"
        );
        assert!(
            said.contains(why) && !said.contains("the secret"),
            "{name}: {said}"
        );
        assert!(!folder.path().join("site").exists(), "{name}");
    }
}

#[test]
fn what_is_no_picture_of_the_folder_is_not_published_as_a_logo() {
    for (name, put, why) in REFUSED {
        let folder = conference();
        write(&folder, "conference/plans/deck.svg", PICTURE);
        write(
            &folder,
            "conference/look/theme.toml",
            "logo = \"sea.svg\"\n",
        );
        put(&folder, "conference/look/sea.svg");
        let themed = [&BUILD[..], &["--theme", "conference/look/theme.toml"]].concat();
        let said = refused(&folder, &themed, 1);
        assert!(said.contains("look/sea.svg"), "{name}: {said}");
        assert!(
            said.contains(why) && !said.contains("the secret"),
            "{name}: {said}"
        );
        assert!(!folder.path().join("site").exists(), "{name}");
    }
}

#[test]
fn a_logo_is_named_by_a_path_within_its_folder() {
    for logo in [
        "../elsewhere/deck.svg",
        "plans/../../elsewhere/deck.svg",
        "/etc/logo.svg",
        "..\\\\elsewhere\\\\deck.svg",
        "C:\\\\logo.svg",
    ] {
        let folder = conference();
        write(&folder, "conference/plans/deck.svg", PICTURE);
        write(
            &folder,
            "conference/theme.toml",
            format!("logo = \"{logo}\"\n"),
        );
        let themed = [&BUILD[..], &["--theme", "conference/theme.toml"]].concat();
        let said = refused(&folder, &themed, 1);
        assert!(said.contains("within the folder"), "{logo}: {said}");
    }
}

#[test]
fn a_plan_is_named_without_a_path() {
    for plan in [
        "../../etc/passwd",
        "../elsewhere/deck.svg",
        "/etc/a.svg",
        "a\\\\deck.svg",
    ] {
        let folder = conference();
        write(
            &folder,
            "rooms.toml",
            format!("[deck]\ntitle = \"Deck\"\nplan = \"{plan}\"\n"),
        );
        let build = "build schedule.xml --rooms rooms.toml --app app".split(' ');
        let said = refused(&folder, &build.collect::<Vec<_>>(), 1);
        assert!(said.starts_with("rooms.toml:3:8: plan: "), "{said}");
    }
}

#[test]
fn a_folder_of_plans_that_leads_elsewhere_is_refused() {
    let folder = conference();
    fs::remove_dir(folder.path().join("conference/plans")).expect("it is empty");
    link(&folder, "../elsewhere", "conference/plans");
    let said = refused(&folder, &BUILD, 1);
    assert!(said.contains("leads out"), "{said}");
}

#[test]
fn links_within_the_folder_are_followed() {
    let folder = conference();
    write(&folder, "conference/pictures/real.svg", PICTURE);
    link(&folder, "../pictures/real.svg", "conference/plans/deck.svg");
    done(&folder, &BUILD);
    let site = content(&folder.path().join("site"));
    assert!(String::from_utf8_lossy(&site["plans/deck.svg"]).contains("<rect"));
}

#[test]
fn what_is_more_than_a_picture_is_left_out_and_said() {
    let folder = conference();
    let hostile = "<?xml-stylesheet href='https://evil.example'?>\
        <svg xmlns='http://www.w3.org/2000/svg' onload='document.title=1'>\
        <script>document.cookie='ran=1'</script><rect width='9' height='9'/>\
        <a href='javascript:alert(1)'><circle r='3'/></a></svg>";
    write(&folder, "conference/plans/deck.svg", hostile);
    write(&folder, "theme.toml", "logo = \"sea.svg\"\n");
    write(&folder, "sea.svg", hostile);
    let themed = [&BUILD[..], &["--theme", "theme.toml"]].concat();
    let said = done(&folder, &themed);
    for picture in ["sea.svg", "plans/deck.svg"] {
        let start = format!("warning: {picture}: ");
        let line = said.lines().find(|line| line.starts_with(&start));
        let line = line.unwrap_or_else(|| panic!("{picture} is not in {said}"));
        assert!(
            line.contains("<script>") && line.contains("onload"),
            "{line}"
        );
    }
    let site = content(&folder.path().join("site"));
    let pictures = site.iter().filter(|(path, _)| {
        path.ends_with(".svg") && (path.starts_with("plans/") || path.starts_with("assets/logo"))
    });
    let pictures: Vec<_> = pictures
        .map(|(_, bytes)| String::from_utf8_lossy(bytes))
        .collect();
    assert_eq!(pictures.len(), 2);
    for picture in pictures {
        assert!(picture.contains("<circle r=\"3\"/>"), "{picture}");
        for gone in ["script", "onload", "evil", "<?"] {
            assert!(!picture.contains(gone), "{picture}");
        }
    }
}
