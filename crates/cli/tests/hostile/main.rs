//! The command with files and names from strangers: what it refuses, what it never changes, and what it
//! never prints.

#[path = "../fixture/mod.rs"]
#[allow(
    dead_code,
    reason = "these commands are run by functions that don't wait for ever"
)]
mod fixture;

mod addresses;
mod disks;
mod inputs;
mod outputs;
mod pictures;
mod printable;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use fixture::hallway_command;

/// A run that takes longer than this waits for ever.
const LONGEST: Duration = Duration::from_secs(60);

/// Runs a command, which must not wait for ever.
fn output_of(command: &mut Command) -> Output {
    let child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it can be run");
    let id = child.id().to_string();
    let (ended, waiting) = mpsc::channel();
    thread::spawn(move || ended.send(child.wait_with_output()));
    let Ok(output) = waiting.recv_timeout(LONGEST) else {
        let _ = Command::new("kill").arg(id).status();
        panic!("{command:?} does not end");
    };
    output.expect("it was run")
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    output_of(hallway_command(folder).args(arguments))
}

/// What a command printed on standard error, without the messages that slow work is still running.
fn said(output: &Output) -> String {
    let said = std::str::from_utf8(&output.stderr).expect("it is text");
    let lines = said.lines().filter(|line| !line.ends_with('…'));
    lines.map(|line| format!("{line}\n")).collect()
}

/// Runs the command, which must succeed; returns its standard error.
fn done(folder: &TempDir, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    let said = said(&output);
    assert!(output.status.success(), "{arguments:?}: {said}");
    said
}

/// Runs the command, which must refuse with one line; returns the line.
fn refused(folder: &TempDir, arguments: &[&str], code: i32) -> String {
    let output = run(folder, arguments);
    assert_eq!(
        output.status.code(),
        Some(code),
        "{arguments:?}: {output:?}"
    );
    let said = said(&output);
    assert_eq!(said.lines().count(), 1, "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?}: {output:?}");
    said
}

/// Writes a file, and creates its folders.
fn write(folder: &TempDir, file: &str, content: impl AsRef<[u8]>) {
    let file = folder.path().join(file);
    fs::create_dir_all(file.parent().expect("it is in a folder")).expect("it can be made");
    fs::write(file, content).expect("it can be written");
}

/// All files in a folder, with links replaced by their targets.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("it can be read") {
            let path = entry.expect("it is there").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("it is in it");
            let bytes = fs::read(&path).expect("it can be read");
            all.insert(name.to_string_lossy().into_owned(), bytes);
        }
    }
    all
}

/// Makes a pipe to which nobody writes.
fn pipe(folder: &TempDir, name: &str) {
    let made = Command::new("mkfifo")
        .arg(folder.path().join(name))
        .status();
    assert!(made.expect("there is mkfifo").success());
}

/// Makes a file of a terabyte that takes no space on the disk.
fn huge(folder: &TempDir, name: &str) {
    let file = fs::File::create(folder.path().join(name)).expect("it can be made");
    file.set_len(1 << 40).expect("it takes no room");
}
