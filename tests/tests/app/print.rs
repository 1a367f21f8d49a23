//! What is printed is a handout: black on white, what one reads and nothing that one taps, on A4 and
//! on Letter.

use anyhow::{Context, Result};
use fantoccini::wd::{PrintConfigurationBuilder, PrintSize};
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};
use lopdf::content::Content;
use lopdf::{Document, Object, Stream};

use crate::sea_days;

/// The sheets, in centimetres.
const SHEETS: [(&str, f64, f64); 2] = [("A4", 21.0, 29.7), ("Letter", 21.59, 27.94)];

/// What is printed on a sheet of that size, as text; a page after the other. `what` names it.
async fn printed(
    page: &Page,
    what: &str,
    (name, width, height): (&str, f64, f64),
) -> Result<Vec<String>> {
    let sheet = PrintConfigurationBuilder::default()
        .size(PrintSize { width, height })
        .build()
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let pdf = page.client().print(sheet).await?;
    // For whoever wants to look at it.
    if let Some(folder) = std::env::var_os("HALLWAY_PRINTED") {
        std::fs::write(
            std::path::Path::new(&folder).join(format!("{what}-{name}.pdf")),
            &pdf,
        )?;
    }
    let document = Document::load_mem(&pdf)?;
    is_colourless(&document)?;
    let pages = document.get_pages();
    let texts = pages.keys().map(|number| {
        let text = document.extract_text(&[*number])?;
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    });
    texts.collect()
}

/// Nothing is painted in a colour: what is set is black, white or a grey between (ISO 32000-1, section
/// 8.6.8).
fn is_colourless(document: &Document) -> Result<()> {
    let mut set = 0;
    let is_form = |stream: &Stream| {
        let subtype = stream.dict.get(b"Subtype");
        subtype
            .and_then(Object::as_name)
            .is_ok_and(|name| name == b"Form")
    };
    let forms = document.objects.values();
    let forms = forms.filter_map(|object| object.as_stream().ok());
    let forms = forms.filter(|stream| is_form(stream));
    let mut contents: Vec<Vec<u8>> = forms
        .map(Stream::get_plain_content)
        .collect::<Result<_, _>>()?;
    for page in document.get_pages().values() {
        contents.push(document.get_page_content(*page));
    }
    for content in contents {
        for operation in Content::decode(&content)?.operations {
            if !matches!(
                operation.operator.as_str(),
                "rg" | "RG" | "sc" | "SC" | "scn" | "SCN"
            ) {
                continue;
            }
            let parts = operation.operands.iter();
            let parts: Vec<f32> = parts.filter_map(|part| part.as_float().ok()).collect();
            if let [red, green, blue] = parts[..] {
                assert!(red == green && green == blue, "{operation:?}");
                set += 1;
            }
        }
    }
    assert!(
        set > 0,
        "no colour is set at all: it is looked for in the wrong place"
    );
    Ok(())
}

/// A visit of the Sea Days in dark colours.
async fn visit_in_dark(case: Case) -> Result<Visit> {
    let settings = Settings {
        dark: true,
        ..Settings::default()
    };
    Visit::to(case, Site::sea_days(case.base)?, settings).await
}

browser_test!(
    my_schedule_is_printed_as_a_handout in every_engine,
    webkit cannot "print: its driver has no command for that"
);
async fn my_schedule_is_printed_as_a_handout(case: Case) -> Result<()> {
    let visit = visit_in_dark(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    for item in ["sails", "maps", "dawn"] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    page.navigate("My schedule").await?;
    page.holds("all are listed", "items().length === 3").await?;
    for sheet in SHEETS {
        let pages = printed(page, "mine", sheet).await?;
        let text = pages.first().context("a page")?;
        assert_eq!(pages.len(), 1, "{pages:#?}");
        for expected in ["Sea Days", "Sails", "10:00–10:45", "Maps", "Hold", "Dawn"] {
            assert!(text.contains(expected), "no {expected:?} in {text}");
        }
        for tapped in ["Filters", "Add to calendar", "More", "free,", "Knots"] {
            assert!(!text.contains(tapped), "{tapped:?} in {text}");
        }
    }
    Ok(())
}

browser_test!(
    a_day_is_printed_as_a_handout in every_engine,
    webkit cannot "print: its driver has no command for that"
);
async fn a_day_is_printed_as_a_handout(case: Case) -> Result<()> {
    let visit = visit_in_dark(case).await?;
    let page = &visit.page;
    let present = sea_days::on_the_first_day("10:40");
    page.open_app(&visit.url(&format!("?day=2026-03-28&now={present}")))
        .await?;
    page.tap_star("sails").await?;
    page.star_is("sails", true).await?;
    is_a_handout(page, "day").await?;
    page.tap_button("Timetable").await?;
    page.holds("it is shown", "document.querySelector('.timetable')")
        .await?;
    is_a_handout(page, "timetable").await
}

/// The first of the Sea Days is on one sheet, and nothing else is.
async fn is_a_handout(page: &Page, what: &str) -> Result<()> {
    for sheet in SHEETS {
        let pages = printed(page, what, sheet).await?;
        let text = pages.first().context("a page")?;
        assert_eq!(pages.len(), 1, "{pages:#?}");
        for expected in [
            "Sea Days",
            "Saturday 28 March",
            "Sails",
            "10:00–10:45",
            "Knots",
            "10:30–11:15",
            "Cargo",
            "Lunch",
            "Maps",
            "14:00–15:00",
            "Deck",
            "Hold",
        ] {
            assert!(text.contains(expected), "no {expected:?} in {text}");
        }
        for other in [
            "Dawn",
            "Whales",
            "Filters",
            "More",
            "List",
            "Timetable",
            "Now",
        ] {
            assert!(!text.contains(other), "{other:?} in {text}");
        }
    }
    Ok(())
}
