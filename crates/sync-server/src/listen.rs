//! Connections: accepted, hurried, and let finish.

use std::convert::Infallible;
use std::io;
use std::num::NonZeroU16;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_io_timeout::TimeoutWriter;
use tower::ServiceExt;

use crate::Client;

/// How long what is under way may take once the server is to end.
const FAREWELL: Duration = Duration::from_secs(20);

/// What connections may take of the server.
#[derive(Debug, Clone, Copy)]
pub struct Connections {
    /// How long a client may take for the head of a request, from when it connected or was answered
    /// last. So whoever says nothing, or a letter a minute, holds no connection.
    pub head: Duration,
    /// How long a client may take in nothing of what it is answered, once the system keeps no more of
    /// that for it. So whoever asks and never reads holds no connection either.
    pub answer: Duration,
    /// How many there may be at once; who comes later waits to be accepted. Each takes a file
    /// descriptor, of which the system gives a process 1,024 where nobody asked for more.
    pub at_once: NonZeroU16,
}

impl Default for Connections {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            // A phone on a bad network takes in a part of an answer every ten or so.
            answer: Duration::from_secs(30),
            at_once: NonZeroU16::new(900).expect("it is not zero"),
        }
    }
}

/// Answers on a listener until told to shut down, then lets what is under way finish.
///
/// It speaks HTTP/1.1, as proxies do to what is behind them. Telling HTTP/2 from it by what a
/// connection begins with would be a wait that has no end.
///
/// # Errors
/// What the system says when it stops accepting connections.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    connections: Connections,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let graceful = GracefulShutdown::new();
    let mut builder = Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(connections.head);
    let free = Arc::new(Semaphore::new(connections.at_once.get().into()));
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = async {
            let place = free.clone().acquire_owned().await;
            let place = place.expect("nobody closes the semaphore");
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            (place, accepted) = accepted => match accepted {
                Ok((stream, _)) => (place, stream),
                // The client gave up, or there are too many open files: others may still come.
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = &mut shutdown => break,
        };
        let service = TowerToHyperService::new(service(router.clone(), &stream));
        // Answers are small and waited for.
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutWriter::new(stream);
        stream.set_timeout(Some(connections.answer));
        let connection = builder.serve_connection(TokioIo::new(Box::pin(stream)), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // How a connection ends is its client's business.
            let _ = connection.await;
            drop(place);
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

/// The routes, told who is asking.
fn service(
    router: Router,
    stream: &TcpStream,
) -> impl tower::Service<
    Request<Incoming>,
    Response = axum::response::Response,
    Error = Infallible,
    Future: Send,
> + Clone
+ use<> {
    let client = stream.peer_addr().ok().map(|address| Client(address.ip()));
    router.map_request(move |request: Request<Incoming>| {
        let mut request: Request<Body> = request.map(Body::new);
        if let Some(client) = client {
            request.extensions_mut().insert(client);
        }
        request
    })
}
