//! The programme within a page of another origin: as tall as it is, in its host's colours, and the
//! host's scroll and history are its own.

mod allowed;
mod asked;
mod long;
mod plain_host;
mod told;

use anyhow::Result;
use axum::Router;
use axum::response::Html;
use axum::routing::get;
use fantoccini::Client;
use hallway_browser_tests::server::listen;
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::sea_days;

/// The frame within the element.
const FRAME: &str =
    "document.querySelector('hallway-programme').shadowRoot.querySelector('iframe')";

/// Keeps what the element tells.
const LISTEN: &str = "
    window.told = [];
    for (const what of ['navigate', 'star'])
        addEventListener(`hallway-${what}`, ({ detail }) => told.push({ what, ...detail }));";

/// A page of a conference, by another name of this machine than the site's: another site to browsers.
struct Host {
    origin: String,
}

/// A host whose origin is known before there is a page.
struct Prepared {
    origin: String,
    listener: TcpListener,
}

impl Prepared {
    /// Serves a page about the site that is visited.
    fn serve(self, visit: &Visit, page: &str) -> Host {
        let page = page
            .replace("SITE", &visit.url(""))
            .replace("ORIGIN", &visit.server.origin());
        let router = Router::new().fallback(get(async move || Html(page)));
        // It goes on until the tests end, on a port that no other test gets.
        tokio::spawn(async move { axum::serve(self.listener, router).await });
        Host {
            origin: self.origin,
        }
    }
}

impl Host {
    async fn prepare() -> Result<Prepared> {
        let listener = listen().await?;
        let origin = format!("http://localhost:{}", listener.local_addr()?.port());
        Ok(Prepared { origin, listener })
    }

    /// One with that page.
    async fn start(visit: &Visit, page: &str) -> Result<Self> {
        Ok(Self::prepare().await?.serve(visit, page))
    }

    /// Opens the page and waits until the programme is shown in it.
    async fn open(&self, page: &Page) -> Result<()> {
        page.open(&self.origin).await?;
        page.run(LISTEN).await?;
        shows(page).await
    }
}

/// A visit to the Sea Days' site, which any page may show.
async fn visit(case: Case) -> Result<Visit> {
    let site = Site::sea_days(case.base)?.shown_anywhere()?;
    Visit::to(case, site, Settings::default()).await
}

async fn shows(page: &Page) -> Result<()> {
    let shown = format!("{FRAME}?.className === '' && {FRAME}.offsetHeight > 100");
    page.holds("the programme is shown", &shown).await
}

/// Goes into the frame, once the app is there.
async fn enter(page: &Page) -> Result<()> {
    let frame = page.element(&format!("return {FRAME}"), &[]).await?;
    frame.enter_frame().await?;
    page.ready().await
}

async fn leave(client: &Client) -> Result<()> {
    Ok(client.enter_parent_frame().await?)
}

/// Types into the search within the frame; Firefox's driver finds no focus there.
async fn search(page: &Page, text: &str) -> Result<()> {
    page.run(&format!(
        "const box = the('searchbox', 'Search the programme');
         box.value = {text:?};
         box.dispatchEvent(new Event('input', {{ bubbles: true }}))"
    ))
    .await
}

async fn told(page: &Page, what: &str) -> Result<Vec<Value>> {
    page.get(
        "return told.filter((one) => one.what === arguments[0])",
        &[json!(what)],
    )
    .await
}

browser_test!(it_fits_into_a_page_of_another_site in every_engine);
async fn it_fits_into_a_page_of_another_site(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let (page, client) = (&visit.page, visit.page.client());
    let host = Host::start(&visit, include_str!("../../hosts/plain.html")).await?;
    host.open(page).await?;
    enter(page).await?;
    page.holds(
        "all of it is in the frame, and nothing scrolls in it",
        "items().length > 5 && document.documentElement.clientHeight >= Math.floor(document.body.getBoundingClientRect().height)",
    )
    .await?;
    page.tap_star("sails").await?;
    page.star_is("sails", true).await?;
    leave(client).await?;
    page.holds(
        "the host is told",
        "told.some(({ what }) => what === 'star')",
    )
    .await?;
    assert_eq!(
        told(page, "star").await?,
        [json!({ "what": "star", "item": "sails", "starred": true })]
    );
    page.holds(
        "what is below the programme is below it",
        &format!("document.querySelector('p').getBoundingClientRect().top >= {FRAME}.getBoundingClientRect().bottom"),
    )
    .await?;

    // The schedule may be kept apart, and says so.
    enter(page).await?;
    page.navigate("My schedule").await?;
    page.says("shown within another site’s").await?;
    let own = page.the("link", "Open the programme’s own page").await?;
    assert_eq!(own.attr("target").await?.as_deref(), Some("_blank"));
    leave(client).await
}

browser_test!(the_hosts_scroll_and_history_stay_its_own in every_engine);
async fn the_hosts_scroll_and_history_stay_its_own(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let (page, client) = (&visit.page, visit.page.client());
    let host = Host::start(&visit, include_str!("../../hosts/plain.html")).await?;
    visit.browser.resize((360, 740)).await?;
    host.open(page).await?;
    enter(page).await?;
    leave(client).await?;
    let before: u64 = page.get("return history.length", &[]).await?;

    // A filter is no step in the history.
    enter(page).await?;
    search(page, "whales").await?;
    page.says("1 of ").await?;
    search(page, "").await?;
    page.holds("all is back", "items().length > 5").await?;
    leave(client).await?;
    let after: u64 = page.get("return history.length", &[]).await?;
    assert_eq!(before, after);

    // A view begins at its top, also in the host, and back leads to where one was.
    page.run(&format!("scrollTo(0, {FRAME}.offsetHeight - 300)"))
        .await?;
    let left_at: f64 = page.get("return scrollY", &[]).await?;
    enter(page).await?;
    page.holds("the frame knows what of it is in sight", "scrollY > 0")
        .await?;
    page.run("[...document.querySelectorAll('article[data-item] h4 a')].at(-1).click()")
        .await?;
    page.holds("the item is shown", "/\\/item\\//.test(location.pathname)")
        .await?;
    leave(client).await?;
    page.holds(
        "its top is in sight",
        &format!("{FRAME}.getBoundingClientRect().top > -5"),
    )
    .await?;
    page.holds(
        "the host is told",
        "told.at(-1)?.what === 'navigate' && /\\/item\\//.test(told.at(-1).path)",
    )
    .await?;
    page.run("history.back()").await?;
    page.holds(
        "one is back where one was",
        &format!("Math.abs(scrollY - {left_at}) < 5 && !/item/.test(told.at(-1).path)"),
    )
    .await?;
    page.holds("the host itself did not move", "location.pathname === '/'")
        .await
}

browser_test!(a_hostile_style_sheet_does_no_harm in chromium);
async fn a_hostile_style_sheet_does_no_harm(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    let host = Host::start(&visit, include_str!("../../hosts/hostile.html")).await?;
    host.open(page).await?;
    enter(page).await?;
    page.holds(
        "only what the host may say arrives",
        "(() => {
            const style = getComputedStyle(document.body);
            return style.letterSpacing === 'normal' && style.fontFamily === 'serif'
                && getComputedStyle(document.documentElement).getPropertyValue('--accent').trim() === '#8a1c5b'
                && document.documentElement.dataset.theme === 'light';
        })()",
    )
    .await?;
    page.holds(
        "it speaks the host's language",
        "document.documentElement.lang === 'de'",
    )
    .await?;
    page.says("Programm").await?;
    leave(page.client()).await
}

browser_test!(a_strict_host_shows_what_it_asks_for in every_engine);
async fn a_strict_host_shows_what_it_asks_for(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    let host = Host::start(&visit, include_str!("../../hosts/strict.html")).await?;
    host.open(page).await?;
    enter(page).await?;
    page.holds(
        "the view and the colours",
        "/\\/now$/.test(location.pathname) && document.documentElement.dataset.theme === 'dark'",
    )
    .await?;
    leave(page.client()).await?;
    page.run("const element = document.querySelector('hallway-programme'); element.setAttribute('view', ''); element.setAttribute('q', 'whales')")
        .await?;
    shows(page).await?;
    enter(page).await?;
    page.says("1 of ").await?;
    leave(page.client()).await
}

browser_test!(where_it_may_not_be_framed_the_link_stays in every_engine);
async fn where_it_may_not_be_framed_the_link_stays(case: Case) -> Result<()> {
    let visit = sea_days::visit(case).await?;
    let page = &visit.page;
    let host = Host::start(&visit, include_str!("../../hosts/plain.html")).await?;
    only_the_link_stays_elsewhere(page, &host, &visit.url("")).await
}

/// Under a name that was not allowed, the page of the host shows the link and no frame.
async fn only_the_link_stays_elsewhere(page: &Page, host: &Host, programme: &str) -> Result<()> {
    page.open(&host.origin.replace("localhost", "127.0.0.1"))
        .await?;
    page.holds(
        "the frame is gone",
        "document.querySelector('hallway-programme').shadowRoot && !document.querySelector('hallway-programme').shadowRoot.querySelector('iframe')",
    )
    .await?;
    let link = page.the("link", "The programme").await?;
    assert!(link.is_displayed().await?);
    assert_eq!(link.attr("href").await?.as_deref(), Some(programme));
    page.holds(
        "it is said why",
        "document.querySelector('hallway-programme').shadowRoot.textContent.includes('its site may not allow it')",
    )
    .await
}
