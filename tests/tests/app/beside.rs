//! What lies beside each other: items that overlap, free time and what fits in, a friend's schedule
//! and one's own.

use anyhow::{Context, Result};
use fantoccini::Locator;
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Case, Page, browser_test};

use crate::day::{open_code, scan};
use crate::{overlaps, sea_days};

async fn star(page: &Page, items: &[&str]) -> Result<()> {
    for item in items {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    Ok(())
}

async fn lists(page: &Page, items: &[&str]) -> Result<()> {
    let expected = format!("{items:?}");
    page.holds(
        &format!("listed are {expected}"),
        &format!("JSON.stringify(items()) === JSON.stringify({expected})"),
    )
    .await
}

browser_test!(an_overlap_is_told_at_once_and_settled_by_a_choice in chromium);
async fn an_overlap_is_told_at_once_and_settled_by_a_choice(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    star(page, &["sails"]).await?;
    star(page, &["knots"]).await?;
    page.says("“Knots” is at the same time as “Sails”").await?;
    // From the hold to the deck without a minute between.
    star(page, &["cargo"]).await?;
    page.says("No time to change rooms: “Cargo”, “Knots”")
        .await?;

    page.navigate("My schedule").await?;
    lists(page, &["sails", "knots", "cargo"]).await?;
    page.says("2 overlap, 10:00–11:15 Choose").await?;
    page.says("No time to change rooms: Hold → Deck").await?;
    overlaps::choose(page, "Sails", "Remove").await?;
    lists(page, &["sails", "cargo"]).await?;
    page.holds(
        "the focus is where the bar was",
        "words(document.activeElement) === 'Sails'",
    )
    .await?;
    let nothing = "!document.querySelector('.overlap, .changeover')";
    page.holds("nothing overlaps", nothing).await?;
    page.says("You’ll be at “Sails”").await?;
    // That can be taken back whatever is starred next.
    page.navigate("Programme").await?;
    star(page, &["maps"]).await?;
    page.navigate("My schedule").await?;
    page.tap_button("Undo").await?;
    lists(page, &["sails", "knots", "cargo", "maps"]).await?;

    // What is watched later is in nobody's way, and stays.
    overlaps::choose(page, "Sails", "Watch later").await?;
    page.holds("nothing overlaps", nothing).await?;
    lists(page, &["sails", "knots", "cargo", "maps"]).await?;
    page.says("Watch later").await
}

browser_test!(free_time_is_filled_by_a_tap in chromium);
async fn free_time_is_filled_by_a_tap(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    star(page, &["sails", "maps"]).await?;
    page.open_app(&visit.url(&format!("mine?now={}", sea_days::on_the_first_day("09:00"))))
        .await?;
    page.says("3 h 15 min free, 10:45–14:00 1 session fits")
        .await?;
    let gap = page.client().find(Locator::Css(".gap > summary")).await?;
    page.tap(&gap).await?;
    page.holds(
        "what fits is shown",
        "[...document.querySelectorAll('.gap article[data-item]')].filter(shown).map((item) => item.dataset.item).join() === 'cargo'",
    )
    .await?;
    page.tap_star("cargo").await?;
    page.says("30 min free, 10:45–11:15").await?;
    page.says("2 h 0 min free, 12:00–14:00").await?;
    lists(page, &["sails", "cargo", "maps"]).await
}

/// The picks of each column of the table, from top to bottom.
const COLUMNS: &str = "
    [...document.querySelectorAll('.beside thead th')].map((head, at) => words(head) + ': '
        + [...document.querySelectorAll('.beside tbody tr')]
            .flatMap((line) => [...line.querySelectorAll('td')[at].querySelectorAll('[data-pick]')])
            .map((pick) => pick.dataset.pick + (/Together/.test(words(pick)) ? '!' : '')).join())
        .join('; ')";

browser_test!(a_friends_schedule_lies_beside_mine in chromium and below_a_path);
async fn a_friends_schedule_lies_beside_mine(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    star(page, &["sails", "maps"]).await?;
    page.navigate("My schedule").await?;
    open_code(page).await?;
    let name = page.client().find(Locator::Css(".share input")).await?;
    name.send_keys("Ada").await?;
    let link = until("the code holds the name", async || {
        let link = scan(page).await?;
        Ok(link.contains("name=Ada&").then_some(link))
    })
    .await?;

    // Somebody else.
    visit.forget().await?;
    page.open_app(&visit.url("")).await?;
    star(page, &["knots", "maps"]).await?;
    page.open_app(&link).await?;
    page.says("Ada’s schedule").await?;
    page.tap_button("Keep beside mine").await?;
    page.says("You find it under Friends").await?;
    page.star_is("sails", false).await?;

    page.open_app(&visit.url("friends")).await?;
    let both = "Me: knots,maps!; Ada: sails,maps!";
    page.holds("both lie side by side", &format!("{COLUMNS} === {both:?}"))
        .await?;
    page.reload().await?;
    page.holds("they still do", &format!("{COLUMNS} === {both:?}"))
        .await?;
    page.tap_button("Remove Ada’s schedule").await?;
    page.says("No friend’s schedule is kept here").await?;
    page.tap_button("Undo").await?;
    page.holds("it is back", &format!("{COLUMNS} === {both:?}"))
        .await?;

    // Another schedule of that name stands beside it, or in its place if one asks for that.
    page.open_app(&link.replacen("sails", "cargo", 1)).await?;
    page.tap_button("Keep beside mine").await?;
    page.says("You find it under Friends").await?;
    page.open_app(&link.replacen("sails", "dawn", 1)).await?;
    page.tap_button("Replace the one of Ada").await?;
    page.says("Removed: Ada’s schedule").await?;
    page.open_app(&visit.url("friends")).await?;
    let three = "Me: knots,maps!; Ada 2: cargo,maps!; Ada: maps!,dawn";
    page.holds("nothing was lost", &format!("{COLUMNS} === {three:?}"))
        .await
}

browser_test!(a_schedule_without_a_name_gets_one in chromium);
async fn a_schedule_without_a_name_gets_one(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("shared#items=sails.maps")).await?;
    page.says("Somebody’s schedule").await?;
    let name = page
        .client()
        .find(Locator::Css("main input[type=text]"))
        .await?;
    name.send_keys("Grace").await?;
    page.tap_button("Keep beside mine").await?;
    page.says("You find it under Friends").await?;
    page.open_app(&visit.url("friends")).await?;
    let kept = "Me: ; Grace: sails,maps";
    page.holds("it has the name", &format!("{COLUMNS} === {kept:?}"))
        .await
}

browser_test!(what_one_remembers_of_an_item_stays in chromium);
async fn what_one_remembers_of_an_item_stays(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    let before = sea_days::on_the_first_day("09:00");
    page.open_app(&visit.url(&format!("item/sails?now={before}")))
        .await?;
    page.says("My note").await?;
    page.holds(
        "nobody was there yet",
        "!all('button').some((button) => words(button) === 'I was there')",
    )
    .await?;
    let after = visit.url(&format!(
        "item/sails?now={}",
        sea_days::on_the_first_day("11:00")
    ));
    page.open_app(&after).await?;
    page.tap_button("I was there").await?;
    page.tap_button("4 of 5").await?;
    let pressed = "['I was there', '4 of 5'].every((name) => pressed(the('button', name)))";
    page.holds("both are pressed", pressed).await?;
    page.open_app(&after).await?;
    page.holds("both still are", pressed).await?;
    page.tap_button("4 of 5").await?;
    page.holds(
        "the rating is taken back",
        "!pressed(the('button', '4 of 5'))",
    )
    .await
}

browser_test!(the_venue_is_there_without_a_network in every_engine and below_a_path);
async fn the_venue_is_there_without_a_network(case: Case) -> Result<()> {
    let mut visit = sea_days::visit(case).await?;
    let kept: Vec<_> = visit.site.kept().collect();
    assert!(kept.contains(&"plans/deck.svg"), "{kept:?}");
    visit.page.open_app(&visit.url("")).await?;
    visit.page.ready_for_offline().await?;
    visit.server.stop().await?;
    let page = &visit.page;
    page.open_app(&visit.url("venue")).await?;
    page.says("Deck ?Fram ?Floor: 2").await?;
    let directions: String = page
        .get("return the('link', 'Directions').href", &[])
        .await
        .context("the way there")?;
    assert!(
        directions.ends_with("to=59.900000,10.700000"),
        "{directions}"
    );
    page.run("document.querySelector('img.plan').scrollIntoView()")
        .await?;
    page.holds(
        "the floor plan is drawn",
        "document.querySelector('img.plan').complete && document.querySelector('img.plan').naturalWidth > 0",
    )
    .await
}
