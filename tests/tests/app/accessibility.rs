//! axe-core finds nothing to object to in any view, in light and in dark colours.

use anyhow::Result;
use hallway_browser_tests::{Case, Engine, Settings, Site, Version, Visit, axe, browser_test};

use crate::published::Programme;
use crate::{sea_days, views};

async fn finds_nothing(visit: &Visit, view: &str) -> Result<()> {
    let violations = axe::violations(&visit.page).await?;
    assert!(violations.is_empty(), "{view}: {violations:#?}");
    Ok(())
}

/// The views with controls of every kind.
const OF_CONTROLS: [&str; 4] = ["", "about", "friends", "sync"];

async fn finds_nothing_in_any_view(case: Case, dark: bool) -> Result<()> {
    let settings = Settings {
        dark,
        ..Settings::default()
    };
    let visit = Visit::prepare_with(case, Version::First, settings).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    page.open(&visit.url("")).await?;
    let seen: bool = page
        .get(
            "return matchMedia('(prefers-color-scheme: dark)').matches",
            &[],
        )
        .await?;
    assert_eq!(seen, dark, "the browser shows what was asked for");
    for view in views::one_of_each(&programme)? {
        // Most rules are about what the page holds, which is the same everywhere. Other engines have controls
        // that look their own way, so the views are looked at that have some.
        if case.engine != Engine::Chromium && !OF_CONTROLS.contains(&view.as_str()) {
            continue;
        }
        page.open_app(&visit.url(&view)).await?;
        finds_nothing(&visit, &view).await?;
    }

    // Filters open, one chosen; a notice and a star on the page.
    page.open_app(&visit.url("")).await?;
    page.ready_for_offline().await?;
    page.tap_option_in_sheet("Track", &programme.tracks[0].title)
        .await?;
    finds_nothing(&visit, "with open filters").await?;
    page.close_sheet().await?;
    let shown = page.items().await?;
    page.tap_star(&shown[0]).await?;
    page.star_is(&shown[0], true).await?;
    finds_nothing(&visit, "with a filter").await?;
    page.open_app(&visit.url("mine")).await?;
    page.star_is(&shown[0], true).await?;
    finds_nothing(&visit, "mine with a star").await?;
    page.open_app(&visit.url(&format!("item/{}", shown[0])))
        .await?;
    page.star_is(&shown[0], true).await?;
    finds_nothing(&visit, "a starred item").await?;
    visit.browser.resize((1280, 800)).await?;
    page.open_app(&visit.url("")).await?;
    finds_nothing(&visit, "on a large screen").await
}

browser_test!(in_light_colours in chromium);
async fn in_light_colours(case: Case) -> Result<()> {
    finds_nothing_in_any_view(case, false).await
}

browser_test!(in_dark_colours in every_engine);
async fn in_dark_colours(case: Case) -> Result<()> {
    finds_nothing_in_any_view(case, true).await
}

async fn finds_nothing_on_a_day(case: Case, dark: bool) -> Result<()> {
    let settings = Settings {
        dark,
        ..Settings::default()
    };
    let visit = Visit::to(case, Site::sea_days(case.base)?, settings).await?;
    sea_days::live_a_day(&visit).await?;
    // All of it at once: a view that breaks a rule hides no other.
    let mut broken = Vec::new();
    for size in [(360, 740), (1280, 800)] {
        visit.browser.resize(size).await?;
        for (view, shows) in sea_days::of_the_day() {
            visit.page.open_app(&visit.url(&view)).await?;
            visit.page.holds("the day left its traces", shows).await?;
            let violations = axe::violations(&visit.page).await?.into_iter();
            broken.extend(violations.map(|violation| (view.clone(), size, violation)));
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
    Ok(())
}

browser_test!(on_a_day_in_light_colours in chromium);
async fn on_a_day_in_light_colours(case: Case) -> Result<()> {
    finds_nothing_on_a_day(case, false).await
}

browser_test!(on_a_day_in_dark_colours in chromium);
async fn on_a_day_in_dark_colours(case: Case) -> Result<()> {
    finds_nothing_on_a_day(case, true).await
}
