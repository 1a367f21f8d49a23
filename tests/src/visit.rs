//! The start of most tests: a site, its server, and a browser.

use std::sync::Arc;

use anyhow::Result;

use crate::browser::{Browser, Settings};
use crate::engine::Case;
use crate::page::Page;
use crate::server::Server;
use crate::site::{Site, Version};

/// An attendee's visit to the site.
#[derive(Debug)]
pub struct Visit {
    /// The site that is visited.
    pub site: Arc<Site>,
    /// The server.
    pub server: Server,
    /// The browser.
    pub browser: Browser,
    /// The page in the browser's current tab.
    pub page: Page,
}

impl Visit {
    /// A server with the first version and a browser; nothing is opened yet.
    ///
    /// # Errors
    /// If the system or the browser reports an error.
    pub async fn prepare(case: Case) -> Result<Self> {
        Self::prepare_with(case, Version::First, Settings::default()).await
    }

    /// The same with another version or another browser.
    ///
    /// # Errors
    /// If the system or the browser reports an error.
    pub async fn prepare_with(case: Case, version: Version, settings: Settings) -> Result<Self> {
        Self::to(case, Site::of(version, case.base)?, settings).await
    }

    /// The same with any site.
    ///
    /// # Errors
    /// If the system or the browser reports an error.
    pub async fn to(case: Case, site: Arc<Site>, settings: Settings) -> Result<Self> {
        let server = Server::start(&site).await?;
        let browser = Browser::open_with(case.engine, settings).await?;
        let page = browser.page();
        Ok(Self {
            site,
            server,
            browser,
            page,
        })
    }

    /// The same, with the programme's page open and the app started.
    ///
    /// # Errors
    /// If the system or the browser reports an error.
    pub async fn begin(case: Case) -> Result<Self> {
        let visit = Self::prepare(case).await?;
        visit.page.open_app(&visit.server.url("")).await?;
        Ok(visit)
    }

    /// Deletes everything that is stored, from a page without the app: an open app would store its
    /// unsaved changes again.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn forget(&self) -> Result<()> {
        self.page.open(&self.url("licences.txt")).await?;
        self.page
            .run("localStorage.clear(); sessionStorage.clear()")
            .await
    }

    /// The address of a path below the base path.
    #[must_use]
    pub fn url(&self, below: &str) -> String {
        self.server.url(below)
    }
}
