//! Who may show the programme: what `hallway build --embed-in` said, as browsers hold to it.

use anyhow::Result;
use hallway_browser_tests::{Case, Settings, Site, Visit, browser_test};

use super::{Host, only_the_link_stays_elsewhere};
use crate::sea_days;

browser_test!(only_those_who_were_named_when_it_was_built_show_it in chromium);
async fn only_those_who_were_named_when_it_was_built_show_it(case: Case) -> Result<()> {
    let unsaid = Host::prepare().await?;
    let site = Site::embedded(case.base, &unsaid.origin)?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    let page = &visit.page;
    let host = unsaid.serve(&visit, include_str!("../../../hosts/plain.html"));
    host.open(page).await?;
    only_the_link_stays_elsewhere(page, &host, &visit.url("")).await
}

browser_test!(on_a_host_without_headers_nobody_else_is_answered: chromium_at_the_root);
async fn on_a_host_without_headers_nobody_else_is_answered(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    visit.server.send_no_headers();
    let host = Host::start(&visit, include_str!("../../../hosts/plain.html")).await?;
    only_the_link_stays_elsewhere(&visit.page, &host, &visit.url("")).await
}
