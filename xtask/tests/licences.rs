//! The notices of others' code that are committed name every crate of which code goes out.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The crates with their versions that a package is linked with: its dependencies and theirs, but for
/// macros, which only run while it is built.
fn linked(arguments: &[&str]) -> BTreeSet<String> {
    let tree = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--prefix=none", "--format={p}"])
        .args(["--edges=normal,no-proc-macro"])
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
        .output()
        .expect("cargo runs");
    let tree = String::from_utf8(tree.stdout).expect("names are text");
    // Hallway's own packages are told with their folder.
    let others = tree.lines().filter(|line| !line.contains('/'));
    // What stands in the tree more than once is marked.
    let names = others.map(|line| line.trim_end_matches(" (*)").replacen(" v", " ", 1));
    names.collect()
}

#[track_caller]
fn names_all(notices: &str, arguments: &[&str]) {
    let linked = linked(arguments);
    assert!(linked.len() > 50, "cargo tells of {} crates", linked.len());
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
        "run `cargo app-notices` and `cargo command-notices`: nothing is told of {missing:?}"
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
