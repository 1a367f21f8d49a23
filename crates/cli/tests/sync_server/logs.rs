//! What the server logs, and what it does not.

use std::fs::{self, File};

use anyhow::{Context, Result};
use reqwest::{Client, Method};
use serde_json::Value;

use crate::database::{Database, Kind};
use crate::server::{Server, answers, ask, command, create, etag, id, put, replace, token};

#[tokio::test(flavor = "multi_thread")]
async fn the_log_says_what_came_of_requests_and_not_whose_they_were() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("log");
    let server = Server::of(
        command(&database.url)
            .args(["--behind-proxy", "--per-mailbox", "1"])
            .stderr(File::create(&file)?),
    )?;
    let client = Client::builder()
        .user_agent("Browser of somebody")
        .build()?;
    let (name, own, other) = (id(0xfeed), token('s'), token('t'));
    let mailbox = server.mailbox(&name);
    let from = |request: reqwest::RequestBuilder| {
        request
            .header("x-forwarded-for", "203.0.113.9")
            .header("origin", "https://origin.example")
    };
    let made = answers(from(create(&client, &mailbox, &own, b"content")), 201).await?;
    let tag = etag(&made)?;
    answers(from(ask(&client, Method::GET, &mailbox, &own)), 200).await?;
    answers(from(ask(&client, Method::GET, &mailbox, &other)), 401).await?;
    answers(from(put(&client, &mailbox, &own, b"content")), 428).await?;
    answers(
        from(replace(&client, &mailbox, &own, "\"x\"", b"content")),
        412,
    )
    .await?;
    answers(from(ask(&client, Method::POST, &mailbox, &own)), 405).await?;
    let inside = format!("{mailbox}/inside?{name}");
    answers(from(ask(&client, Method::GET, &inside, &own)), 404).await?;
    while from(ask(&client, Method::GET, &mailbox, &own))
        .send()
        .await?
        .status()
        != 429
    {}
    assert!(server.end()?, "it ends well when it is asked to");

    let log = fs::read_to_string(&file)?;
    let mut statuses = Vec::new();
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).with_context(|| format!("JSON: {line}"))?;
        let fields = &line["fields"];
        if fields["message"] == "request" {
            assert!(
                fields["method"].is_string() && fields["micros"].is_u64(),
                "{line}"
            );
            statuses.push(fields["status"].as_u64().context("a status")?);
        }
    }
    for status in [201, 200, 401, 428, 412, 405, 404, 429] {
        assert!(statuses.contains(&status), "{status}: {log}");
    }
    for told in [
        &name[26..],
        &own,
        &other,
        "Bearer",
        tag.trim_matches('"'),
        "203.0.113.9",
        "127.0.0.1",
        "origin.example",
        "somebody",
        "/v1",
        "content",
    ] {
        assert!(!log.contains(told), "{told} is in the log: {log}");
    }
    Ok(())
}
