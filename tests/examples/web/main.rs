//! How fast the site is, as a visitor meets it: in Chromium, slowed down as a phone in a crowd is, and
//! as fast as this machine; beside a plain page with the same list.
//!
//! `cargo xtask bench web` runs it. The arguments are the file that the tables go into, and schedules
//! to measure besides the programme that the app carries; or numbers, for how it grows: made-up
//! programmes of that many items.

mod growth;
mod plain;
mod table;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use std::{env, fs};

use anyhow::{Context, Result, ensure};
use hallway_browser_tests::wait::{until, until_within};
use hallway_browser_tests::{Browser, Case, Engine, Settings, Site, Version, Visit};
use serde::Deserialize;
use serde_json::json;

use table::{Row, Table};

/// Runs before each page's own scripts.
const WATCH: &str = include_str!("watch.js");

/// How often each visit is made; the medians count.
const VISITS: usize = 5;

/// Within which everything of the largest programme is there: 20,000 items are 40 s under way.
const PATIENCE: Duration = Duration::from_secs(180);

/// What is typed, a letter at a time.
const TYPED: &str = "memor";

/// How a visitor's device and network are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Conditions {
    /// A phone: a quarter of this machine's speed, 1.6 Mbit/s, 150 ms there and back.
    Slow,
    /// This machine.
    Fast,
}

/// What the page noted.
#[derive(Debug, Clone, Default, Deserialize)]
struct Seen {
    first: f64,
    answered: f64,
    blocked: f64,
    shift: f64,
    settled: Vec<f64>,
}

/// All that is measured of a site under some conditions.
#[derive(Debug, Default)]
struct Measured {
    plain: Vec<f64>,
    first: Vec<f64>,
    answered: Vec<f64>,
    again: Vec<f64>,
    settled: Vec<f64>,
    blocked: Vec<f64>,
    shift: Vec<f64>,
    heap: Vec<f64>,
    nodes: Vec<f64>,
    requests: Vec<f64>,
}

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = env::args_os().skip(1).map(PathBuf::from);
    let file = arguments.next().context("name the file for the tables")?;
    let number = |argument: &PathBuf| argument.to_str()?.parse::<usize>().ok();
    let (numbers, schedules): (Vec<_>, Vec<_>) =
        arguments.partition(|argument| number(argument).is_some());
    if !numbers.is_empty() {
        ensure!(
            schedules.is_empty(),
            "name schedules or numbers: each writes a part of its own"
        );
        return grow(&file, numbers.iter().filter_map(number)).await;
    }
    let mut sites = vec![("LPC 2021".to_owned(), Site::of(Version::First, "/")?)];
    for schedule in schedules {
        let name = schedule.file_stem().context("a file")?.to_string_lossy();
        let name = name.split('.').next().unwrap_or_default().to_owned();
        let text = fs::read_to_string(&schedule)?;
        let made = Site::imported("/", &name, &[&text])?;
        sites.push((name, made.into_iter().next().context("one site")?));
    }
    let mut tables = Vec::new();
    for (name, site) in &sites {
        let mut table = Table::new(name, plain::items(site.folder())?);
        table.add(&bytes(site)?);
        for conditions in [Conditions::Slow, Conditions::Fast] {
            table.add(&rows(conditions, &measure(site, conditions).await?));
        }
        println!("{table}");
        tables.push(table.to_string());
    }
    table::write(&file, table::MEASURED, &tables.join("\n"))
}

/// How everything grows with the number of items, on a slow device.
async fn grow(file: &Path, numbers: impl Iterator<Item = usize>) -> Result<()> {
    let mut sizes = Vec::new();
    for items in numbers {
        let site = Site::made_up("/", items)?;
        let measured = measure(&site, Conditions::Slow).await?;
        let size = growth::Size::new(items, weights(&site)?, &measured);
        println!("{size}");
        sizes.push(size);
    }
    table::write(file, table::GROWTH, &growth::table_and_plot(&sizes))
}

async fn measure(site: &Arc<Site>, conditions: Conditions) -> Result<Measured> {
    let mut measured = Measured::default();
    for _ in 0..VISITS {
        measured.plain.push(of_plain_page(site, conditions).await?);
        of_app(site, conditions, &mut measured).await?;
    }
    Ok(measured)
}

/// A visit with a browser that has never been anywhere.
async fn visit(site: &Arc<Site>, conditions: Conditions) -> Result<Visit> {
    let case = Case {
        engine: Engine::Chromium,
        base: "/",
    };
    let visit = Visit::to(case, site.clone(), Settings::eager()).await?;
    slow_down(&visit.browser, conditions).await?;
    let watch = json!({ "source": WATCH });
    visit
        .browser
        .devtools("Page.addScriptToEvaluateOnNewDocument", watch)
        .await?;
    Ok(visit)
}

async fn slow_down(browser: &Browser, conditions: Conditions) -> Result<()> {
    if conditions == Conditions::Fast {
        return Ok(());
    }
    let network = json!({
        "offline": false,
        "latency": 150,
        "downloadThroughput": 1_600_000 / 8,
        "uploadThroughput": 750_000 / 8,
    });
    browser.devtools("Network.enable", json!({})).await?;
    browser
        .devtools("Network.emulateNetworkConditions", network)
        .await?;
    browser
        .devtools("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))
        .await?;
    Ok(())
}

async fn of_plain_page(site: &Arc<Site>, conditions: Conditions) -> Result<f64> {
    let visit = visit(site, conditions).await?;
    visit.server.publish_plain(&plain::page(site.folder())?);
    visit.page.open_early(&visit.url("plain/")).await?;
    visit.page.holds("it is seen", "seen.first").await?;
    Ok(seen(&visit).await?.first)
}

async fn of_app(site: &Arc<Site>, conditions: Conditions, measured: &mut Measured) -> Result<()> {
    // First what is seen by whoever only looks.
    let looking = visit(site, conditions).await?;
    let page = &looking.page;
    page.open_early(&looking.url("")).await?;
    holds(&looking, "seen.ready && seen.first").await?;
    holds(
        &looking,
        "document.documentElement.dataset.offline === 'ready'",
    )
    .await?;
    let noted = seen(&looking).await?;
    measured.first.push(noted.first);
    measured.blocked.push(noted.blocked);
    measured.shift.push(noted.shift);
    measured.requests.push(looking.server.asked().len() as f64);
    measured.nodes.push(
        page.get("return document.getElementsByTagName('*').length", &[])
            .await?,
    );
    let heap = looking
        .browser
        .devtools("Runtime.getHeapUsage", json!({}))
        .await?;
    let part = |name: &str| heap[name].as_f64().unwrap_or_default();
    measured
        .heap
        .push((part("usedSize") + part("backingStorageSize")) / 1e6);
    measured.settled.push(typed(&looking).await?);

    // The same once more without a network: the first tap on a filter.
    let mut again = looking;
    again.page.run("sessionStorage.tap = 1").await?;
    again.server.stop().await?;
    again.page.open_early(&again.url("")).await?;
    holds(&again, "seen.answered").await?;
    measured.again.push(seen(&again).await?.answered);

    // And of whoever taps at once, on a first visit.
    let tapping = visit(site, conditions).await?;
    tapping.page.open_early(&tapping.url("robots.txt")).await?;
    tapping.page.run("sessionStorage.tap = 1").await?;
    tapping.page.open_early(&tapping.url("")).await?;
    holds(&tapping, "seen.answered").await?;
    measured.answered.push(seen(&tapping).await?.answered);
    Ok(())
}

/// From a key to the settled page: the median over what is typed.
async fn typed(visit: &Visit) -> Result<f64> {
    visit
        .page
        .run("document.querySelector('#search').focus()")
        .await?;
    for (at, letter) in TYPED.chars().enumerate() {
        visit.page.press([letter]).await?;
        let settled = format!("seen.settled.length > {at} && seen.settled[{at}]");
        visit.page.holds("the page is settled", &settled).await?;
        quiet(visit).await?;
    }
    Ok(table::median(&seen(visit).await?.settled))
}

/// Waits until nothing has changed for a while.
async fn quiet(visit: &Visit) -> Result<()> {
    let mut before = Vec::new();
    until("nothing changes any more", async || {
        let now = seen(visit).await?.settled;
        let same = now == before;
        before = now;
        tokio::time::sleep(Duration::from_millis(200)).await;
        Ok(same.then_some(()))
    })
    .await
}

/// Waits until an expression is true, for as long as a large programme takes.
async fn holds(visit: &Visit, expression: &str) -> Result<()> {
    let script = format!("return Boolean({expression})");
    until_within(PATIENCE, expression, async || {
        let holds: bool = visit.page.get(&script, &[]).await?;
        Ok(holds.then_some(()))
    })
    .await
}

async fn seen(visit: &Visit) -> Result<Seen> {
    visit.page.get("return seen", &[]).await
}

/// How many bytes are sent until the first session is seen, and for everything that offline needs.
fn weights(site: &Site) -> Result<(u64, u64)> {
    const PAGE: &str = "index.html";
    let sent = |path: &str| sent(&site.folder().join(path));
    // The page is kept by the address that it answers.
    let file = |path: &str| sent(if path.is_empty() { PAGE } else { path });
    let kept = site.kept().map(file).sum::<Result<u64>>()?;
    Ok((sent(PAGE)?, kept))
}

/// The same as rows of a table.
fn bytes(site: &Site) -> Result<Vec<Row>> {
    let (first, kept) = weights(site)?;
    Ok(vec![
        Row::new(
            "bytes until the first session, as sent",
            table::kilobytes(first),
            "≤ 80 KB",
        ),
        Row::new(
            "bytes for everything that offline needs",
            table::kilobytes(kept),
            "≤ 400 KB",
        ),
    ])
}

/// How large a file is as it is sent.
fn sent(file: &Path) -> Result<u64> {
    let twin = PathBuf::from(format!("{}.br", file.display()));
    let file = if twin.is_file() { &twin } else { file };
    Ok(fs::metadata(file)
        .with_context(|| format!("{}", file.display()))?
        .len())
}

fn rows(conditions: Conditions, measured: &Measured) -> Vec<Row> {
    let median = |values: &[f64]| table::median(values);
    let (plain, first) = (median(&measured.plain), median(&measured.first));
    let (name, goals) = match conditions {
        Conditions::Slow => (
            "slow",
            [
                "≤ 1,000 ms, ≤ 1.15 × plain",
                "≤ 3,500 ms (LPC 2,500)",
                "≤ 400 ms",
                "≤ 33 ms",
                "≤ 150 ms",
            ],
        ),
        Conditions::Fast => ("fast", ["≤ 200 ms", "", "", "≤ 16 ms", ""]),
    };
    let milliseconds = |value: f64| format!("{value:.0} ms");
    let row =
        |what: &str, value: String, goal: &str| Row::new(&format!("{name}: {what}"), value, goal);
    let mut rows = vec![
        row("plain page, first session seen", milliseconds(plain), ""),
        row(
            "first session seen",
            format!("{}, {:.2} ×", milliseconds(first), first / plain),
            goals[0],
        ),
        row(
            "first tap on a filter answered, first visit",
            milliseconds(median(&measured.answered)),
            goals[1],
        ),
        row(
            "the same without a network, later visit",
            milliseconds(median(&measured.again)),
            goals[2],
        ),
        row(
            "key in the search to settled page",
            milliseconds(median(&measured.settled)),
            goals[3],
        ),
        row(
            "total blocking time",
            milliseconds(median(&measured.blocked)),
            goals[4],
        ),
    ];
    if conditions == Conditions::Slow {
        rows.extend([
            row(
                "layout shift (CLS)",
                format!("{:.3}", median(&measured.shift)),
                "0",
            ),
            row(
                "requests, all for offline included",
                format!("{:.0}", median(&measured.requests)),
                "≤ 12",
            ),
            row(
                "heap with wasm",
                format!("{:.1} MB", median(&measured.heap)),
                "≤ 16 MB",
            ),
            row(
                "elements in the page",
                format!("{:.0}", median(&measured.nodes)),
                "≤ 3,000",
            ),
        ]);
    }
    rows
}
