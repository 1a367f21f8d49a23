//! Inputs that are not files, or are endless: the command prints a clear line, and writes nothing.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::fixture::{folder, hallway_command};
use crate::{content, done, huge, output_of, pipe, refused, write};

type Put = fn(&TempDir, at: &str);

const UNFIT: &[(&str, Put)] = &[
    ("a pipe", |folder, at| pipe(folder, at)),
    ("a folder", |folder, at| {
        fs::create_dir(folder.path().join(at)).expect("it can be made")
    }),
    ("a terabyte", |folder, at| huge(folder, at)),
    ("no end of zeros", |folder, at| {
        link("/dev/zero", folder, at)
    }),
    ("a device", |folder, at| link("/dev/null", folder, at)),
    ("a link to nothing", |folder, at| {
        link("nothing", folder, at)
    }),
    ("a link to itself", |folder, at| {
        link("unfit.toml", folder, at)
    }),
    ("bytes", |folder, at| write(folder, at, [0xff, 0xfe, b'<'])),
];

fn link(to: &str, folder: &TempDir, at: &str) {
    std::os::unix::fs::symlink(to, folder.path().join(at)).expect("it can be made");
}

#[test]
fn what_is_no_file_is_said_and_nothing_is_written() {
    for (name, put) in UNFIT {
        for arguments in [
            "import unfit.toml -o new.json",
            "import schedule.xml unfit.toml -o new.json",
            "import schedule.xml --rooms unfit.toml -o new.json",
            "check unfit.toml",
            "build unfit.toml --app app",
            "build schedule.xml --app app --theme unfit.toml",
            "build schedule.xml --app app --rooms unfit.toml",
            "export unfit.toml --to ics -o new.ics",
        ] {
            let is_programme = arguments.split(' ').nth(1) == Some("unfit.toml");
            if *name == "a folder" && is_programme {
                // A folder may contain a programme kept by hand; an empty one is another error.
                continue;
            }
            let folder = folder();
            put(&folder, "unfit.toml");
            let arguments: Vec<_> = arguments.split(' ').collect();
            let said = refused(&folder, &arguments, 1);
            assert!(said.starts_with("unfit.toml:"), "{name}: {said}");
            for new in ["new.json", "new.ics", "site"] {
                assert!(!folder.path().join(new).exists(), "{name}: {arguments:?}");
            }
        }
    }
}

#[test]
fn a_folder_kept_by_hand_may_hold_what_is_no_file() {
    let by_hand = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/programmes/sea-days");
    for (name, put) in &UNFIT[..5] {
        for at in ["sea/tracks/unfit.toml", "sea/items.toml", "sea/stray.toml"] {
            let folder = folder();
            for (file, bytes) in content(&by_hand) {
                write(&folder, &format!("sea/{file}"), bytes);
            }
            let _ = fs::remove_file(folder.path().join(at));
            put(&folder, at);
            let output = output_of(hallway_command(&folder).args(["check", "sea"]));
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(1), "{name}: {said}");
            assert!(said.contains(at), "{name}: {said}");
        }
    }
}

#[test]
fn what_a_shell_pipes_in_is_read() {
    let folder = folder();
    let piped = Command::new("sh")
        .arg("-c")
        .arg("cat schedule.xml | \"$HALLWAY\" import /dev/stdin -o piped.json")
        .env("HALLWAY", env!("CARGO_BIN_EXE_hallway"))
        .current_dir(&folder)
        .output()
        .expect("there is sh");
    assert!(piped.status.success(), "{piped:?}");
    done(&folder, &["import", "schedule.xml", "-o", "read.json"]);
    let files = content(folder.path());
    assert_eq!(files["piped.json"], files["read.json"]);
}

#[test]
fn what_is_read_is_not_written_over() {
    let folder = folder();
    link("schedule.xml", &folder, "link.xml");
    write(&folder, "rooms.toml", "[deck]\ntitle = \"Deck\"\n");
    let before = content(folder.path());
    for arguments in [
        "import schedule.xml -o schedule.xml",
        "import schedule.xml -o link.xml",
        "import schedule.xml -o ./schedule.xml",
        "export schedule.xml --to ics -o schedule.xml",
        "export schedule.xml --to schedule.json -o link.xml",
        "export schedule.xml --rooms rooms.toml --to ics -o rooms.toml",
    ] {
        let said = refused(&folder, &arguments.split(' ').collect::<Vec<_>>(), 1);
        assert!(said.contains("is also the input"), "{said}");
        assert!(content(folder.path()) == before, "{arguments}");
    }
    // A `programme.json` may be read and replaced.
    done(&folder, &["import", "schedule.xml"]);
    done(&folder, &["import", "programme.json", "--title", "Seas"]);
    let changed = &content(folder.path())["programme.json"];
    assert!(String::from_utf8_lossy(changed).contains("\"Seas\""));
}
