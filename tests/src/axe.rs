//! axe-core: which accessibility rules a page breaks. `HALLWAY_AXE` is the path of `axe.min.js`.

use std::fs;
use std::sync::OnceLock;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::page::Page;

/// Runs the rules, and returns for each broken one the elements that break it.
const RUN: &str = "
    const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations.map(
        ({ id, help, nodes }) => ({
            id, help, at: nodes.map((node) => `${node.html}: ${node.failureSummary}`),
        }))));";

static AXE: OnceLock<String> = OnceLock::new();

/// A broken rule, and where it is broken.
#[derive(Debug, Deserialize)]
pub struct Violation {
    /// The rule.
    pub id: String,
    /// What the rule demands.
    pub help: String,
    /// The elements that break it, and how.
    pub at: Vec<String>,
}

/// All rules that the page breaks.
///
/// # Errors
/// If axe-core is missing, or what the browser says.
pub async fn violations(page: &Page) -> Result<Vec<Violation>> {
    // In a single script, since an engine may run each script in a sandbox of its own.
    let script = format!("{}\n{RUN}", source()?);
    page.get_later(&script, &[]).await
}

fn source() -> Result<&'static str> {
    if let Some(source) = AXE.get() {
        return Ok(source);
    }
    let file = std::env::var_os("HALLWAY_AXE")
        .context("HALLWAY_AXE names no file: set it to the path of axe-core's axe.min.js")?;
    let source = fs::read_to_string(&file).with_context(|| format!("{}", file.display()))?;
    Ok(AXE.get_or_init(|| source))
}
