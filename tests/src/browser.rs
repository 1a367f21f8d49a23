//! A browser that a test has to itself: in a new tab, with nothing stored for the test's origins.
//!
//! Starting a browser takes longer than many tests, so browsers with default settings are passed on
//! to other tests (`Lent`). The servers of each test have origins of their own
//! ([`crate::server::listen`]), so that no test sees what a browser stored for another.

use std::cell::{Cell, RefCell};
use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use anyhow::{Context, Result, bail};
use fantoccini::wd::{TimeoutConfiguration, WebDriverCompatibleCommand, WindowHandle};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::time::Duration;
use tempfile::TempDir;

use crate::capabilities;
use crate::display::{Display, UNDER_THE_POINTER};
use crate::driver::Driver;
use crate::engine::Engine;
use crate::page::Page;
use crate::profile;
use crate::wait::until;

/// The settings of a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The page's size in CSS pixels.
    pub size: (u32, u32),
    /// Whether the reader prefers dark colours.
    pub dark: bool,
    /// Whether the reader prefers text at twice the usual size; not supported by WebKit's
    /// MiniBrowser.
    pub large_text: bool,
    /// Whether JavaScript runs.
    pub scripts: bool,
    /// Whether pages may store anything.
    pub storage: bool,
    /// Whether a page counts as open once it is parsed, before everything that it loads has
    /// arrived.
    pub eager: bool,
    /// Where to send requests for hosts other than this machine.
    pub proxy: Option<SocketAddr>,
    /// The IANA name of the reader's time zone; `None` for this machine's.
    pub zone: Option<&'static str>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            size: (360, 740),
            dark: false,
            large_text: false,
            scripts: true,
            storage: true,
            eager: false,
            proxy: None,
            zone: None,
        }
    }
}

impl Settings {
    /// A browser in which a page counts as open once it is parsed.
    #[must_use]
    pub fn eager() -> Self {
        Self {
            eager: true,
            ..Self::default()
        }
    }
}

/// Starts a driver, and a browser with it.
async fn start(
    engine: Engine,
    settings: &Settings,
    driver: Command,
    home: &Path,
) -> Result<(Driver, Client)> {
    let driver = Driver::start(driver, home).await?;
    let client = ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities::capabilities(engine, settings, home))
        .connect(&driver.url())
        .await
        .with_context(|| format!("{engine:?} could not be opened"))?;
    Ok((driver, client))
}

/// Lets Firefox start in the profile of that home and quit as if it were closed, so that the
/// profile is complete.
///
/// # Errors
/// If something is missing on this machine, or the browser reports an error.
pub(crate) async fn start_firefox_once(home: &Path) -> Result<()> {
    let settings = Settings::default();
    let command = capabilities::driver(Engine::Firefox, &settings, home)?;
    let (_driver, client) = start(Engine::Firefox, &settings, command, home).await?;
    Ok(client.close().await?)
}

/// A running browser.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    settings: Settings,
    /// `Some` until this is dropped.
    process: Option<Process>,
}

/// The parts of a browser except its tabs.
#[derive(Debug)]
struct Process {
    client: Client,
    engine: Engine,
    settings: Settings,
    /// How many tests it has served.
    served: u32,
    /// Whether a setting was changed that later tests would notice.
    is_altered: Cell<bool>,
    // Dropped in this order: the browser, its display, its stored data.
    _driver: Driver,
    _display: Option<Display>,
    home: TempDir,
}

impl Process {
    async fn start(engine: Engine, settings: &Settings) -> Result<Self> {
        let home = tempfile::tempdir()?;
        if engine == Engine::Firefox {
            profile::prepare(home.path()).await?;
        }
        let mut command = capabilities::driver(engine, settings, home.path())?;
        let display = match engine {
            Engine::WebKit => Some(Display::start()?),
            Engine::Chromium | Engine::Firefox => None,
        };
        if let Some(display) = &display {
            command.env("DISPLAY", display.name());
        }
        let (driver, client) = start(engine, settings, command, home.path()).await?;
        // The driver is ended together with its browser; closing the session first would only take
        // time.
        client.persist().await?;
        let minute = Some(Duration::from_secs(60));
        client
            .update_timeouts(TimeoutConfiguration::new(minute, minute, None))
            .await?;
        if engine == Engine::WebKit {
            let (x, y) = UNDER_THE_POINTER;
            client.set_window_position(x, y).await?;
        }
        Ok(Self {
            client,
            engine,
            settings: settings.clone(),
            served: 0,
            is_altered: Cell::new(false),
            _driver: driver,
            _display: display,
            home,
        })
    }

    /// Whether another test may use it. WebKit's starts fast, and sometimes hangs.
    fn may_be_handed_on(&self) -> bool {
        let usual = Settings {
            size: self.settings.size,
            eager: self.settings.eager,
            ..Settings::default()
        };
        self.engine != Engine::WebKit
            && self.settings == usual
            && !self.is_altered.get()
            && self.served < MOST_SERVED
    }

    fn is_as(&self, engine: Engine, settings: &Settings) -> bool {
        let sized = Settings {
            size: settings.size,
            ..self.settings.clone()
        };
        self.engine == engine && sized == *settings
    }

    /// Removes everything of the last test except what is stored for its origins.
    async fn clear(&self) -> Result<()> {
        let tabs = self.client.windows().await?;
        let new = self.client.new_window(true).await?.handle;
        for tab in tabs {
            self.client.switch_to_window(tab).await?;
            self.client.close_window().await?;
        }
        self.client.switch_to_window(new).await?;
        if self.engine == Engine::Chromium {
            console(&self.client).await?;
            // Cookies belong to a host, whatever the port.
            devtools(&self.client, "Network.clearBrowserCookies", json!({})).await?;
            // Without the focus, leaving a field fires no change event.
            devtools(&self.client, "Page.bringToFront", json!({})).await?;
        }
        let downloads = capabilities::downloads(self.home.path());
        if downloads.exists() {
            fs::remove_dir_all(downloads)?;
        }
        Ok(())
    }
}

/// After this many tests a browser is replaced by a new one, so that leftovers do not accumulate.
const MOST_SERVED: u32 = 25;

/// The most browsers that wait for a test.
const MOST_IDLE: usize = 8;

/// A browser that takes longer than this to be reset is ended.
const LONGEST_CLEARING: Duration = Duration::from_secs(10);

/// The browsers that wait for a test, the most recently used last.
static IDLE: Mutex<Vec<Process>> = Mutex::new(Vec::new());

thread_local! {
    /// The browsers that this thread's test has dropped; outside of tests there are none, and every
    /// browser is new.
    static DROPPED: RefCell<Option<Vec<Process>>> = const { RefCell::new(None) };
}

/// While this exists, the thread's test may use browsers of earlier tests, and browsers that it
/// drops may be used by later ones.
#[derive(Debug)]
pub(crate) struct Lent(());

impl Lent {
    pub fn new() -> Self {
        DROPPED.set(Some(Vec::new()));
        Self(())
    }

    /// Passes on the browsers that a successful test has dropped. Those of a failed test are ended.
    pub async fn hand_on(self) {
        for process in DROPPED.take().unwrap_or_default() {
            let cleared = tokio::time::timeout(LONGEST_CLEARING, process.clear()).await;
            if matches!(cleared, Ok(Ok(()))) {
                let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
                idle.push(process);
                let oldest = (idle.len() > MOST_IDLE).then(|| idle.remove(0));
                // Ending a browser takes a moment, in which others may use the list.
                drop(idle);
                drop(oldest);
            }
        }
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        DROPPED.set(None);
    }
}

/// A waiting browser with the same settings.
fn idle(engine: Engine, settings: &Settings) -> Option<Process> {
    let is_in_a_test = DROPPED.with_borrow(Option::is_some);
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let at = idle
        .iter()
        .rposition(|process| process.is_as(engine, settings))?;
    is_in_a_test.then(|| idle.remove(at))
}

impl Drop for Browser {
    fn drop(&mut self) {
        let Some(process) = self.process.take().filter(Process::may_be_handed_on) else {
            return;
        };
        DROPPED.with_borrow_mut(|dropped| {
            if let Some(dropped) = dropped {
                dropped.push(process);
            }
        });
    }
}

impl Browser {
    /// Opens a browser like an attendee's: a phone's size, light colours, everything allowed.
    ///
    /// # Errors
    /// If something is missing on this machine, or the browser reports an error.
    pub async fn open(engine: Engine) -> Result<Self> {
        Self::open_with(engine, Settings::default()).await
    }

    /// Opens a browser with a test's settings.
    ///
    /// # Errors
    /// If something is missing on this machine, or the browser reports an error.
    pub async fn open_with(engine: Engine, settings: Settings) -> Result<Self> {
        let mut process = match idle(engine, &settings) {
            Some(process) => process,
            None => Process::start(engine, &settings).await?,
        };
        process.served += 1;
        let browser = Self {
            client: process.client.clone(),
            settings,
            process: Some(process),
        };
        browser.resize(browser.settings.size).await?;
        Ok(browser)
    }

    fn process(&self) -> &Process {
        self.process
            .as_ref()
            .expect("a browser has its process until it is dropped")
    }

    fn engine(&self) -> Engine {
        self.process().engine
    }

    /// The page in the current tab.
    #[must_use]
    pub fn page(&self) -> Page {
        Page::new(self.client.clone())
    }

    /// The content of a downloaded file, once it is complete; not supported by WebKit's
    /// MiniBrowser.
    ///
    /// # Errors
    /// If it does not appear in time.
    pub async fn downloaded(&self, name: &str) -> Result<String> {
        let file = capabilities::downloads(self.process().home.path()).join(name);
        until(&format!("{name} is downloaded"), async || {
            // Chromium renames the file when it is complete; Firefox creates an empty file, and
            // then replaces it.
            let content = std::fs::read_to_string(&file).unwrap_or_default();
            Ok(Some(content).filter(|content| !content.is_empty()))
        })
        .await
    }

    /// Opens a new tab and switches to it.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn new_tab(&self) -> Result<Tab> {
        let handle = self.client.new_window(true).await?.handle;
        let tab = Tab(handle);
        self.switch_to(&tab).await?;
        self.resize(self.settings.size).await?;
        Ok(tab)
    }

    /// The current tab.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn tab(&self) -> Result<Tab> {
        Ok(Tab(self.client.window().await?))
    }

    /// Switches to another tab.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn switch_to(&self, tab: &Tab) -> Result<()> {
        Ok(self.client.switch_to_window(tab.0.clone()).await?)
    }

    /// Closes the current tab and switches to another.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn close_tab(&self, next: &Tab) -> Result<()> {
        self.client.close_window().await?;
        self.switch_to(next).await
    }

    /// Resizes the page, in CSS pixels.
    ///
    /// # Errors
    /// What the browser says, or that it stays larger.
    pub async fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        if self.engine() == Engine::Chromium {
            let size = json!({
                "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false,
            });
            // This applies to the current tab only.
            devtools(&self.client, "Emulation.setDeviceMetricsOverride", size).await?;
            return Ok(());
        }
        if self.engine() == Engine::Firefox {
            self.let_the_window_be_narrow().await?;
        }
        // The window is larger than the page by its frame, but the difference is known only when
        // neither changes any more.
        let wanted = (u64::from(width), u64::from(height));
        let mut before = None;
        until(&format!("the page is {width} × {height}"), async || {
            let window = self.client.get_window_size().await?;
            let page = self
                .client
                .execute("return [innerWidth, innerHeight]", Vec::new())
                .await?;
            let page: (u64, u64) = serde_json::from_value(page)?;
            if page == wanted {
                return Ok(Some(()));
            }
            if before.replace((window, page)) == Some((window, page)) {
                let outer_width = wanted.0 + window.0.saturating_sub(page.0);
                let outer_height = wanted.1 + window.1.saturating_sub(page.1);
                self.client
                    .set_window_size(u32::try_from(outer_width)?, u32::try_from(outer_height)?)
                    .await?;
            }
            Ok(None)
        })
        .await
    }

    async fn let_the_window_be_narrow(&self) -> Result<()> {
        self.firefox_context("chrome").await?;
        self.client
            .execute("document.documentElement.style.minWidth = 0", Vec::new())
            .await?;
        self.firefox_context("content").await
    }

    /// Disconnects the browser from the network or connects it again, so that pages are notified.
    /// Firefox still reaches this machine. WebKit's driver has no command for this.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn set_network(&self, is_there: bool) -> Result<()> {
        self.process().is_altered.set(true);
        match self.engine() {
            Engine::Chromium => {
                self.devtools("Network.enable", json!({})).await?;
                let network = json!({
                    "offline": !is_there, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
                });
                self.devtools("Network.emulateNetworkConditions", network)
                    .await?;
                Ok(())
            }
            Engine::Firefox => {
                self.firefox_context("chrome").await?;
                let script =
                    "Services.io.manageOfflineStatus = false; Services.io.offline = arguments[0]";
                self.client.execute(script, vec![json!(!is_there)]).await?;
                self.firefox_context("content").await
            }
            Engine::WebKit => {
                bail!("WebKit is told by the system alone whether there is a network")
            }
        }
    }

    async fn firefox_context(&self, context: &str) -> Result<()> {
        let command = Extension {
            path: "moz/context",
            body: json!({"context": context}),
        };
        self.client.issue_cmd(command).await?;
        Ok(())
    }

    /// Sends a command to Chromium that WebDriver does not have.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        self.process().is_altered.set(true);
        devtools(&self.client, command, parameters).await
    }

    /// What Chromium wrote to the console since the last call.
    ///
    /// # Errors
    /// If the browser reports an error.
    pub async fn console(&self) -> Result<Vec<String>> {
        console(&self.client).await
    }
}

/// One tab of a browser.
#[derive(Debug, Clone)]
pub struct Tab(WindowHandle);

/// A command of one browser, outside the standard.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(
        &self,
        base_url: &url::Url,
        session_id: Option<&str>,
    ) -> Result<url::Url, url::ParseError> {
        let session = session_id.unwrap_or_default();
        base_url.join(&format!("session/{session}/{}", self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

async fn devtools(client: &Client, command: &str, parameters: Value) -> Result<Value> {
    let command = Extension {
        path: "goog/cdp/execute",
        body: json!({"cmd": command, "params": parameters}),
    };
    Ok(client.issue_cmd(command).await?)
}

async fn console(client: &Client) -> Result<Vec<String>> {
    let command = Extension {
        path: "se/log",
        body: json!({"type": "browser"}),
    };
    let entries = client.issue_cmd(command).await?;
    let entries = entries.as_array().cloned().unwrap_or_default();
    Ok(entries
        .iter()
        .map(|entry| format!("{}: {}", entry["level"], entry["message"]))
        .collect())
}
