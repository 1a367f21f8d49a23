//! Tries all seeds of the fuzzers in every reader, with the inputs that once made a reader fail.

use std::fs;
use std::path::{Path, PathBuf};

use hallway_importer::Format;
use hallway_importer::import::{File, ImportOptions, import};
use hallway_programme::Programme;

fn seeds(folder: &Path, seeds: &mut Vec<PathBuf>) {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries {
        let path = entry.unwrap_or_else(|error| panic!("{error}")).path();
        if path.is_dir() {
            self::seeds(&path, seeds);
        } else {
            seeds.push(path);
        }
    }
}

#[test]
fn every_reader_takes_every_seed_or_says_why_not() {
    let mut all = Vec::new();
    seeds(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds"),
        &mut all,
    );
    all.sort();
    assert!(!all.is_empty());
    let options = ImportOptions {
        title: Some("Seed".into()),
        ..ImportOptions::default()
    };
    for path in all {
        let content = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for format in Format::ALL {
            let file = File {
                path: path.clone(),
                content: content.clone(),
            };
            match import(&[file], Some(format), &options) {
                Ok(imported) => {
                    let json = imported.programme.to_json();
                    assert_eq!(
                        Programme::from_json(&json).map(|read| read.to_json()),
                        Ok(json),
                        "{} as {format}",
                        path.display()
                    );
                }
                Err(refused) => assert!(!refused.to_string().is_empty()),
            }
        }
    }
}
