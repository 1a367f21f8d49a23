//! The app without a pointer: everything is reached, seen and used by keys, and the focus is where
//! one reads on.

use anyhow::Result;
use fantoccini::key::Key;
use hallway_browser_tests::{Case, Page, Visit, browser_test};
use serde::Deserialize;
use serde_json::json;

use crate::published::Programme;

/// What one can reach, in the order in which it stands on the page.
const REACHABLE: &str = "
    return [...document.querySelectorAll('a[href], button:enabled, input, select:enabled, textarea, summary, [tabindex=\"0\"]')]
        .filter(shown).map((element) => `${element.tagName} ${nameOf(element)}`);";

/// What has the focus, and whether one sees that: it is outlined, and not all of it is covered.
const FOCUSED: &str = "
    const focused = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(focused);
    const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    const { left, top, width, height } = focused.getBoundingClientRect();
    const parts = [0.1, 0.5, 0.9].flatMap((x) => [0.1, 0.5, 0.9].map((y) => [left + x * width, top + y * height]));
    const uncovered = parts.some(([x, y]) => focused.contains(document.elementFromPoint(x, y)));
    return { what: `${focused.tagName} ${nameOf(focused)}`, outlined, uncovered };";

#[derive(Debug, Deserialize)]
struct Focused {
    what: String,
    outlined: bool,
    uncovered: bool,
}

async fn press(page: &Page, key: Key) -> Result<()> {
    page.press([char::from(key)]).await
}

browser_test!(tab_reaches_everything_in_order_and_in_sight in every_engine);
async fn tab_reaches_everything_in_order_and_in_sight(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    // Without a worker no notice comes in between.
    visit.server.refuse("sw.js");
    let programme = Programme::of(&visit.site)?;
    let track = &programme.tracks[2];
    for view in [
        format!("?track={}", track.id),
        format!("track/{}", track.id),
        format!("item/{}", programme.items[0].id),
        "about".into(),
    ] {
        page.open_app(&visit.url(&view)).await?;
        if view == "about" {
            // What a row says at its end is part of its name, and comes when the worker is refused.
            page.says("Offline.{0,3}Off").await?;
        }
        let reachable: Vec<String> = page.get(REACHABLE, &[]).await?;
        for expected in reachable {
            press(page, Key::Tab).await?;
            let focused: Focused = page.get(FOCUSED, &[]).await?;
            assert_eq!(focused.what, expected, "/{view}");
            assert!(
                focused.outlined && focused.uncovered,
                "/{view}: {focused:?}"
            );
        }
    }
    Ok(())
}

browser_test!(keys_do_what_taps_do in every_engine);
async fn keys_do_what_taps_do(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;

    press(page, Key::Tab).await?;
    page.holds(
        "the way past the navigation comes first, and is in sight",
        "/skip/i.test(words(document.activeElement))
         && document.activeElement.getBoundingClientRect().top >= 0",
    )
    .await?;
    press(page, Key::Enter).await?;
    page.holds(
        "it leads to the content",
        "document.activeElement === the('main', '')",
    )
    .await?;
    press(page, Key::Tab).await?;
    page.holds(
        "what comes next is within",
        "the('main', '').contains(document.activeElement)",
    )
    .await?;
    page.run("the('searchbox', '').focus()").await?;
    press(page, Key::Tab).await?;
    press(page, Key::Enter).await?;
    let option = json!([programme.tracks[0].title]);
    let option = format!("optionNamed('Track', {}[0])", option);
    page.holds("the filters are open", &format!("shown({option})"))
        .await?;
    let star = format!("starOf({:?})", programme.items[0].id);
    for (toggle, key, pressed) in [
        (&option, ' ', true),
        (&option, char::from(Key::Enter), false),
        (&star, ' ', true),
        (&star, char::from(Key::Enter), false),
        (&star, char::from(Key::Enter), true),
    ] {
        let is_open = "return document.querySelector('dialog:modal') !== null";
        if toggle == &star && page.get(is_open, &[]).await? {
            press(page, Key::Escape).await?;
            let toggle = "document.activeElement === the('button', 'Filters')";
            page.holds("the sheet gives the focus back", toggle).await?;
        }
        page.run(&format!("{toggle}.focus()")).await?;
        page.press([key]).await?;
        page.holds(
            &format!("{toggle} is pressed: {pressed}"),
            &format!("pressed({toggle}) === {pressed} && document.activeElement === {toggle}"),
        )
        .await?;
    }
    Ok(())
}

browser_test!(the_focus_follows_and_back_restores in every_engine);
async fn the_focus_follows_and_back_restores(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let track = &programme.tracks[0];
    page.tap_option("Track", &track.title).await?;
    page.holds(
        "the list is filtered",
        &format!("items().length < {}", programme.items.len()),
    )
    .await?;
    let shown = page.items().await?;
    let item = &shown[shown.len() * 2 / 3];
    let link = format!("document.querySelector(`article[data-item={item:?}] a[href*='/item/']`)");
    let script = format!(
        "const link = {link};
         link.scrollIntoView({{ block: 'center', behavior: 'instant' }});
         link.focus({{ preventScroll: true }});
         return scrollY"
    );
    let scrolled: f64 = page.get(&script, &[]).await?;
    assert!(scrolled > 100.0, "{scrolled}");
    press(page, Key::Enter).await?;
    let title = &programme
        .items
        .iter()
        .find(|candidate| candidate.id == *item)
        .map(|item| item.title.clone())
        .unwrap_or_default();
    let at_item = format!(
        "words(document.activeElement) === {title:?} && document.activeElement.matches('main h1')
         && scrollY === 0 && document.title.includes({title:?})"
    );
    page.holds("the focus is on the item's heading", &at_item)
        .await?;

    page.client().back().await?;
    let list = serde_json::to_string(&shown)?;
    let back = format!(
        "JSON.stringify(items()) === {list:?} && Math.abs(scrollY - {scrolled}) < 1
         && pressed(optionNamed('Track', {:?}))",
        track.title
    );
    page.holds("filters and place are as they were", &back)
        .await?;
    page.client().forward().await?;
    page.holds(
        "the item is there again",
        &format!("words(document.querySelector('main h1')) === {title:?}"),
    )
    .await?;

    for (name, heading) in [
        ("My schedule", "My schedule"),
        ("More", "More"),
        ("Now", "Now"),
        ("Programme", "Programme"),
    ] {
        page.navigate(name).await?;
        page.holds(
            &format!("the focus is on the heading of {name}"),
            &format!(
                "document.activeElement.matches('main h1') && words(document.activeElement) === {heading:?}"
            ),
        )
        .await?;
    }
    Ok(())
}

browser_test!(a_slash_leads_to_the_search_from_anywhere in chromium);
async fn a_slash_leads_to_the_search_from_anywhere(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    for view in ["about", "people", "mine", ""] {
        page.open_app(&visit.url(view)).await?;
        page.press(['/']).await?;
        page.holds(
            "one may type",
            "document.activeElement === the('searchbox', '') && shown(document.activeElement)",
        )
        .await?;
        page.press("mounts".chars()).await?;
        page.holds(
            "it is searched for",
            "new URLSearchParams(location.search).get('q') === 'mounts'",
        )
        .await?;
    }
    Ok(())
}

browser_test!(the_way_past_the_navigation_keeps_the_address in chromium);
async fn the_way_past_the_navigation_keeps_the_address(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    // A shared schedule, were it a whole one.
    page.open_app(&visit.url("shared#items")).await?;
    page.element("return document.querySelector('a.skip')", &[])
        .await?
        .send_keys(&String::from(char::from(Key::Enter)))
        .await?;
    page.holds(
        "the content has the focus",
        "document.activeElement === the('main', '')",
    )
    .await?;
    page.holds("the schedule is still meant", "location.hash === '#items'")
        .await
}
