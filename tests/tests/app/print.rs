//! What is printed is a handout: black on white, what one reads and nothing that one taps, on A4 and
//! on Letter.

use anyhow::{Context, Result};
use fantoccini::wd::{PrintConfigurationBuilder, PrintSize};
use hallway_browser_tests::{Case, Engine, Page, Settings, Site, Visit, browser_test};
use lopdf::Document;

/// The sheets, in centimetres.
const SHEETS: [(&str, f64, f64); 2] = [("A4", 21.0, 29.7), ("Letter", 21.59, 27.94)];

/// What is printed on a sheet of that size, as text; a page after the other.
async fn printed(page: &Page, (name, width, height): (&str, f64, f64)) -> Result<Vec<String>> {
    let sheet = PrintConfigurationBuilder::default()
        .size(PrintSize { width, height })
        .build()
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let pdf = page.client().print(sheet).await?;
    // For whoever wants to look at it.
    if let Some(folder) = std::env::var_os("HALLWAY_PRINTED") {
        std::fs::write(
            std::path::Path::new(&folder).join(format!("{name}.pdf")),
            &pdf,
        )?;
    }
    let document = Document::load_mem(&pdf)?;
    let pages = document.get_pages();
    let texts = pages.keys().map(|number| {
        let text = document.extract_text(&[*number])?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    texts.collect()
}

browser_test!(my_schedule_is_printed_as_a_handout);
async fn my_schedule_is_printed_as_a_handout(case: Case) -> Result<()> {
    // WebKitGTK's driver prints nothing.
    if case.engine == Engine::WebKit {
        return Ok(());
    }
    let settings = Settings {
        dark: true,
        ..Settings::default()
    };
    let visit = Visit::to(case, Site::sea_days(case.base)?, settings).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    for item in ["sails", "maps", "dawn"] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    page.navigate("My schedule").await?;
    page.holds("all are listed", "items().length === 3").await?;
    for sheet in SHEETS {
        let pages = printed(page, sheet).await?;
        let text = pages.first().context("a page")?;
        assert_eq!(pages.len(), 1, "{pages:#?}");
        for expected in ["Sea Days", "Sails", "10:00–10:45", "Maps", "Hold", "Dawn"] {
            assert!(text.contains(expected), "no {expected:?} in {text}");
        }
        for tapped in ["Filters", "Add to calendar", "About", "free,", "Knots"] {
            assert!(!text.contains(tapped), "{tapped:?} in {text}");
        }
    }
    Ok(())
}
