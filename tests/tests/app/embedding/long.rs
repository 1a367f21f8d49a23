//! A long list within a page of another site: as light as in its own, though it is the host that scrolls.

use anyhow::{Context, Result};
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};

use crate::long_list::are_alike;

use super::{FRAME, Host, enter, leave, search};

const ITEMS: usize = 500;

/// A visit to the page of a host that shows a long list.
async fn visit(case: Case) -> Result<Visit> {
    let visit = Visit::to(
        case,
        Site::made_up(case.base, ITEMS)?.shown_anywhere()?,
        Settings::default(),
    )
    .await?;
    visit.browser.resize((360, 740)).await?;
    let host = Host::start(&visit, include_str!("../../../hosts/plain.html")).await?;
    host.open(&visit.page).await?;
    enter(&visit.page).await?;
    leave(visit.page.client()).await?;
    Ok(visit)
}

/// Items on the host's screen, and where their cards begin, in CSS pixels below its upper edge.
type Cards = Vec<(String, f64)>;

/// The cards that are on the host's screen, once nothing else of the list is on it and nothing moves.
async fn cards(page: &Page) -> Result<Cards> {
    let mut before = None;
    until("the screen shows cards", async || {
        let now = look(page).await?;
        let is_still = before.as_ref() == Some(&now);
        before = Some(now.clone());
        Ok(now.filter(|_| is_still))
    })
    .await
}

/// The cards that are on the host's screen; none while something folded is on it. Host and frame are
/// looked at one after the other.
async fn look(page: &Page) -> Result<Option<Cards>> {
    let place = format!("return [{FRAME}.getBoundingClientRect().top, innerHeight]");
    let (top, height): (f64, f64) = page.get(&place, &[]).await?;
    enter(page).await?;
    let rows: Vec<(String, f64, f64)> = page
        .get(
            "return [...document.querySelectorAll('.list > :is(article, .folded)')].map((row) => {
                const { top, bottom } = row.getBoundingClientRect();
                return [row.dataset.item ?? '', top, bottom];
            })",
            &[],
        )
        .await?;
    leave(page.client()).await?;
    let seen: Cards = rows
        .into_iter()
        .filter(|(_, from, to)| to + top > 100.0 && from + top < height - 60.0)
        .map(|(item, from, _)| (item, from + top))
        .collect();
    let are_cards = seen.iter().all(|(item, _)| !item.is_empty());
    Ok((are_cards && !seen.is_empty()).then_some(seen))
}

/// Scrolls the host until that part of the frame lies above its screen, of 1.
async fn scroll(page: &Page, to: f64) -> Result<()> {
    let script = format!("scrollTo(0, {FRAME}.offsetHeight * {to})");
    page.run(&script).await
}

browser_test!(it_stays_light_wherever_the_host_is_scrolled_to in every_engine);
async fn it_stays_light_wherever_the_host_is_scrolled_to(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    for to in [0.0, 0.5, 0.1, 0.7, 0.3] {
        scroll(page, to).await?;
        let seen = cards(page).await?;
        // Rows around it change as the host is scrolled, and it moves by just that.
        let (watched, before) = seen.last().context("a card is on the screen")?;
        let step = if to > 0.2 { -300.0 } else { 300.0 };
        page.run(&format!("scrollBy(0, {step})")).await?;
        let expected = before - step;
        until("the card has moved as the host was scrolled", async || {
            let now = cards(page).await?;
            let found = now.iter().find(|(item, _)| item == watched);
            // It may have left the screen.
            let is_there = found.is_none_or(|(_, now)| (now - expected).abs() < 3.0);
            Ok(is_there.then_some(()))
        })
        .await?;
        enter(page).await?;
        page.holds(
            "few of its items are whole",
            "items().length < 200 && document.getElementsByTagName('*').length <= 3000",
        )
        .await?;
        leave(page.client()).await?;
    }
    Ok(())
}

browser_test!(back_leads_to_where_one_was_in_it in every_engine);
async fn back_leads_to_where_one_was_in_it(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    scroll(page, 0.6).await?;
    let before = cards(page).await?;
    let (item, _) = before.get(1).context("two cards are on the screen")?;
    enter(page).await?;
    page.run(&format!(
        "document.querySelector('.list [data-item=\"{item}\"] a').click()"
    ))
    .await?;
    page.holds("the item is shown", "!document.querySelector('.list.long')")
        .await?;
    leave(page.client()).await?;
    page.holds(
        "its top is in sight",
        &format!("Math.abs({FRAME}.getBoundingClientRect().top) < 5"),
    )
    .await?;
    page.run("history.back()").await?;
    let mut now = Cards::new();
    until("what was on the screen is there again", async || {
        now = cards(page).await?;
        Ok(are_alike(&now, &before).then_some(()))
    })
    .await
    .with_context(|| format!("there was {before:?}, there is {now:?}"))
}

browser_test!(a_search_in_it_ends_where_it_began in chromium);
async fn a_search_in_it_ends_where_it_began(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    enter(page).await?;
    page.holds("it is folded", "!!document.querySelector('.folded')")
        .await?;
    let title: String = page
        .get(
            "return document.querySelector('.folded').textContent.split('\\n').at(-1)",
            &[],
        )
        .await?;
    search(page, &title).await?;
    page.holds("few are left", "!document.querySelector('.folded')")
        .await?;
    search(page, "").await?;
    page.holds("all are back", "!!document.querySelector('.folded')")
        .await?;
    leave(page.client()).await?;
    assert!(!cards(page).await?.is_empty());
    Ok(())
}
