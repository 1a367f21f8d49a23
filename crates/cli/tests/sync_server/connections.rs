//! Clients that send nothing, nonsense, or very slowly.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::num::{NonZeroU16, NonZeroU32};
use std::time::Duration;

use anyhow::Result;
use hallway_host::{Connections, Pace};
use hallway_sync_server::{LARGEST, Rates, Settings};
use reqwest::{Client, Method};

use crate::database::{Database, Kind};
use crate::server::{Server, answers, ask, create, id, token};
use crate::within::Within;

/// A complete request that does not ask to close the connection.
const WHOLE: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";

/// A server that waits only briefly for clients.
async fn in_a_hurry(database: &Database) -> Result<Within> {
    let settings = Settings {
        patience: Duration::from_millis(500),
        ..Settings::default()
    };
    let connections = Connections {
        head: Duration::from_millis(200),
        ..Connections::default()
    };
    Within::start(&database.url, settings, connections).await
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_says_nothing_more_is_hung_up_on() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let server = in_a_hurry(&database).await?;
    for words in [
        "",
        "P",
        // The beginning of HTTP/2 (RFC 9113, section 3.4), in part and complete.
        "PRI",
        "PRI * HTTP/2.0\r\n\r\nSM",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET /v1/mailboxes/0 HTTP/1.1\r\nhost: x\r\nx-slow: ",
    ] {
        let answer = server.says(words.as_bytes())?;
        assert!(!answer.contains("200 OK"), "{words:?}: {answer}");
    }
    // A client that has its answer and sends nothing more does not hold a connection either.
    let answer = server.says(WHOLE)?;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.ends_with("ok\n"), "{answer}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_and_slowness_are_refused_and_change_nothing() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let server = in_a_hurry(&database).await?;
    let client = Client::new();
    let (mailbox, own) = (server.mailbox(&id(1)), token('a'));
    answers(create(&client, &mailbox, &own, b"one"), 201).await?;

    let answer = server.says(b"\x16\x03\x01 this is no HTTP\r\n\r\n")?;
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
        "{answer}"
    );
    // A body that does not arrive completely.
    let head = format!(
        "PUT /v1/mailboxes/{} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {own}\r\nif-none-match: *\r\n\
         content-type: application/octet-stream\r\ncontent-length: 1000\r\n\r\nabc",
        id(2)
    );
    let answer = server.says(head.as_bytes())?;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    for line in [
        "content-type: application/problem+json",
        "cache-control: no-store",
        "connection: close",
    ] {
        assert!(answer.lines().any(|said| said == line), "{line}: {answer}");
    }
    // The server refuses a body that is announced as too large, without waiting for it.
    let head = head.replace("content-length: 1000", "content-length: 100000000");
    let answer = server.says(head.as_bytes())?;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");

    let read = answers(ask(&client, Method::GET, &mailbox, &own), 200).await?;
    assert_eq!(read.bytes().await?.as_ref(), b"one");
    let other = server.mailbox(&id(2));
    answers(ask(&client, Method::GET, &other, &own), 404).await?;
    Ok(())
}

/// Reads an answer to [`WHOLE`].
fn is_answered(stream: &mut TcpStream) -> Result<()> {
    let (mut answer, mut byte) = (Vec::new(), [0]);
    while !answer.ends_with(b"\r\n\r\nok\n") {
        stream.read_exact(&mut byte)?;
        answer.extend(byte);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_when_all_connections_are_taken_waits_for_one() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let connections = Connections {
        head: Duration::from_secs(60),
        at_once: NonZeroU16::MIN,
        ..Connections::default()
    };
    let server = Within::start(&database.url, Settings::default(), connections).await?;
    let mut first = server.connect(WHOLE)?;
    is_answered(&mut first)?;
    let mut second = server.connect(WHOLE)?;
    // The first client gets answers again and again, the second waits.
    for _ in 0..50 {
        first.write_all(WHOLE)?;
        is_answered(&mut first)?;
    }
    second.set_nonblocking(true)?;
    let early = second.read(&mut [0]).map_err(|error| error.kind());
    assert_eq!(early, Err(ErrorKind::WouldBlock));
    second.set_nonblocking(false)?;
    drop(first);
    is_answered(&mut second)
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_takes_in_no_answer_is_hung_up_on() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let often = NonZeroU32::MAX;
    let settings = Settings {
        rates: Rates {
            per_address: often,
            per_mailbox: often,
            ..Rates::default()
        },
        ..Settings::default()
    };
    let connections = Connections {
        answer: Pace {
            patience: Duration::from_millis(200),
            per_second: NonZeroU32::MIN,
        },
        at_once: NonZeroU16::MIN,
        ..Connections::default()
    };
    let server = Within::start(&database.url, settings, connections).await?;
    let own = token('a');
    {
        let client = Client::new();
        let content = vec![7; LARGEST];
        let made = create(&client, &server.mailbox(&id(1)), &own, &content);
        answers(made, 201).await?;
    }
    // For a client that does not read, the system buffers an answer or two, or several megabytes if
    // it has the memory. So this client asks for more than that, without a pause between requests.
    let request = format!(
        "GET /v1/mailboxes/{} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {own}\r\n\r\n",
        id(1)
    );
    let greedy = server.connect(request.repeat(300).as_bytes())?;
    // The greedy client has the only connection.
    let mut next = server.connect(WHOLE)?;
    is_answered(&mut next)?;
    drop(greedy);
    Ok(())
}

/// Whether the server has closed the connection without an answer.
fn is_hung_up_on(mut stream: TcpStream) -> bool {
    match stream.read(&mut [0]) {
        Ok(read) => read == 0,
        // A reset closes the connection too.
        Err(error) => error.kind() == ErrorKind::ConnectionReset,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_does_not_have_all_connections() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    let connections = Connections {
        head: Duration::from_secs(600),
        at_once: NonZeroU16::new(8).expect("it is not zero"),
        per_address: NonZeroU16::new(4),
        ..Connections::default()
    };
    let server = Within::start(&database.url, Settings::default(), connections).await?;
    let mut held = Vec::new();
    for _ in 0..4 {
        let mut stream = server.connect(WHOLE)?;
        is_answered(&mut stream)?;
        held.push(stream);
    }
    // These four stay connected, and twenty more connect.
    for _ in 0..20 {
        assert!(is_hung_up_on(server.connect(b"")?));
    }
    let mut honest = server.connect_from("127.0.0.2", WHOLE).await?;
    is_answered(&mut honest)?;
    // A client that leaves makes room for another one with the same address.
    drop(held.pop());
    loop {
        let mut next = server.connect(b"")?;
        if next.write_all(WHOLE).is_ok() && is_answered(&mut next).is_ok() {
            break;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_may_have_all_connections() -> Result<()> {
    let database = Database::new(Kind::Sqlite)?;
    for (options, several) in [
        (&["--connections", "9"][..], 3),
        (&["--connections", "9", "--behind-proxy"], 9),
        (&["--connections", "9", "--connections-per-address", "5"], 5),
    ] {
        let server = Server::start(&database.url, options)?;
        let address = server.address.trim_start_matches("http://");
        let mut held = Vec::new();
        for _ in 0..several {
            let mut stream = TcpStream::connect(address)?;
            stream.set_read_timeout(Some(Duration::from_secs(5)))?;
            stream.write_all(WHOLE)?;
            is_answered(&mut stream)?;
            held.push(stream);
        }
        if several < 9 {
            let one_more = TcpStream::connect(address)?;
            one_more.set_read_timeout(Some(Duration::from_secs(5)))?;
            assert!(is_hung_up_on(one_more), "{options:?}");
        }
    }
    Ok(())
}
