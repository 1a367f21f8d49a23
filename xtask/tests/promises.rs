//! Checks that each test that `docs/promises.md` names for a promise exists.

use std::fs;
use std::path::Path;

#[test]
fn each_promise_is_held_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let promises = fs::read_to_string(root.join("docs/promises.md")).expect("it can be read");
    let mut held = 0;
    for line in promises.lines().filter(|line| line.contains(".rs::")) {
        let test = line.rsplit('`').nth(1).unwrap_or_default();
        let (file, name) = test.split_once("::").unwrap_or_default();
        let source = fs::read_to_string(root.join(file));
        let source = source.unwrap_or_else(|error| panic!("{file}: {error}, in the line {line}"));
        let is_test = source.contains(&format!("fn {name}("));
        assert!(is_test, "{file} has no {name}");
        held += 1;
    }
    assert!(held > 50, "the table was read");
}
