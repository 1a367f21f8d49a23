//! A damaged file is either read as a whole or gives errors with their places.

use std::fs;
use std::path::{Path, PathBuf};

use hallway_importer::folder;
use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::TempDir;

/// Typical mistakes of people who edit files by hand.
const SLIPS: [&str; 14] = [
    "",
    "\"",
    "'''",
    "[",
    "]]",
    "=",
    "\n",
    "é",
    "# ",
    "\\",
    "[[items]]\n",
    "id = \"scheduler\"\n",
    "<b>",
    "2021-13-40",
];

/// A copy of the programme that is shipped.
fn copy() -> (TempDir, Vec<PathBuf>) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes/lpc-2021");
    let copy = TempDir::new().expect("there is room for temporary files");
    fs::create_dir(copy.path().join("tracks")).expect("the folder is new");
    let files = folder::files(&shipped)
        .into_iter()
        .map(|file| {
            let name = file.strip_prefix(&shipped).expect("it is in the folder");
            fs::copy(&file, copy.path().join(name)).expect("the folder is ours");
            copy.path().join(name)
        })
        .collect();
    (copy, files)
}

/// The byte offset that `at` chooses; it is never within a character.
fn boundary(text: &str, at: Index) -> usize {
    let mut byte = at.index(text.len() + 1);
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[test]
fn a_mangled_file_is_read_or_its_findings_have_places() {
    let config = ProptestConfig::with_cases(300);
    let (folder, files) = copy();
    proptest!(config, |(which in any::<Index>(), at in any::<Index>(), cut in 0..40_usize, slip in prop::sample::select(&SLIPS[..]))| {
        let file = &files[which.index(files.len())];
        let whole = fs::read_to_string(file).expect("it was copied");
        let from = boundary(&whole, at);
        let rest: String = whole[from..].chars().skip(cut).collect();
        let mangled = format!("{}{slip}{rest}", &whole[..from]);
        fs::write(file, &mangled).expect("the folder is ours");
        let read = folder::read(folder.path());
        fs::write(file, &whole).expect("the folder is ours");

        if let Err(findings) = read {
            prop_assert!(!findings.0.is_empty());
            for finding in &findings.0 {
                let text = if finding.file == *file { mangled.clone() } else {
                    fs::read_to_string(&finding.file).map_err(|error| TestCaseError::fail(error.to_string()))?
                };
                let line = text.split('\n').nth(finding.line - 1);
                prop_assert!(line.is_some(), "{finding}");
                prop_assert!(finding.column <= line.map_or(0, |line| line.chars().count()) + 1, "{finding}");
                prop_assert!(!finding.message.is_empty());
            }
        }
    });
}
