//! The page fits: no sideways scrolling at any width, targets that a thumb hits, what one needs
//! within reach and in sight.

use anyhow::Result;
use hallway_browser_tests::{Case, Page, Settings, Version, Visit, browser_test};

use crate::published::Programme;
use crate::{sea_days, views};

const SIZES: [(u32, u32); 5] = [
    (320, 640),
    (360, 740),
    (768, 1024),
    (1280, 800),
    (2560, 1440),
];

/// What does not fit the page's width, or its own place in the navigation. Code, the table of many
/// friends, and rows that one jumps by scroll within themselves.
const TOO_WIDE: &str = "
    const width = document.documentElement.clientWidth;
    scrollTo(1000, 0);
    const wrong = scrollX === 0 ? [] : [`the page scrolls by ${scrollX}`];
    const parts = [...document.querySelectorAll('h1, h2, h3, h4, p, article, a, button, input, .beside')];
    for (const part of parts.filter((part) => shown(part) && !part.closest('pre') && !part.matches('.beside *, .timetable *, .strip-cells *, .filter-letters *, .chosen-filters *, .letters *'))) {
        const { left, right } = part.getBoundingClientRect();
        const cut = part.closest('nav') && part.scrollWidth > part.clientWidth + 1;
        if (left < -0.5 || right > width + 0.5 || cut) {
            wrong.push(`${part.tagName} ${words(part).slice(0, 40)}: ${left} to ${right} of ${width}`);
        }
    }
    return wrong;";

/// What is smaller than 44 pixels, as it is hit; links in a line of text are as high as the text.
const TOO_SMALL: &str = "
    const inText = (link) => {
        const line = link.closest('p, li, dd');
        if (!line || getComputedStyle(link).display !== 'inline') return false;
        const links = [...line.querySelectorAll('a')].map(words).join('');
        return words(line).replace(/\\s/g, '').length > links.replace(/\\s/g, '').length;
    };
    const reach = (target) => {
        target.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { left, top, width, height } = target.getBoundingClientRect();
        if (height >= 44) return height;
        const [x, y] = [left + width / 2, top + height / 2];
        const hit = (at) => target.contains(document.elementFromPoint(x, at));
        let [up, down] = [0, 0];
        while (up < 44 && hit(y - up - 1)) up += 1;
        while (down < 44 && hit(y + down + 1)) down += 1;
        return up + down;
    };
    return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .map((target) => target.closest('label:has(input)') ?? target)
        .filter((target) => shown(target) && !inText(target))
        .filter((target) => (document.querySelector('dialog:modal') ?? document).contains(target))
        .map((target) => [reach(target), target])
        .filter(([height]) => height < 43.5)
        .map(([height, target]) => `${height}: ${target.outerHTML.slice(0, 160)}`);";

/// Every view fits every width; and if asked for, every target is large on a phone.
async fn fits(visit: &Visit, and_targets_are_large: bool) -> Result<()> {
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    for view in views::one_of_each(&programme)? {
        visit.browser.resize(SIZES[1]).await?;
        page.open_app(&visit.url(&view)).await?;
        if and_targets_are_large {
            targets_are_large(page, &view).await?;
        }
        for size in SIZES {
            visit.browser.resize(size).await?;
            let wrong: Vec<String> = page.get(TOO_WIDE, &[]).await?;
            assert!(wrong.is_empty(), "/{view} at {size:?}: {wrong:#?}");
        }
    }
    // The filters, where they open.
    page.open_app(&visit.url("")).await?;
    visit.browser.resize(SIZES[0]).await?;
    page.tap_option_in_sheet("Track", &programme.tracks[0].title)
        .await?;
    let wrong: Vec<String> = page.get(TOO_WIDE, &[]).await?;
    assert!(wrong.is_empty(), "open filters: {wrong:#?}");
    if and_targets_are_large {
        visit.browser.resize(SIZES[1]).await?;
        targets_are_large(page, "with open filters").await?;
    }
    Ok(())
}

browser_test!(every_view_fits_every_width_and_thumb in every_engine);
async fn every_view_fits_every_width_and_thumb(case: Case) -> Result<()> {
    fits(&Visit::prepare(case).await?, true).await
}

browser_test!(
    every_view_fits_with_text_twice_as_large in every_engine,
    webkit cannot "be asked for larger text: MiniBrowser takes no font size"
);
async fn every_view_fits_with_text_twice_as_large(case: Case) -> Result<()> {
    let settings = Settings {
        large_text: true,
        ..Settings::default()
    };
    let visit = Visit::prepare_with(case, Version::First, settings).await?;
    visit.page.open_app(&visit.url("about")).await?;
    let size = "return getComputedStyle(document.querySelector('main p')).fontSize";
    assert_eq!(visit.page.get::<String>(size, &[]).await?, "32px");
    fits(&visit, false).await
}

async fn targets_are_large(page: &Page, view: &str) -> Result<()> {
    let small: Vec<String> = page.get(TOO_SMALL, &[]).await?;
    assert!(small.is_empty(), "/{view}: {small:#?}");
    Ok(())
}

browser_test!(a_day_fits_every_width_and_thumb in every_engine);
async fn a_day_fits_every_width_and_thumb(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    sea_days::live_a_day(&visit).await?;
    for (view, shows) in sea_days::of_the_day() {
        visit.browser.resize(SIZES[1]).await?;
        page.open_app(&visit.url(&view)).await?;
        page.holds("the day left its traces", shows).await?;
        targets_are_large(page, &view).await?;
        for size in SIZES {
            visit.browser.resize(size).await?;
            let wrong: Vec<String> = page.get(TOO_WIDE, &[]).await?;
            assert!(wrong.is_empty(), "/{view} at {size:?}: {wrong:#?}");
        }
    }
    Ok(())
}

/// Scrolls to an item and gives how far below the strip its heading is by then, and whether it is in sight.
const HEADING_OF: &str = "
    const item = document.querySelector(`article[data-item='${arguments[0]}']`);
    item.scrollIntoView({ block: 'start', behavior: 'instant' });
    const before = (heading) => heading.compareDocumentPosition(item) & Node.DOCUMENT_POSITION_FOLLOWING;
    const heading = [...document.querySelectorAll('main h3')].filter(before).at(-1);
    const { left, top, height } = heading.getBoundingClientRect();
    const edge = strip().getBoundingClientRect();
    const there = document.elementFromPoint(left + 24, top + height / 2);
    return [top - edge.bottom, heading.contains(there)];";

browser_test!(on_a_phone_the_views_are_under_the_thumb_and_day_and_time_stay_in_sight in every_engine);
async fn on_a_phone_the_views_are_under_the_thumb_and_day_and_time_stay_in_sight(
    case: Case,
) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let bar = "const { top, bottom } = the('navigation', '').getBoundingClientRect();
        return [top, bottom, innerHeight]";
    for scroll in ["scrollTo(0, 0)", "scrollTo(0, 400)"] {
        page.run(scroll).await?;
        let [top, bottom, height]: [f64; 3] = page.get(bar, &[]).await?;
        assert!(
            (bottom - height).abs() < 1.0 && top > height / 2.0,
            "from {top} to {bottom} of {height}"
        );
    }
    let all = page.items().await?;
    for (item, section) in [
        (&all[all.len() / 2], "Mon 20"),
        (&all[all.len() - 1], "No time yet"),
    ] {
        let (top, in_sight): (f64, bool) = page.get(HEADING_OF, &[serde_json::json!(item)]).await?;
        assert!(top.abs() < 1.0 && in_sight, "{item}: at {top}, {in_sight}");
        let current = "words(strip().querySelector('[aria-current]'))";
        page.holds(
            &format!("the strip is at {section}"),
            &format!("{current} === {section:?}"),
        )
        .await?;
    }
    visit.browser.resize((1280, 800)).await?;
    page.run("scrollTo(0, 0)").await?;
    let rail = "const { left, right } = the('navigation', '').getBoundingClientRect();
        return [left, right]";
    let [left, right]: [f64; 2] = page.get(rail, &[]).await?;
    assert!(left.abs() < 1.0 && right <= 100.0, "from {left} to {right}");
    Ok(())
}
