//! Everything that the page of microconferences said is on a page of ours: tracks, their texts,
//! suggested topics, calls for proposals, leads and addresses. The page is read here by its own
//! outline, apart from the data that we made of it.

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Page, Visit, browser_test};
use serde_json::json;

use crate::published::one_spaced;

/// A microconference, as the page has it.
#[derive(Debug, Default)]
struct Section {
    title: String,
    call: String,
    paragraphs: Vec<String>,
    topics: Vec<String>,
    leads: Vec<(String, String)>,
}

/// The page, as text.
const SEED: &str = include_str!("../../../crates/importer/tests/lpc_2021/page.txt");

fn sections(seed: &str) -> Vec<Section> {
    let lines: Vec<&str> = seed
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let mut sections: Vec<Section> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let next = lines.get(at + 1).copied().unwrap_or_default();
        if next.starts_with("CFP Ends") {
            let title = one_spaced(line);
            let call = one_spaced(next);
            sections.push(Section {
                title,
                call,
                ..Section::default()
            });
        } else if let Some(section) = sections.last_mut() {
            section.take(line);
        }
    }
    sections
}

impl Section {
    fn take(&mut self, line: &str) {
        let heading = line.ends_with(':') || line == "MC leads" || line.starts_with("CFP Ends");
        match line.strip_prefix('•').map(one_spaced) {
            Some(leads) if leads.contains('<') => {
                // "A <a@x>, B <b@x>, and C <c@x>"
                for lead in leads.split_inclusive('>') {
                    let lead = lead
                        .trim_start_matches([',', ' '])
                        .trim_start_matches("and ");
                    if let Some((name, address)) = lead.trim_end_matches('>').split_once('<') {
                        self.leads.push((name.trim().into(), address.into()));
                    }
                }
            }
            Some(topic) => self.topics.push(topic),
            None if heading => {}
            None => self.paragraphs.push(one_spaced(line)),
        }
    }
}

/// White space does not count in titles: the page ran two of them together.
fn unspaced(text: &str) -> String {
    text.split_whitespace().collect()
}

async fn follow_link_named(page: &Page, title: &str) -> Result<()> {
    let script = "return all('link').filter((link) => words(link).replace(/\\s/g, '') === arguments[0])[0]?.href";
    let address: Option<String> = page.get(script, &[json!(unspaced(title))]).await?;
    page.open_app(&address.with_context(|| format!("no link is named {title}"))?)
        .await
}

browser_test!(everything_on_the_conferences_page_is_on_ours in chromium);
async fn everything_on_the_conferences_page_is_on_ours(case: Case) -> Result<()> {
    let sections = sections(SEED);
    assert_eq!(sections.len(), 5, "{sections:?}");
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    assert!(
        page.words()
            .await?
            .replace('–', "-")
            .contains("20-24 September 2021")
    );
    for section in &sections {
        page.open_app(&visit.url("")).await?;
        follow_link_named(page, &section.title).await?;
        let words = one_spaced(&page.words().await?);
        let says = |text: &str| assert!(words.contains(text), "{}: {text}\n{words}", section.title);
        assert!(
            unspaced(&words).contains(&unspaced(&section.title)),
            "{section:?}"
        );
        assert!(
            words.to_lowercase().contains(&section.call.to_lowercase()),
            "{section:?}"
        );
        section
            .paragraphs
            .iter()
            .for_each(|paragraph| says(paragraph));
        assert!(!section.leads.is_empty(), "{section:?}");
        for (name, address) in &section.leads {
            says(name);
            let href = format!("[href='mailto:{address}']");
            assert_eq!(page.attributes(&href, "href").await?.len(), 1, "{address}");
        }
        let mut texts = String::new();
        for item in page.items().await? {
            page.open_app(&visit.url(&format!("item/{item}"))).await?;
            texts.push_str(&one_spaced(&page.words().await?));
        }
        for topic in &section.topics {
            assert!(texts.contains(topic.as_str()), "{}: {topic}", section.title);
        }
    }
    page.open_app(&visit.url("about")).await?;
    assert!(page.words().await?.contains("Canada/Atlantic"));
    Ok(())
}
