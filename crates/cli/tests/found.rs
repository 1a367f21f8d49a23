//! How a site is found: every page's own address, its preview, what takes place as an event, and the
//! list of all pages.

mod fixture;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fixture::{done, folder};
use scraper::{Html, Selector};
use serde_json::{Map, Value};
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

/// All pages that say what their own address is, by that address.
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

/// What each type of schema.org that is used here may say, by the vocabulary as it is published.
const VOCABULARY: [(&str, &[&str]); 5] = [
    (
        "Event",
        &[
            "name",
            "url",
            "image",
            "startDate",
            "endDate",
            "eventStatus",
            "description",
            "inLanguage",
            "location",
            "performer",
            "superEvent",
        ],
    ),
    ("Person", &["name", "url", "affiliation"]),
    ("Organization", &["name"]),
    ("Place", &["name", "address", "geo"]),
    ("GeoCoordinates", &["latitude", "longitude"]),
];

/// What search engines want of an event, and what every thing has to have.
const REQUIRED: [(&str, &[&str]); 3] = [
    ("Event", &["name", "startDate", "location"]),
    ("Person", &["name"]),
    ("Place", &["name", "address"]),
];

fn holds_to_the_vocabulary(thing: &Map<String, Value>) {
    let of_type = thing["@type"].as_str().expect("every thing has a type");
    let known = VOCABULARY.iter().find(|(name, _)| *name == of_type);
    let (_, known) = known.unwrap_or_else(|| panic!("{of_type} is not used"));
    for (name, value) in thing {
        assert!(
            name.starts_with('@') || known.contains(&name.as_str()),
            "{of_type} has no {name}"
        );
        let things = value
            .as_array()
            .map_or(std::slice::from_ref(value), Vec::as_slice);
        things
            .iter()
            .filter_map(Value::as_object)
            .for_each(holds_to_the_vocabulary);
    }
    for (_, fields) in REQUIRED.iter().filter(|(name, _)| *name == of_type) {
        assert!(
            fields.iter().all(|field| thing.contains_key(*field)),
            "{thing:?}"
        );
    }
}

#[test]
fn what_takes_place_is_an_event_of_schema_org() {
    let folder = built();
    let site = folder.path().join("site");
    let page = page(&site, "item/2/");
    let selector = Selector::parse("script[type='application/ld+json']").expect("it is a selector");
    let texts: Vec<String> = page
        .select(&selector)
        .map(|element| element.text().collect())
        .collect();
    assert_eq!(texts.len(), 1);
    let event: Value = serde_json::from_str(&texts[0]).expect("it is JSON");
    assert_eq!(event["@context"], "https://schema.org");
    assert_eq!(event["name"], "Knots");
    assert_eq!(event["startDate"], "2026-05-04T11:00:00+02:00");
    assert_eq!(event["location"]["name"], "Deck");
    assert_eq!(event["superEvent"]["name"], "Sea Days");
    holds_to_the_vocabulary(event.as_object().expect("it is a thing"));
}

#[test]
fn no_title_ends_the_element_that_holds_it() {
    let folder = folder();
    let evil = "&lt;/script&gt;&lt;img src=x&gt; \\ &quot;";
    let schedule = fixture::SCHEDULE.replace("Knots", evil);
    fs::write(folder.path().join("schedule.xml"), schedule).expect("the test has what it needs");
    done(
        &folder,
        &["build", "schedule.xml", "--app", "app", "--url", ADDRESS],
    );
    let page = page(&folder.path().join("site"), "item/2/");
    assert!(all(&page, "img[src=x]", "src").is_empty());
    let selector = Selector::parse("script[type='application/ld+json']").expect("it is a selector");
    let text: String = page
        .select(&selector)
        .flat_map(|element| element.text())
        .collect();
    let event: Value = serde_json::from_str(&text).expect("it is JSON");
    assert_eq!(event["name"], "</script><img src=x> \\ \"");
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
