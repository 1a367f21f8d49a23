//! One line embeds, also from a host that sends no header at all.

use anyhow::Result;
use hallway_browser_tests::{Case, browser_test};

use super::{Host, enter, leave, shows, visit};

browser_test!(one_line_embeds_from_a_host_that_sends_no_header);
async fn one_line_embeds_from_a_host_that_sends_no_header(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    visit.server.send_no_headers();
    let host = Host::start(&visit, include_str!("../../../hosts/plain.html")).await?;
    host.open(page).await?;
    enter(page).await?;
    page.holds("its items are there", "items().length > 5")
        .await?;
    leave(page.client()).await
}

/// The line as it stands in the guide.
const LINE: &str = "<script src=\"SITEembed.js\" async></script>";

browser_test!(older_lines_and_several_do_no_harm: chromium_at_the_root);
async fn older_lines_and_several_do_no_harm(case: Case) -> Result<()> {
    for (lines, is_plain) in [
        ("", false),
        (LINE, false),
        (LINE.repeat(2).as_str(), true),
        ("", true),
    ] {
        // A browser of its own, which kept no header of another answer.
        let visit = visit(case).await?;
        let page = &visit.page;
        if is_plain {
            visit.server.send_no_headers();
        }
        let often = include_str!("../../../hosts/often.html").replace("LINE", lines);
        let host = Host::start(&visit, &often).await?;
        page.open(&host.origin).await?;
        if is_plain && lines.is_empty() {
            // Browsers run no module of another origin that does not say that they may.
            let link = page.the("link", "The programme").await?;
            assert!(link.is_displayed().await?);
        } else {
            shows(page).await?;
            let frames = "document.querySelector('hallway-programme').shadowRoot.querySelectorAll('iframe').length === 1";
            page.holds("there is one frame", frames).await?;
        }
        assert_eq!(page.mishaps().await?, [""; 0], "{lines} {is_plain}");
    }
    Ok(())
}
