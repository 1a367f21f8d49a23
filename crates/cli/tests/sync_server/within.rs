//! A server in the test's own process, which waits as long and has the time as the test wants.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Result, bail};
use axum::Router;
use hallway_host::{Connections, serve_within};
use hallway_sync_server::database::Database;
use hallway_sync_server::{Settings, routes};
use tokio::net::{TcpListener, TcpSocket};

/// How long something is waited for that has to come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server on a free port, for as long as the test runs.
pub struct Within {
    address: SocketAddr,
    /// What it keeps mailboxes in.
    pub database: Database,
}

impl Within {
    /// Starts it over a database; ready when this returns.
    pub async fn start(
        database_url: &str,
        settings: Settings,
        connections: Connections,
    ) -> Result<Self> {
        Self::beside(None, database_url, settings, connections).await
    }

    /// The same beside a site.
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

    /// A bare connection, over which something is said.
    pub fn connect(&self, words: &[u8]) -> Result<TcpStream> {
        let mut stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(words)?;
        Ok(stream)
    }

    /// The same from another address of this machine.
    pub async fn connect_from(&self, address: &str, words: &[u8]) -> Result<TcpStream> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::new(address.parse()?, 0))?;
        let mut stream = socket.connect(self.address).await?.into_std()?;
        stream.set_nonblocking(false)?;
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
