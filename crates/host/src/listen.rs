//! Accepts connections, disconnects slow ones, and finishes them at shutdown.

use std::convert::Infallible;
use std::io;
use std::net::IpAddr;
use std::num::{NonZeroU16, NonZeroU32};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use socket2::SockRef;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use crate::paced::{Pace, Paced};
use crate::permits::Permits;

/// How long running requests may take after the server was told to shut down.
const FAREWELL: Duration = Duration::from_secs(20);

/// How many bytes of an answer the server buffers for a connection whose client does not read, and
/// the longest head of a request.
const BUFFER: usize = 64 * 1024;

/// The size in bytes of the system's send buffer for a connection; Linux doubles it for its own
/// overhead. By default it would be megabytes, and the system would report progress only every few
/// of them, so that an honest slow client would look as if it read nothing.
const SYSTEM_BUFFER: usize = 64 * 1024;

/// How often at most to log that an address has reached its limit of connections.
const TOLD_EVERY: Duration = Duration::from_secs(60);

/// The limits on connections.
#[derive(Debug, Clone, Copy)]
pub struct Connections {
    /// How long a client may take for the head of a request, from its connection or the last
    /// answer. A client that sends nothing, or a byte a minute, can't hold a connection.
    pub head: Duration,
    /// How slowly a client may read its answer once the system's buffer is full. A client that
    /// reads nothing, or a few bytes now and then, can't hold a connection either.
    pub answer: Pace,
    /// How many connections there may be at once; further clients wait to be accepted. Each takes a
    /// file descriptor, of which the system gives a process 1,024 by default.
    pub at_once: NonZeroU16,
    /// How many of them one address may have; further ones are closed at once. `None` for no limit,
    /// for a server behind a proxy. A whole conference may share an address.
    pub per_address: Option<NonZeroU16>,
}

impl Connections {
    /// Allows `at_once` connections, and a third of them for one address.
    #[must_use]
    pub fn of(at_once: NonZeroU16) -> Self {
        Self {
            head: Duration::from_secs(10),
            answer: Pace {
                // A phone on a bad network reads a part of an answer about every ten seconds.
                patience: Duration::from_secs(30),
                per_second: NonZeroU32::new(1024).expect("it is not zero"),
            },
            at_once,
            per_address: NonZeroU16::new(at_once.get() / 3).or(Some(NonZeroU16::MIN)),
        }
    }
}

impl Default for Connections {
    fn default() -> Self {
        Self::of(NonZeroU16::new(900).expect("it is not zero"))
    }
}

/// The address of the client: an extension of each request through [`serve_within`].
#[derive(Debug, Clone, Copy)]
pub struct Client(pub IpAddr);

/// Answers on a listener until told to shut down, then finishes the running requests. Connections
/// have to stay within limits.
///
/// It speaks HTTP/1.1, as proxies do with their backends. Distinguishing HTTP/2 by a connection's
/// first bytes would mean waiting for them without a limit.
///
/// # Errors
/// What the system reports if it stops accepting connections.
pub async fn serve_within(
    listener: TcpListener,
    router: Router,
    connections: Connections,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let mut builder = Builder::new();
    builder
        .timer(TokioTimer::new())
        .max_buf_size(BUFFER)
        .header_read_timeout(connections.head);
    let free = Arc::new(Semaphore::new(connections.at_once.get().into()));
    let permits = Permits::new(connections.per_address);
    let mut told: Option<Instant> = None;
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = async {
            let permit = free.clone().acquire_owned().await;
            let permit = permit.expect("nobody closes the semaphore");
            (permit, listener.accept().await)
        };
        let (permit, stream, address) = tokio::select! {
            (permit, accepted) = accepted => match accepted {
                Ok((stream, address)) => (permit, stream, address.ip()),
                // The client gave up, or too many files are open: others may still connect.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut shutdown => break,
        };
        let Some(of_address) = permits.take(address) else {
            if told.is_none_or(|told| told.elapsed() > TOLD_EVERY) {
                told = Some(Instant::now());
                tracing::warn!("an address has reached its limit of connections");
            }
            continue;
        };
        prepare(&stream);
        let service = TowerToHyperService::new(service(router.clone(), Client(address)));
        let stream = Paced::new(stream, connections.answer);
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // How a connection ends does not matter here.
            let _ = connection.await;
            drop(of_address);
            drop(permit);
        });
    }
    drop(listener);
    if tokio::time::timeout(FAREWELL, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not end in time");
    }
    Ok(())
}

/// Configures a connection; settings that the system refuses stay as they were.
fn prepare(stream: &TcpStream) {
    // Answers are small, and clients wait for them.
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(stream).set_send_buffer_size(SYSTEM_BUFFER);
}

/// The routes, with the client's address added to each request.
fn service(
    router: Router,
    client: Client,
) -> impl tower::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = Infallible,
    Future: Send,
> + Clone {
    router.map_request(move |request: Request<Incoming>| {
        let mut request: Request<Body> = request.map(Body::new);
        request.extensions_mut().insert(client);
        request
    })
}
