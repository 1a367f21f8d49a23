//! Connections: accepted, hurried, and let finish.

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

/// How long what is under way may take once the server is to end.
const FAREWELL: Duration = Duration::from_secs(20);

/// How much of an answer the server keeps for a connection whose client does not take it in, and how
/// long the head of a request may be, in bytes.
const BUFFER: usize = 64 * 1024;

/// How much of an answer the system is asked to keep for a connection, in bytes; Linux takes twice as
/// much, for what it needs itself. Left to itself it takes megabytes, and only says every few of them
/// that a client takes something in, so that an honest slow one looks as if it took in nothing.
const SYSTEM_BUFFER: usize = 64 * 1024;

/// How often it is logged at most that addresses have all the connections that they may.
const TOLD_EVERY: Duration = Duration::from_secs(60);

/// What connections may take of the server.
#[derive(Debug, Clone, Copy)]
pub struct Connections {
    /// How long a client may take for the head of a request, from when it connected or was answered
    /// last. So whoever says nothing, or a letter a minute, holds no connection.
    pub head: Duration,
    /// How slowly a client may take in what it is answered, once the system keeps no more of that for
    /// it. So whoever asks and reads nothing, or a few bytes now and then, holds no connection either.
    pub answer: Pace,
    /// How many there may be at once; who comes later waits to be accepted. Each takes a file
    /// descriptor, of which the system gives a process 1,024 where nobody asked for more.
    pub at_once: NonZeroU16,
    /// How many of them one address may have; `None` for all, where a proxy's is the only one there
    /// is. Whoever has as many is hung up on. A whole conference can stand behind one address.
    pub per_address: Option<NonZeroU16>,
}

impl Connections {
    /// As many at once, and a third of them for one address.
    #[must_use]
    pub fn of(at_once: NonZeroU16) -> Self {
        Self {
            head: Duration::from_secs(10),
            answer: Pace {
                // A phone on a bad network takes in a part of an answer every ten or so.
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

/// The address that a request came from: an extension of each request that [`serve_within`] hands on.
#[derive(Debug, Clone, Copy)]
pub struct Client(pub IpAddr);

/// Answers on a listener until told to shut down, then lets what is under way finish; to connections
/// that stay within limits.
///
/// It speaks HTTP/1.1, as proxies do to what is behind them. Telling HTTP/2 from it by what a
/// connection begins with would be a wait that has no end.
///
/// # Errors
/// What the system says when it stops accepting connections.
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
                // The client gave up, or there are too many open files: others may still come.
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
                tracing::warn!("an address has all the connections that one may have");
            }
            continue;
        };
        prepare(&stream);
        let service = TowerToHyperService::new(service(router.clone(), Client(address)));
        let stream = Paced::new(stream, connections.answer);
        let connection = builder.serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // How a connection ends is its client's business.
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

/// Sets a connection up; what the system does not let be set stays as it was.
fn prepare(stream: &TcpStream) {
    // Answers are small and waited for.
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(stream).set_send_buffer_size(SYSTEM_BUFFER);
}

/// The routes, told who is asking.
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
