//! Every rule of the protocol, against both databases.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use anyhow::Result;
use hallway_sync_server::database::Database as Mailboxes;
use reqwest::{Client, Method, RequestBuilder};

use crate::database::{Database, Kind};
use crate::server::{Server, ask, create, etag, id, put, replace, token};

/// Sends a request and holds it to a status; refusals are problems (RFC 9457), and say which.
async fn answers(request: RequestBuilder, status: u16) -> Result<reqwest::Response> {
    let response = request.send().await?;
    assert_eq!(response.status().as_u16(), status, "{response:?}");
    assert_eq!(response.headers()["cache-control"], "no-store");
    if status >= 400 {
        assert_eq!(
            response.headers()["content-type"],
            "application/problem+json"
        );
    }
    Ok(response)
}

async fn follows_the_protocol(kind: Kind) -> Result<()> {
    let database = Database::new(kind)?;
    let server = Server::start(&database.url, &["--per-mailbox", "1000"])?;
    let client = Client::new();
    let (mailbox, own, other) = (server.mailbox(&id(1)), token('a'), token('b'));

    // Nothing is told to whoever has no token, and nothing is there yet.
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
    answers(ask(&client, Method::POST, &mailbox, &own), 405).await?;

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
    // A new mailbox of the old name is nobody's in particular, and its tag is another.
    let made = answers(create(&client, &mailbox, &other, b"one"), 201).await?;
    assert!(![&first, &second, &third].contains(&&etag(&made)?));

    for odd in ["", "x", &id(1)[1..], &id(1).replace('0', "A"), "%2e%2e"] {
        let status = ask(&client, Method::GET, &server.mailbox(odd), &own)
            .send()
            .await?;
        assert_eq!(status.status(), 404, "{odd}");
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

async fn forgets_what_nobody_uses(kind: Kind) -> Result<()> {
    let database = Database::new(kind)?;
    let server = Server::start(&database.url, &[])?;
    let client = Client::new();
    let (mailbox, own) = (server.mailbox(&id(1)), token('a'));
    answers(create(&client, &mailbox, &own, b"one"), 201).await?;
    let now = hallway_sync_server::machine_clock();
    let mailboxes = Mailboxes::open(&database.url).await?;
    assert_eq!(
        mailboxes.expire(now - hallway_sync_server::UNUSED).await?,
        0
    );
    answers(ask(&client, Method::GET, &mailbox, &own), 200).await?;
    assert_eq!(mailboxes.expire(now + 1_000).await?, 1);
    answers(ask(&client, Method::GET, &mailbox, &own), 404).await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_uses_goes() -> Result<()> {
    forgets_what_nobody_uses(Kind::Sqlite).await?;
    forgets_what_nobody_uses(Kind::Postgres).await
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
async fn only_the_named_origins_may_use_it() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let server = Server::start(&database.url, &["--origin", "https://example.org"])?;
    let client = Client::new();
    for (origin, allowed) in [
        ("https://example.org", true),
        ("https://evil.example", false),
    ] {
        let preflight = client
            .request(Method::OPTIONS, server.mailbox(&id(1)))
            .header("origin", origin)
            .header("access-control-request-method", "PUT")
            .header("access-control-request-headers", "authorization,if-match")
            .send()
            .await?;
        let allows = preflight.headers().get("access-control-allow-origin");
        assert_eq!(allows.is_some(), allowed, "{origin}: {preflight:?}");
    }
    Ok(())
}

/// Says something over a bare connection; what it answers until it hangs up.
fn says(server: &Server, words: &[u8]) -> Result<(String, Duration)> {
    let address = server.address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    let begun = Instant::now();
    stream.write_all(words)?;
    let mut answer = Vec::new();
    // A reset ends the conversation as well as a farewell does.
    let _ = stream.read_to_end(&mut answer);
    Ok((
        String::from_utf8_lossy(&answer).into_owned(),
        begun.elapsed(),
    ))
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_and_slowness_are_refused_and_change_nothing() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let server = Server::start(&database.url, &[])?;
    let client = Client::new();
    let (mailbox, own) = (server.mailbox(&id(1)), token('a'));
    answers(create(&client, &mailbox, &own, b"one"), 201).await?;

    let (answer, _) = says(&server, b"\x16\x03\x01 this is no HTTP\r\n\r\n")?;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
        "{answer}"
    );
    // A head that does not end.
    let (_, took) = says(
        &server,
        b"GET /v1/mailboxes/0 HTTP/1.1\r\nhost: x\r\nx-slow: ",
    )?;
    assert!(took < Duration::from_secs(20), "it was waited for {took:?}");
    // A body that does not come.
    let head = format!(
        "PUT /v1/mailboxes/{} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {own}\r\nif-none-match: *\r\n\
         content-type: application/octet-stream\r\ncontent-length: 1000\r\n\r\nabc",
        id(2)
    );
    let (answer, took) = says(&server, head.as_bytes())?;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(took < Duration::from_secs(25), "it was waited for {took:?}");
    // One that says to be larger than it may be is refused at once.
    let head = head.replace("content-length: 1000", "content-length: 100000000");
    let (answer, took) = says(&server, head.as_bytes())?;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(took < Duration::from_secs(10), "it was waited for {took:?}");

    let read = answers(ask(&client, Method::GET, &mailbox, &own), 200).await?;
    assert_eq!(read.bytes().await?.as_ref(), b"one");
    answers(
        ask(&client, Method::GET, &server.mailbox(&id(2)), &own),
        404,
    )
    .await?;
    Ok(())
}
