//! Checks that the app uses the usual packages and the usual folders of an app with Leptos and trunk.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: impl AsRef<Path>) -> String {
    let path = root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The text of all files below a folder.
fn source(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("it is there");
    let text = entries.map(|entry| match entry.expect("it is there").path() {
        path if path.is_dir() => source(&path),
        path => fs::read_to_string(path).unwrap_or_default(),
    });
    text.collect()
}

#[test]
fn the_app_uses_the_packages_that_it_names() {
    let manifest: toml::Table = read("Cargo.toml").parse().expect("it is TOML");
    let dependencies = manifest["dependencies"].as_table().expect("a table");
    let app = source(&root().join("src"));
    for (package, used) in [
        ("leptos", "use leptos::"),
        ("gloo-storage", "gloo_storage::"),
        ("serde", "serde::"),
        ("wasm-bindgen", "wasm_bindgen::"),
        ("web-sys", "web_sys::"),
    ] {
        assert!(dependencies.contains_key(package), "{package}");
        assert!(app.contains(used), "{package} is not used");
    }
    assert!(app.contains("#[component]") && app.contains("view! {"));
}

#[test]
fn trunk_builds_it_with_the_programme_and_the_hook_makes_the_site() {
    let trunk: toml::Table = read("Trunk.toml").parse().expect("it is TOML");
    assert_eq!(trunk["build"]["target"].as_str(), Some("index.html"));
    assert_eq!(trunk["build"]["dist"].as_str(), Some("dist"));
    assert_eq!(trunk["hooks"][0]["stage"].as_str(), Some("post_build"));
    assert!(read("index.html").contains("data-trunk"));
    assert!(read("src/embedded.rs").contains("include_str!"));
}

#[test]
fn everything_is_where_one_looks_for_it() {
    for folder in ["src", "public", "style", "tests"] {
        assert!(root().join(folder).is_dir(), "{folder}");
    }
    for file in ["Cargo.toml", "index.html", "Trunk.toml", "README.md"] {
        assert!(!read(file).is_empty(), "{file}");
    }
}
