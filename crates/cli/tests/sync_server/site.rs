//! The site that the sync server serves, under the same limits as the mailboxes.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use hallway_host::{Connections, Host, Pace};
use hallway_processes::ServerProcess;
use hallway_sync_server::Settings;
use reqwest::Client;
use tempfile::TempDir;

use crate::database::{Database, Kind};
use crate::server::command;
use crate::within::Within;

/// The size of the large file, in bytes.
const LARGE: usize = 16 << 20;

/// A request for the large file.
const ASK: &[u8] = b"GET /large.bin HTTP/1.1\r\nhost: x\r\n\r\n";

fn site() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    for page in ["index.html", "404.html"] {
        fs::write(folder.path().join(page), "<!doctype html>a page")?;
    }
    fs::write(folder.path().join("large.bin"), vec![7; LARGE])?;
    Ok(folder)
}

/// How much memory a process uses, in bytes, as Linux reports it.
fn memory(process: u32) -> Result<usize> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let mut lines = status.lines();
    let line = lines.find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next());
    Ok(number.context("it is told")?.parse::<usize>()? * 1024)
}

/// Lets 150 clients ask for the large file and read only one byte each; returns by how many bytes the
/// process grew.
fn growth_by_readers_who_do_not_read(process: &ServerProcess, address: &str) -> Result<usize> {
    let before = memory(process.id())?;
    let mut readers = Vec::new();
    for _ in 0..150 {
        let mut reader = TcpStream::connect(address)?;
        reader.set_read_timeout(Some(Duration::from_secs(60)))?;
        reader.write_all(ASK)?;
        reader.read_exact(&mut [0])?;
        readers.push(reader);
    }
    let after = memory(process.id())?;
    Ok(after.saturating_sub(before))
}

#[test]
fn readers_who_do_not_read_cost_little_memory() -> Result<()> {
    let (database, site) = (Database::new(Kind::Sqlite)?, site()?);
    let server = ServerProcess::start(
        command(&database.url)
            .args(["--quiet", "--site"])
            .arg(site.path()),
    )?;
    let address = server.address().trim_start_matches("http://").to_owned();
    let growth = growth_by_readers_who_do_not_read(&server, &address)?;
    println!("150 readers who do not read: {} KiB", growth / 1024);
    // If each connection had the file in memory, the process would use 2.4 GB.
    assert!(growth < 8 * LARGE, "{growth} bytes");
    Ok(())
}

fn host(site: &Path) -> Host {
    Host {
        site: site.into(),
        base_path: "/".into(),
        headers: Vec::new(),
        assets_kept: "no-cache",
        others_kept: "no-cache",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_reads_a_file_too_slowly_is_hung_up_on() -> Result<()> {
    let (database, site) = (Database::new(Kind::Sqlite)?, site()?);
    let connections = Connections {
        answer: Pace {
            patience: Duration::from_millis(500),
            per_second: NonZeroU32::new(1 << 20).context("it is not zero")?,
        },
        at_once: NonZeroU16::MIN,
        ..Connections::default()
    };
    let router = hallway_host::router(host(site.path()));
    let settings = Settings::default();
    let server = Within::beside(Some(router), &database.url, settings, connections).await?;
    let mut slow = server.connect(ASK)?;
    // This client reads all the time, but would hold the only connection for a minute and a half.
    let slow = std::thread::spawn(move || {
        let (mut piece, mut taken) = ([0; 4096], 0);
        while let Ok(read @ 1..) = slow.read(&mut piece) {
            taken += read;
            std::thread::sleep(Duration::from_millis(20));
        }
        taken
    });
    let begun = Instant::now();
    let answer = server.says(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")?;
    assert!(answer.ends_with("a page"), "{answer}");
    assert!(begun.elapsed() < Duration::from_secs(30), "it waited");
    let taken = slow.join().map_err(|_| anyhow::anyhow!("it failed"))?;
    assert!(taken < LARGE, "{taken} bytes");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_site_is_under_the_limit_of_requests_too() -> Result<()> {
    let (database, site) = (Database::new(Kind::Sqlite)?, site()?);
    let server = ServerProcess::start(
        command(&database.url)
            .args(["--quiet", "--per-address", "1", "--behind-proxy", "--site"])
            .arg(site.path()),
    )?;
    let client = Client::new();
    let page = |address: &str| {
        client
            .get(server.address())
            .header("x-forwarded-for", address)
            .send()
    };
    let mut statuses = Vec::new();
    for _ in 0..30 {
        statuses.push(page("192.0.2.1").await?.status().as_u16());
    }
    assert!(
        statuses.contains(&200) && statuses.contains(&429),
        "{statuses:?}"
    );
    assert_eq!(page("192.0.2.2").await?.status(), 200);
    Ok(())
}

/// `hallway serve` prints its address in another form than the sync server.
#[test]
fn hallway_serve_has_the_same_limits_of_connections() -> Result<()> {
    let site = site()?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallway"));
    let command = command.arg("serve").arg(site.path()).args(["--port", "0"]);
    let server = Served::start(command)?;
    // More connections than one address may have.
    let mut held = Vec::new();
    let mut refused = 0;
    for _ in 0..310 {
        let mut stream = TcpStream::connect(&server.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(60)))?;
        let asked = stream.write_all(b"HEAD / HTTP/1.1\r\nhost: x\r\n\r\n");
        if asked.is_ok() && matches!(stream.read(&mut [0]), Ok(1)) {
            held.push(stream);
        } else {
            refused += 1;
        }
    }
    assert!(held.len() <= 300 && refused >= 10, "{} held", held.len());
    Ok(())
}

/// A running `hallway serve`, which ends when this is dropped.
struct Served {
    process: std::process::Child,
    address: String,
}

impl Served {
    fn start(command: &mut Command) -> Result<Self> {
        use std::io::BufRead;
        let mut process = command.stdout(std::process::Stdio::piped()).spawn()?;
        let out = process.stdout.take().context("it has an output")?;
        let mut said = String::new();
        std::io::BufReader::new(out).read_line(&mut said)?;
        let address = said.trim().strip_prefix("Serving on http://");
        let address = address.and_then(|address| address.strip_suffix('/'));
        let address = address.context("it says where")?.to_owned();
        Ok(Self { process, address })
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
