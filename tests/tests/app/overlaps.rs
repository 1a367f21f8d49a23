//! Overlapping items of My schedule: one bar for all that overlap, and a sheet in which one is chosen.

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};
use jiff::Timestamp;
use serde_json::{Value, json};

use crate::sea_days;

/// The bars above overlapping items.
const BARS: &str = "[...document.querySelectorAll('.overlap')]";

/// Whether the chooser is shown.
const IS_OPEN: &str = "document.getElementById('chooser')?.open";

/// Opens the chooser by the first bar.
async fn open(page: &Page) -> Result<()> {
    let bar = page.element(&format!("return {BARS}[0]"), &[]).await?;
    page.tap(&bar).await?;
    page.holds("the chooser is open", IS_OPEN).await
}

/// Taps what is named so in the chooser.
async fn pick(page: &Page, name: &str) -> Result<()> {
    let script = "return [...document.querySelectorAll('#chooser label')].find((label) => words(label).startsWith(arguments[0]))";
    let label = page.element(script, &[json!(name)]).await?;
    page.tap(&label).await
}

/// Chooses an item by the first bar, and what is to become of the others.
pub async fn choose(page: &Page, item: &str, others: &str) -> Result<()> {
    open(page).await?;
    pick(page, item).await?;
    pick(page, others).await?;
    page.tap_button("Done").await?;
    page.holds("the chooser is closed", &format!("!{IS_OPEN}"))
        .await
}

/// A starred item, and when it is on.
#[derive(Debug)]
struct Star {
    id: String,
    from: Timestamp,
    to: Timestamp,
}

/// As many items of the first day, whatever their rooms and tracks, in the programme's order.
fn stars(site: &Site, number: usize) -> Result<Vec<Star>> {
    let programme: Value = serde_json::from_str(&site.text("programme.json")?)?;
    let items = programme["items"].as_array().context("items")?.iter();
    let star = |item: &Value| {
        Some(Star {
            id: item["id"].as_str()?.into(),
            from: item["start"].as_str()?.parse().ok()?,
            to: item["end"].as_str()?.parse().ok()?,
        })
    };
    Ok(items.filter_map(star).step_by(4).take(number).collect())
}

/// How many groups there are of stars that overlap, directly or by way of others.
fn number_of_clusters(stars: &[Star]) -> usize {
    let mut groups: Vec<usize> = (0..stars.len()).collect();
    for one in 0..stars.len() {
        for two in 0..one {
            if stars[one].from < stars[two].to && stars[two].from < stars[one].to {
                let (kept, joined) = (groups[two], groups[one]);
                for group in groups.iter_mut().filter(|group| **group == joined) {
                    *group = kept;
                }
            }
        }
    }
    let size = |group: usize| groups.iter().filter(|of| **of == group).count();
    (0..stars.len()).filter(|group| size(*group) > 1).count()
}

browser_test!(eighteen_stars_have_a_bar_for_each_cluster in chromium);
async fn eighteen_stars_have_a_bar_for_each_cluster(case: Case) -> Result<()> {
    let site = Site::made_up(case.base, 500)?;
    let stars = stars(&site, 18)?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    let page = &visit.page;
    let ids: Vec<_> = stars.iter().map(|star| star.id.as_str()).collect();
    page.open_app(&visit.url(&format!("shared#items={}", ids.join("."))))
        .await?;
    page.tap_button("Add to my schedule").await?;
    page.star_is(ids[0], true).await?;
    let before = stars.iter().map(|star| star.from).min().context("a star")?;
    page.open_app(&visit.url(&format!("mine?now={before}")))
        .await?;
    page.holds("all are listed", "items().length === 18")
        .await?;
    let clusters = number_of_clusters(&stars);
    assert!(clusters > 0, "{stars:#?}");
    page.holds(
        &format!("there are {clusters} bars"),
        &format!("{BARS}.length === {clusters}"),
    )
    .await?;

    // Going back closes the chooser alone, and the focus is on the bar again.
    open(page).await?;
    page.client().back().await?;
    page.holds("the chooser is closed", &format!("!{IS_OPEN}"))
        .await?;
    let has_focus = format!("document.activeElement === {BARS}[0]");
    page.holds("the bar has the focus", &has_focus).await?;

    let bar = format!("return words({BARS}[0])");
    let undecided: String = page.get(&bar, &[]).await?;
    let listed = page.items().await?;
    let title: String = page
        .get(
            "return words(document.querySelectorAll('#chooser .pick-title')[1])",
            &[],
        )
        .await?;
    choose(page, &title, "Watch later").await?;
    page.holds(
        "less is to choose from",
        &format!("words({BARS}[0]) !== {undecided:?} && items().length < 18"),
    )
    .await?;
    page.tap_button("Undo").await?;
    page.holds(
        "all is as it was",
        &format!(
            "words({BARS}[0]) === {undecided:?} && JSON.stringify(items()) === JSON.stringify({listed:?})"
        ),
    )
    .await
}

browser_test!(what_is_watched_later_is_folded_and_chosen_again in chromium);
async fn what_is_watched_later_is_folded_and_chosen_again(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    for item in ["sails", "knots"] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    let morning = sea_days::on_the_first_day("09:00");
    page.open_app(&visit.url(&format!("mine?now={morning}")))
        .await?;
    choose(page, "Knots", "Watch later").await?;
    page.says("1 to watch later, 10:00–11:15 Change").await?;
    page.holds(
        "the bar has the focus",
        &format!("document.activeElement === {BARS}[0] && items().join() === 'knots'"),
    )
    .await?;
    choose(page, "Sails", "Watch later").await?;
    page.holds(
        "the other is chosen",
        "items().join() === 'sails' && document.querySelectorAll('.overlap.decided').length === 1",
    )
    .await?;
    // Once it is over, it is time to watch the others.
    page.open_app(&visit.url("mine")).await?;
    page.holds(
        "both are listed",
        "items().join() === 'sails,knots' && !document.querySelector('.overlap')",
    )
    .await
}
