//! A programme that is written from right to left: its words run that way, and nothing breaks.

use std::fs;

use anyhow::Result;
use hallway_browser_tests::{Case, Settings, Site, Visit, browser_test};

const CONFERENCE: &str = "revision = 1\nid = \"yam\"\ntitle = \"ימי הים\"\nfirst_day = 2026-05-04\n\
    last_day = 2026-05-04\nzone = \"Asia/Jerusalem\"\ntracks = [\"sea\"]\n";

const ROOMS: &str = "deck = \"סיפון עליון\"\n";

const TRACK: &str = r#"title = "הים התיכון"

[[items]]
id = "sails"
title = "מפרשים, חבלים ו־knots: מבוא ארוך מאוד לשיט בים פתוח"
kind = "talk"
room = "deck"
start = 2026-05-04T10:00:00
end = 2026-05-04T10:45:00
description = '''
הרצאה על *מפרשים* ועל `sudo sail`.
'''
"#;

browser_test!(words_run_as_they_are_written in every_engine);
async fn words_run_as_they_are_written(case: Case) -> Result<()> {
    let programme = tempfile::tempdir()?;
    fs::create_dir(programme.path().join("tracks"))?;
    for (file, text) in [
        ("conference.toml", CONFERENCE),
        ("rooms.toml", ROOMS),
        ("tracks/sea.toml", TRACK),
    ] {
        fs::write(programme.path().join(file), text)?;
    }
    let site = Site::by_hand(case.base, "right-to-left", programme.path())?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    let page = &visit.page;
    for (view, title) in [
        ("", "main article h4"),
        ("item/sails", "main h1"),
        ("track/sea", "main h1"),
        ("venue", "main h2"),
    ] {
        page.open_app(&visit.url(view)).await?;
        page.holds(
            "the title runs from right to left",
            &format!("getComputedStyle(document.querySelector({title:?})).direction === 'rtl'"),
        )
        .await?;
        page.holds(
            "the interface runs as its own language does",
            "getComputedStyle(document.querySelector('nav')).direction === 'ltr'",
        )
        .await?;
        page.holds(
            "nothing is wider than the screen",
            "document.documentElement.scrollWidth <= innerWidth",
        )
        .await?;
    }
    page.open_app(&visit.url("")).await?;
    page.type_search("מפרשים").await?;
    page.holds("it is found", "items().join() === 'sails'")
        .await
}
