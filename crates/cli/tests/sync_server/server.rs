//! A running `hallway sync-server`, and requests to it.

use std::process::Command;

use anyhow::{Context, Result};
use hallway_processes::ServerProcess;
use reqwest::{Client, Method, RequestBuilder, Response};

/// A server for one test, on a free port.
pub struct Server {
    process: ServerProcess,
    pub address: String,
}

impl Server {
    /// Starts a server with a database; returns once it is ready.
    pub fn start(database_url: &str, options: &[&str]) -> Result<Self> {
        Self::of(command(database_url).arg("--quiet").args(options))
    }

    /// Starts a server with a command; returns once it is ready.
    pub fn of(command: &mut Command) -> Result<Self> {
        let process = ServerProcess::start(command)?;
        let address = process.address().into();
        Ok(Self { process, address })
    }

    /// The address of a mailbox.
    pub fn mailbox(&self, id: &str) -> String {
        format!("{}/v1/mailboxes/{id}", self.address)
    }

    /// Ends the server abruptly, as a power cut would.
    pub fn kill(self) -> Result<()> {
        self.process.kill()
    }

    /// Asks the server to end; returns whether it ended without an error.
    pub fn end(self) -> Result<bool> {
        self.process.end()
    }
}

/// The command with a database, on a free port.
pub fn command(database_url: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hallway"));
    command
        .args(["sync-server", "--listen", "127.0.0.1:0"])
        .args(["--database-url", database_url]);
    command
}

/// The name of a mailbox.
pub fn id(number: u32) -> String {
    format!("{number:032x}")
}

/// A token, 43 characters of base64url.
pub fn token(letter: char) -> String {
    letter.to_string().repeat(43)
}

/// A request for a mailbox, with a token.
pub fn ask(client: &Client, method: Method, mailbox: &str, token: &str) -> RequestBuilder {
    client
        .request(method, mailbox)
        .header("authorization", format!("Bearer {token}"))
}

/// Creates a mailbox.
pub fn create(client: &Client, mailbox: &str, token: &str, content: &[u8]) -> RequestBuilder {
    put(client, mailbox, token, content).header("if-none-match", "*")
}

/// Replaces the content of a mailbox, if its version has that tag.
pub fn replace(
    client: &Client,
    mailbox: &str,
    token: &str,
    etag: &str,
    content: &[u8],
) -> RequestBuilder {
    put(client, mailbox, token, content).header("if-match", etag)
}

/// A write without the version that it expects.
pub fn put(client: &Client, mailbox: &str, token: &str, content: &[u8]) -> RequestBuilder {
    ask(client, Method::PUT, mailbox, token)
        .header("content-type", "application/octet-stream")
        .body(content.to_vec())
}

/// The tag in an answer.
pub fn etag(response: &Response) -> Result<String> {
    let etag = response.headers().get("etag").context("it has a tag")?;
    Ok(etag.to_str()?.into())
}

/// Sends a request, and checks the status, that caches may not store the answer, and that a refusal is a
/// problem document (RFC 9457).
pub async fn answers(request: RequestBuilder, status: u16) -> Result<Response> {
    let response = request.send().await?;
    assert_eq!(response.status().as_u16(), status, "{response:?}");
    let header = |name: &str| response.headers().get(name).map(|value| value.as_bytes());
    assert_eq!(header("cache-control"), Some(&b"no-store"[..]));
    if status >= 400 {
        let kind = header("content-type");
        assert_eq!(kind, Some(&b"application/problem+json"[..]), "{response:?}");
    }
    Ok(response)
}
