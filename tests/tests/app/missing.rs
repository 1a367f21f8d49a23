//! An address that names nothing: it searches, and offers what may have been meant.

use anyhow::Result;
use fantoccini::key::Key;
use hallway_browser_tests::{Case, Visit, browser_test};

browser_test!(an_address_that_names_nothing_searches in chromium and below_a_path);
async fn an_address_that_names_nothing_searches(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("item/idmapped-mounts-for-filesystem"))
        .await?;
    page.says("Perhaps you meant").await?;
    page.holds(
        "what was meant is offered",
        "items().includes('idmapped-mounts-filesystems') && items().length <= 5",
    )
    .await?;
    page.type_search("checkpoint").await?;
    page.is_replaced_by(page.press([char::from(Key::Enter)]))
        .await?;
    page.holds(
        "the programme is searched",
        "new URLSearchParams(location.search).get('q') === 'checkpoint' && items().length > 1",
    )
    .await
}

browser_test!(what_stands_below_the_site_without_being_a_view_is_the_hosts in chromium);
async fn what_stands_below_the_site_without_being_a_view_is_the_hosts(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    page.run(
        "const link = Object.assign(document.createElement('a'), { href: 'slides/sails/' });
         document.querySelector('main').append(link);
         window.link = link;",
    )
    .await?;
    page.is_replaced_by(page.run("window.link.click()")).await?;
    page.holds("it was asked for", "location.pathname === '/slides/sails/'")
        .await?;
    assert_eq!(visit.server.times_asked("slides/sails/"), 1);
    Ok(())
}
