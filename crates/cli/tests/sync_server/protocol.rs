//! Every rule of the protocol, against both databases.

use std::fs;
use std::process::Command;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::{Result, bail};
use hallway_host::Connections;
use hallway_sync_server::{Expiry, Settings};
use reqwest::{Client, Method};

use crate::database::{Database, Kind};
use crate::server::{Server, answers, ask, create, etag, id, put, replace, token};
use crate::within::Within;

async fn follows_the_protocol(kind: Kind) -> Result<()> {
    let database = Database::new(kind)?;
    let options = ["--per-mailbox", "1000", "--public-metrics"];
    let server = Server::start(&database.url, &options)?;
    let client = Client::new();
    let (mailbox, own, other) = (server.mailbox(&id(1)), token('a'), token('b'));

    // Without a token the server does not even reveal that no mailbox exists yet.
    answers(client.get(&mailbox), 401).await?;
    answers(
        client.get(&mailbox).header("authorization", "Bearer x"),
        401,
    )
    .await?;
    answers(ask(&client, Method::GET, &mailbox, &own), 404).await?;
    answers(replace(&client, &mailbox, &own, "\"x\"", b"a"), 404).await?;
    answers(
        ask(&client, Method::DELETE, &mailbox, &own).header("if-match", "\"x\""),
        404,
    )
    .await?;
    answers(put(&client, &mailbox, &own, b"a"), 428).await?;

    let made = answers(create(&client, &mailbox, &own, b"one"), 201).await?;
    let first = etag(&made)?;
    let again = answers(create(&client, &mailbox, &own, b"two"), 412).await?;
    assert_eq!(etag(&again)?, first);
    answers(create(&client, &mailbox, &other, b"two"), 401).await?;

    let read = answers(ask(&client, Method::GET, &mailbox, &own), 200).await?;
    assert_eq!(etag(&read)?, first);
    assert_eq!(read.headers()["content-type"], "application/octet-stream");
    assert_eq!(read.bytes().await?.as_ref(), b"one");
    let known = ask(&client, Method::GET, &mailbox, &own).header("if-none-match", &first);
    assert_eq!(etag(&answers(known, 304).await?)?, first);
    answers(ask(&client, Method::GET, &mailbox, &other), 401).await?;

    let replaced = answers(replace(&client, &mailbox, &own, &first, b"two"), 204).await?;
    let second = etag(&replaced)?;
    assert_ne!(second, first);
    let stale = answers(replace(&client, &mailbox, &own, &first, b"three"), 412).await?;
    assert_eq!(etag(&stale)?, second);
    answers(replace(&client, &mailbox, &other, &second, b"three"), 401).await?;
    answers(replace(&client, &mailbox, &own, "W/\"x\"", b"three"), 400).await?;
    answers(
        create(&client, &mailbox, &own, b"x").header("if-match", &second),
        400,
    )
    .await?;
    answers(
        put(&client, &mailbox, &own, b"x").header("if-none-match", &second),
        400,
    )
    .await?;
    answers(replace(&client, &mailbox, &own, &second, b""), 400).await?;
    let text = ask(&client, Method::PUT, &mailbox, &own).header("if-match", &second);
    answers(text.header("content-type", "text/plain").body("x"), 415).await?;
    let post = answers(ask(&client, Method::POST, &mailbox, &own), 405).await?;
    assert_eq!(post.headers()["allow"], "DELETE, GET, HEAD, OPTIONS, PUT");

    let largest = vec![7; 64 * 1024];
    let replaced = answers(replace(&client, &mailbox, &own, &second, &largest), 204).await?;
    let third = etag(&replaced)?;
    let too_large = vec![7; 64 * 1024 + 1];
    answers(replace(&client, &mailbox, &own, &third, &too_large), 413).await?;
    let read = answers(ask(&client, Method::GET, &mailbox, &own), 200).await?;
    assert_eq!(read.bytes().await?.as_ref(), largest);

    let delete = |tag: &str, token: &str| {
        ask(&client, Method::DELETE, &mailbox, token).header("if-match", tag)
    };
    answers(ask(&client, Method::DELETE, &mailbox, &own), 428).await?;
    answers(delete(&second, &own), 412).await?;
    answers(delete(&third, &other), 401).await?;
    answers(delete(&third, &own), 204).await?;
    answers(ask(&client, Method::GET, &mailbox, &own), 404).await?;
    // Anyone may create a new mailbox with the old name, and it gets a new tag.
    let made = answers(create(&client, &mailbox, &other, b"one"), 201).await?;
    assert!(![&first, &second, &third].contains(&&etag(&made)?));

    let odd = ["", "x", &id(1)[1..], &id(1).replace('0', "A"), "%ff", "%2f"];
    let below = ["", "/", "/mailboxes", "/nothing", "/%ff"].map(|path| format!("/v1{path}"));
    let below = below.iter().map(|path| format!("{}{path}", server.address));
    let inside = format!("{mailbox}/inside");
    let odd = odd.map(|name| server.mailbox(name)).into_iter();
    for address in odd.chain(below).chain([inside]) {
        answers(ask(&client, Method::GET, &address, &own), 404).await?;
    }
    let health = client
        .get(format!("{}/healthz", server.address))
        .send()
        .await?;
    assert_eq!(health.text().await?, "ok\n");
    let metrics = client
        .get(format!("{}/metrics", server.address))
        .send()
        .await?;
    let metrics = metrics.text().await?;
    for line in [
        "hallway_sync_mailboxes 1\n",
        "hallway_sync_requests_total{method=\"PUT\",status=\"413\"} 1\n",
    ] {
        assert!(metrics.contains(line), "{line} in {metrics}");
    }
    assert!(server.end()?, "it ends well when it is asked to");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_follows_the_protocol() -> Result<()> {
    follows_the_protocol(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres_follows_the_protocol() -> Result<()> {
    follows_the_protocol(Kind::Postgres).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_below_the_protocol_s_path_is_no_page_of_the_site_beside_it() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let site = tempfile::tempdir()?;
    for page in ["index.html", "404.html"] {
        fs::write(site.path().join(page), "<!doctype html>a page")?;
    }
    let folder = site.path().to_string_lossy();
    let server = Server::start(&database.url, &["--site", &folder])?;
    let client = Client::new();
    let page = client.get(&server.address).send().await?;
    assert!(page.text().await?.ends_with("a page"));
    for path in ["/v1", "/v1/", "/v1/nothing", "/v1/mailboxes/"] {
        answers(client.get(format!("{}{path}", server.address)), 404).await?;
    }
    Ok(())
}

/// The clock of the test of expiry, in seconds.
static NOW: AtomicU64 = AtomicU64::new(0);

fn now() -> Duration {
    Duration::from_secs(NOW.load(Ordering::Relaxed))
}

const DAY: u64 = 24 * 60 * 60;

/// Lets that many days pass; returns how many mailboxes were deleted.
async fn pass(expiry: &mut Expiry, days: u64) -> Result<u64> {
    let mut taken = 0;
    for _ in 0..days {
        NOW.fetch_add(DAY, Ordering::Relaxed);
        taken += expiry.look().await?;
    }
    Ok(taken)
}

async fn forgets_what_nobody_uses(kind: Kind) -> Result<()> {
    let database = Database::new(kind)?;
    let server = Within::start(&database.url, Settings::default(), Connections::default()).await?;
    let mut expiry = Expiry::new(server.database.clone(), now, Duration::from_secs(DAY));
    assert_eq!(expiry.look().await?, 0);
    let (client, own) = (Client::new(), token('a'));
    let [read, written, unused] = [1, 2, 3].map(|number| server.mailbox(&id(number)));
    answers(create(&client, &read, &own, b"one"), 201).await?;
    let made = answers(create(&client, &written, &own, b"one"), 201).await?;
    answers(create(&client, &unused, &own, b"one"), 201).await?;

    assert_eq!(pass(&mut expiry, 89).await?, 0);
    answers(ask(&client, Method::GET, &read, &own), 200).await?;
    let tag = etag(&made)?;
    answers(replace(&client, &written, &own, &tag, b"two"), 204).await?;
    assert_eq!(pass(&mut expiry, 2).await?, 0);
    // It is deleted when 91 whole days have passed after the day on which it was last used.
    assert_eq!(pass(&mut expiry, 1).await?, 1);
    answers(ask(&client, Method::GET, &unused, &own), 404).await?;
    // These are as old, but were used three days ago.
    answers(ask(&client, Method::GET, &read, &own), 200).await?;
    answers(ask(&client, Method::GET, &written, &own), 200).await?;

    // The clock jumps, forwards and back, before a server starts and while it runs.
    for jump in [100 * DAY, 0, 10_000 * DAY, DAY] {
        NOW.store(jump, Ordering::Relaxed);
        let often = Duration::from_secs(600);
        let mut another = Expiry::new(server.database.clone(), now, often);
        assert_eq!(another.look().await?, 0);
        NOW.fetch_add(100 * DAY, Ordering::Relaxed);
        assert_eq!(another.look().await?, 0);
    }
    let mut expiry = Expiry::new(server.database.clone(), now, Duration::from_secs(DAY));
    assert_eq!(expiry.look().await?, 0);
    assert_eq!(pass(&mut expiry, 89).await?, 0);
    assert_eq!(server.database.count().await?, 2);
    assert_eq!(pass(&mut expiry, 3).await?, 2);
    assert_eq!(server.database.count().await?, 0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_uses_for_90_days_goes() -> Result<()> {
    // One after the other, since both use the same clock.
    forgets_what_nobody_uses(Kind::Sqlite).await?;
    forgets_what_nobody_uses(Kind::Postgres).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_are_where_they_are_wanted_and_nowhere_else() -> Result<()> {
    let numbers = async |address: &str| -> Result<(u16, bool)> {
        let answer = reqwest::get(format!("{address}/metrics")).await?;
        let status = answer.status().as_u16();
        Ok((
            status,
            answer.text().await?.contains("hallway_sync_mailboxes 0"),
        ))
    };
    let database = Database::new(Kind::Sqlite)?;
    let server = Server::start(&database.url, &[])?;
    assert_eq!(numbers(&server.address).await?, (404, false));
    let server = Server::start(&database.url, &["--public-metrics"])?;
    assert_eq!(numbers(&server.address).await?, (200, true));
    // A port that was free a moment ago.
    let port = std::net::TcpListener::bind("127.0.0.1:0")?
        .local_addr()?
        .port();
    let address = format!("127.0.0.1:{port}");
    let server = Server::start(&database.url, &["--metrics", &address])?;
    assert_eq!(numbers(&server.address).await?, (404, false));
    assert_eq!(numbers(&format!("http://{address}")).await?, (200, true));
    let elsewhere = reqwest::get(format!("http://{address}/healthz")).await?;
    assert_eq!(elsewhere.status(), 404);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_too_often_is_told_when_to_come_again() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let server = Server::start(&database.url, &["--per-mailbox", "1"])?;
    let client = Client::new();
    let (mailbox, own) = (server.mailbox(&id(1)), token('a'));
    let mut refused = None;
    for _ in 0..20 {
        let response = ask(&client, Method::GET, &mailbox, &own).send().await?;
        if response.status() == 429 {
            refused = Some(response);
            break;
        }
    }
    let refused = refused.expect("twenty at once are too many");
    let seconds: u64 = refused.headers()["retry-after"].to_str()?.parse()?;
    assert!((1..=2).contains(&seconds), "{seconds}");
    answers(
        ask(&client, Method::GET, &server.mailbox(&id(2)), &own),
        404,
    )
    .await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_makes_so_many_mailboxes_and_uses_those_it_has() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let server = Server::start(&database.url, &["--new-per-address", "3", "--behind-proxy"])?;
    let (client, own) = (Client::new(), token('a'));
    let make = |number: u32, address: &str| {
        create(&client, &server.mailbox(&id(number)), &own, b"one")
            .header("x-forwarded-for", address)
    };
    let made = answers(make(1, "192.0.2.1"), 201).await?;
    answers(make(2, "192.0.2.1"), 201).await?;
    answers(make(3, "192.0.2.1"), 201).await?;
    let refused = answers(make(4, "192.0.2.1"), 429).await?;
    // Three an hour is one every twenty minutes.
    let seconds: u64 = refused.headers()["retry-after"].to_str()?.parse()?;
    assert!((1..=20 * 60 + 1).contains(&seconds), "{seconds}");

    let mailbox = server.mailbox(&id(1));
    let again = replace(&client, &mailbox, &own, &etag(&made)?, b"two");
    answers(again.header("x-forwarded-for", "192.0.2.1"), 204).await?;
    answers(make(4, "192.0.2.2"), 201).await?;
    Ok(())
}

/// The origin that the server allows in its answer to a browser, if the browser sends one.
async fn allowed(server: &Server, origin: &str) -> Result<Option<String>> {
    let preflight = Client::new()
        .request(Method::OPTIONS, server.mailbox(&id(1)))
        .header("origin", origin)
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", "authorization,if-match")
        .send()
        .await?;
    let allows = preflight.headers().get("access-control-allow-origin");
    let Some(value) = allows else { return Ok(None) };
    Ok(Some(value.to_str()?.into()))
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_named_origins_may_use_it() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    // Origins as an operator may write them, and as browsers do.
    let origins = [
        ("https://example.org", "https://example.org"),
        ("https://slash.example/", "https://slash.example"),
        ("HTTPS://Upper.Example:443", "https://upper.example"),
        ("http://localhost:8080/", "http://localhost:8080"),
    ];
    let options = origins.map(|(given, _)| format!("--origin={given}"));
    let server = Server::start(&database.url, &options.each_ref().map(String::as_str))?;
    for (_, origin) in origins {
        assert_eq!(allowed(&server, origin).await?.as_deref(), Some(origin));
    }
    assert_eq!(allowed(&server, "https://evil.example").await?, None);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn any_origin_may_use_it_if_it_is_told_so() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let server = Server::start(&database.url, &["--origin", "*"])?;
    let allows = allowed(&server, "https://anybody.example").await?;
    assert_eq!(allows.as_deref(), Some("*"));
    Ok(())
}

#[test]
fn what_is_no_origin_is_refused_and_told_what_to_write() -> Result<()> {
    for (given, say) in [
        ("https://example.org/programme/", "say https://example.org"),
        ("https://user@example.org", "say https://example.org"),
        ("https://example.org/?", "say https://example.org"),
        ("example.org", "such as https://example.org"),
        ("ftp://example.org", "such as https://example.org"),
        ("null", "such as https://example.org"),
    ] {
        let refused = Command::new(env!("CARGO_BIN_EXE_hallway"))
            .args(["sync-server", "--origin", given])
            .output()?;
        assert_eq!(refused.status.code(), Some(2), "{given}: {refused:?}");
        let said = String::from_utf8(refused.stderr)?;
        let Some(line) = said.lines().next() else {
            bail!("it says nothing of {given}");
        };
        assert!(line.contains(given) && line.contains(say), "{line}");
    }
    Ok(())
}
