//! Measures how fast the sync server answers, compared with a bare handler of the same framework
//! under the same load, and how many durable writes it does per second, compared with a bare loop
//! that writes to the same disk.
//!
//! `cargo xtask bench sync` and `cargo xtask soak` run it. The first argument is the path of
//! `hallway`. The second is a number of minutes: for so long it continues to read and write, and
//! prints the server's memory.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::routing::get;
use hallway_processes::ServerProcess;
use reqwest::Client;

/// How long each load lasts.
const LOAD: Duration = Duration::from_secs(5);

/// The numbers of connections.
const CONNECTIONS: [usize; 2] = [10, 200];

/// The size of a mailbox's content, in bytes: the smallest message.
const CONTENT: usize = 1024;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Runtime::new()?;
    match arguments.as_slice() {
        [bare] if bare == "bare" => runtime.block_on(bare_handler()),
        [command, minutes] => runtime.block_on(measure(command, minutes.parse()?)),
        _ => bail!("give the path of `hallway` and a number of minutes"),
    }
}

/// A server that only answers.
async fn bare_handler() -> Result<()> {
    let content = vec![7_u8; CONTENT];
    let answer = move || {
        let content = content.clone();
        async move {
            let headers = [(CONTENT_TYPE, "application/octet-stream"), (ETAG, "\"x\"")];
            (headers, content)
        }
    };
    let router = Router::new().route("/v1/mailboxes/{id}", get(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

/// A server's memory in use, in KiB, as Linux reports it.
fn memory(server: &ServerProcess) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The result of a load.
struct Outcome {
    requests: usize,
    per_second: f64,
    p99: Duration,
}

impl Outcome {
    fn of(mut took: Vec<Duration>) -> Self {
        took.sort_unstable();
        let p99 = took.get(took.len() * 99 / 100).copied().unwrap_or_default();
        let requests = took.len();
        let per_second = requests as f64 / LOAD.as_secs_f64();
        Self {
            requests,
            per_second,
            p99,
        }
    }
}

async fn measure(command: &str, minutes: u64) -> Result<()> {
    // Use the build folder, since the system's temporary folder may be in memory, where writes do
    // not wait for a disk.
    let folder = tempfile::tempdir_in(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target"))?;
    let database = format!("sqlite:{}", folder.path().join("mailboxes.db").display());
    let own = std::env::current_exe()?;
    let bare = ServerProcess::start(Command::new(own).arg("bare"))?;
    let server = ServerProcess::start(
        Command::new(command)
            .args(["sync-server", "--listen", "127.0.0.1:0", "--quiet"])
            .args(["--per-address", "100000000", "--per-mailbox", "100000000"])
            .args(["--database-url", &database]),
    )?;
    let syncs = syncs_a_second(folder.path())?;
    println!("A bare write and wait for the disk: {syncs:.0} a second.\n");
    println!("| connections | what | a second | p99 | ratio |");
    println!("| ---: | --- | ---: | ---: | --- |");
    for connections in CONNECTIONS {
        let tags = create(server.address(), connections).await?;
        let row = |what: &str, outcome: &Outcome, ratio: String| {
            let (per_second, p99) = (outcome.per_second, outcome.p99);
            println!("| {connections} | {what} | {per_second:.0} | {p99:.1?} | {ratio} |");
        };
        let bare = load(bare.address(), connections, &Work::Read).await?;
        row("bare handler, read", &bare, "1".into());
        let reads = load(server.address(), connections, &Work::Read).await?;
        let ratio = reads.per_second / bare.per_second;
        row(
            "sync server, read",
            &reads,
            format!("{ratio:.2} of the bare handler"),
        );
        let writes = load(server.address(), connections, &Work::Write(tags)).await?;
        let ratio = writes.per_second / syncs;
        row(
            "sync server, durable write",
            &writes,
            format!("{ratio:.2} of the bare loop"),
        );
    }
    watch_memory(&server, minutes).await
}

/// How many times per second a page can be appended to a file and synced to disk.
fn syncs_a_second(folder: &Path) -> Result<f64> {
    let mut file = File::create(folder.join("bare"))?;
    let (page, begun) = ([7; 4096], Instant::now());
    let mut syncs = 0_u32;
    while begun.elapsed() < LOAD {
        file.write_all(&page)?;
        file.sync_data()?;
        syncs += 1;
    }
    Ok(f64::from(syncs) / begun.elapsed().as_secs_f64())
}

fn mailbox(address: &str, number: usize) -> String {
    format!("{address}/v1/mailboxes/{number:032x}")
}

/// A write token: 43 characters of base64url.
fn authorization() -> String {
    format!("Bearer {}", "A".repeat(43))
}

/// Creates that many mailboxes, or finds them, and returns their tags.
async fn create(address: &str, number: usize) -> Result<Vec<String>> {
    let client = Client::new();
    let mut tags = Vec::new();
    for number in 0..number {
        let made = client
            .put(mailbox(address, number))
            .header("authorization", authorization())
            .header("content-type", "application/octet-stream")
            .header("if-none-match", "*")
            .body(vec![7; CONTENT])
            .send()
            .await?;
        let tag = made.headers().get("etag").context("a tag")?;
        tags.push(tag.to_str()?.to_owned());
    }
    Ok(tags)
}

/// What each connection does repeatedly, on its own mailbox.
enum Work {
    Read,
    /// Writes, starting from the version with this tag.
    Write(Vec<String>),
}

async fn load(address: &str, connections: usize, work: &Work) -> Result<Outcome> {
    let until = Instant::now() + LOAD;
    let workers: Vec<_> = (0..connections)
        .map(|number| {
            let mailbox = mailbox(address, number);
            match work {
                Work::Read => tokio::spawn(read(mailbox, until)),
                Work::Write(tags) => tokio::spawn(write(mailbox, tags[number].clone(), until)),
            }
        })
        .collect();
    let mut took = Vec::new();
    for worker in workers {
        took.extend(worker.await??);
    }
    Ok(Outcome::of(took))
}

async fn read(mailbox: String, until: Instant) -> Result<Vec<Duration>> {
    let client = Client::new();
    let mut took = Vec::new();
    while Instant::now() < until {
        let begun = Instant::now();
        let request = client
            .get(&mailbox)
            .header("authorization", authorization());
        let content = request.send().await?.error_for_status()?.bytes().await?;
        took.push(begun.elapsed());
        anyhow::ensure!(content.len() == CONTENT, "{} bytes", content.len());
    }
    Ok(took)
}

async fn write(mailbox: String, mut tag: String, until: Instant) -> Result<Vec<Duration>> {
    let client = Client::new();
    let mut took = Vec::new();
    while Instant::now() < until {
        let begun = Instant::now();
        let answer = client
            .put(&mailbox)
            .header("authorization", authorization())
            .header("content-type", "application/octet-stream")
            .header("if-match", &tag)
            .body(vec![7; CONTENT])
            .send()
            .await?
            .error_for_status()?;
        took.push(begun.elapsed());
        tag = answer.headers()["etag"].to_str()?.into();
    }
    Ok(took)
}

/// Continues with alternating reads and writes, and prints the server's memory every minute.
async fn watch_memory(server: &ServerProcess, minutes: u64) -> Result<()> {
    let memory = || memory(server).unwrap_or_default();
    println!("\nThe server's memory: {} KiB", memory());
    let (mut reads, mut writes) = (0, 0);
    for minute in 1..=minutes {
        let until = Instant::now() + Duration::from_secs(60);
        while Instant::now() < until {
            let connections = CONNECTIONS[0];
            reads += load(server.address(), connections, &Work::Read)
                .await?
                .requests;
            let tags = create(server.address(), connections).await?;
            writes += load(server.address(), connections, &Work::Write(tags))
                .await?
                .requests;
        }
        let memory = memory();
        println!("after {minute} min, {reads} reads and {writes} writes: {memory} KiB");
    }
    Ok(())
}
