//! Reads a programme's folder and prints what is in it, or all problems: `cargo run -p
//! hallway-importer --example read_folder -- programmes/lpc-2021`.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("which folder? give it as the argument: programmes/lpc-2021");
        return ExitCode::FAILURE;
    };
    match hallway_importer::folder::read(Path::new(&folder)) {
        Ok(programme) => {
            for item in programme.items() {
                let when = item.slot.map_or_else(
                    || "without a time yet     ".to_owned(),
                    |slot| format!("{} {}", slot.start.day(), slot.start.clock()),
                );
                println!("{when}  {}", item.title);
            }
            ExitCode::SUCCESS
        }
        Err(findings) => {
            eprintln!("{findings}");
            ExitCode::FAILURE
        }
    }
}
