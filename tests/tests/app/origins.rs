//! Nothing but our own host is asked, nothing that is not there, and nobody complains.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Result;
use hallway_browser_tests::{Case, Engine, Page, Settings, Version, Visit, browser_test};
use serde_json::json;
use tokio::io::AsyncBufReadExt;
use tokio::net::{TcpListener, TcpStream};

use crate::published::{Item, Programme};
use crate::views;

/// Stands for all other hosts: browsers send what is meant for them here.
struct Elsewhere {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Elsewhere {
    async fn start() -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let elsewhere = Self {
            address: listener.local_addr()?,
            asked: Arc::default(),
        };
        let asked = elsewhere.asked.clone();
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let line = first_line(connection).await;
                asked
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(line);
            }
        });
        Ok(elsewhere)
    }

    fn asked(&self) -> Vec<String> {
        self.asked
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// Whom browsers ask by themselves, for updates and their start pages, whatever page is open.
const BROWSERS_OWN: [&str; 5] = [
    ".mozilla.com",
    ".mozilla.org",
    ".google.com",
    ".googleapis.com",
    ".duckduckgo.com",
];

/// What is asked of a proxy: `CONNECT host:443 HTTP/1.1`, `GET http://host/ HTTP/1.1`.
async fn first_line(connection: TcpStream) -> String {
    let mut line = String::new();
    // Whoever hangs up at once has been here too.
    let _ = tokio::io::BufReader::new(connection)
        .read_line(&mut line)
        .await;
    line
}

/// Goes through the app as an attendee does: types, chooses, stars, follows a link and comes back.
async fn use_the_programme(page: &Page, programme: &Programme, item: &Item) -> Result<()> {
    page.type_search("a").await?;
    page.tap_option("Track", &programme.tracks[0].title).await?;
    page.run("scrollTo(0, 0)").await?;
    page.navigate("Programme").await?;
    page.holds(
        "the whole programme is there",
        &format!("items().length === {}", programme.items.len()),
    )
    .await?;
    page.tap_star(&item.id).await?;
    page.star_is(&item.id, true).await?;
    let link = page
        .element(
            "return document.querySelector(`article[data-item='${arguments[0]}'] a[href*='/item/']`)",
            &[json!(item.id)],
        )
        .await?;
    page.tap(&link).await?;
    page.holds(
        "the item's page is there",
        &format!(
            "words(document.querySelector('main h1')) === {:?}",
            item.title
        ),
    )
    .await?;
    page.client().back().await?;
    page.holds("the programme is back", "items().length > 1")
        .await
}

/// What the page loaded from elsewhere.
const FOREIGN: &str = "
    return performance.getEntriesByType('resource').map(({ name }) => name)
        .filter((address) => new URL(address).origin !== location.origin);";

/// What the page said or did that it should not have.
async fn complaints(visit: &Visit, case: Case) -> Result<Vec<String>> {
    let mut complaints = visit.page.mishaps().await?;
    complaints.extend(visit.page.get::<Vec<String>>(FOREIGN, &[]).await?);
    if case.engine == Engine::Chromium {
        let mut said = visit.browser.console().await?;
        // Chromium says that a page keeps its offer to install for later.
        said.retain(|line| !line.contains("beforeinstallprompt"));
        complaints.extend(said);
    }
    Ok(complaints)
}

browser_test!(nobody_else_is_asked_and_nobody_complains in every_engine and below_a_path);
async fn nobody_else_is_asked_and_nobody_complains(case: Case) -> Result<()> {
    let elsewhere = Elsewhere::start().await?;
    let settings = Settings {
        proxy: Some(elsewhere.address),
        ..Settings::default()
    };
    let visit = Visit::prepare_with(case, Version::Watched, settings).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    // Once from the network, once from what is kept.
    for item in &programme.items[..2] {
        for view in views::one_of_each(&programme)? {
            page.open_app(&visit.url(&view)).await?;
            let mut complaints = complaints(&visit, case).await?;
            if view == "no-such-view" {
                complaints.retain(|complaint| !complaint.contains("404"));
            }
            assert!(complaints.is_empty(), "/{view}: {complaints:#?}");
        }
        page.open_app(&visit.url("")).await?;
        use_the_programme(page, &programme, item).await?;
        page.ready_for_offline().await?;
        let complaints = complaints(&visit, case).await?;
        assert!(complaints.is_empty(), "{complaints:#?}");
    }

    let asked = visit.server.asked();
    let missing: Vec<_> = asked
        .iter()
        .filter(|asked| asked.status >= 400 && asked.path != "no-such-view")
        .collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert_eq!(visit.server.reports(), [""; 0]);
    let mut others = elsewhere.asked();
    // Browsers open connections in reserve, on which nothing is ever asked.
    others.retain(|line| !line.is_empty());
    others.retain(|line| !BROWSERS_OWN.iter().any(|host| line.contains(host)));
    assert_eq!(others, [""; 0]);
    Ok(())
}
