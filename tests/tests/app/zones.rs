//! Times by the conference's clocks and by the reader's, around nights in which either change.

use std::fs;

use anyhow::Result;
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};

async fn visit(case: Case, site: std::sync::Arc<Site>, zone: &'static str) -> Result<Visit> {
    let settings = Settings {
        zone: Some(zone),
        ..Settings::default()
    };
    let visit = Visit::to(case, site, settings).await?;
    let page = &visit.page;
    page.open_app(&visit.url("about")).await?;
    let shown: String = page
        .get(
            "return Intl.DateTimeFormat().resolvedOptions().timeZone",
            &[],
        )
        .await?;
    assert_eq!(shown, zone, "the browser has the reader's clocks");
    page.choose("Times", "My time zone").await?;
    page.is_chosen("My time zone").await?;
    Ok(visit)
}

/// An item's times: by the conference's clocks, by the reader's, and the day under which it is listed.
type Times = [(&'static str, &'static str, &'static str, &'static str)];

/// Both are on the item, each with its zone; lists are by the reader's.
async fn both_are_shown(visit: &Visit, (there, here): (&str, &str), items: &Times) -> Result<()> {
    let page = &visit.page;
    for (item, conference, reader, _) in items {
        page.open_app(&visit.url(&format!("item/{item}"))).await?;
        let expected = format!("{conference} {there}{reader} your time ({here})");
        page.holds(
            &format!("{item} says {expected}"),
            &format!("words(document.querySelector('.facts dd')) === {expected:?}"),
        )
        .await?;
    }
    page.open_app(&visit.url("")).await?;
    page.says(&format!("Times in {}", here.replace('/', ".")))
        .await?;
    for (item, _, reader, day) in items {
        is_listed(page, item, reader, day).await?;
    }
    Ok(())
}

async fn is_listed(page: &Page, item: &str, reader: &str, day: &str) -> Result<()> {
    let script = format!(
        "(() => {{
            const item = document.querySelector('main article[data-item={item}]');
            const before = (heading) => heading.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING;
            const day = [...document.querySelectorAll('main h2.day')].filter(before).at(-1);
            const times = {reader:?}.split(', ').at(-1).split('–');
            const said = words(item.querySelector('time'));
            return words(day) === {day:?} && said.startsWith(times[0]) && said.includes(times[1]);
        }})()"
    );
    page.holds(
        &format!("{item} is listed under {day} with {reader}"),
        &script,
    )
    .await
}

browser_test!(while_the_clocks_of_both_are_put_forward in every_engine);
async fn while_the_clocks_of_both_are_put_forward(case: Case) -> Result<()> {
    let visit = visit(case, Site::sea_days(case.base)?, "Europe/London").await?;
    let items: &Times = &[
        (
            "sails",
            "Saturday 28 March 2026, 10:00–10:45",
            "Saturday 28 March 2026, 09:00–09:45",
            "Saturday 28 March",
        ),
        (
            "night-watch",
            "Sunday 29 March 2026, 01:30–03:30",
            "Sunday 29 March 2026, 00:30–02:30",
            "Sunday 29 March",
        ),
        (
            "dawn",
            "Sunday 29 March 2026, 09:00–10:00",
            "Sunday 29 March 2026, 08:00–09:00",
            "Sunday 29 March",
        ),
    ];
    both_are_shown(&visit, ("Europe/Oslo", "Europe/London"), items).await
}

browser_test!(while_only_the_conferences_clocks_are_put_forward in chromium);
async fn while_only_the_conferences_clocks_are_put_forward(case: Case) -> Result<()> {
    let visit = visit(case, Site::sea_days(case.base)?, "America/New_York").await?;
    let items: &Times = &[
        (
            "sails",
            "Saturday 28 March 2026, 10:00–10:45",
            "Saturday 28 March 2026, 05:00–05:45",
            "Saturday 28 March",
        ),
        (
            "night-watch",
            "Sunday 29 March 2026, 01:30–03:30",
            "Saturday 28 March 2026, 20:30–21:30",
            "Saturday 28 March",
        ),
        (
            "dawn",
            "Sunday 29 March 2026, 09:00–10:00",
            "Sunday 29 March 2026, 03:00–04:00",
            "Sunday 29 March",
        ),
    ];
    both_are_shown(&visit, ("Europe/Oslo", "America/New_York"), items).await
}

const CONFERENCE: &str = "revision = 1\nid = \"tea\"\ntitle = \"Tea Days\"\nfirst_day = 2026-10-25\n\
    last_day = 2026-10-25\nzone = \"Asia/Tokyo\"\ntracks = [\"tea\"]\n";

const TRACK: &str = "title = \"Tea\"\n\
    [[items]]\nid = \"green\"\ntitle = \"Green\"\nkind = \"talk\"\nstart = 2026-10-25T09:30:00\nend = 2026-10-25T10:30:00\n\
    [[items]]\nid = \"black\"\ntitle = \"Black\"\nkind = \"talk\"\nstart = 2026-10-25T10:30:00\nend = 2026-10-25T11:00:00\n";

browser_test!(while_only_the_readers_clocks_are_put_back in chromium);
async fn while_only_the_readers_clocks_are_put_back(case: Case) -> Result<()> {
    let programme = tempfile::tempdir()?;
    fs::create_dir(programme.path().join("tracks"))?;
    fs::write(programme.path().join("conference.toml"), CONFERENCE)?;
    fs::write(programme.path().join("tracks/tea.toml"), TRACK)?;
    let site = Site::by_hand(case.base, "tea-days", programme.path())?;
    let visit = visit(case, site, "Europe/London").await?;
    // At two by summer's clocks it is one again.
    let items: &Times = &[
        (
            "green",
            "Sunday 25 October 2026, 09:30–10:30",
            "Sunday 25 October 2026, 01:30–01:30",
            "Sunday 25 October",
        ),
        (
            "black",
            "Sunday 25 October 2026, 10:30–11:00",
            "Sunday 25 October 2026, 01:30–02:00",
            "Sunday 25 October",
        ),
    ];
    both_are_shown(&visit, ("Asia/Tokyo", "Europe/London"), items).await
}
