//! A list of many items: a bounded page in which everything is found, read, reached and returned to.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};
use serde::Deserialize;
use serde_json::json;

use crate::published::{Asked, Programme};

const ITEMS: usize = 500;

/// An item as the site publishes it.
#[derive(Debug, Deserialize)]
struct Item {
    id: String,
    title: String,
    start: String,
}

#[derive(Debug, Deserialize)]
struct Published {
    items: Vec<Item>,
}

async fn visit(case: Case) -> Result<(Visit, Vec<Item>)> {
    let site = Site::made_up(case.base, ITEMS)?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    visit.browser.resize((360, 740)).await?;
    visit.page.open_app(&visit.url("")).await?;
    let published: Published = serde_json::from_str(&visit.site.text("programme.json")?)?;
    assert_eq!(published.items.len(), ITEMS);
    Ok((visit, published.items))
}

/// The items of the list whose cards are on the screen, and where each card begins.
const ON_SCREEN: &str = "
    const onScreen = () => [...document.querySelectorAll('.list > article[data-item]')]
        .map((card) => [card.dataset.item, card.getBoundingClientRect()])
        .filter(([, { top, bottom }]) => bottom > 100 && top < innerHeight - 60)
        .map(([item, { top }]) => [item, top]);";

/// Whether nothing on the screen is folded.
const IS_WHOLE: &str = "[...document.querySelectorAll('.list > .folded')].every((stretch) => {
        const { top, bottom } = stretch.getBoundingClientRect();
        return bottom < 0 || top > innerHeight;
    })";

async fn on_screen(page: &Page) -> Result<Vec<(String, f64)>> {
    page.get(&format!("{ON_SCREEN} return onScreen()"), &[])
        .await
}

/// Waits until cards, and nothing else, fill the screen, and gives them.
async fn settled(page: &Page) -> Result<Vec<(String, f64)>> {
    page.holds("nothing on the screen is folded", IS_WHOLE)
        .await?;
    on_screen(page).await
}

/// Scrolls some screens down, or to the end of the list, and says what stood where before and after each
/// step. In one script, since there are hundreds of steps.
const SCROLL_ON: &str = "
    const done = arguments[0];
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    const settled = async () => {
        do {
            await frame();
            await frame();
        } while (!isWhole());
        return onScreen();
    };
    // Only once it is settled its last rows have their heights.
    const ends = () => document.querySelector('.list').getBoundingClientRect().bottom < 500;
    (async () => {
        const steps = [];
        while (steps.length < 20 && !steps.at(-1)?.ends) {
            const before = await settled();
            const elements = document.getElementsByTagName('*').length;
            const from = scrollY;
            scrollBy(0, 400);
            const scrolled = scrollY - from;
            const after = await settled();
            steps.push({ before, elements, scrolled, after, ends: ends() });
        }
        return steps;
    })().then(done);";

/// One step of it.
#[derive(Debug, Deserialize)]
struct Step {
    before: Vec<(String, f64)>,
    elements: usize,
    scrolled: f64,
    after: Vec<(String, f64)>,
    ends: bool,
}

browser_test!(every_item_passes_once_and_in_order in every_engine);
async fn every_item_passes_once_and_in_order(case: Case) -> Result<()> {
    let (visit, items) = visit(case).await?;
    let page = &visit.page;
    let mut passed: Vec<String> = Vec::new();
    let script = format!("{ON_SCREEN} const isWhole = () => {IS_WHOLE}; {SCROLL_ON}");
    let mut has_ended = false;
    while !has_ended {
        let steps: Vec<Step> = page.get_later(&script, &[]).await?;
        for step in &steps {
            assert!(step.elements <= 3_000, "{} elements", step.elements);
            // Rows around it change as the page is scrolled, and it moves by just that.
            let (watched, top) = step.before.last().context("a card is on the screen")?;
            for (item, _) in step.before.iter().chain(&step.after) {
                if !passed.contains(item) {
                    passed.push(item.clone());
                }
            }
            if let Some((_, now)) = step.after.iter().find(|(item, _)| item == watched) {
                let scrolled = step.scrolled;
                assert!(
                    (top - scrolled - now).abs() < 3.0,
                    "{watched} was at {top}, scrolled by {scrolled}, is at {now}"
                );
            }
        }
        has_ended = steps.last().is_some_and(|step| step.ends);
    }
    let start = |id: &String| {
        let item = items.iter().find(|item| item.id == *id);
        item.map(|item| item.start.as_str())
    };
    assert!(passed.iter().map(start).is_sorted());
    let passed: BTreeSet<_> = passed.iter().collect();
    let all: BTreeSet<_> = items.iter().map(|item| &item.id).collect();
    assert_eq!(passed, all);
    Ok(())
}

browser_test!(the_browsers_own_search_finds_every_title in every_engine);
async fn the_browsers_own_search_finds_every_title(case: Case) -> Result<()> {
    let (visit, items) = visit(case).await?;
    let page = &visit.page;
    for item in items.iter().step_by(83) {
        let find = format!("return find({:?}, true, false, true)", item.title);
        assert!(page.get::<bool>(&find, &[]).await?, "{}", item.title);
        until("its card is on the screen", async || {
            let cards = on_screen(page).await?;
            Ok(cards.iter().any(|(id, _)| *id == item.id).then_some(()))
        })
        .await
        .with_context(|| item.title.clone())?;
    }
    Ok(())
}

browser_test!(back_and_reload_return_to_the_place in every_engine);
async fn back_and_reload_return_to_the_place(case: Case) -> Result<()> {
    let (visit, _) = visit(case).await?;
    let page = &visit.page;
    page.run("scrollTo(0, document.documentElement.scrollHeight * 0.6)")
        .await?;
    let before = settled(page).await?;
    let (item, _) = before.get(1).context("two cards are on the screen")?;
    page.run(&format!(
        "document.querySelector('.list [data-item=\"{item}\"] a').click()"
    ))
    .await?;
    page.holds("the item is shown", "!document.querySelector('.list.long')")
        .await?;
    page.run("history.back()").await?;
    is_as_before(page, &before).await.context("back")?;
    page.reload().await?;
    is_as_before(page, &before).await.context("loaded again")
}

/// Whether the same items are at the same places, but for rounding.
pub(crate) fn are_alike(one: &[(String, f64)], other: &[(String, f64)]) -> bool {
    let same = |((one, here), (other, there)): (&(String, f64), &(String, f64))| {
        one == other && (here - there).abs() < 3.0
    };
    one.len() == other.len() && one.iter().zip(other).all(same)
}

async fn is_as_before(page: &Page, before: &[(String, f64)]) -> Result<()> {
    let mut now = Vec::new();
    until("what was on the screen is there again", async || {
        now = on_screen(page).await?;
        Ok(are_alike(&now, before).then_some(()))
    })
    .await
    .with_context(|| format!("there was {before:?}, there is {now:?}"))
}

browser_test!(keys_go_through_it_and_the_focus_is_never_folded in every_engine);
async fn keys_go_through_it_and_the_focus_is_never_folded(case: Case) -> Result<()> {
    let (visit, _) = visit(case).await?;
    let page = &visit.page;
    page.run("scrollTo(0, document.documentElement.scrollHeight / 2)")
        .await?;
    let cards = settled(page).await?;
    let (item, _) = cards.first().context("a card is on the screen")?;
    page.run(&format!(
        "document.querySelector('.list [data-item=\"{item}\"] a').focus()"
    ))
    .await?;
    let next: String = page
        .get(
            "return document.activeElement.closest('article').nextElementSibling.dataset.item
                ?? document.activeElement.closest('article').nextElementSibling.nextElementSibling.dataset.item",
            &[],
        )
        .await?;
    page.run("scrollTo(0, 0)").await?;
    settled(page).await?;
    let has_focus = |item: &str| {
        format!("document.activeElement.closest('[data-item]')?.dataset.item === {item:?}")
    };
    page.holds("the focus is kept", &has_focus(item)).await?;
    page.press(['j']).await?;
    page.holds("it goes to the next item", &has_focus(&next))
        .await?;
    let shown = settled(page).await?;
    assert!(shown.iter().any(|(id, _)| *id == next), "{shown:?}");
    Ok(())
}

browser_test!(on_paper_it_is_whole in chromium);
async fn on_paper_it_is_whole(case: Case) -> Result<()> {
    let (visit, _) = visit(case).await?;
    let page = &visit.page;
    let count = |count: &str| format!("items().length {count}");
    page.holds("it is folded", &count("< 200")).await?;
    page.run("dispatchEvent(new Event('beforeprint'))").await?;
    page.holds("all items are there", &count(&format!("=== {ITEMS}")))
        .await?;
    page.run("dispatchEvent(new Event('afterprint'))").await?;
    page.holds("it is folded again", &count("< 200")).await
}

browser_test!(what_filters_leave_of_it_is_right in chromium);
async fn what_filters_leave_of_it_is_right(case: Case) -> Result<()> {
    let (visit, items) = visit(case).await?;
    let page = &visit.page;
    page.run("scrollTo(0, document.documentElement.scrollHeight / 2)")
        .await?;
    settled(page).await?;
    let wanted = items.get(ITEMS / 3).context("there is one")?;
    page.type_search(&wanted.title).await?;
    page.holds(
        "only it is left",
        &format!(
            "items()[0] === {:?} && !document.querySelector('.folded')",
            wanted.id
        ),
    )
    .await?;
    page.run("the('searchbox', '').select()").await?;
    page.press([fantoccini::key::Key::Delete.into()]).await?;
    page.holds(
        "all are there again",
        &format!("status() === '{ITEMS} of {ITEMS} items' && document.querySelector('.folded')"),
    )
    .await
}

/// What each option says it would leave, by the option's key.
async fn counts(page: &Page) -> Result<BTreeMap<String, usize>> {
    page.get(
        "return Object.fromEntries([...document.querySelectorAll('[data-option]')].map((option) =>
            [option.dataset.option, Number(option.querySelector('.option-count').textContent)]))",
        &[],
    )
    .await
}

browser_test!(filters_and_tracks_are_made_where_they_are_seen in chromium);
async fn filters_and_tracks_are_made_where_they_are_seen(case: Case) -> Result<()> {
    let (visit, _) = visit(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let options = programme.options()?;
    let would_leave = |asked: &Asked| -> BTreeMap<String, usize> {
        let counts = options
            .keys()
            .map(|choice| (choice.option(), programme.would_leave(asked, choice)));
        counts.collect()
    };
    let cards = "[...document.querySelectorAll('.tracks [data-track]')]";
    let none = format!("{cards}.length === 0");
    page.holds("no track is a card", &none).await?;
    let text: String = page
        .get("return document.querySelector('.tracks').textContent", &[])
        .await?;
    for track in &programme.tracks {
        assert!(text.contains(&track.title), "{} is not found", track.title);
    }

    assert!(counts(page).await?.is_empty());
    page.tap_button("Filters").await?;
    assert_eq!(counts(page).await?, would_leave(&Asked::default()));
    let (choice, (group, name)) = options.first_key_value().context("an option")?;
    page.tap_option(group, name).await?;
    let asked = Asked::of([choice]);
    let left = programme.left_by(&asked).len();
    page.holds(
        "it is filtered",
        &format!("status() === '{left} of {ITEMS} items'"),
    )
    .await?;
    assert_eq!(counts(page).await?, would_leave(&asked));
    page.tap_option(group, name).await?;
    page.holds(
        "it is not filtered any more",
        &format!("status() === '{ITEMS} of {ITEMS} items'"),
    )
    .await?;

    let tracks: Vec<_> = programme.tracks.iter().map(|track| &track.id).collect();
    page.holds("no track is a card again", &none).await?;
    page.run("scrollTo(0, document.documentElement.scrollHeight)")
        .await?;
    page.holds(
        "all tracks are cards",
        &format!(
            "JSON.stringify({cards}.map(({{ dataset }}) => dataset.track)) === {:?}",
            json!(tracks).to_string()
        ),
    )
    .await
}

browser_test!(the_app_takes_over_where_one_reads in every_engine);
async fn the_app_takes_over_where_one_reads(case: Case) -> Result<()> {
    let visit = Visit::to(case, Site::made_up(case.base, ITEMS)?, Settings::eager()).await?;
    let page = &visit.page;
    visit.browser.resize((360, 740)).await?;
    visit.server.refuse("sw.js");
    let held = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url("")).await?;
    page.run("scrollTo(0, document.documentElement.scrollHeight / 2)")
        .await?;
    let cards = "[...document.querySelectorAll('.list article[data-item]')]
        .map((card) => [card.dataset.item, card.getBoundingClientRect().top])
        .filter(([, top]) => top > 100 && top < 500)";
    let before: Vec<(String, f64)> = page.get_later(
        &format!("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done({cards}))))"),
        &[],
    )
    .await?;
    assert!(!before.is_empty());
    held.release();
    page.ready().await?;
    for (item, top) in before {
        page.holds(
            "it is where it was",
            &format!(
                "({cards}).some(([item, top]) => item === {item:?} && Math.abs(top - {top}) < 3)"
            ),
        )
        .await?;
    }
    Ok(())
}
