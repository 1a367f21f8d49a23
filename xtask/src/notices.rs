//! The notices of others' code that goes out within the app and within the command: licences such as MIT
//! let anybody hand it on as long as these go with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::run::output;
use crate::workspace;

/// How the names of files begin that hold a licence or a notice, in upper case.
const NAMES: [&str; 5] = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE"];

/// A crate by its name and version.
type Name = String;

/// Somebody else's crate, as `cargo metadata` tells of it.
struct Crate {
    name: Name,
    licence: String,
    holders: String,
    source: String,
    /// The texts of its licences and notices.
    texts: Vec<String>,
}

/// The notices of all crates of which code is in a package, built with these features for that target.
///
/// # Errors
/// What cargo says, or that it says something else than it should.
pub fn of(package: &str, features: &str, target: &str) -> Result<String> {
    let metadata = output(
        Command::new("cargo")
            .args(["metadata", "--format-version", "1"])
            .args(["--features", features, "--filter-platform", target])
            .current_dir(workspace::root()),
    )?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let crates = crates(&metadata, package)?;
    let licence = fs::read_to_string(workspace::root().join("LICENSE-MIT"))?;
    Ok(written(package, &crates, &licence))
}

/// The crates of others that a package is linked with: what its dependencies depend on, but for macros,
/// which only run while it is built.
fn crates(metadata: &Value, package: &str) -> Result<Vec<Crate>> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let by_id = |values: &Value| -> BTreeMap<String, Value> {
        let values = list(values).into_iter();
        values.map(|value| (text(&value["id"]), value)).collect()
    };
    let packages = by_id(&metadata["packages"]);
    let nodes = by_id(&metadata["resolve"]["nodes"]);
    let own = packages.iter().find(|(_, it)| it["name"] == package);
    let (own, _) = own.with_context(|| format!("cargo knows no package {package}"))?;
    let mut open = vec![own.clone()];
    let mut linked = BTreeSet::new();
    while let Some(id) = open.pop() {
        let is_macro = list(&packages[&id]["targets"])
            .iter()
            .any(|target| list(&target["kind"]).contains(&"proc-macro".into()));
        if is_macro || !linked.insert(id.clone()) {
            continue;
        }
        for dependency in list(&nodes[&id]["deps"]) {
            let kinds = list(&dependency["dep_kinds"]);
            if kinds.iter().any(|kind| kind["kind"].is_null()) {
                open.push(text(&dependency["pkg"]));
            }
        }
    }
    let others = linked.iter().map(|id| &packages[id]);
    let others = others.filter(|package| !package["source"].is_null());
    let mut crates = others.map(read).collect::<Result<Vec<_>>>()?;
    crates.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(crates)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().into()
}

fn read(package: &Value) -> Result<Crate> {
    let manifest = text(&package["manifest_path"]);
    let folder = Path::new(&manifest).parent().unwrap_or(Path::new(""));
    let licence = text(&package["license"]);
    let authors = package["authors"].as_array().cloned().unwrap_or_default();
    let authors: Vec<String> = authors.iter().map(text).collect();
    let name = text(&package["name"]);
    Ok(Crate {
        holders: match authors.join(", ") {
            nobody if nobody.is_empty() => format!("the authors of {name}"),
            authors => authors,
        },
        name: format!("{name} {}", text(&package["version"])),
        source: text(&package["repository"]),
        texts: texts(folder, &licence)?,
        licence,
    })
}

/// The texts of a crate's licences and notices; where it is under MIT or another licence by choice, MIT is
/// chosen, which says most with the fewest words.
fn texts(folder: &Path, licence: &str) -> Result<Vec<String>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{}", folder.display()))?;
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok().filter(|entry| entry.path().is_file()))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| {
            NAMES
                .iter()
                .any(|start| name.to_uppercase().starts_with(start))
        })
        .collect();
    names.sort();
    let is_choice = licence.contains(" OR ") || licence.contains('/');
    let is_mit = |name: &String| name.to_uppercase().contains("MIT");
    if is_choice && names.iter().any(is_mit) {
        names.retain(|name| is_mit(name) || name.to_uppercase().starts_with("NOTICE"));
    }
    let read = |name: String| {
        let bytes = fs::read(folder.join(name))?;
        let text = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        Ok(text.trim().to_owned())
    };
    names.into_iter().map(read).collect()
}

/// All notices as one text, each text once, after the names of the crates that it is of. `licence` is
/// Hallway's own, which stands in for crates that name the same but bring no file of it.
fn written(package: &str, crates: &[Crate], licence: &str) -> String {
    let mut notices: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let own = "The Hallway contributors";
    let mut add = |notice: String, of: &str| notices.entry(notice).or_default().push(of.into());
    // What else the standard library is made of is under the same terms.
    let of_std = licence.replace(own, "The Rust Project Contributors");
    add(of_std.trim().into(), "the Rust standard library");
    for it in crates {
        let name = format!("{} ({})", it.name, it.licence);
        if it.texts.is_empty() && it.licence.contains("MIT") {
            add(licence.replace(own, &it.holders).trim().into(), &name);
        } else if it.texts.is_empty() {
            let notice = format!(
                "Copyright (c) {}\nIts terms: https://spdx.org/licenses/{}.html\nIts source: {}",
                it.holders, it.licence, it.source
            );
            add(notice, &name);
        }
        for text in &it.texts {
            add(text.clone(), &name);
        }
    }
    let mut sections: Vec<_> = notices
        .into_iter()
        .map(|(notice, of)| format!("{}\n\n{notice}\n", of.join("\n")))
        .collect();
    sections.sort();
    let between = format!("\n{}\n\n", "-".repeat(80));
    format!(
        "The notices of others' code in {package}, each after the crates that it is of. Hallway itself is under MIT or Apache-2.0.\n{between}{}",
        sections.join(&between)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_the_app_has_its_notice_and_what_only_builds_it_has_none() {
        let notices = of("hallway-app", "csr", "wasm32-unknown-unknown").unwrap();
        let names = |start: &str| notices.lines().any(|line| line.starts_with(start));
        for linked in ["leptos ", "wasm-bindgen ", "qrcodegen ", "rlsf "] {
            assert!(names(linked), "{linked}");
        }
        for other in ["proptest ", "clap ", "leptos_macro ", "resvg ", "hallway-"] {
            assert!(!names(other), "{other}");
        }
        assert!(notices.contains("Copyright (c) Project Nayuki"));
        assert!(notices.contains("The Rust Project Contributors"));
    }

    fn named(name: &str, licence: &str, texts: &[&str]) -> Crate {
        Crate {
            name: name.into(),
            licence: licence.into(),
            holders: "Ada".into(),
            source: "https://example.org/".into(),
            texts: texts.iter().map(|text| (*text).into()).collect(),
        }
    }

    #[test]
    fn a_text_of_several_crates_stands_once_and_none_is_without() {
        let crates = [
            named("a 1.0.0", "MIT", &["Permission for all"]),
            named("b 1.0.0", "MIT", &["Permission for all", "Thanks"]),
            named("c 1.0.0", "MIT", &[]),
            named("d 1.0.0", "MPL-2.0", &[]),
        ];
        let licence = "Copyright (c) The Hallway contributors\n\nPermission";
        let notices = written("it", &crates, licence);
        for section in [
            "a 1.0.0 (MIT)\nb 1.0.0 (MIT)\n\nPermission for all\n",
            "b 1.0.0 (MIT)\n\nThanks\n",
            "c 1.0.0 (MIT)\n\nCopyright (c) Ada\n\nPermission\n",
            "d 1.0.0 (MPL-2.0)\n\nCopyright (c) Ada\nIts terms: https://spdx.org/licenses/MPL-2.0.html\nIts source: https://example.org/\n",
        ] {
            assert!(notices.contains(section), "{notices}");
        }
        assert_eq!(notices.matches("Permission for all").count(), 1);
    }
}
