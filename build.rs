//! Checks the programme that the app carries, and hands it to the compiler as one text.

use std::path::Path;
use std::{env, fs, process};

/// The programme that the app carries, beside this file.
const PROGRAMME: &str = "programmes/lpc-2021";

fn main() {
    let folder = Path::new(PROGRAMME);
    println!("cargo:rerun-if-changed={PROGRAMME}");
    let programme = match hallway_importer::folder::read(folder) {
        Ok(programme) => programme,
        Err(findings) => {
            eprintln!("{findings}");
            process::exit(1);
        }
    };
    let out = env::var_os("OUT_DIR").expect("cargo gives every build script a folder to write to");
    let file = Path::new(&out).join("programme.json");
    if let Err(error) = fs::write(&file, programme.to_json()) {
        eprintln!("{} can't be written: {error}", file.display());
        process::exit(1);
    }
}
