//! `hallway sync-server`: mailboxes for devices that sync, and optionally the site.

use std::future::pending;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::PathBuf;

use anyhow::{Context, Result};
use axum::http::HeaderValue;
use clap::Args;
use clap::error::ErrorKind;
use hallway_host::{Connections, serve_within};
use hallway_sync_server::database::{Database, DatabaseUrl};
use hallway_sync_server::{Rates, Routes, Settings, routes};
use tokio::net::TcpListener;
use tracing_subscriber::filter::LevelFilter;
use url::Url;

use crate::printable;
use crate::serve::{host, interrupted};

/// The most simultaneous connections to the address that only has metrics.
const FOR_METRICS: NonZeroU16 = NonZeroU16::new(16).expect("it is not zero");

/// The options of the sync server.
#[derive(Args)]
pub struct Options {
    /// The address and port to listen on; port 0 for a free port
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8090")]
    listen: SocketAddr,
    /// Where to store the mailboxes: sqlite:FILE, or postgres://USER:PASSWORD@HOST/DATABASE
    #[arg(
        long,
        value_name = "URL",
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite:hallway-sync.db"
    )]
    database_url: String,
    /// The origin of a site on another host that syncs here, such as https://example.org, or * for
    /// any; may be given several times
    #[arg(long = "origin", value_name = "ORIGIN", value_parser = origin)]
    origins: Vec<HeaderValue>,
    /// Serve the site in this folder too
    #[arg(long, value_name = "FOLDER")]
    site: Option<PathBuf>,
    /// Take clients' addresses from the last entry of X-Forwarded-For, which a proxy in front of
    /// the server writes; the proxy may use all connections
    #[arg(long)]
    behind_proxy: bool,
    /// Show the server's metrics, for Prometheus, at /metrics of this address and port, and nothing
    /// else; port 0 for a free port
    #[arg(long, value_name = "ADDRESS")]
    metrics: Option<SocketAddr>,
    /// Show the server's metrics at /metrics of the public address
    #[arg(long)]
    public_metrics: bool,
    /// How many requests per second one address may make; a whole conference may share an address
    #[arg(long, value_name = "NUMBER", default_value_t = Rates::default().per_address)]
    per_address: NonZeroU32,
    /// How many requests per second there may be for one mailbox
    #[arg(long, value_name = "NUMBER", default_value_t = Rates::default().per_mailbox)]
    per_mailbox: NonZeroU32,
    /// How many mailboxes per hour one address may create
    #[arg(long, value_name = "NUMBER", default_value_t = Rates::default().new_per_address)]
    new_per_address: NonZeroU32,
    /// How many connections there may be at once; each takes a file descriptor
    #[arg(long, value_name = "NUMBER", default_value_t = Connections::default().at_once)]
    connections: NonZeroU16,
    /// How many of them one IPv4 address or IPv6 network of 64 bits may have; by default a third. A
    /// whole conference may share an address
    #[arg(long, value_name = "NUMBER", conflicts_with = "behind_proxy")]
    connections_per_address: Option<NonZeroU16>,
    /// Log only problems
    #[arg(long)]
    quiet: bool,
}

/// An origin as browsers write it (RFC 6454, section 6.2), to be compared with what they send:
/// without a slash at the end, in lower case, without the scheme's default port.
fn origin(text: &str) -> Result<HeaderValue, String> {
    let say = "say scheme and host, such as https://example.org, or * for any";
    if text == "*" {
        return Ok(HeaderValue::from_static("*"));
    }
    let url = Url::parse(text).map_err(|_| say)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(say.into());
    }
    let origin = url.origin().ascii_serialization();
    // Anything beyond an origin would be ignored, and more would be allowed than was written.
    let is_all = url.as_str().strip_suffix('/') == Some(origin.as_str());
    if !is_all {
        return Err(format!("an origin is scheme, host and port: say {origin}"));
    }
    HeaderValue::try_from(origin).map_err(|_| say.into())
}

/// Runs until interrupted or asked to end, then finishes the running requests.
pub fn run(options: &Options) -> Result<()> {
    let database_url = match options.database_url.parse() {
        Ok(url) => url,
        // The URL may contain a password, so it is not printed.
        Err(error) => {
            let said = format!("--database-url, or DATABASE_URL: {error}\n");
            clap::Error::raw(ErrorKind::ValueValidation, said).exit()
        }
    };
    let level = if options.quiet {
        LevelFilter::WARN
    } else {
        LevelFilter::INFO
    };
    tracing_subscriber::fmt()
        .json()
        .with_writer(|| JsonLog(std::io::stderr()))
        .with_max_level(level)
        .init();
    let runtime = tokio::runtime::Runtime::new().context("the server could not be started")?;
    runtime.block_on(run_until_asked_to_end(options, database_url))
}

async fn run_until_asked_to_end(options: &Options, database_url: DatabaseUrl) -> Result<()> {
    let database = Database::open_at(database_url)
        .await
        .context("the database of --database-url can't be used")?;
    let settings = Settings {
        origins: options.origins.clone(),
        rates: Rates {
            per_address: options.per_address,
            per_mailbox: options.per_mailbox,
            new_per_address: options.new_per_address,
        },
        behind_proxy: options.behind_proxy,
        public_metrics: options.public_metrics,
        ..Settings::default()
    };
    let site = options.site.as_deref().map(|site| host(site, None));
    let site = site.transpose()?.map(hallway_host::router);
    let Routes { public, metrics } = routes(database.clone(), site, settings);
    let (listener, mut said) = listen(options.listen, "listening on").await?;
    if let Some(address) = options.metrics {
        let (listener, metrics_said) = listen(address, "metrics on").await?;
        said += &metrics_said;
        let few = Connections {
            per_address: None,
            ..Connections::of(FOR_METRICS)
        };
        // Ends with the process.
        tokio::spawn(serve_within(listener, metrics, few, pending()));
    }
    let mut out = std::io::stdout();
    // In a single write, since a reader may stop after the first line.
    out.write_all(said.as_bytes())?;
    out.flush()?;
    let mut connections = Connections::of(options.connections);
    if options.behind_proxy {
        connections.per_address = None;
    } else if options.connections_per_address.is_some() {
        connections.per_address = options.connections_per_address;
    }
    serve_within(listener, public, connections, asked_to_end())
        .await
        .context("the server stopped")?;
    database.close().await;
    Ok(())
}

/// Listens on an address; returns also a line that says so.
async fn listen(address: SocketAddr, what: &str) -> Result<(TcpListener, String)> {
    let listener = TcpListener::bind(address)
        .await
        .with_context(|| format!("the server can't listen on {address}"))?;
    let said = format!("{what} http://{}\n", listener.local_addr()?);
    Ok((listener, said))
}

/// Waits for an interrupt, or for the signal that ends services.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupted() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    interrupted().await;
}

/// Prints lines of JSON to the log, with control characters escaped.
struct JsonLog<W>(W);

impl<W: Write> Write for JsonLog<W> {
    fn write(&mut self, lines: &[u8]) -> io::Result<usize> {
        // Each line is written at once, so no character is cut in two.
        let text = String::from_utf8_lossy(lines);
        self.0.write_all(printable::json(&text).as_bytes())?;
        Ok(lines.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}
