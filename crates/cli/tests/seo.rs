//! What helps others find a site: each page's address, its link preview, and the sitemap.

mod fixture;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fixture::{done, folder};
use scraper::{Html, Selector};
use tempfile::TempDir;

const ADDRESS: &str = "https://example.org/programme/";

fn built() -> TempDir {
    let folder = folder();
    let build = ["build", "schedule.xml", "--app", "app", "--url", ADDRESS];
    done(&folder, &build);
    folder
}

fn page(site: &Path, path: &str) -> Html {
    let file = site.join(path).join("index.html");
    Html::parse_document(&fs::read_to_string(file).expect("the page is there"))
}

fn all<'p>(page: &'p Html, selector: &str, attribute: &str) -> Vec<&'p str> {
    let selector = Selector::parse(selector).expect("it is a selector");
    let values = page.select(&selector);
    values
        .filter_map(|element| element.attr(attribute))
        .collect()
}

fn property<'p>(page: &'p Html, name: &str) -> &'p str {
    let values = all(page, &format!("meta[property='{name}']"), "content");
    assert_eq!(values.len(), 1, "{name}: {values:?}");
    values[0]
}

/// The descriptions of all pages below a folder, except items' pages: two items may have the same
/// description from an organiser.
fn descriptions(site: &Path, below: &str, found: &mut BTreeMap<String, Vec<String>>) {
    for entry in fs::read_dir(site.join(below)).expect("it is a folder") {
        let entry = entry.expect("it is there");
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && name != "item" {
            descriptions(site, &format!("{below}{name}/"), found);
        } else if name == "index.html" {
            let page = page(site, below);
            let said = all(&page, "meta[name=description]", "content");
            assert_eq!(said.len(), 1, "{below}");
            assert!((20..=210).contains(&said[0].chars().count()), "{said:?}");
            found.entry(said[0].into()).or_default().push(below.into());
        }
    }
}

/// A real schedule beside the repository, which may be missing.
const WHOLE: &str = "../shared/data/debconf23.schedule.xml";

#[test]
fn no_two_pages_are_described_alike() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for programme in [
        "programmes/lpc-2021",
        "tests/programmes/sea-days",
        "crates/importer/tests/excerpts/debconf23.schedule.xml",
        WHOLE,
    ] {
        let programme = repository.join(programme);
        if programme.ends_with(WHOLE) && !programme.exists() {
            eprintln!("skipped: {} is not there", programme.display());
            continue;
        }
        let folder = folder();
        let programme = programme.to_string_lossy();
        done(
            &folder,
            &["build", &programme, "--app", "app", "--output", "site"],
        );
        let mut found = BTreeMap::new();
        descriptions(&folder.path().join("site"), "", &mut found);
        let alike: Vec<_> = found.iter().filter(|(_, pages)| pages.len() > 1).collect();
        assert!(alike.is_empty(), "{alike:#?}");
    }
}

#[test]
fn a_page_is_described_by_what_it_tells() {
    let folder = built();
    let site = folder.path().join("site");
    for (path, said) in [
        (
            "item/2/",
            "Knots at Sea Days: Monday 4 May 2026, 11:00–11:45 · Deck.",
        ),
        (
            "venue/",
            "The rooms of Sea Days, 4 May 2026, and where they are: Deck.",
        ),
        ("people/", "Who takes part in Sea Days, 4 May 2026."),
    ] {
        let page = page(&site, path);
        assert_eq!(all(&page, "meta[name=description]", "content"), [said]);
        assert_eq!(property(&page, "og:description"), said);
    }
}

/// Collects the addresses that pages state as their own; only hidden pages state none.
fn pages(site: &Path, below: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(site.join(below)).expect("it is a folder") {
        let entry = entry.expect("it is there");
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() {
            pages(site, &format!("{below}{name}/"), found);
        } else if name == "index.html" {
            let page = page(site, below);
            let canonical = all(&page, "link[rel=canonical]", "href");
            let hidden = all(&page, "meta[name=robots]", "content") == ["noindex"];
            assert_eq!(canonical.is_empty(), hidden, "{below}");
            for address in canonical {
                assert_eq!(address, format!("{ADDRESS}{below}"));
                found.insert(address.into());
            }
        }
    }
}

#[test]
fn what_is_the_attendees_own_is_hidden_also_where_no_address_is_known() {
    let folder = folder();
    done(&folder, &["build", "schedule.xml", "--app", "app"]);
    let site = folder.path().join("site");
    let is_hidden = |file: &str| {
        let text = fs::read_to_string(site.join(file)).expect("the page is there");
        all(&Html::parse_document(&text), "meta[name=robots]", "content") == ["noindex"]
    };
    for own in [
        "mine/index.html",
        "sync/index.html",
        "404.html",
        "shell.html",
    ] {
        assert!(is_hidden(own), "{own}");
    }
    for public in ["index.html", "people/index.html"] {
        assert!(!is_hidden(public), "{public}");
    }
}

#[test]
fn the_list_of_pages_names_each_page_that_has_an_address() {
    let folder = built();
    let site = folder.path().join("site");
    let list = fs::read_to_string(site.join("sitemap.xml")).expect("it is there");
    let list = roxmltree::Document::parse(&list).expect("it is XML");
    let listed = list
        .descendants()
        .filter(|node| node.has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "loc")));
    let listed: BTreeSet<String> = listed
        .filter_map(|node| node.text().map(Into::into))
        .collect();
    let mut found = BTreeSet::new();
    pages(&site, "", &mut found);
    assert_eq!(listed, found);
    assert!(found.contains(ADDRESS) && found.contains(&format!("{ADDRESS}item/1/")));
    assert!(!found.contains(&format!("{ADDRESS}mine/")));
}

#[test]
fn a_link_has_a_preview_with_a_picture_of_its_own() {
    let folder = built();
    let site = folder.path().join("site");
    let mut pictures = BTreeSet::new();
    for (path, title) in [
        ("item/1/", "Sails · Sea Days"),
        ("item/2/", "Knots · Sea Days"),
        ("", "Sea Days"),
    ] {
        let page = page(&site, path);
        assert_eq!(property(&page, "og:title"), title);
        assert_eq!(property(&page, "og:url"), format!("{ADDRESS}{path}"));
        let picture = property(&page, "og:image");
        let file = site.join(picture.strip_prefix(ADDRESS).expect("it is the site's"));
        let picture = fs::read(file).expect("it is there");
        // PNG (third edition), 11.2.1: the header's width and height.
        assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"));
        let number = |at: usize| {
            picture[at..at + 4]
                .iter()
                .fold(0_u32, |number, byte| number << 8 | u32::from(*byte))
        };
        assert_eq!([number(16), number(20)], [1200, 630]);
        assert_eq!(property(&page, "og:image:width"), "1200");
        pictures.insert(picture);
    }
    assert_eq!(pictures.len(), 3, "each is another");
}

#[test]
fn without_an_address_nothing_claims_one() {
    let folder = folder();
    done(&folder, &["build", "schedule.xml", "--app", "app"]);
    let site = folder.path().join("site");
    assert!(!site.join("sitemap.xml").exists() && !site.join("previews").exists());
    assert!(all(&page(&site, ""), "link[rel=canonical]", "href").is_empty());
    let robots = fs::read_to_string(site.join("robots.txt")).expect("it is there");
    assert_eq!(robots, "User-agent: *\nAllow: /\n");
}

#[test]
fn robots_are_told_where_the_list_of_pages_is_where_they_look_for_it() {
    let folder = folder();
    for (url, robots) in [
        (
            "https://example.org/",
            Some("User-agent: *\nAllow: /\nSitemap: https://example.org/sitemap.xml\n"),
        ),
        // Robots look only at the root of a host, and this site is below a path.
        (ADDRESS, None),
    ] {
        done(
            &folder,
            &["build", "schedule.xml", "--app", "app", "--url", url],
        );
        let said = fs::read_to_string(folder.path().join("site/robots.txt")).ok();
        assert_eq!(said.as_deref(), robots, "{url}");
    }
}
