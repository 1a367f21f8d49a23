//! A full disk: existing files stay as they were, and no half-written file is left.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::fixture::{folder, hallway_command};
use crate::{content, done, refused, said};

/// A small disk, unmounted when this is dropped.
struct Disk(PathBuf);

impl Disk {
    /// Mounts it; `None` if the system does not allow that, with the reason printed.
    fn mount(at: &Path) -> Option<Self> {
        fs::create_dir(at).expect("it can be made");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
            .arg(at)
            .stderr(Stdio::piped())
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self(at.into())),
            other => {
                eprintln!("left out, since no disk can be mounted here: {other:?}");
                None
            }
        }
    }

    /// Fills the disk.
    fn fill(&self) {
        let mut size = 1 << 20;
        let mut filled = Vec::new();
        while size > 0 {
            filled.resize(filled.len() + size, 0);
            if fs::write(self.0.join("full"), &filled).is_err() {
                filled.truncate(filled.len() - size);
                size /= 2;
            }
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_keeps_what_stood_there() {
    let folder = folder();
    let Some(disk) = Disk::mount(&folder.path().join("disk")) else {
        return;
    };
    let commands = [
        "import schedule.xml -o disk/programme.json",
        "export schedule.xml --to ics -o disk/schedule.ics",
        "build schedule.xml --app app -o disk/site",
    ]
    .map(|command| command.split(' ').collect::<Vec<_>>());
    for command in &commands {
        done(&folder, command);
    }
    disk.fill();
    let full = disk.0.join("full");
    let others = || {
        let mut all = content(&disk.0);
        all.remove("full");
        all
    };
    let before = others();
    let changed = fs::read_to_string(folder.path().join("schedule.xml")).expect("it is there");
    let changed = changed.replace("Sails", "Sails and ropes");
    fs::write(folder.path().join("schedule.xml"), changed).expect("it can be written");
    for command in &commands {
        let said = refused(&folder, command, 1);
        assert!(
            said.contains("can't be written") && said.contains("No space"),
            "{said}"
        );
        assert!(
            said.starts_with("disk/"),
            "it says what of the result: {said}"
        );
        assert!(others() == before, "{command:?}");
    }
    fs::remove_file(full).expect("it is there");
    done(&folder, &commands[0]);
}

#[test]
fn an_output_without_room_is_said() {
    let folder = folder();
    for command in [
        "export schedule.xml --to ics",
        "import schedule.xml -o -",
        "check schedule.xml",
        "check schedule.xml --json",
    ] {
        let full = fs::File::options()
            .write(true)
            .open("/dev/full")
            .expect("it is there");
        let output = hallway_command(&folder)
            .args(command.split(' '))
            .stdout(full)
            .output()
            .expect("it can be run");
        assert_eq!(output.status.code(), Some(1), "{command}: {output:?}");
        let said = said(&output);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(
            said.starts_with("standard output can't be written: "),
            "{said}"
        );
    }
}
