//! What comes from elsewhere can't be without bounds: links and files full of items that no programme has,
//! stamps that no clock has shown, programmes larger than any conference.

use std::sync::Arc;

use anyhow::{Context, Result};
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Browser, Case, Page, Server, Settings, Site, Visit, browser_test};
use serde_json::{Value, json};

use crate::sea_days;

/// The text of the stored agenda.
async fn stored(page: &Page) -> Result<String> {
    let script = "return localStorage.getItem(
        Object.keys(localStorage).find((key) => /^hallway:agenda:[^:]*$/.test(key)))";
    page.get(script, &[]).await
}

async fn store(page: &Page, agenda: &str) -> Result<()> {
    let script = "localStorage.setItem(
        Object.keys(localStorage).find((key) => /^hallway:agenda:[^:]*$/.test(key)), arguments[0])";
    page.get::<()>(script, &[json!(agenda)]).await
}

/// An agenda in which that many items are starred that no programme has, beside what is in it.
fn with_unknown(agenda: &str, number: usize) -> Result<String> {
    let mut agenda: Value = serde_json::from_str(agenda)?;
    let items = agenda["items"].as_object_mut().context("it has items")?;
    for at in 0..number {
        let star = json!([
            true,
            [1_700_000_000_000_u64 + at as u64, 0, "0000000000000007"]
        ]);
        items.insert(format!("unknown-{at:0>30}"), json!({ "star": star }));
    }
    Ok(agenda.to_string())
}

async fn has_starred_sails(visit: &Visit) -> Result<()> {
    let page = &visit.page;
    page.open_app(&visit.url("item/sails")).await?;
    page.tap_star("sails").await?;
    page.star_is("sails", true).await
}

browser_test!(a_link_stars_nothing_that_no_programme_has: chromium_at_the_root);
async fn a_link_stars_nothing_that_no_programme_has(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    let ids: Vec<_> = (0..2_000).map(|id| format!("unknown-{id}")).collect();
    let link = format!("shared#name=Ada&items=sails.{}", ids.join("."));
    page.open_app(&visit.url(&link)).await?;
    page.says("2000 items of it are not in the programme")
        .await?;
    page.tap_button("Add to my schedule").await?;
    page.says("merged: 1 new.*2000 items are not in this programme")
        .await?;
    let stored = stored(page).await?;
    assert!(stored.contains("sails") && stored.len() < 500, "{stored}");
    Ok(())
}

browser_test!(what_no_programme_has_is_counted_removed_and_put_back in chromium);
async fn what_no_programme_has_is_counted_removed_and_put_back(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    has_starred_sails(&visit).await?;
    store(page, &with_unknown(&stored(page).await?, 12)?).await?;
    page.open_app(&visit.url("mine")).await?;
    page.says("12 items are not in this programme").await?;
    page.tap_button("Remove").await?;
    page.says("removed from my schedule: 12 items").await?;
    page.holds(
        "none is counted",
        "!/not in this programme/.test(words(document.body))",
    )
    .await?;
    page.tap_button("Undo").await?;
    page.says("12 items are not in this programme").await?;
    page.tap_button("Remove").await?;
    page.reload().await?;
    page.holds(
        "they stay away",
        "items().join() === 'sails' && !/not in this programme/.test(words(document.body))",
    )
    .await
}

browser_test!(no_tab_brings_back_what_another_removed: chromium_at_the_root);
async fn no_tab_brings_back_what_another_removed(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    has_starred_sails(&visit).await?;
    store(page, &with_unknown(&stored(page).await?, 2_000)?).await?;
    page.open_app(&visit.url("mine")).await?;
    page.says("2000 items are not in this programme").await?;
    let first = visit.browser.tab().await?;
    let second = visit.browser.new_tab().await?;
    visit.browser.switch_to(&second).await?;
    page.open_app(&visit.url("mine")).await?;
    page.says("2000 items are not in this programme").await?;
    page.tap_button("Remove").await?;
    page.says("removed").await?;
    // The other one is at work too.
    visit.browser.switch_to(&first).await?;
    page.holds(
        "it has heard of it",
        "!/not in this programme/.test(words(document.body))",
    )
    .await?;
    page.tap_star("sails").await?;
    page.holds("its star is taken back", "items().length === 0")
        .await?;
    let text = stored(page).await?;
    assert!(text.len() < 40_000, "{} bytes", text.len());
    visit.browser.switch_to(&second).await?;
    page.reload().await?;
    page.holds(
        "they stay away",
        "!/not in this programme/.test(words(document.body))",
    )
    .await
}

browser_test!(a_tap_holds_against_a_stamp_at_the_end_of_time: chromium_at_the_root);
async fn a_tap_holds_against_a_stamp_at_the_end_of_time(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    has_starred_sails(&visit).await?;
    for (wall_ms, counter) in [
        ((1_u64 << 53) - 1, u32::MAX),
        (8_640_000_000_000_000, 0),
        (4_102_444_800_000, u32::MAX),
    ] {
        for starred in [true, false] {
            let mut agenda: Value = serde_json::from_str(&stored(page).await?)?;
            let stamp = json!([wall_ms, counter, "ffffffffffffffff"]);
            agenda["items"]["sails"] = json!({ "star": [starred, stamp] });
            let hostile = agenda.to_string();
            store(page, &hostile).await?;
            page.open_app(&visit.url("item/sails")).await?;
            page.star_is("sails", starred).await?;
            page.tap_star("sails").await?;
            page.star_is("sails", !starred).await?;
            page.reload().await?;
            page.star_is("sails", !starred).await?;
            // Another tab writes what it had.
            let merged = format!(
                "const key = Object.keys(localStorage).find((key) => /^hallway:agenda:[^:]*$/.test(key));
                 localStorage.setItem(key, {hostile:?});
                 dispatchEvent(new StorageEvent('storage', {{ key }}));"
            );
            page.run(&merged).await?;
            page.star_is("sails", !starred).await?;
            page.reload().await?;
            page.star_is("sails", !starred).await?;
        }
    }
    Ok(())
}

/// The site of a schedule, made as an organiser makes it.
fn site(case: Case, name: &str, schedule: &str) -> Result<Arc<Site>> {
    let engine = format!("{name}-{:?}", case.engine).to_lowercase();
    let sites = Site::imported(case.base, &engine, &[schedule])?;
    sites.into_iter().next().context("a site was made")
}

/// A schedule of that many rooms with an event each, all at once.
fn schedule(rooms: usize, title: impl Fn(usize) -> String) -> String {
    let room = |at: usize| {
        let title = title(at);
        format!(
            "<room name=\"Room {at}\"><event id=\"{at}\"><title>{title}</title><track>Track {at}</track>\
             <start>10:00</start><duration>00:45</duration>\
             <persons><person id=\"{at}\">Ada {at}</person></persons></event></room>\n"
        )
    };
    let rooms: String = (0..rooms).map(room).collect();
    format!(
        "<schedule><conference><title>Halls</title><acronym>halls</acronym>\
         <time_zone_name>Europe/Oslo</time_zone_name></conference>\
         <day index=\"1\" date=\"2026-05-04\">{rooms}</day></schedule>"
    )
}

/// The most elements that any view may have: some ten times what a small conference has.
const MOST_ELEMENTS: usize = 8_000;

browser_test!(a_programme_of_thousands_of_rooms_has_few_elements_in_every_view: chromium_at_the_root);
async fn a_programme_of_thousands_of_rooms_has_few_elements_in_every_view(
    case: Case,
) -> Result<()> {
    let site = site(case, "halls", &schedule(3_000, |at| format!("Talk {at}")))?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    let page = &visit.page;
    for size in [(360, 740), (1_280, 800)] {
        visit.browser.resize(size).await?;
        for view in [
            "",
            "now?now=2026-05-04T10:10:00%2B02:00",
            "mine",
            "venue",
            "people",
            "about",
            "whats-new",
            "room/room-1999",
            "track/track-7",
            "item/1",
        ] {
            page.open_app(&visit.url(view)).await?;
            page.run("scrollTo(0, document.body.scrollHeight)").await?;
            let elements: usize = page
                .get("return document.getElementsByTagName('*').length", &[])
                .await?;
            assert!(elements <= MOST_ELEMENTS, "{view}: {elements} elements");
        }
    }
    // What is folded is there as text, and more of it where one asks.
    page.open_app(&visit.url("venue")).await?;
    page.says("Room 1999").await?;
    page.holds(
        "the last is not whole",
        "!document.getElementById('room-room-1999')",
    )
    .await?;
    page.tap_button("Show more (1900 left)").await?;
    page.holds("more are", "!!document.getElementById('room-room-299')")
        .await?;
    // A link to a room that was folded finds it.
    page.open_app(&visit.url("item/1500")).await?;
    page.run("document.querySelector('.facts a[href*=\"/room/\"]').click()")
        .await?;
    page.holds(
        "the room's page is there",
        "the('link', 'Rooms and venue', the('main', ''))",
    )
    .await?;
    page.run("the('link', 'Rooms and venue', the('main', '')).click()")
        .await?;
    page.holds("it is whole", "!!document.getElementById('room-room-1500')")
        .await?;

    // As a timetable, too.
    page.open_app(&visit.url("")).await?;
    page.tap_button("Timetable").await?;
    page.holds(
        "the day is there",
        "!!document.querySelector('.timetable .cell')",
    )
    .await?;
    let elements: usize = page
        .get("return document.getElementsByTagName('*').length", &[])
        .await?;
    assert!(elements <= MOST_ELEMENTS, "timetable: {elements} elements");
    Ok(())
}

browser_test!(titles_of_one_endless_word_are_wrapped_and_shown_at_once: chromium_at_the_root);
async fn titles_of_one_endless_word_are_wrapped_and_shown_at_once(case: Case) -> Result<()> {
    let word = "x".repeat(100_000);
    let site = site(case, "words", &schedule(40, |_| word.clone()))?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    let page = &visit.page;
    visit.browser.resize((360, 740)).await?;
    for view in [
        "",
        "item/1",
        "now?now=2026-05-04T10:10:00%2B02:00",
        "track/track-1",
    ] {
        page.open_app(&visit.url(view)).await?;
        page.holds(
            &format!("nothing of {view:?} is wider than the screen"),
            "document.documentElement.scrollWidth <= innerWidth",
        )
        .await?;
        // Laid out once more, as when a phone is turned.
        let took: f64 = page
            .get(
                "const before = performance.now();
                 document.body.style.inlineSize = '300px';
                 document.body.getBoundingClientRect();
                 return performance.now() - before",
                &[],
            )
            .await?;
        assert!(took < 1_000.0, "{view}: {took} ms");
    }
    Ok(())
}

const SCHEDULE: &str = r#"<schedule><conference><title>Slips</title><acronym>slips</acronym>
<time_zone_name>Europe/Oslo</time_zone_name></conference>
<day index="1" date="2026-05-04"><room name="Deck">
<event id="1"><title>Sails</title><start>10:00</start><duration>00:45</duration></event>
</room></day></schedule>"#;

/// The site's programme with another title and revision.
fn renamed(site: &Site, title: &str, revision: u64) -> Result<String> {
    let mut programme: Value = serde_json::from_str(&site.text("programme.json")?)?;
    programme["items"][0]["title"] = json!(title);
    programme["revision"] = json!(revision);
    Ok(programme.to_string())
}

/// Lets it ask, until it has an answer.
async fn look(page: &Page, server: &Server) -> Result<()> {
    let before = server.times_asked("programme.json");
    until("the programme is asked for", async || {
        page.ask_for_a_newer_programme().await?;
        Ok((server.times_asked("programme.json") > before).then_some(()))
    })
    .await
}

browser_test!(one_absurd_revision_ends_no_updates: chromium_at_the_root);
async fn one_absurd_revision_ends_no_updates(case: Case) -> Result<()> {
    let site = site(case, "slips", SCHEDULE)?;
    let server = Server::start(&site).await?;
    let browser = Browser::open(case.engine).await?;
    let page = browser.page();
    page.open_app(&server.url("item/1")).await?;
    until("the programme is asked for at the start", async || {
        Ok((server.times_asked("programme.json") > 0).then_some(()))
    })
    .await?;
    server.publish_programme(&renamed(&site, "Slip", (1 << 53) - 1)?);
    look(&page, &server).await?;
    server.publish_programme(&renamed(&site, "Anchors", 2)?);
    look(&page, &server).await?;
    let is = |title: &str| format!("words(document.querySelector('main h1')) === {title:?}");
    page.holds("the sane one is shown", &is("Anchors")).await?;

    // One that an older version of the app had kept is passed over at the start.
    let kept: bool = page
        .get_later(
            "const [base, text, done] = arguments;
             caches.open(`hallway-programme:${base}`)
                 .then((cache) => cache.put(`${base}programme.json?shown`, new Response(text)))
                 .then(() => done(true));",
            &[
                json!(case.base),
                json!(renamed(&site, "Slip", (1 << 53) - 1)?),
            ],
        )
        .await?;
    assert!(kept);
    page.reload().await?;
    page.holds("the slip is not", &format!("!({})", is("Slip")))
        .await?;
    look(&page, &server).await?;
    page.holds("updates go on", &is("Anchors")).await
}

browser_test!(a_page_that_came_with_an_absurd_revision_is_shown_and_updated: chromium_at_the_root);
async fn a_page_that_came_with_an_absurd_revision_is_shown_and_updated(case: Case) -> Result<()> {
    let site = site(case, "dead", SCHEDULE)?;
    let slip = renamed(&site, "Slip", (1 << 53) - 1)?;
    let server = Server::start(&site).await?;
    // As an older version of the command made it.
    server.publish_json(site.asset("programme", "json")?, &slip);
    server.publish_programme(&slip);
    server.refuse("sw.js");
    let browser = Browser::open_with(case.engine, Settings::eager()).await?;
    let page = browser.page();
    page.open_app(&server.url("item/1")).await?;
    let is = |title: &str| format!("words(document.querySelector('main h1')) === {title:?}");
    page.holds("the page is alive", &is("Slip")).await?;
    page.tap_star("1").await?;
    page.star_is("1", true).await?;
    server.publish_programme(&renamed(&site, "Anchors", 2)?);
    look(&page, &server).await?;
    page.holds("the sane one is shown", &is("Anchors")).await
}
