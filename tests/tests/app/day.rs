//! The conference day: what is taken out comes back, what conflicts is told, notes stay, and the
//! schedule goes along as calendar, as file and as code.

use std::io::Write;

use anyhow::{Context, Result};
use fantoccini::Locator;
use hallway_browser_tests::{Case, Page, Visit, browser_test};
use icalendar::{Calendar, CalendarComponent, CalendarDateTime, Component, DatePerhapsTime};
use jiff::Timestamp;
use serde_json::json;

use crate::published::{Item, Programme};

/// Keeps the text of whatever the page saves, instead of leaving it to the browser's downloads.
const CATCH_FILES: &str = "
    window.saved = undefined;
    const made = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
        blob.text().then((text) => { window.saved = text; });
        return made.call(URL, blob);
    };";

async fn star(page: &Page, items: &[&Item]) -> Result<()> {
    for item in items {
        page.tap_star(&item.id).await?;
        page.star_is(&item.id, true).await?;
    }
    Ok(())
}

/// What the page saves under that button.
async fn saved_by(page: &Page, button: &str) -> Result<String> {
    page.run(CATCH_FILES).await?;
    page.tap_button(button).await?;
    page.holds("a file was made", "window.saved").await?;
    page.get("return window.saved", &[]).await
}

fn timed(programme: &Programme) -> Vec<&Item> {
    let items = programme.items.iter();
    items.filter(|item| item.start.is_some()).collect()
}

/// The start of an event as seconds of Unix time.
fn start_of(component: &CalendarComponent) -> Result<(String, i64)> {
    let event = component.as_event().context("only events")?;
    let Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(start))) = event.get_start() else {
        anyhow::bail!("not an instant: {event:?}");
    };
    let uid = event.get_uid().context("a UID")?;
    Ok((uid.to_owned(), start.timestamp()))
}

browser_test!(my_schedule_as_a_calendar in chromium);
async fn my_schedule_as_a_calendar(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let picked = &timed(&programme)[..2];
    star(page, picked).await?;
    page.navigate("My schedule").await?;
    page.open_export().await?;
    let text = saved_by(page, "Add to calendar").await?;
    let calendar: Calendar = text.parse().map_err(anyhow::Error::msg)?;
    let events = calendar.iter().map(start_of).collect::<Result<Vec<_>>>()?;
    assert_eq!(events.len(), picked.len());
    for (item, (uid, start)) in picked.iter().zip(events) {
        let expected: Timestamp = item.start.as_deref().context("timed")?.parse()?;
        assert!(uid.starts_with(&format!("{}@", item.id)), "{uid}");
        assert_eq!(start, expected.as_second());
    }
    Ok(())
}

browser_test!(alarms_are_chosen_once in chromium);
async fn alarms_are_chosen_once(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let picked = timed(&programme)[0];
    star(page, &[picked]).await?;
    let alarms = async |button: &str| -> Result<usize> {
        let text = saved_by(page, button).await?;
        Ok(text.matches("BEGIN:VALARM").count())
    };
    page.navigate("My schedule").await?;
    page.open_export().await?;
    assert_eq!(alarms("Add to calendar").await?, 1);
    let choice = page.client().find(Locator::Css(".check input")).await?;
    page.tap(&choice).await?;
    assert_eq!(alarms("Add to calendar").await?, 0);
    // What was chosen holds for a single item too, and after the next start.
    page.open_app(&visit.url(&format!("item/{}", picked.id)))
        .await?;
    assert_eq!(alarms("Add to calendar").await?, 0);
    page.navigate("My schedule").await?;
    page.holds(
        "the choice is shown",
        "document.querySelector('.check input')?.checked === false",
    )
    .await
}

browser_test!(what_is_taken_out_comes_back in chromium);
async fn what_is_taken_out_comes_back(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let item = &programme.items[0];
    star(page, &[item]).await?;
    page.navigate("My schedule").await?;
    page.holds("it is listed", "items().length === 1").await?;
    page.tap_star(&item.id).await?;
    page.holds("nothing is listed", "items().length === 0")
        .await?;
    page.tap_button("Undo").await?;
    page.star_is(&item.id, true).await
}

browser_test!(of_two_with_one_title_each_comes_back in chromium);
async fn of_two_with_one_title_each_comes_back(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let breaks = programme.items.iter().filter(|item| item.title == "Break");
    let [first, second, ..] = breaks.collect::<Vec<_>>()[..] else {
        anyhow::bail!("there are two breaks");
    };
    star(page, &[first, second]).await?;
    page.tap_star(&first.id).await?;
    page.tap_star(&second.id).await?;
    let undo = "[...document.querySelectorAll('.notice button')].filter((button) => words(button) === 'Undo')";
    page.holds("both are told", &format!("{undo}.length === 2"))
        .await?;
    let undo = page.element(&format!("return {undo}[1]"), &[]).await?;
    page.tap(&undo).await?;
    page.star_is(&second.id, true).await?;
    page.star_is(&first.id, false).await?;
    page.tap_button("Undo").await?;
    page.star_is(&first.id, true).await
}

browser_test!(a_file_that_holds_no_schedule_is_told in chromium);
async fn a_file_that_holds_no_schedule_is_told(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    page.navigate("My schedule").await?;
    page.open_export().await?;
    let mut file = tempfile::Builder::new().suffix(".json").tempfile()?;
    file.write_all(b"a letter")?;
    let input = page.client().find(Locator::Css("input[type=file]")).await?;
    let path = file.path().to_str().context("a path that is a text")?;
    input.send_keys(path).await?;
    page.says("this file holds no schedule").await
}

browser_test!(a_note_stays in every_engine);
async fn a_note_stays(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let item = &programme.items[0];
    star(page, &[item]).await?;
    page.open_app(&visit.url(&format!("item/{}", item.id)))
        .await?;
    let note = page.client().find(Locator::Css("textarea")).await?;
    page.tap(&note).await?;
    note.send_keys("Ask about the map").await?;
    page.reload().await?;
    page.holds(
        "the note is there",
        "document.querySelector('textarea').value === 'Ask about the map'",
    )
    .await?;
    page.navigate("My schedule").await?;
    page.says("Ask about the map").await
}

browser_test!(the_words_follow_the_chosen_language in chromium);
async fn the_words_follow_the_chosen_language(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("about")).await?;
    page.choose("", "Deutsch").await?;
    let german = "document.documentElement.lang === 'de' && words(the('navigation', '')).includes('Programm')
         && words(document.querySelector('main h1')).includes('Mehr')";
    page.holds("the words are German", german).await?;
    page.reload().await?;
    page.holds("they still are", german).await
}

browser_test!(a_saved_schedule_is_merged in every_engine);
async fn a_saved_schedule_is_merged(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let (saved, other) = (&programme.items[..3], &programme.items[4]);
    star(page, &saved.iter().collect::<Vec<_>>()).await?;
    page.navigate("My schedule").await?;
    page.holds("they are listed", "items().length === 3")
        .await?;
    page.open_export().await?;
    let text = saved_by(page, "Save as file").await?;
    let mut file = tempfile::Builder::new().suffix(".json").tempfile()?;
    file.write_all(text.as_bytes())?;

    visit.forget().await?;
    page.open_app(&visit.url("")).await?;
    star(page, &[other]).await?;
    page.navigate("My schedule").await?;
    page.holds("only the other is there", "items().length === 1")
        .await?;
    page.open_export().await?;
    let input = page.client().find(Locator::Css("input[type=file]")).await?;
    let path = file.path().to_str().context("a path that is a text")?;
    input.send_keys(path).await?;
    page.says("3 of them not in your schedule").await?;
    page.holds("nothing is merged yet", "items().length === 1")
        .await?;
    let merge = "return [...document.querySelectorAll('.asked button')].find((button) => words(button) === 'Merge')";
    let merge = page.element(merge, &[]).await?;
    page.tap(&merge).await?;
    page.holds("all are there", "items().length === 4").await
}

/// The modules of a QR code's path: runs of `M{x} {y}h{length}`.
fn modules(path: &str) -> Option<Vec<(usize, usize)>> {
    let mut dark = Vec::new();
    for run in path.split('M').filter(|run| !run.is_empty()) {
        let (x, rest) = run.split_once(' ')?;
        let (y, rest) = rest.split_once('h')?;
        let (length, _) = rest.split_once('v')?;
        let (x, y, length): (usize, usize, usize) =
            (x.parse().ok()?, y.parse().ok()?, length.parse().ok()?);
        dark.extend((x..x + length).map(|x| (x, y)));
    }
    Some(dark)
}

/// Shows the code of My schedule, which is shown.
pub async fn open_code(page: &Page) -> Result<()> {
    page.open_export().await?;
    let summary = page.client().find(Locator::Css(".share > summary")).await?;
    page.tap(&summary).await?;
    page.holds(
        "the code is shown",
        "document.querySelector('svg.code path')",
    )
    .await
}

/// What a scanner reads from the code that is shown.
pub async fn scan(page: &Page) -> Result<String> {
    let (side, path): (usize, String) = page
        .get(
            "const code = document.querySelector('svg.code');
             return [code.viewBox.baseVal.width, code.querySelector('path').getAttribute('d')]",
            &[],
        )
        .await?;
    scanned(side, &path)
}

/// What a scanner reads.
fn scanned(side: usize, path: &str) -> Result<String> {
    /// How large a module is in the picture that is scanned.
    const SCALE: usize = 4;
    let dark: std::collections::HashSet<_> = modules(path)
        .context("runs of modules")?
        .into_iter()
        .collect();
    let light = |x, y| {
        if dark.contains(&(x / SCALE, y / SCALE)) {
            0
        } else {
            255
        }
    };
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, light);
    let grids = picture.detect_grids();
    let (_, text) = grids.first().context("a code is found")?.decode()?;
    Ok(text)
}

browser_test!(a_code_holds_the_stars in chromium and below_a_path);
async fn a_code_holds_the_stars(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let mut stars: Vec<&str> = [0, 2, 5].map(|at| programme.items[at].id.as_str()).into();
    for item in &stars {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    page.navigate("My schedule").await?;
    open_code(page).await?;
    let address = scan(page).await?;

    // Somebody else, whose schedule has something else in it.
    visit.forget().await?;
    page.open_app(&visit.url("")).await?;
    let own = programme.items[1].id.as_str();
    page.tap_star(own).await?;
    page.star_is(own, true).await?;
    page.open_app(&address).await?;
    let mut shared = page.items().await?;
    shared.sort_unstable();
    stars.sort_unstable();
    assert_eq!(shared, stars);
    page.star_is(stars[0], false).await?;
    page.tap_button("Add to my schedule").await?;
    page.star_is(stars[0], true).await?;
    page.navigate("My schedule").await?;
    stars.push(own);
    stars.sort_unstable();
    page.holds(
        "both are merged",
        &format!(
            "JSON.stringify(items().sort()) === {:?}",
            json!(stars).to_string()
        ),
    )
    .await
}
