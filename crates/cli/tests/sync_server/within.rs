//! A server in the test's own process, so that a test can choose its timeouts and its clock.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Result, bail};
use axum::Router;
use hallway_host::{Connections, serve_within};
use hallway_sync_server::database::Database;
use hallway_sync_server::{Settings, routes};
use tokio::net::{TcpListener, TcpSocket};

/// How long to wait for something that must happen.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on a free port, which runs as long as the test.
pub struct Within {
    address: SocketAddr,
    /// The database with the mailboxes.
    pub database: Database,
}

impl Within {
    /// Starts a server with a database; returns once it is ready.
    pub async fn start(
        database_url: &str,
        settings: Settings,
        connections: Connections,
    ) -> Result<Self> {
        Self::beside(None, database_url, settings, connections).await
    }

    /// Like [`Self::start`], but the server also serves a site.
    pub async fn beside(
        site: Option<Router>,
        database_url: &str,
        settings: Settings,
        connections: Connections,
    ) -> Result<Self> {
        let database = Database::open(database_url).await?;
        let router = routes(database.clone(), site, settings).public;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        tokio::spawn(serve_within(
            listener,
            router,
            connections,
            std::future::pending(),
        ));
        Ok(Self { address, database })
    }

    /// The address of a mailbox.
    pub fn mailbox(&self, id: &str) -> String {
        format!("http://{}/v1/mailboxes/{id}", self.address)
    }

    /// Opens a TCP connection, and sends these bytes.
    pub fn connect(&self, words: &[u8]) -> Result<TcpStream> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(words)?;
        Ok(stream)
    }

    /// Like [`Self::connect`], but from another address of this machine.
    pub async fn connect_from(&self, address: &str, words: &[u8]) -> Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(address.parse()?, 0))?;
        let mut stream = socket.connect(self.address).await?.into_std()?;
        stream.set_nonblocking(false)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(words)?;
        Ok(stream)
    }

    /// Sends these bytes over a TCP connection; returns everything until the server closes it.
    pub fn says(&self, words: &[u8]) -> Result<String> {
        let mut answer = Vec::new();
        match self.connect(words)?.read_to_end(&mut answer) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => bail!("it does not hang up"),
            // A reset closes the connection too.
            _ => Ok(String::from_utf8_lossy(&answer).into_owned()),
        }
    }
}
