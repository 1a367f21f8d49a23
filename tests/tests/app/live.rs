//! A newer programme is shown without a reload, and what changed in My schedule is told until it has
//! been seen. The sites are made as an organiser makes them: from another tool's export.

use anyhow::Result;
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Browser, Case, Page, Server, Settings, Site, browser_test};
use serde_json::{Value, json};

use crate::broken::MINUTES_ARE_SECONDS;

const SCHEDULE: &str = r#"<schedule><conference><title>Sea Days</title><acronym>sea_days</acronym>
<time_zone_name>Europe/Oslo</time_zone_name></conference>
<day index="1" date="2026-05-04">
<room name="Deck">
<event id="1"><title>Sails</title><track>Sea</track><start>10:00</start><duration>00:45</duration></event>
<event id="2"><title>Knots</title><track>Land</track><start>11:00</start><duration>00:45</duration></event>
</room>
<room name="Hold"><event id="3"><title>Cargo</title><track>Land</track><start>12:00</start><duration>00:45</duration></event></room>
</day></schedule>"#;

/// "Knots" moved to another time and room, "Cargo" is cancelled.
fn changed() -> String {
    let knots = "<event id=\"2\"><title>Knots</title><track>Land</track><start>11:00</start><duration>00:45</duration></event>\n";
    let moved = knots.replace("11:00", "14:30");
    SCHEDULE
        .replace(knots, "")
        .replace(
            "<room name=\"Hold\">",
            &format!("<room name=\"Hold\">{moved}"),
        )
        .replace("<title>Cargo", "<title>CANCELLED: Cargo")
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

async fn first_question_is_answered(server: &Server) -> Result<()> {
    until("the programme is asked for at the start", async || {
        Ok((server.times_asked("programme.json") > 0).then_some(()))
    })
    .await
}

/// The test's own sites have the engine in their names, since tests run side by side.
fn name(test: &str, case: Case) -> String {
    let base = case.base.replace('/', "");
    format!("{test}-{:?}{base}", case.engine).to_lowercase()
}

const MOVED: &str = "moved from 11:00–11:45, deck to 14:30–15:15, hold";

async fn tells_nothing(page: &Page) -> Result<()> {
    page.holds(
        "nothing is told",
        "!words(document.body).toLowerCase().includes('moved from')",
    )
    .await
}

browser_test!(a_moved_talk_is_told in every_engine and below_a_path);
async fn a_moved_talk_is_told(case: Case) -> Result<()> {
    let sites = Site::imported(case.base, &name("moved", case), &[SCHEDULE, &changed()])?;
    let mut server = Server::start(&sites[0]).await?;
    let browser = Browser::open(case.engine).await?;
    let page = browser.page();
    page.open_app(&server.url("")).await?;
    page.tap_option("Track", "Land").await?;
    assert_eq!(page.items().await?, ["2", "3"]);
    page.tap_star("2").await?;
    page.star_is("2", true).await?;
    page.tap_option("Track", "Land").await?;
    page.ready_for_offline().await?;
    first_question_is_answered(&server).await?;
    page.run("window.before = true").await?;

    server.stop().await?;
    server.publish(&sites[1]);
    server.resume().await?;
    look(&page, &server).await?;
    page.says(MOVED).await?;
    page.holds("it is the document from before", "window.before")
        .await?;
    assert_eq!(page.items().await?, ["1", "3", "2"]);
    page.star_is("2", true).await?;
    page.holds(
        "the card says so",
        "words(document.querySelector('article[data-item=\"2\"]')).includes('14:30–15:15')",
    )
    .await?;
    page.holds(
        "the other is cancelled",
        "words(document.querySelector('article[data-item=\"3\"]')).includes('Cancelled')",
    )
    .await?;

    // Offline, after a reload, it is as it was left.
    server.stop().await?;
    page.open_app(&server.url("whats-new")).await?;
    page.says("2 changes").await?;
    page.says(MOVED).await?;
    page.says("cargo.*cancelled").await?;
    page.open_app(&server.url("item/2")).await?;
    page.says(MOVED).await?;
    let seen = page.the("button", "Got it").await?;
    page.tap(&seen).await?;
    tells_nothing(&page).await?;
    page.reload().await?;
    tells_nothing(&page).await?;
    page.holds(
        "it is where it moved to",
        "words(document.querySelector('main')).includes('14:30–15:15')",
    )
    .await?;

    page.open_app(&server.url("whats-new")).await?;
    page.says("1 change").await?;
    let seen = page.the("button", "Got it").await?;
    page.tap(&seen).await?;
    page.says("nothing new").await
}

browser_test!(what_moved_is_told_by_the_clocks_that_are_shown in chromium);
async fn what_moved_is_told_by_the_clocks_that_are_shown(case: Case) -> Result<()> {
    let sites = Site::imported(case.base, &name("clocks", case), &[SCHEDULE, &changed()])?;
    let server = Server::start(&sites[0]).await?;
    let browser = Browser::open(case.engine).await?;
    let page = browser.page();
    page.open_app(&server.url("whats-new")).await?;
    first_question_is_answered(&server).await?;
    server.publish(&sites[1]);
    look(&page, &server).await?;
    page.says(MOVED).await?;

    // The browser's own reckoning is the oracle.
    let here: Vec<String> = page
        .get(
            "return arguments[0].map((instant) => new Date(instant)
                .toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }))",
            &[json!([
                "2026-05-04T09:00Z",
                "2026-05-04T09:45Z",
                "2026-05-04T12:30Z",
                "2026-05-04T13:15Z"
            ])],
        )
        .await?;
    page.open_app(&server.url("about")).await?;
    page.choose("Times", "My time zone").await?;
    page.is_chosen("My time zone").await?;
    let moved = format!(
        "moved from {}–{}, deck to {}–{}, hold",
        here[0], here[1], here[2], here[3]
    );
    page.open_app(&server.url("whats-new")).await?;
    page.says(&format!("times in.*{moved}")).await?;
    page.open_app(&server.url("item/2")).await?;
    page.says(&moved).await?;
    let seen = page.the("button", "Got it").await?;
    page.tap(&seen).await?;
    tells_nothing(&page).await?;

    // What was seen by one's own clocks is not news by the conference's.
    page.open_app(&server.url("about")).await?;
    page.choose("Times", "Conference (Europe/Oslo)").await?;
    page.is_chosen("Conference (Europe/Oslo)").await?;
    page.open_app(&server.url("item/2")).await?;
    tells_nothing(&page).await
}

browser_test!(what_is_tapped_while_the_programme_comes_counts in chromium);
async fn what_is_tapped_while_the_programme_comes_counts(case: Case) -> Result<()> {
    let sites = Site::imported(case.base, &name("slow", case), &[SCHEDULE])?;
    let server = Server::start(&sites[0]).await?;
    server.refuse("sw.js");
    let settings = Settings::eager();
    let browser = Browser::open_with(case.engine, settings).await?;
    let page = browser.page();
    let held = server.hold(sites[0].asset("programme", "json")?);
    page.open_early(&server.url("")).await?;
    page.holds(
        "the wasm is there",
        "performance.getEntriesByType('resource').some(({ name, responseEnd }) => name.endsWith('.wasm') && responseEnd > 0)",
    )
    .await?;
    page.tap_star("3").await?;
    page.star_is("3", true).await?;
    held.release();
    page.ready().await?;
    page.star_is("3", true).await?;
    page.star_is("2", false).await?;
    page.navigate("My schedule").await?;
    page.holds("it is there", "items().join() === '3'").await
}

/// A programme as the site publishes it, changed.
fn programme(site: &Site, change: impl FnOnce(&mut Value)) -> Result<String> {
    let mut programme: Value = serde_json::from_str(&site.text("programme.json")?)?;
    change(&mut programme);
    Ok(programme.to_string())
}

browser_test!(what_is_no_newer_version_changes_nothing in chromium);
async fn what_is_no_newer_version_changes_nothing(case: Case) -> Result<()> {
    let sites = Site::imported(case.base, &name("refused", case), &[SCHEDULE])?;
    let site = &sites[0];
    let server = Server::start(site).await?;
    let browser = Browser::open(case.engine).await?;
    let page = browser.page();
    page.open_app(&server.url("item/2")).await?;
    page.tap_star("2").await?;
    page.star_is("2", true).await?;
    first_question_is_answered(&server).await?;
    let renamed = |programme: &mut Value| programme["items"][1]["title"] = json!("Bends");
    let newer = programme(site, |programme| {
        renamed(programme);
        programme["revision"] = json!(9);
    })?;
    let refused = [
        newer[..newer.len() / 2].to_owned(),
        programme(site, renamed)?,
        programme(site, |programme| {
            renamed(programme);
            programme["revision"] = json!(9);
            programme["conference"]["id"] = json!("another");
        })?,
        programme(site, |programme| {
            renamed(programme);
            programme["revision"] = json!(9);
            programme["items"][1]["room"] = json!("nowhere");
        })?,
    ];
    for text in refused {
        server.publish_programme(&text);
        look(&page, &server).await?;
    }
    page.holds(
        "the title is the old one",
        "words(document.querySelector('main h1')) === 'Knots'",
    )
    .await?;
    // The answers before were looked at before this one.
    server.publish_programme(&newer);
    look(&page, &server).await?;
    page.says("new title; it was “knots”").await?;
    page.holds(
        "nothing else was told",
        "words(document.body).split('New title').length === 3",
    )
    .await
}

browser_test!(an_answer_that_never_ends_ends_no_updates: chromium_at_the_root);
async fn an_answer_that_never_ends_ends_no_updates(case: Case) -> Result<()> {
    let sites = Site::imported(case.base, &name("drips", case), &[SCHEDULE, &changed()])?;
    let server = Server::start(&sites[0]).await?;
    server.inject(MINUTES_ARE_SECONDS);
    let browser = Browser::open(case.engine).await?;
    let page = browser.page();
    page.open_app(&server.url("")).await?;
    server.drip("programme.json");
    look(&page, &server).await?;
    // The one after it is not answered at all.
    let held = server.hold("programme.json");
    until("it is asked for again", async || {
        page.ask_for_a_newer_programme().await?;
        Ok(held.is_asked_for().then_some(()))
    })
    .await?;
    server.leave_alone();
    server.publish(&sites[1]);
    look(&page, &server).await?;
    drop(held);
    page.says(MOVED).await
}

browser_test!(a_kept_programme_does_not_wait_for_the_pages_own: chromium_at_the_root);
async fn a_kept_programme_does_not_wait_for_the_pages_own(case: Case) -> Result<()> {
    let sites = Site::imported(case.base, &name("kept", case), &[SCHEDULE])?;
    let server = Server::start(&sites[0]).await?;
    let browser = Browser::open_with(case.engine, Settings::eager()).await?;
    let page = browser.page();
    // A worker that was faster would answer for the server.
    server.refuse("sw.js");
    page.open_app(&server.url("")).await?;
    let file = sites[0].asset("programme", "json")?;
    // The browser's own cache keeps no refusal.
    server.refuse(file);
    let kept = "const [base, file, done] = arguments;
        const read = async () => {
            await fetch(file, { cache: 'reload' });
            const kept = await caches.open(`hallway-programme:${base}`);
            return Boolean(await kept.match(`${base}programme.json?shown`));
        };
        read().then(done);";
    until("it is kept", async || {
        let values = [json!(case.base), json!(server.url(file))];
        Ok(page.get_later::<bool>(kept, &values).await?.then_some(()))
    })
    .await?;
    let held = server.hold(file);
    page.open_app(&server.url("item/2")).await?;
    until("the page's own file is asked for", async || {
        Ok(held.is_asked_for().then_some(()))
    })
    .await?;
    page.says("Knots").await
}

browser_test!(no_newer_programme_takes_away_what_one_writes in chromium);
async fn no_newer_programme_takes_away_what_one_writes(case: Case) -> Result<()> {
    let sites = Site::imported(case.base, &name("written", case), &[SCHEDULE, &changed()])?;
    let server = Server::start(&sites[0]).await?;
    let browser = Browser::open(case.engine).await?;
    let page = browser.page();
    page.open_app(&server.url("item/2")).await?;
    first_question_is_answered(&server).await?;
    let field = page
        .element("return document.querySelector('textarea')", &[])
        .await?;
    page.tap(&field).await?;
    field.send_keys("front").await?;
    server.publish(&sites[1]);
    let asked = server.times_asked("programme.json");
    page.ask_for_a_newer_programme().await?;
    // What would have been asked for was so before this.
    let probe = server.url("test/probe");
    page.run(&format!("fetch({probe:?}).catch(() => {{}})"))
        .await?;
    until("the probe arrives", async || {
        Ok((server.times_asked("test/probe") > 0).then_some(()))
    })
    .await?;
    assert_eq!(server.times_asked("programme.json"), asked);
    field.send_keys(" row").await?;
    page.holds(
        "it is written on",
        "document.activeElement.value === 'front row'",
    )
    .await?;

    page.run("document.activeElement.blur()").await?;
    look(&page, &server).await?;
    page.says(MOVED).await?;
    page.holds(
        "the note is there",
        "document.querySelector('textarea').value === 'front row'",
    )
    .await
}

browser_test!(what_another_conference_left_hides_no_news in chromium);
async fn what_another_conference_left_hides_no_news(case: Case) -> Result<()> {
    let sites = Site::imported(case.base, &name("before", case), &[SCHEDULE, &changed()])?;
    let server = Server::start(&sites[0]).await?;
    let browser = Browser::open(case.engine).await?;
    let page = browser.page();
    page.open_app(&server.url("whats-new")).await?;
    first_question_is_answered(&server).await?;
    let another = programme(&sites[0], |programme| {
        programme["conference"]["id"] = json!("another");
    })?;
    let kept: bool = page
        .get_later(
            "const [base, text, done] = arguments;
             caches.open(`hallway-programme:${base}`)
                 .then((cache) => cache.put(`${base}programme.json?seen`, new Response(text)))
                 .then(() => done(true));",
            &[json!(case.base), json!(another)],
        )
        .await?;
    assert!(kept);
    server.publish(&sites[1]);
    look(&page, &server).await?;
    page.says(MOVED).await?;
    page.reload().await?;
    page.says(MOVED).await
}

browser_test!(a_language_that_comes_late_is_spoken_over_the_newest_programme in chromium);
async fn a_language_that_comes_late_is_spoken_over_the_newest_programme(case: Case) -> Result<()> {
    let sites = Site::imported(case.base, &name("late", case), &[SCHEDULE, &changed()])?;
    let server = Server::start(&sites[0]).await?;
    server.refuse("sw.js");
    let browser = Browser::open_with(case.engine, Settings::eager()).await?;
    let page = browser.page();
    page.open_app(&server.url("item/2")).await?;
    page.tap_star("2").await?;
    page.star_is("2", true).await?;
    page.open_app(&server.url("about")).await?;
    first_question_is_answered(&server).await?;
    let german = server.hold(sites[0].asset("de", "json")?);
    page.choose("", "Deutsch").await?;
    server.publish(&sites[1]);
    look(&page, &server).await?;
    page.says(MOVED).await?;
    german.release();
    page.holds("German is spoken", "document.documentElement.lang === 'de'")
        .await?;
    page.run("document.querySelector('nav a').click()").await?;
    page.holds(
        "it is where it moved to",
        "document.querySelector('article[data-item=\"2\"]')?.textContent.includes('14:30')",
    )
    .await
}
