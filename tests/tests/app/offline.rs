//! Load once, then stop the server: everything goes on, in new tabs too.

use anyhow::Result;
use hallway_browser_tests::{Browser, Case, Server, Site, Version, browser_test};

browser_test!(everything_works_without_a_network);
async fn everything_works_without_a_network(case: Case) -> Result<()> {
    let site = Site::of(Version::First, case.base)?;
    let mut server = Server::start(&site).await?;
    let browser = Browser::open(case.engine).await?;
    let page = browser.page();
    page.open_app(&server.url("")).await?;
    page.ready_for_offline().await?;
    let all = page.items().await?;
    let starred = all[2].clone();
    page.tap_star(&starred).await?;
    page.star_is(&starred, true).await?;
    server.stop().await?;

    browser.new_tab().await?;
    page.open_app(&server.url("")).await?;
    assert_eq!(page.items().await?, all);
    page.star_is(&starred, true).await?;
    Ok(())
}
