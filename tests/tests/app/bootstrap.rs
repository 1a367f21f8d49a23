//! The app takes the page over: what was done before it came counts, nothing moves, and where it
//! does not come the page is still there to read.

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Engine, Page, Settings, Version, Visit, browser_test};
use serde_json::{Value, json};

use crate::published::{Asked, Choice, Item, Programme};
use crate::views;

/// What has the focus, its name without numbers, which of those with that name it is, and where in
/// the search box the caret is.
const FOCUS: &str = "
    const focused = document.activeElement;
    if (focused === document.body) return null;
    const unchanging = (element) => nameOf(element).replace(/\\d/g, '');
    const name = unchanging(focused);
    const namesakes = [...document.querySelectorAll(focused.tagName)].filter((other) => unchanging(other) === name);
    const { selectionStart, selectionEnd } = focused;
    return [focused.tagName, name, namesakes.indexOf(focused), selectionStart ?? null, selectionEnd ?? null];";

/// Each heading, card and control that is shown, without numbers, and where it is on the page.
const PLACES: &str = "
    const unchanging = (element) => nameOf(element).replace(/[\\s\\d]|\\(\\d+\\)/g, '').slice(0, 50);
    return [...document.querySelectorAll('h1, h2, h3, h4, article, a[href], button, input, nav, header')]
        .filter(shown).map((element) => {
            const { x, y, width, height } = element.getBoundingClientRect();
            const place = [x + scrollX, y + scrollY, width, height].map((length) => length.toFixed(1));
            return `${element.tagName} ${unchanging(element)}: ${place}`;
        });";

/// The shifts that a reader saw since a moment, as Chromium counts them; also those for which a tap
/// may be the reason.
const SHIFTS: &str = "
    const [since, done] = arguments;
    const shifts = [];
    const source = ({ node, previousRect, currentRect }) =>
        [node?.outerHTML?.slice(0, 200) ?? words(node), previousRect, currentRect];
    new PerformanceObserver((list) => shifts.push(...list.getEntries()
        .filter(({ startTime }) => startTime > since)
        .map(({ value, startTime, sources }) => ({ value, startTime, at: sources.map(source) }))))
        .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(shifts))));";

/// A visit whose pages count as opened before the app is there. No worker keeps the app, so that it
/// can be held back each time.
async fn prepare(case: Case) -> Result<Visit> {
    let settings = Settings::eager();
    let visit = Visit::prepare_with(case, Version::First, settings).await?;
    visit.server.refuse("sw.js");
    Ok(visit)
}

/// The app has not taken the page over.
pub(crate) async fn is_not_there_yet(page: &Page) -> Result<()> {
    let state: Option<String> = page
        .get("return document.documentElement.dataset.app ?? null", &[])
        .await?;
    assert_eq!(state, None);
    Ok(())
}

browser_test!(what_was_done_before_counts in every_engine and below_a_path);
async fn what_was_done_before_counts(case: Case) -> Result<()> {
    let visit = prepare(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let options = programme.options()?;
    let choice = Choice::new("track", &programme.tracks[0].id);
    let (group, name) = &options[&choice];
    let mut asked = Asked::of([&choice]);
    asked.words = "mount".into();
    let left = programme.left_by(&asked);
    let starred = *left.first().context("something is left")?;

    let held = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url("")).await?;
    page.holds(
        "the list is there",
        &format!("items().length === {}", programme.items.len()),
    )
    .await?;
    page.tap_star(starred).await?;
    page.star_is(starred, true).await?;
    page.tap_option(group, name).await?;
    page.holds(
        "the option is pressed",
        &format!("pressed(optionNamed({group:?}, {name:?}))"),
    )
    .await?;
    page.type_search("mount").await?;
    page.run("the('searchbox', '').setSelectionRange(1, 3); scrollTo(0, 60)")
        .await?;
    let focus: Value = page.get(FOCUS, &[]).await?;
    assert_eq!(focus, json!(["INPUT", "Search the programme", 0, 1, 3]));
    is_not_there_yet(page).await?;

    held.release();
    page.ready().await?;
    assert_eq!(page.get::<Value>(FOCUS, &[]).await?, focus);
    // What is left may be shorter than the screen.
    let kept =
        "return scrollY === Math.min(60, document.documentElement.scrollHeight - innerHeight)";
    assert!(page.get::<bool>(kept, &[]).await?);
    let mut shown = page.items().await?;
    shown.sort_unstable();
    assert_eq!(shown, left);
    page.star_is(starred, true).await?;
    let pressed: Vec<String> = page
        .options()
        .await?
        .into_iter()
        .filter(|option| option.pressed)
        .map(|option| option.name)
        .collect();
    assert_eq!(&pressed, std::slice::from_ref(name));
    assert_eq!(page.query().await?, asked.query());

    // Typing goes on where the caret was.
    page.press("a".chars()).await?;
    page.holds(
        "the search box has what was typed",
        "the('searchbox', '').value === 'mant'",
    )
    .await?;
    page.open_app(&visit.url(&format!("item/{starred}")))
        .await?;
    page.star_is(starred, true).await
}

browser_test!(what_was_typed_before_is_in_the_address in chromium);
async fn what_was_typed_before_is_in_the_address(case: Case) -> Result<()> {
    let visit = prepare(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let held = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url("")).await?;
    page.type_search("mount").await?;
    is_not_there_yet(page).await?;
    held.release();
    page.ready().await?;
    let asked = Asked {
        words: "mount".into(),
        ..Asked::default()
    };
    let left = programme.left_by(&asked);
    let mut shown = page.items().await?;
    shown.sort_unstable();
    assert_eq!(shown, left);
    page.reload().await?;
    let mut shown = page.items().await?;
    shown.sort_unstable();
    assert_eq!(shown, left);
    Ok(())
}

browser_test!(nothing_moves in every_engine);
async fn nothing_moves(case: Case) -> Result<()> {
    let visit = prepare(case).await?;
    let programme = Programme::of(&visit.site)?;
    let mut moved = Vec::new();
    for size in [(360, 740), (1280, 800)] {
        visit.browser.resize(size).await?;
        // A prerendered page knows no fragment: what is shared comes with the app.
        let views = views::one_of_each(&programme)?.into_iter();
        for view in views.filter(|view| !view.contains('#')) {
            let places = what_moves(&visit, case, &view).await?;
            moved.extend(places.map(|places| format!("/{view} at {size:?}: {places}")));
        }
    }
    assert!(moved.is_empty(), "{moved:#?}");
    Ok(())
}

/// What one sees of a page, and where.
#[derive(Debug)]
struct Seen {
    at: f64,
    scrolled: f64,
    focus: Value,
    places: Vec<String>,
}

async fn look(page: &Page) -> Result<Seen> {
    Ok(Seen {
        at: page.get("return performance.now()", &[]).await?,
        scrolled: page.get("return scrollY", &[]).await?,
        focus: page.get(FOCUS, &[]).await?,
        places: page.get(PLACES, &[]).await?,
    })
}

/// What is not where it was once the app has come to a view that is scrolled half down, or not
/// where it has yet to show what is asked for.
async fn what_moves(visit: &Visit, case: Case, view: &str) -> Result<Option<String>> {
    let page = &visit.page;
    let held = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url(view)).await?;
    if !view.contains('?') {
        page.run(
            "scrollTo(0, Math.round((document.documentElement.scrollHeight - innerHeight) / 2))",
        )
        .await?;
    }
    page.run("[...document.querySelectorAll('main :is(a, button, input)')].findLast(shown)?.focus({ preventScroll: true })")
        .await?;
    let before = look(page).await?;
    is_not_there_yet(page).await?;
    held.release();
    page.ready().await?;
    let after = look(page).await?;
    let gone: Vec<&String> = before
        .places
        .iter()
        .filter(|place| !after.places.contains(place))
        .collect();
    if !gone.is_empty() {
        return Ok(Some(format!("gone is {gone:?}")));
    }
    if after.scrolled != before.scrolled || after.focus != before.focus {
        return Ok(Some(format!(
            "from {} and {} to {} and {}",
            before.scrolled, before.focus, after.scrolled, after.focus
        )));
    }
    if case.engine == Engine::Chromium {
        let shifts: Vec<Value> = page.get_later(SHIFTS, &[json!(before.at)]).await?;
        return Ok((!shifts.is_empty()).then(|| json!(shifts).to_string()));
    }
    Ok(None)
}

browser_test!(without_its_script_the_page_stays in chromium);
async fn without_its_script_the_page_stays(case: Case) -> Result<()> {
    let visit = prepare(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let script = visit.site.asset("hallway", "js")?;
    let item = &programme.items[1];
    let held = visit.server.hold(script);
    page.open_early(&visit.url("")).await?;
    page.tap_star(&item.id).await?;
    page.star_is(&item.id, true).await?;
    is_not_there_yet(page).await?;
    visit.server.refuse(script);
    held.release();
    stays_readable(page, programme.items.len(), item).await
}

browser_test!(with_half_of_the_app_the_page_stays in every_engine);
async fn with_half_of_the_app_the_page_stays(case: Case) -> Result<()> {
    let visit = prepare(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let filtered = Asked::of([&Choice::new("track", &programme.tracks[0].id)]).query();
    visit.server.cut(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url(&filtered)).await?;
    stays_readable(page, programme.items.len(), &programme.items[1]).await
}

/// The whole list is there and its links lead on; nothing looks kept, chosen, or as if it answered.
async fn stays_readable(page: &Page, all: usize, item: &Item) -> Result<()> {
    page.holds(
        "the page knows that the app does not come",
        "document.documentElement.dataset.app === 'failed'",
    )
    .await?;
    page.holds("the list is there", &format!("items().length === {all}"))
        .await?;
    page.holds(
        "nothing looks kept or chosen",
        "!document.querySelector('[aria-pressed=true]')",
    )
    .await?;
    page.tap_star(&item.id).await?;
    page.star_is(&item.id, false).await?;
    let link =
        "return document.querySelector(`article[data-item='${arguments[0]}'] a[href*='/item/']`)";
    let link = page.element(link, &[json!(item.id)]).await?;
    page.tap(&link).await?;
    page.holds(
        "the link leads to the item's page",
        &format!(
            "words(document.querySelector('main h1')) === {:?}",
            item.title
        ),
    )
    .await
}
