//! Who may show the programme: what `hallway build --embed-in` said, as browsers hold to it.

use anyhow::Result;
use hallway_browser_tests::{Case, Settings, Site, Visit, browser_test};

use super::{Host, only_the_link_stays_elsewhere};

browser_test!(only_those_who_were_named_when_it_was_built_show_it in chromium);
async fn only_those_who_were_named_when_it_was_built_show_it(case: Case) -> Result<()> {
    let unsaid = Host::prepare().await?;
    let site = Site::embedded(case.base, &unsaid.origin)?;
    let visit = Visit::to(case, site.into(), Settings::default()).await?;
    let page = &visit.page;
    let host = unsaid.serve(&visit, include_str!("../../../hosts/plain.html"));
    host.open(page).await?;
    only_the_link_stays_elsewhere(page, &host, &visit.url("")).await
}
