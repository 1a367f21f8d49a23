//! The engines, and how a test runs in one of them.

use std::sync::LazyLock;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use tokio::runtime::Runtime;

use crate::browser::Lent;

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Chromium under chromedriver.
    Chromium,
    /// Firefox under geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser under WebKitWebDriver; WebKit is the engine of every iPhone.
    WebKit,
}

/// Where a test runs: the engine, and the site's base path.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    /// The engine.
    pub engine: Engine,
    /// The site's base path.
    pub base: &'static str,
}

/// No test takes longer than this unless a browser hangs.
const LONGEST: Duration = Duration::from_secs(360);

/// The runtime of all tests, so that a browser can serve one test after another.
static RUNTIME: LazyLock<std::io::Result<Runtime>> = LazyLock::new(|| {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
});

/// Runs a test to its end. If the browser hangs, the test runs once more, since WebKit sometimes
/// hangs under load; a test that fails is not repeated.
///
/// # Errors
/// If the test fails, or hangs twice.
pub fn run<T: Future<Output = Result<()>>>(test: impl Fn() -> T) -> Result<()> {
    let runtime = RUNTIME
        .as_ref()
        .map_err(|error| anyhow!("no test can run: {error}"))?;
    runtime.block_on(async {
        let lent = Lent::new();
        if let Ok(ended) = tokio::time::timeout(LONGEST, test()).await {
            if ended.is_ok() {
                lent.hand_on().await;
            }
            return ended;
        }
        println!("the browser hung for {LONGEST:?}; once more");
        tokio::time::timeout(LONGEST, test())
            .await
            .context("the browser hung twice")?
    })
}
