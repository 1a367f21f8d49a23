//! Pictures of every view as a phone, a tablet and a desk show it, and a page that shows them all.
//!
//! `cargo xtask screenshots` runs it; the argument is the folder that the pictures go into.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use anyhow::{Context, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use fantoccini::Locator;
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Case, Engine, Settings, Site, Version, Visit};
use serde_json::{Value, json};

/// A screen: what it is called, how large it is, and whether it is dark.
struct Screen {
    name: &'static str,
    size: (u32, u32),
    dark: bool,
}

const SCREENS: [Screen; 4] = [
    Screen {
        name: "360x740",
        size: (360, 740),
        dark: false,
    },
    Screen {
        name: "360x740-dark",
        size: (360, 740),
        dark: true,
    },
    Screen {
        name: "768x1024",
        size: (768, 1024),
        dark: false,
    },
    Screen {
        name: "1280x800",
        size: (1280, 800),
        dark: false,
    },
];

/// A view: what its picture is called, and its address.
type Shot = (&'static str, &'static str);

/// Of the Linux Plumbers Conference.
const LPC: [Shot; 6] = [
    ("programme", "?now=2021-09-20T11:20:00-03:00"),
    ("search", "?q=mounts"),
    ("track", "track/confidential-computing"),
    ("people", "people"),
    ("person", "person/christian-brauner"),
    ("not-found", "item/nothing"),
];

/// Of the Sea Days, with some stars and a friend.
const SEA_DAYS: [Shot; 8] = [
    ("item", "item/maps?now=2026-03-28T15:10:00%2B01:00"),
    ("now", "now?now=2026-03-28T10:35:00%2B01:00"),
    ("my-schedule", "mine?now=2026-03-28T10:35:00%2B01:00"),
    ("friends", "friends"),
    ("venue", "venue"),
    ("room", "room/deck?now=2026-03-28T10:35:00%2B01:00"),
    ("sync", "sync"),
    ("about", "about"),
];

const STARS: [&str; 5] = ["sails", "knots", "maps", "dawn", "whales"];

/// The fragment that the link to a friend's schedule has.
const SHARED: &str = "name=Ada&items=sails.cargo.maps";

#[tokio::main]
async fn main() -> Result<()> {
    let folder: PathBuf = env::args_os()
        .nth(1)
        .context("name the folder for the pictures")?
        .into();
    fs::create_dir_all(&folder)?;
    for screen in &SCREENS {
        of_lpc(screen, &folder).await?;
        of_sea_days(screen, &folder).await?;
    }
    fs::write(folder.join("README.md"), index()?)?;
    Ok(())
}

async fn visit(screen: &Screen, site: Arc<Site>) -> Result<Visit> {
    let case = Case {
        engine: Engine::Chromium,
        base: "/",
    };
    let settings = Settings {
        size: screen.size,
        dark: screen.dark,
        ..Settings::default()
    };
    let visit = Visit::to(case, site, settings).await?;
    // Without a worker no notice comes in between.
    visit.server.refuse("sw.js");
    Ok(visit)
}

async fn of_lpc(screen: &Screen, folder: &Path) -> Result<()> {
    let visit = visit(screen, Site::of(Version::First, "/")?).await?;
    shoot_all(&visit, &LPC, screen, folder).await
}

async fn of_sea_days(screen: &Screen, folder: &Path) -> Result<()> {
    let visit = visit(screen, Arc::new(Site::synced("/", "/v1/mailboxes/")?)).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    for item in STARS {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    page.open_app(&visit.url(&format!("shared#{SHARED}")))
        .await?;
    shoot(&visit, "shared", screen, folder).await?;
    page.tap_button("Keep beside mine").await?;
    page.says("You find it under Friends").await?;
    note(&visit, "maps", "Sit in front: the charts are small.").await?;
    shoot_all(&visit, &SEA_DAYS, screen, folder).await?;
    page.open_app(&visit.url("?now=2026-03-28T10:35:00%2B01:00"))
        .await?;
    page.tap_button("Timetable").await?;
    page.holds("it is shown", "document.querySelector('.timetable')")
        .await?;
    shoot(&visit, "timetable", screen, folder).await?;
    visit.server.publish_programme(&newer(&visit.site)?);
    page.open_app(&visit.url("whats-new")).await?;
    until("the newer programme is there", async || {
        page.ask_for_a_newer_programme().await?;
        Ok(page.words().await?.contains("2 changes").then_some(()))
    })
    .await?;
    shoot(&visit, "whats-new", screen, folder).await
}

/// The programme in a version in which "Maps" has moved and "Knots" is cancelled.
fn newer(site: &Site) -> Result<String> {
    let mut programme: Value = serde_json::from_str(&site.text("programme.json")?)?;
    programme["revision"] = json!(2);
    let items = programme["items"].as_array_mut().context("items")?;
    for item in items {
        match item["id"].as_str() {
            Some("maps") => item["room"] = json!("deck"),
            Some("knots") => item["status"] = json!("cancelled"),
            _ => {}
        }
    }
    Ok(programme.to_string())
}

/// Writes a note on an item.
async fn note(visit: &Visit, item: &str, words: &str) -> Result<()> {
    let page = &visit.page;
    page.open_app(&visit.url(&format!("item/{item}"))).await?;
    let field = page.client().find(Locator::Css("textarea")).await?;
    Ok(field.send_keys(words).await?)
}

async fn shoot_all(visit: &Visit, shots: &[Shot], screen: &Screen, folder: &Path) -> Result<()> {
    for (name, address) in shots {
        visit.page.open_app(&visit.url(address)).await?;
        shoot(visit, name, screen, folder).await?;
    }
    Ok(())
}

/// Takes the picture of what the page shows.
async fn shoot(visit: &Visit, name: &str, screen: &Screen, folder: &Path) -> Result<()> {
    let parameters = json!({ "format": "webp", "quality": 80 });
    let answer = visit
        .browser
        .devtools("Page.captureScreenshot", parameters)
        .await?;
    let picture = answer["data"].as_str().context("a picture")?;
    let file = folder.join(format!("{name}-{}.webp", screen.name));
    Ok(fs::write(file, BASE64_STANDARD.decode(picture)?)?)
}

/// A page that shows all pictures, a line for each view.
fn index() -> Result<String> {
    let mut index = String::from(
        "# Every view\n\nMade by `cargo xtask screenshots`: 360 × 740 in light and in dark colours, 768 × 1024, 1280 × 800.\n",
    );
    let more = [("shared", ""), ("timetable", ""), ("whats-new", "")];
    for (name, _) in LPC.iter().chain(&SEA_DAYS).chain(&more) {
        write!(index, "\n## {name}\n\n")?;
        for screen in &SCREENS {
            let (width, height) = (screen.size.0 / 2, screen.size.1 / 2);
            writeln!(
                index,
                "<img src=\"{name}-{0}.webp\" width=\"{width}\" height=\"{height}\" alt=\"{name}, {0}\">",
                screen.name
            )?;
        }
    }
    Ok(index)
}
