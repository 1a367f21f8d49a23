//! A server in the test's own process, which waits as long and has the time as the test wants.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hallway_sync_server::database::Database;
use hallway_sync_server::{Connections, Settings, router, serve};
use tokio::net::TcpListener;

/// How long something is waited for that has to come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on a free port, for as long as the test runs.
pub struct Within {
    address: SocketAddr,
}

impl Within {
    /// Starts it over a database; ready when this returns.
    pub async fn start(
        database_url: &str,
        settings: Settings,
        connections: Connections,
    ) -> Result<Self> {
        let router = router(Database::open(database_url).await?, settings);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(serve(listener, router, connections, std::future::pending()));
        Ok(Self { address })
    }

    /// The address of a mailbox.
    pub fn mailbox(&self, id: &str) -> String {
        format!("http://{}/v1/mailboxes/{id}", self.address)
    }

    /// How many mailboxes it says there are.
    pub async fn mailboxes(&self) -> Result<u64> {
        let metrics = reqwest::get(format!("http://{}/metrics", self.address)).await?;
        let metrics = metrics.text().await?;
        let mut lines = metrics.lines();
        let number = lines.find_map(|line| line.strip_prefix("hallway_sync_mailboxes "));
        Ok(number.context("they are counted")?.parse()?)
    }

    /// Waits until there are so many mailboxes.
    pub async fn until_there_are(&self, expected: u64) -> Result<()> {
        let begun = Instant::now();
        loop {
            let number = self.mailboxes().await?;
            if number == expected {
                return Ok(());
            }
            if begun.elapsed() > PATIENCE {
                bail!("there are {number} mailboxes, not {expected}");
            }
        }
    }

    /// A bare connection, over which something is said.
    pub fn connect(&self, words: &[u8]) -> Result<TcpStream> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(words)?;
        Ok(stream)
    }

    /// What is answered over a bare connection until the server hangs up.
    pub fn says(&self, words: &[u8]) -> Result<String> {
        let mut answer = Vec::new();
        match self.connect(words)?.read_to_end(&mut answer) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => bail!("it does not hang up"),
            // A reset ends the conversation as well as a farewell does.
            _ => Ok(String::from_utf8_lossy(&answer).into_owned()),
        }
    }
}
