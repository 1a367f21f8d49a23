//! Full disks, and files that are damaged, deleted or replaced: the server loses no acknowledged write,
//! acknowledges none that would be lost, and works again when the disk or the file does.

use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use reqwest::{Client, Method};
use tempfile::TempDir;

use crate::server::{Server, ask, command, create, id, token};

/// How long to wait for something that must happen.
const PATIENCE: Duration = Duration::from_secs(30);

/// A disk for one test.
struct Disk(TempDir);

impl Disk {
    /// Mounts a disk of that many megabytes; `None` if this user may not mount it.
    fn new(megabytes: u32) -> Result<Option<Self>> {
        let folder = tempfile::tempdir()?;
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={megabytes}m"), "tmpfs"])
            .arg(folder.path())
            .output();
        match mounted {
            Ok(mounted) if mounted.status.success() => Ok(Some(Self(folder))),
            Ok(mounted) => {
                let why = String::from_utf8_lossy(&mounted.stderr).into_owned();
                eprintln!("skipped, since no disk can be mounted: {why}");
                Ok(None)
            }
            Err(error) => {
                eprintln!("skipped, since no disk can be mounted: {error}");
                Ok(None)
            }
        }
    }

    fn url(&self) -> String {
        url(self.0.path())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // A server that uses the disk may still be about to end.
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("mailboxes.db")
}

fn url(folder: &Path) -> String {
    format!("sqlite:{}", file(folder).display())
}

/// A server with rate limits that no test reaches, and without a log.
fn start(url: &str) -> Result<Server> {
    let many = [
        "--quiet",
        "--per-mailbox",
        "100000",
        "--per-address",
        "100000",
    ];
    Server::of(command(url).args(many).stderr(Stdio::null()))
}

/// The content of the mailbox with that number.
fn content(number: u32) -> Vec<u8> {
    number.to_le_bytes().repeat(16 * 1024)
}

async fn make(server: &Server, number: u32) -> Result<u16> {
    make_at(server.mailbox(&id(number)), number).await
}

async fn make_at(mailbox: String, number: u32) -> Result<u16> {
    let made = create(&Client::new(), &mailbox, &token('a'), &content(number));
    Ok(made.send().await?.status().as_u16())
}

/// Reads a mailbox, and checks its content if the status is 200; returns the status.
async fn read(server: &Server, number: u32) -> Result<u16> {
    let mailbox = server.mailbox(&id(number));
    let read = ask(&Client::new(), Method::GET, &mailbox, &token('a'));
    let read = read.send().await?;
    let status = read.status().as_u16();
    if status == 200 {
        assert!(read.bytes().await? == content(number), "{number}");
    }
    Ok(status)
}

async fn all_are_there(server: &Server, numbers: &[u32]) -> Result<()> {
    for number in numbers {
        assert_eq!(read(server, *number).await?, 200, "{number}");
    }
    Ok(())
}

/// Waits until the server's health check has that status; returns its text.
async fn until_health_is(server: &Server, status: u16) -> Result<String> {
    let begun = Instant::now();
    loop {
        let health = reqwest::get(format!("{}/healthz", server.address)).await?;
        let (is, said) = (health.status().as_u16(), health.text().await?);
        if is == status {
            return Ok(said);
        }
        if begun.elapsed() > PATIENCE {
            bail!("the health is {is}, not {status}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_passes() -> Result<()> {
    let Some(disk) = Disk::new(10)? else {
        return Ok(());
    };
    let ballast = disk.0.path().join("ballast");
    fs::write(&ballast, vec![7; 4 << 20])?;
    let server = start(&disk.url())?;
    let mut acknowledged = Vec::new();
    // Eight writes at a time, so that groups of writes fail too.
    for round in 0..30 {
        let eight: Vec<_> = (round * 8..(round + 1) * 8)
            .map(|number| (number, server.mailbox(&id(number))))
            .map(|(number, mailbox)| (number, tokio::spawn(make_at(mailbox, number))))
            .collect();
        let mut is_full = true;
        for (number, made) in eight {
            match made.await?? {
                201 => {
                    acknowledged.push(number);
                    is_full = false;
                }
                503 => {}
                other => bail!("{other}"),
            }
        }
        if is_full {
            break;
        }
    }
    assert!((1..240).contains(&acknowledged.len()), "the disk is full");
    let said = until_health_is(&server, 503).await?;
    assert!(said.contains("The disk of the database is full."), "{said}");
    // Reading works for as long as the disk is full.
    all_are_there(&server, &acknowledged).await?;
    for number in 1_000..1_020 {
        assert_eq!(make(&server, number).await?, 503);
    }

    fs::remove_file(&ballast)?;
    assert_eq!(make(&server, 2_000).await?, 201, "there is room, at once");
    acknowledged.push(2_000);
    until_health_is(&server, 200).await?;
    for number in 3_000..3_010 {
        assert_eq!(make(&server, number).await?, 201);
        acknowledged.push(number);
    }
    all_are_there(&server, &acknowledged).await?;
    server.kill()?;
    let server = start(&disk.url())?;
    all_are_there(&server, &acknowledged).await
}

/// Runs a command that must end at once; returns its output.
fn ends(command: &mut Command) -> Result<Output> {
    let mut process = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let begun = Instant::now();
    while process.try_wait()?.is_none() {
        if begun.elapsed() > PATIENCE {
            process.kill()?;
            bail!("it runs on: {:?}", process.wait_with_output()?);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(process.wait_with_output()?)
}

/// Checks that the server does not start, and says why in one line.
fn does_not_start(url: &str, why: &str) -> Result<()> {
    let ended = ends(command(url).arg("--quiet"))?;
    let said = String::from_utf8(ended.stderr)?;
    assert_eq!(ended.status.code(), Some(1), "{said}");
    assert!(said.contains(why) && said.lines().count() == 1, "{said}");
    Ok(())
}

/// Overwrites a file from an offset to its end.
fn damage(file: &Path, from: u64) -> Result<()> {
    let mut open = File::options().write(true).open(file)?;
    let length = open
        .metadata()?
        .len()
        .checked_sub(from)
        .context("it is large")?;
    open.seek(SeekFrom::Start(from))?;
    open.write_all(&vec![0xa5; usize::try_from(length)?])?;
    Ok(())
}

/// Creates 100 mailboxes, more than SQLite keeps in its log; returns their numbers.
async fn fill(server: &Server) -> Result<Vec<u32>> {
    for number in 0..100 {
        assert_eq!(make(server, number).await?, 201);
    }
    Ok((0..100).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_is_noticed_and_nobody_is_told_that_a_mailbox_is_gone() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = start(&url(folder.path()))?;
    let numbers = fill(&server).await?;
    // Ending the server moves everything from the log into the file.
    assert!(server.end()?, "it ends well when it is asked to");
    let file = file(folder.path());
    let whole = fs::read(&file)?;
    let server = start(&url(folder.path()))?;
    for from in [0, 4096, 1 << 20] {
        until_health_is(&server, 200).await?;
        damage(&file, from)?;
        let said = until_health_is(&server, 503).await?;
        assert!(said.contains("The database's file is damaged."), "{said}");
        for number in &numbers {
            assert_eq!(read(&server, *number).await?, 503);
        }
        assert_eq!(make(&server, 1_000).await?, 503);
        // The server also notices that the file is intact again.
        File::options()
            .write(true)
            .open(&file)?
            .write_all_at(&whole, 0)?;
        until_health_is(&server, 200).await?;
        all_are_there(&server, &numbers).await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_server_starts_over_a_damaged_file() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = start(&url(folder.path()))?;
    fill(&server).await?;
    assert!(server.end()?, "it ends well when it is asked to");
    let whole = fs::read(file(folder.path()))?;
    for from in [0, 30, 4096, 1 << 20] {
        fs::write(file(folder.path()), &whole)?;
        damage(&file(folder.path()), from)?;
        does_not_start(&url(folder.path()), "damaged")?;
    }
    fs::write(file(folder.path()), &whole[..whole.len() / 2])?;
    does_not_start(&url(folder.path()), "damaged")?;
    fs::write(
        file(folder.path()),
        "something else altogether, such as a text",
    )?;
    does_not_start(&url(folder.path()), "damaged")
}

#[tokio::test(flavor = "multi_thread")]
async fn no_server_starts_over_what_it_can_only_read() -> Result<()> {
    let Some(disk) = Disk::new(8)? else {
        return Ok(());
    };
    let server = start(&disk.url())?;
    assert_eq!(make(&server, 1).await?, 201);
    assert!(server.end()?, "it ends well when it is asked to");
    let remounted = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(disk.0.path())
        .status()?;
    assert!(remounted.success());
    does_not_start(&disk.url(), "the database of --database-url can't be used")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_to_a_file_that_is_gone_is_not_acknowledged() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let server = start(&url(folder.path()))?;
    let mut numbers = fill(&server).await?;
    let (there, aside) = (file(folder.path()), folder.path().join("aside"));
    let another = tempfile::tempdir()?;
    start(&url(another.path()))?.end()?;
    // First the file is deleted, then another intact file replaces it.
    for replacement in [None, Some(file(another.path()))] {
        fs::rename(&there, &aside)?;
        if let Some(replacement) = replacement {
            fs::copy(replacement, &there)?;
        }
        for number in 1_000..1_005 {
            assert_eq!(make(&server, number).await?, 503);
            assert_eq!(read(&server, 1).await?, 503, "and not that it is gone");
        }
        let said = until_health_is(&server, 503).await?;
        assert!(said.contains("moved, deleted or replaced"), "{said}");
        // With the old file back, the server works again.
        fs::rename(&aside, &there)?;
        until_health_is(&server, 200).await?;
        let next = u32::try_from(numbers.len())?;
        assert_eq!(make(&server, next).await?, 201);
        numbers.push(next);
        all_are_there(&server, &numbers).await?;
    }
    server.kill()?;
    all_are_there(&start(&url(folder.path()))?, &numbers).await
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_with_the_log_beside_the_file() -> Result<()> {
    for ending in ["mailboxes.db-wal", "mailboxes.db-shm"] {
        let folder = tempfile::tempdir()?;
        let server = start(&url(folder.path()))?;
        let mut numbers = fill(&server).await?;
        fs::remove_file(folder.path().join(ending))?;
        let begun = Instant::now();
        for number in 1_000.. {
            if make(&server, number).await? == 201 {
                numbers.push(number);
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "it never goes on");
        }
        until_health_is(&server, 200).await?;
        all_are_there(&server, &numbers).await?;
        server.kill()?;
        all_are_there(&start(&url(folder.path()))?, &numbers).await?;
    }
    Ok(())
}

#[test]
fn what_would_be_gone_with_the_server_is_refused() -> Result<()> {
    for url in [
        "",
        "sqlite:",
        "sqlite://",
        "sqlite::memory:",
        "sqlite://?mode=memory",
        "sqlite:/tmp/x?mode=memory",
        "sqlite:file::memory:",
        "file::memory:",
        "mysql://user:secret@host/database",
    ] {
        let ended = ends(&mut command(url))?;
        let said = String::from_utf8(ended.stderr)?;
        assert_eq!(ended.status.code(), Some(2), "{url}: {said}");
        assert!(said.starts_with("error: --database-url"), "{url}: {said}");
        assert!(
            said.contains("sqlite:") && !said.contains("secret"),
            "{said}"
        );
        assert_eq!(said.trim().lines().count(), 1, "{said}");
    }
    Ok(())
}
