//! A running `hallway sync-server`, and what one says to it.

use std::process::Command;

use anyhow::{Context, Result};
use hallway_processes::ServerProcess;
use reqwest::{Client, Method, RequestBuilder, Response};

/// A server of a test's own on a free port.
pub struct Server {
    process: ServerProcess,
    pub address: String,
}

impl Server {
    /// Starts it over a database; ready when this returns.
    pub fn start(database_url: &str, options: &[&str]) -> Result<Self> {
        Self::of(command(database_url).arg("--quiet").args(options))
    }

    /// Starts it by a command; ready when this returns.
    pub fn of(command: &mut Command) -> Result<Self> {
        let process = ServerProcess::start(command)?;
        let address = process.address().into();
        Ok(Self { process, address })
    }

    /// The address of a mailbox.
    pub fn mailbox(&self, id: &str) -> String {
        format!("{}/v1/mailboxes/{id}", self.address)
    }

    /// Ends it as a power cut would.
    pub fn kill(self) -> Result<()> {
        self.process.kill()
    }

    /// Asks it to end, and gives whether it ended well.
    pub fn end(self) -> Result<bool> {
        self.process.end()
    }
}

/// The command over a database, on a free port.
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

/// A request about a mailbox with a token.
pub fn ask(client: &Client, method: Method, mailbox: &str, token: &str) -> RequestBuilder {
    client
        .request(method, mailbox)
        .header("authorization", format!("Bearer {token}"))
}

/// Makes the mailbox.
pub fn create(client: &Client, mailbox: &str, token: &str, content: &[u8]) -> RequestBuilder {
    put(client, mailbox, token, content).header("if-none-match", "*")
}

/// Replaces what is in it, if that is the version of that tag.
pub fn replace(
    client: &Client,
    mailbox: &str,
    token: &str,
    etag: &str,
    content: &[u8],
) -> RequestBuilder {
    put(client, mailbox, token, content).header("if-match", etag)
}

/// A write that does not say what it expects.
pub fn put(client: &Client, mailbox: &str, token: &str, content: &[u8]) -> RequestBuilder {
    ask(client, Method::PUT, mailbox, token)
        .header("content-type", "application/octet-stream")
        .body(content.to_vec())
}

/// The tag that an answer has.
pub fn etag(response: &Response) -> Result<String> {
    let etag = response.headers().get("etag").context("it has a tag")?;
    Ok(etag.to_str()?.into())
}

/// Sends a request and holds it to a status; refusals are problems (RFC 9457), and say which.
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
