//! Checks that `docs/dependencies.md` gives a reason for each dependency, and lists nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The manifests of all packages.
fn manifests() -> Vec<PathBuf> {
    let crates = fs::read_dir(root().join("crates")).expect("there are crates");
    let crates = crates.map(|entry| entry.expect("it is there").path());
    let others = ["", "tests", "xtask", "fuzz"].map(|folder| root().join(folder));
    crates
        .chain(others)
        .map(|folder| folder.join("Cargo.toml"))
        .collect()
}

fn add_names(of: &Table, names: &mut BTreeSet<String>) {
    for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
        let section = of.get(section).and_then(Value::as_table);
        names.extend(section.into_iter().flat_map(Table::keys).cloned());
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let mut used = BTreeSet::new();
    for manifest in manifests() {
        let text = fs::read_to_string(&manifest).expect("it is there");
        let manifest: Table = text.parse().expect("it is TOML");
        add_names(&manifest, &mut used);
        let targets = manifest.get("target").and_then(Value::as_table);
        for target in targets.into_iter().flat_map(Table::values) {
            add_names(target.as_table().expect("a target is a table"), &mut used);
        }
    }
    used.retain(|name| !name.starts_with("hallway"));
    let reasons = fs::read_to_string(root().join("docs/dependencies.md")).expect("it is there");
    let rows = reasons.lines().filter_map(|line| line.strip_prefix("| `"));
    let told: BTreeSet<String> = rows
        .filter_map(|row| Some(row.split_once("` | ")?.0.to_owned()))
        .collect();
    assert_eq!(used, told);
}
