//! Checks that the committed licence notices name every crate in the app and in the command.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The crates that are linked into a package, with their versions: all its dependencies, except macros,
/// which only run at build time.
fn linked(arguments: &[&str]) -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--prefix=none", "--format={p}"])
        .args(["--edges=normal,no-proc-macro"])
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8(tree.stdout).expect("names are text");
    // cargo prints Hallway's own packages with their folders.
    let others = tree.lines().filter(|line| !line.contains('/'));
    // cargo marks crates that are in the tree more than once.
    let names = others.map(|line| line.trim_end_matches(" (*)").replacen(" v", " ", 1));
    names.collect()
}

#[track_caller]
fn names_all(notices: &str, arguments: &[&str]) {
    let linked = linked(arguments);
    assert!(linked.len() > 50, "cargo lists {} crates", linked.len());
    let named: BTreeSet<&str> = notices
        .lines()
        .filter_map(|line| Some(line.split_once(" (")?.0))
        .collect();
    let missing: Vec<_> = linked
        .iter()
        .filter(|name| !named.contains(name.as_str()))
        .collect();
    assert!(
        missing.is_empty(),
        "run `cargo app-notices` and `cargo command-notices`: the notices lack {missing:?}"
    );
}

#[test]
fn the_apps_notices_name_every_crate_in_it() {
    let app = [
        "--package=hallway-app",
        "--features=csr",
        "--target=wasm32-unknown-unknown",
    ];
    names_all(include_str!("../../public/licences.txt"), &app);
}

#[test]
fn the_commands_notices_name_every_crate_in_it() {
    let command = ["--package=hallway-cli", "--target=x86_64-unknown-linux-gnu"];
    names_all(include_str!("../../crates/cli/licences.txt"), &command);
}
