//! The command checks a theme before it builds anything.

mod fixture;

use std::fs;

use fixture::{done, folder, hallway};

const BUILD: [&str; 6] = [
    "build",
    "schedule.xml",
    "--app",
    "app",
    "--theme",
    "theme.toml",
];

fn style(folder: &tempfile::TempDir) -> String {
    let assets = fs::read_dir(folder.path().join("site/assets")).expect("there are assets");
    let mut files = assets.map(|entry| entry.expect("it is there").path());
    let file = files.find(|file| file.extension().is_some_and(|ending| ending == "css"));
    fs::read_to_string(file.expect("there is a style sheet")).expect("it is text")
}

#[test]
fn a_theme_gives_the_site_its_colours_font_and_logo() {
    let folder = folder();
    let theme = "logo = \"sea.svg\"\naccent = \"#8a1c5b\"\naccent_dark = \"#f293c9\"\nfont = \"Georgia, serif\"\n";
    fs::write(folder.path().join("theme.toml"), theme).expect("the test has what it needs");
    fs::write(
        folder.path().join("sea.svg"),
        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    )
    .expect("the test has what it needs");
    done(&folder, &BUILD);
    let style = style(&folder);
    for rule in [
        "--accent:#8a1c5b",
        "--accent:#f293c9",
        "--family:Georgia, serif",
    ] {
        assert!(style.contains(rule), "{style}");
    }
    let manifest = fs::read_to_string(folder.path().join("site/manifest.webmanifest"));
    let manifest: serde_json::Value =
        serde_json::from_str(&manifest.expect("it is there")).expect("it is JSON");
    assert_eq!(manifest["theme_color"], "#8a1c5b");
    let (_, logo) = style.split_once("url(").expect("the logo is in it");
    let (logo, _) = logo.split_once(')').expect("the address ends");
    assert!(folder.path().join("site/assets").join(logo).is_file());
    let worker = fs::read_to_string(folder.path().join("site/sw.js")).expect("it is there");
    assert!(worker.contains(logo), "it is there offline too");
}

#[test]
fn what_would_be_hard_to_read_is_refused_and_nothing_is_written() {
    let folder = folder();
    let theme = "accent = \"#e5a0c0\"\ntracks = [\"#777777\"]\n";
    fs::write(folder.path().join("theme.toml"), theme).expect("the test has what it needs");
    let output = hallway(&folder, &BUILD);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for part in [
        "theme.toml: accent = \"#e5a0c0\" has a contrast of",
        "write accent = \"#",
        " and accent_dark = \"#e5a0c0\"",
        "tracks[0] = \"#777777\"",
    ] {
        assert!(said.contains(part), "{said}");
    }
    assert!(!folder.path().join("site").exists());
}

/// The theme that the README shows.
fn described() -> &'static str {
    let description = include_str!("../../../README.md");
    let (_, rest) = description.split_once("`theme.toml`").expect("it is there");
    let (_, rest) = rest.split_once("```toml\n").expect("it shows one");
    rest.split_once("```").expect("it ends").0
}

#[test]
fn the_theme_that_is_described_is_taken() {
    let folder = folder();
    for (file, text) in [
        ("theme.toml", described()),
        ("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ] {
        fs::write(folder.path().join(file), text).expect("the test has what it needs");
    }
    done(&folder, &BUILD);
}

#[test]
fn quotes_that_stay_open_are_refused() {
    let folder = folder();
    fs::write(
        folder.path().join("theme.toml"),
        "font = '\"Georgia, serif'\n",
    )
    .expect("the test has what it needs");
    let output = hallway(&folder, &BUILD);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(
        said.contains("theme.toml: font = \"\"Georgia, serif\" is no list of fonts"),
        "{said}"
    );
}

#[test]
fn what_is_not_understood_is_said_with_its_place() {
    let folder = folder();
    fs::write(folder.path().join("theme.toml"), "accent = \"red\"\n")
        .expect("the test has what it needs");
    let output = hallway(&folder, &BUILD);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("theme.toml: TOML parse error at line 1")
            && said.contains("write it as #0b5d5b"),
        "{said}"
    );
}

#[test]
fn a_programme_kept_by_hand_has_its_theme_beside_it() {
    let folder = folder();
    let by_hand = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../tests/programmes/sea-days"
    );
    let copied = std::process::Command::new("cp")
        .args(["-r", by_hand, "sea"])
        .current_dir(folder.path())
        .status();
    assert!(copied.expect("there is cp").success());
    fs::write(
        folder.path().join("sea/theme.toml"),
        "accent = \"#8a1c5b\"\naccent_dark = \"#f293c9\"\n",
    )
    .expect("the test has what it needs");
    done(
        &folder,
        &["build", "sea", "--app", "app", "--output", "site"],
    );
    assert!(style(&folder).contains("--accent:#8a1c5b"));
}
