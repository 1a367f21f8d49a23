//! A page answers taps while the rest of it is still on its way.

use anyhow::{Context, Result};
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Case, Settings, Version, Visit, browser_test};
use serde::Deserialize;

use crate::filters::{READ, Shown, offered};
use crate::published::{Asked, Choice, Programme};

/// Where the page says that it has answered, below the site; there is nothing.
const ANSWERED: &str = "test/answered";

/// Where the page says that it has been painted, below the site; there is nothing.
const PAINTED: &str = "test/painted";

/// Says that the page has been painted.
const TELL: &str = "
    const tell = () => {
        if (performance.getEntriesByType('paint').length > 0) fetch('PAINTED');
        else setTimeout(tell, 10);
    };
    setTimeout(tell, 10);";

/// Taps an option and a star as soon as the page answers to them, and notes what it shows then.
const TAP: &str = "
    const tap = () => {
        const option = document.querySelector('button[data-option=\"KEY\"]');
        const star = document.querySelector('[data-star]');
        if (document.readyState !== 'loading') return;
        if (star && option.ariaPressed === 'false') option.click();
        if (option?.ariaPressed !== 'true') return setTimeout(tap, 10);
        star.click();
        window.came = [];
        const note = (card) => came.push([card.dataset.item, card.checkVisibility()]);
        const cards = ({ addedNodes }) => [...addedNodes].filter((node) => node.dataset?.item);
        new MutationObserver((changes) => changes.flatMap(cards).forEach(note))
            .observe(document, { subtree: true, childList: true });
        const held = [...document.querySelectorAll('.results [data-item]')];
        window.early = {
            all: held.length,
            shown: held.filter((card) => card.checkVisibility()).map((card) => card.dataset.item),
            status: document.querySelector('[role=status]').textContent,
            starred: star.dataset.star,
        };
        fetch('ANSWERED');
    };
    setTimeout(tap, 10);";

#[derive(Debug, Deserialize)]
struct Early {
    /// How many items the page held by then.
    all: usize,
    shown: Vec<String>,
    status: String,
    starred: String,
}

/// The ids of the items, in the order in which the page has their cards.
fn cards(page: &str) -> Vec<&str> {
    let cards = page.split("data-item=\"").skip(1);
    cards.filter_map(|card| card.split('"').next()).collect()
}

browser_test!(taps_are_answered_by_half_a_page in every_engine);
async fn taps_are_answered_by_half_a_page(case: Case) -> Result<()> {
    let visit = Visit::prepare_with(case, Version::First, Settings::eager()).await?;
    let (page, programme) = (&visit.page, Programme::of(&visit.site)?);
    let items = &programme.items;
    let text = visit.site.text("index.html")?;
    let cards = cards(&text);
    let first = items.iter().find(|item| item.id == cards[0]);
    let track = first.and_then(|first| first.track.as_deref());
    let choice = Choice::new("track", track.context("it has a track")?);
    let asked = Asked::of([&choice]);
    let left = programme.left_by(&asked);
    let tap = TAP
        .replace("KEY", &choice.option())
        .replace("ANSWERED", &visit.url(ANSWERED));
    let tell = TELL.replace("PAINTED", &visit.url(PAINTED));
    visit.server.inject(&[tap, tell].concat());
    visit.server.refuse("sw.js");
    let app = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    let start = visit.server.hold(visit.site.asset("start", "js")?);
    let rest = visit
        .server
        .hold_from("", &format!("data-item=\"{}\"", cards[cards.len() / 2]));

    let address = visit.url("");
    let reading = page.open_early(&address);
    let answering = async {
        let told = async |what, path| {
            until(what, async || {
                Ok((visit.server.times_asked(path) > 0).then_some(()))
            })
            .await
        };
        // WebKit lets a script that comes before its first paint wait for the rest of the page.
        told("half a page is painted", PAINTED).await?;
        start.release();
        told("half a page has answered", ANSWERED).await?;
        rest.release();
        Ok(())
    };
    tokio::try_join!(reading, answering)?;

    let early: Early = page.get("return window.early", &[]).await?;
    assert!(early.all < items.len(), "{early:?}");
    assert!(
        !early.shown.is_empty() && early.shown.len() < early.all,
        "{early:?}"
    );
    assert!(
        early.shown.iter().all(|item| left.contains(&item.as_str())),
        "{early:?}"
    );
    let said = format!("{} of {} items", left.len(), items.len());
    assert_eq!(early.status, said);

    // What came is hidden as it comes.
    let came: Vec<(String, bool)> = page.get("return window.came", &[]).await?;
    assert_eq!(early.all + came.len(), items.len());
    let is_right = |(item, is_seen): &(String, bool)| !is_seen || left.contains(&item.as_str());
    assert!(came.iter().all(is_right), "{came:?}");

    let shown: Shown = page.get(&format!("{READ} return read();"), &[]).await?;
    let options = offered(page, &programme).await?;
    assert_eq!(shown, programme.shown_for(&asked, &options));
    app.release();
    page.ready().await?;
    assert_eq!(page.query().await?, asked.query());
    page.star_is(&early.starred, true).await
}
