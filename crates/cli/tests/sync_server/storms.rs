//! Storms of writes: power cuts in the middle of them, and two servers before one database.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use reqwest::{Client, Method};

use crate::database::{Database, Kind};
use crate::server::{Server, ask, create, etag, id, replace, token};

/// How many mailboxes are written to at once.
const WRITERS: u32 = 8;

/// What was acknowledged of a mailbox last: its tag and its number; and the number that was sent and
/// not answered.
#[derive(Debug, Clone, Default)]
struct Acknowledged {
    etag: Option<String>,
    number: u64,
    sent: u64,
}

type Book = Arc<Mutex<HashMap<u32, Acknowledged>>>;

/// Counts up in a mailbox until the server is gone.
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
            // What had not been answered before the cut was done all the same.
            return;
        }
    }
}

async fn every_acknowledged_write_is_there(kind: Kind, cuts: u64) -> Result<()> {
    let database = Database::new(kind)?;
    let rates = ["--per-address", "1000000", "--per-mailbox", "1000000"];
    let book = Book::default();
    let mut acknowledged = 0;
    for cut in 0..cuts {
        let server = Server::start(&database.url, &rates)?;
        let over = Arc::new(AtomicBool::new(false));
        let writers: Vec<_> = (0..WRITERS)
            .map(|number| {
                let (book, over) = (book.clone(), over.clone());
                tokio::spawn(write(server.address.clone(), number, book, over))
            })
            .collect();
        // Somewhere in the middle, another place each time.
        tokio::time::sleep(Duration::from_millis(30 + cut * 7 % 60)).await;
        server.kill()?;
        over.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.await?;
        }

        let server = Server::start(&database.url, &rates)?;
        let (client, own) = (Client::new(), token('a'));
        let entries = book.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for (number, known) in entries {
            let mailbox = server.mailbox(&id(number));
            let read = ask(&client, Method::GET, &mailbox, &own).send().await?;
            if read.status() == 404 {
                assert_eq!(known.number, 0, "an acknowledged mailbox is gone");
                continue;
            }
            let etag = etag(&read)?;
            let there: u64 = read.text().await?.parse().context("a number")?;
            // Either what was acknowledged, or one of those that were sent since and cut off: a
            // database goes on with what it was asked when who asked is gone already.
            assert!(
                (known.number..=known.sent).contains(&there),
                "cut {cut}: {there} is there, {known:?}"
            );
            if there == known.number && known.number > 0 {
                assert_eq!(Some(&etag), known.etag.as_ref());
            }
            acknowledged += known.number;
            let mut book = book.lock().unwrap_or_else(PoisonError::into_inner);
            let entry = book.entry(number).or_default();
            (entry.etag, entry.number) = (Some(etag), there);
        }
        server.kill()?;
    }
    assert!(acknowledged > cuts, "there was a storm: {acknowledged}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_survives_a_hundred_power_cuts() -> Result<()> {
    every_acknowledged_write_is_there(Kind::Sqlite, 100).await
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_survives_a_hundred_power_cuts() -> Result<()> {
    every_acknowledged_write_is_there(Kind::Postgres, 100).await
}

/// Two servers before one database: each of many writers adds one to a number, and starts again when
/// another was faster.
async fn no_update_is_lost(kind: Kind) -> Result<()> {
    const EACH: u64 = 25;
    let database = Database::new(kind)?;
    let rates = ["--per-address", "1000000", "--per-mailbox", "1000000"];
    let servers = [
        Server::start(&database.url, &rates)?,
        Server::start(&database.url, &rates)?,
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
                while added < EACH {
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
    assert_eq!(read.text().await?, (u64::from(WRITERS) * EACH).to_string());
    assert!(
        refused.load(Ordering::Relaxed) > 0,
        "they were in each other's way"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_before_one_database_lose_nothing() -> Result<()> {
    no_update_is_lost(Kind::Sqlite).await?;
    no_update_is_lost(Kind::Postgres).await
}
