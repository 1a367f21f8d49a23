//! Storms of writes: power cuts during the writes, of the server or of the database alone, and two
//! servers that share a database. Tests run each briefly, and `cargo xtask soak` at full length.

use std::collections::HashMap;
use std::process::Stdio;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use reqwest::{Client, Method};

use crate::database::{Database, End, Kind};
use crate::server::{Server, answers, ask, command, create, etag, id, replace, token};

/// How many mailboxes are written to at once.
const WRITERS: u32 = 8;

/// The last acknowledged state of a mailbox: its tag and its number; and the last number that a writer
/// sent, perhaps without an answer.
#[derive(Debug, Clone, Default)]
struct Acknowledged {
    etag: Option<String>,
    number: u64,
    sent: u64,
}

type Book = Arc<Mutex<HashMap<u32, Acknowledged>>>;

/// Increments the number in a mailbox until the server is gone.
async fn write(server: String, number: u32, book: Book, over: Arc<AtomicBool>) {
    let (client, own) = (Client::new(), token('a'));
    let mailbox = format!("{server}/v1/mailboxes/{}", id(number));
    while !over.load(Ordering::Relaxed) {
        let (known, next) = {
            let mut book = book.lock().unwrap_or_else(PoisonError::into_inner);
            let entry = book.entry(number).or_default();
            entry.sent = entry.number.max(entry.sent) + 1;
            (entry.etag.clone(), entry.sent)
        };
        let content = next.to_string();
        let request = match &known {
            None => create(&client, &mailbox, &own, content.as_bytes()),
            Some(etag) => replace(&client, &mailbox, &own, etag, content.as_bytes()),
        };
        let Ok(response) = request.send().await else {
            return;
        };
        if response.status().is_success()
            && let Ok(etag) = etag(&response)
        {
            let mut book = book.lock().unwrap_or_else(PoisonError::into_inner);
            let entry = book.entry(number).or_default();
            (entry.etag, entry.number) = (Some(etag), next);
        } else {
            // The server was cut off before it answered, but it may have made the change.
            return;
        }
    }
}

/// Rate limits that no storm reaches.
const RATES: [&str; 4] = ["--per-address", "1000000", "--per-mailbox", "1000000"];

/// A storm, in the middle of which something happens.
async fn storm(
    server: &str,
    book: &Book,
    round: u64,
    cut: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let over = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..WRITERS)
        .map(|number| tokio::spawn(write(server.into(), number, book.clone(), over.clone())))
        .collect();
    // At another moment of the storm in each round.
    tokio::time::sleep(Duration::from_millis(30 + round * 7 % 60)).await;
    cut()?;
    over.store(true, Ordering::Relaxed);
    for writer in writers {
        writer.await?;
    }
    Ok(())
}

/// Compares the mailboxes with what was acknowledged, and records what they contain; returns the sum of
/// the acknowledged numbers.
async fn all_is_there(server: &Server, book: &Book, round: u64) -> Result<u64> {
    let mut acknowledged = 0;
    let (client, own) = (Client::new(), token('a'));
    let entries = book.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for (number, known) in entries {
        let mailbox = server.mailbox(&id(number));
        let read = ask(&client, Method::GET, &mailbox, &own).send().await?;
        if read.status() == 404 {
            assert_eq!(known.number, 0, "an acknowledged mailbox is gone");
            continue;
        }
        let read = read.error_for_status()?;
        let etag = etag(&read)?;
        let there: u64 = read.text().await?.parse().context("a number")?;
        // Either the acknowledged number, or one that was sent later and got no answer: a database
        // finishes what it was asked, even if the client has gone.
        assert!(
            (known.number..=known.sent).contains(&there),
            "round {round}: {there} is there, {known:?}"
        );
        if there == known.number && known.number > 0 {
            assert_eq!(Some(&etag), known.etag.as_ref());
        }
        acknowledged += known.number;
        let mut book = book.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = book.entry(number).or_default();
        (entry.etag, entry.number) = (Some(etag), there);
    }
    Ok(acknowledged)
}

async fn every_acknowledged_write_is_there(kind: Kind, cuts: u64) -> Result<()> {
    let database = Database::new(kind)?;
    let book = Book::default();
    let mut acknowledged = 0;
    for cut in 0..cuts {
        let server = Server::start(&database.url, &RATES)?;
        let address = server.address.clone();
        storm(&address, &book, cut, || server.kill()).await?;
        let server = Server::start(&database.url, &RATES)?;
        acknowledged += all_is_there(&server, &book, cut).await?;
        server.kill()?;
    }
    assert!(acknowledged > cuts, "there was a storm: {acknowledged}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_survives_power_cuts() -> Result<()> {
    every_acknowledged_write_is_there(Kind::Sqlite, 10).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: `cargo xtask soak` runs it"]
async fn sqlite_survives_a_hundred_power_cuts() -> Result<()> {
    every_acknowledged_write_is_there(Kind::Sqlite, 100).await
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_survives_power_cuts() -> Result<()> {
    every_acknowledged_write_is_there(Kind::Postgres, 10).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: `cargo xtask soak` runs it"]
async fn postgres_survives_a_hundred_power_cuts() -> Result<()> {
    every_acknowledged_write_is_there(Kind::Postgres, 100).await
}

/// Waits until the server reports that its database answers.
async fn until_healthy(server: &Server) -> Result<()> {
    let begun = Instant::now();
    loop {
        let health = reqwest::get(format!("{}/healthz", server.address)).await?;
        if health.status() == 200 {
            return Ok(());
        }
        if begun.elapsed() > Duration::from_secs(60) {
            bail!("the server does not find its database again");
        }
    }
}

/// PostgreSQL ends suddenly while a server runs, in both ways in turn.
async fn nothing_is_lost_and_the_server_goes_on(cuts: u64) -> Result<()> {
    let mut database = Database::new(Kind::Postgres)?;
    // The same server during all rounds.
    let server = Server::of(
        command(&database.url)
            .args(RATES)
            // The log would repeat that the database is missing.
            .stderr(Stdio::null()),
    )?;
    let book = Book::default();
    for round in 0..cuts {
        let end = if round % 2 == 0 {
            End::Killed
        } else {
            End::Immediate
        };
        let cut = || database.end_and_start_again(end);
        storm(&server.address, &book, round, cut).await?;
        until_healthy(&server).await?;
        let acknowledged = all_is_there(&server, &book, round).await?;
        assert!(acknowledged > 0, "there was a storm");
        let another = server.mailbox(&id(1_000 + u32::try_from(round)?));
        answers(create(&Client::new(), &another, &token('a'), b"one"), 201).await?;
    }
    assert!(server.end()?, "it ends well when it is asked to");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn when_postgres_itself_is_cut_off_nothing_is_lost_and_the_server_goes_on() -> Result<()> {
    nothing_is_lost_and_the_server_goes_on(2).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: `cargo xtask soak` runs it"]
async fn when_postgres_is_cut_off_thirty_times_nothing_is_lost() -> Result<()> {
    nothing_is_lost_and_the_server_goes_on(30).await
}

/// Two servers share a database: each of many writers increments a number that many times, and tries
/// again if another writer was faster.
async fn no_update_is_lost(kind: Kind, times: u64) -> Result<()> {
    let database = Database::new(kind)?;
    let servers = [
        Server::start(&database.url, &RATES)?,
        Server::start(&database.url, &RATES)?,
    ];
    let (client, own) = (Client::new(), token('a'));
    let made = create(&client, &servers[0].mailbox(&id(1)), &own, b"0")
        .send()
        .await?;
    assert_eq!(made.status(), 201);
    let refused = Arc::new(AtomicU64::new(0));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let mailbox = servers[(writer % 2) as usize].mailbox(&id(1));
            let refused = refused.clone();
            tokio::spawn(async move {
                let (client, own) = (Client::new(), token('a'));
                let mut added = 0;
                while added < times {
                    let read = ask(&client, Method::GET, &mailbox, &own).send().await?;
                    let tag = etag(&read)?;
                    let number: u64 = read.text().await?.parse()?;
                    let next = (number + 1).to_string();
                    let answer = replace(&client, &mailbox, &own, &tag, next.as_bytes());
                    match answer.send().await?.status().as_u16() {
                        204 => added += 1,
                        412 => drop(refused.fetch_add(1, Ordering::Relaxed)),
                        other => anyhow::bail!("{other}"),
                    }
                }
                Ok(())
            })
        })
        .collect();
    for writer in writers {
        writer.await??;
    }
    let read = ask(&client, Method::GET, &servers[1].mailbox(&id(1)), &own)
        .send()
        .await?;
    assert_eq!(read.text().await?, (u64::from(WRITERS) * times).to_string());
    assert!(
        refused.load(Ordering::Relaxed) > 0,
        "they were in each other's way"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_before_one_database_lose_nothing() -> Result<()> {
    no_update_is_lost(Kind::Sqlite, 10).await?;
    no_update_is_lost(Kind::Postgres, 10).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "long: `cargo xtask soak` runs it"]
async fn two_servers_before_one_database_lose_nothing_of_thousands() -> Result<()> {
    no_update_is_lost(Kind::Sqlite, 250).await?;
    no_update_is_lost(Kind::Postgres, 250).await
}
