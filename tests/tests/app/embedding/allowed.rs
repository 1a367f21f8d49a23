//! Who may show the programme: what `hallway build --embed-in` said, as browsers hold to it.

use anyhow::Result;
use hallway_browser_tests::{Case, Settings, Site, Visit, browser_test};

use super::Host;

browser_test!(only_those_who_were_named_when_it_was_built_show_it);
async fn only_those_who_were_named_when_it_was_built_show_it(case: Case) -> Result<()> {
    let unsaid = Host::prepare().await?;
    let site = Site::embedded(case.base, &unsaid.origin)?;
    let visit = Visit::to(case, site.into(), Settings::default()).await?;
    let page = &visit.page;
    let host = unsaid.serve(&visit, include_str!("../../../hosts/plain.html"));
    host.open(page).await?;
    // The same page by a name that was not said.
    page.open(&host.origin.replace("localhost", "127.0.0.1"))
        .await?;
    page.holds(
        "the frame is gone",
        "document.querySelector('hallway-programme').shadowRoot && !document.querySelector('hallway-programme').shadowRoot.querySelector('iframe')",
    )
    .await?;
    let link = page.the("link", "The programme").await?;
    assert!(link.is_displayed().await?);
    assert_eq!(link.attr("href").await?, Some(visit.url("")));
    Ok(())
}
