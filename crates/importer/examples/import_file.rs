//! Imports files and prints the result: `cargo run --example import_file -- schedule.xml`.

use std::process::ExitCode;
use std::{env, fs};

use hallway_importer::import::{File, ImportOptions, import};

fn main() -> ExitCode {
    let files = env::args_os().skip(1).map(|path| {
        fs::read(&path).map(|content| File {
            path: path.into(),
            content,
        })
    });
    let files: Vec<File> = match files.collect() {
        Ok(files) => files,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    match import(&files, None, &ImportOptions::default()) {
        Ok(import) => {
            for repair in &import.repairs {
                eprintln!("{repair}");
            }
            println!("{}", import.programme.to_json());
            ExitCode::SUCCESS
        }
        Err(refused) => {
            eprintln!("{refused}");
            ExitCode::FAILURE
        }
    }
}
