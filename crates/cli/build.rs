//! Embeds the built app in the command: the files in the folder that `HALLWAY_CARRIED_APP` names,
//! if it is set.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const FOLDER: &str = "HALLWAY_CARRIED_APP";

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-env-changed={FOLDER}");
    let mut files = Vec::new();
    if let Some(folder) = env::var_os(FOLDER).map(PathBuf::from) {
        println!("cargo:rerun-if-changed={}", folder.display());
        list(&folder, "", &mut files)?;
    }
    files.sort();
    let mut code = String::from(
        "/// The files of the built app with their paths; none if it was not there when this was built.\n\
         const CARRIED_APP: &[(&str, &[u8])] = &[\n",
    );
    for (path, file) in files {
        // Writing to a string does not fail.
        let _ = writeln!(code, "    ({path:?}, include_bytes!({file:?})),");
    }
    code.push_str("];\n");
    let out = env::var_os("OUT_DIR").expect("cargo gives every build script a folder to write to");
    fs::write(Path::new(&out).join("embedded_app.rs"), code)
}

/// Adds the files of a folder, except hidden ones, which are not part of the app.
fn list(folder: &Path, below: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            list(&path, &format!("{below}{name}/"), files)?;
        } else {
            files.push((format!("{below}{name}"), path));
        }
    }
    Ok(())
}
