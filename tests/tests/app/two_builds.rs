//! `cargo xtask build`, which made the site that the other tests visit, and trunk alone: both ways lead to
//! the same bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};

fn read(folder: &Path, below: &str, files: &mut BTreeMap<String, Vec<u8>>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        let path = entry?.path();
        let name = path.file_name().context("it has a name")?.to_string_lossy();
        let name = format!("{below}{name}");
        if path.is_dir() {
            read(&path, &format!("{name}/"), files)?;
        } else {
            files.insert(name, fs::read(&path)?);
        }
    }
    Ok(())
}

#[test]
fn trunk_alone_makes_the_same_site() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
    let dist = folder.path().join("dist");
    let trunk = Command::new("trunk")
        .args(["build", "--release", "--offline=true", "--dist"])
        .arg(&dist)
        .current_dir(&root)
        // The built app stays as it is for the other tests.
        .env("HALLWAY_APP", folder.path().join("app"))
        .env_remove("NO_COLOR")
        .status()
        .context("trunk can't be run: `cargo xtask test` sets it up")?;
    ensure!(trunk.success(), "trunk build --release: {trunk}");
    let (mut ours, mut trunks) = (BTreeMap::new(), BTreeMap::new());
    read(&root.join("dist"), "", &mut ours)?;
    read(&dist, "", &mut trunks)?;
    ensure!(ours.keys().eq(trunks.keys()), "other files");
    for (name, bytes) in ours {
        ensure!(trunks[&name] == bytes, "{name} differs");
    }
    Ok(())
}
