//! The sync server: mailboxes of ciphertext, read and replaced by compare-and-swap over HTTP.
//!
//! It can't decrypt what it stores, and has no state of its own: any number of servers can share
//! one database. `docs/sync.md` describes the protocol.

mod answer;
pub mod database;
mod expiry;
mod file;
mod health;
mod limits;
pub mod mailbox;
mod metrics;
mod problem;
mod reader;
mod writer;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue, IF_MATCH, IF_NONE_MATCH,
    RETRY_AFTER,
};
use axum::http::{HeaderMap, Method};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use hallway_host::{Client, PATIENCE};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::database::Database;
use crate::health::Health;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::problem::Problem;

pub use answer::LARGEST;
pub use expiry::{Clock, Expiry, UNUSED_DAYS, machine_clock};
pub use limits::Rates;

/// How often unused mailboxes are deleted and old entries of rate limits dropped.
const TIDY_EVERY: Duration = Duration::from_secs(10 * 60);

/// The settings of a server.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The origins of sites on other hosts that may use the server, such as `https://example.org`,
    /// as browsers write them (RFC 6454, section 6.2); `*` for any.
    pub origins: Vec<HeaderValue>,
    /// The rate limits.
    pub rates: Rates,
    /// Whether the server is behind a proxy, which sends clients' addresses in `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Whether everybody may read the metrics at `/metrics`.
    pub public_metrics: bool,
    /// The clock that measures the running time.
    pub clock: Clock,
    /// How long a request may take, including its body; for a file of a site, until its first bytes
    /// are sent.
    pub patience: Duration,
    /// How often the running time is recorded, unused mailboxes are deleted, and old entries of
    /// rate limits are dropped; not zero.
    pub tidy_every: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            origins: Vec::new(),
            rates: Rates::default(),
            behind_proxy: false,
            public_metrics: false,
            clock: machine_clock,
            patience: PATIENCE,
            tidy_every: TIDY_EVERY,
        }
    }
}

/// The state of a running server.
#[derive(Debug)]
pub(crate) struct Server {
    database: Database,
    health: Health,
    limits: Limits,
    metrics: Metrics,
    behind_proxy: bool,
    patience: Duration,
}

/// The routes of a server.
#[derive(Debug)]
pub struct Routes {
    /// The public routes.
    pub public: Router,
    /// The metrics at `/metrics`, for the operator.
    pub metrics: Router,
}

/// The routes of a server with that database, and optionally with a site. Also starts the periodic
/// cleaning of the database.
pub fn routes(database: Database, site: Option<Router>, settings: Settings) -> Routes {
    let server = Arc::new(Server {
        health: Health::of(database.clone()),
        database,
        limits: Limits::new(settings.rates),
        metrics: Metrics::new(),
        behind_proxy: settings.behind_proxy,
        patience: settings.patience,
    });
    tokio::spawn(tidy(
        Arc::downgrade(&server),
        settings.clock,
        settings.tidy_every,
    ));
    let metrics = Router::new()
        .route("/metrics", get(metrics))
        .with_state(server.clone());
    let mut public = Router::new()
        .route("/v1/mailboxes/{id}", any(answer::answer))
        // Also if a site is served, whose page for unknown addresses is made for people.
        .route("/v1", any(answer::nothing_there))
        .route("/v1/", any(answer::nothing_there))
        .route("/v1/{*path}", any(answer::nothing_there))
        .layer(from_fn_with_state(server.clone(), in_time))
        .layer(from_fn_with_state(server.clone(), watch))
        .layer(cors(settings.origins))
        .route("/healthz", get(healthz))
        .with_state(server.clone());
    if settings.public_metrics {
        public = public.merge(metrics.clone());
    }
    if let Some(site) = site {
        let within_limits = site.layer(from_fn_with_state(server.clone(), beside));
        public = public.fallback_service(within_limits);
    }
    let public = public.layer(from_fn_with_state(server, who_asks));
    Routes { public, metrics }
}

/// Allows pages of those origins to read and write mailboxes and to see the headers that they need.
fn cors(origins: Vec<HeaderValue>) -> CorsLayer {
    let origins = if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins)
    };
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::PUT, Method::DELETE])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH])
        .expose_headers([ETAG, RETRY_AFTER])
        .max_age(Duration::from_secs(24 * 60 * 60))
}

/// Ends a request that takes too long, and forbids caching of all answers.
async fn in_time(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(server.patience, next.run(request)).await;
    let mut response = answered.unwrap_or_else(|_| Problem::Slow.into_response());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Answers requests for the site, with the same limits of time and per address.
async fn beside(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let client = request.extensions().get::<Client>();
    if let Err(problem) = server.limits.count_address(client.map(|client| client.0)) {
        return problem.into_response();
    }
    let answered = tokio::time::timeout(server.patience, next.run(request)).await;
    answered.unwrap_or_else(|_| Problem::Slow.into_response())
}

/// Determines the client's address behind a proxy.
async fn who_asks(State(server): State<Arc<Server>>, mut request: Request, next: Next) -> Response {
    if server.behind_proxy
        && let Some(client) = forwarded(request.headers())
    {
        request.extensions_mut().insert(Client(client));
    }
    next.run(request).await
}

/// Counts and logs a request: method, status and duration, but not the client, the mailbox or the
/// token.
async fn watch(State(server): State<Arc<Server>>, request: Request, next: Next) -> Response {
    let (method, begun) = (request.method().clone(), Instant::now());
    let response = next.run(request).await;
    let (status, took) = (response.status().as_u16(), begun.elapsed());
    let method = match method {
        Method::GET | Method::HEAD | Method::PUT | Method::DELETE | Method::OPTIONS => {
            method.to_string()
        }
        _ => "other".into(),
    };
    server.metrics.count(&method, status, took);
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    tracing::info!(method, status, micros, "request");
    response
}

/// The address that the nearest proxy saw: the last entry of the last `X-Forwarded-For`. A proxy
/// appends to the header that it received, in the same line or in another. Clients can write
/// everything before that.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let mut lines = headers.get_all("x-forwarded-for").iter();
    let entry = lines.next_back()?.to_str().ok()?.rsplit(',').next()?.trim();
    entry.parse().ok()
}

async fn healthz(State(server): State<Arc<Server>>) -> Response {
    match server.health.look().await {
        Ok(()) => "ok\n".into_response(),
        Err(why) => Problem::Unwell(why).into_response(),
    }
}

async fn metrics(State(server): State<Arc<Server>>) -> Response {
    match server.database.count().await {
        Ok(mailboxes) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(CONTENT_TYPE, kind)], server.metrics.text(mailboxes)).into_response()
        }
        Err(_) => Problem::Unavailable.into_response(),
    }
}

/// Deletes unused mailboxes for as long as the server runs, but none at its start.
async fn tidy(server: std::sync::Weak<Server>, clock: Clock, every: Duration) {
    let mut expiry: Option<Expiry> = None;
    let mut ticks = tokio::time::interval(every);
    loop {
        ticks.tick().await;
        let Some(server) = server.upgrade() else {
            return;
        };
        server.limits.forget();
        let expiry =
            expiry.get_or_insert_with(|| Expiry::new(server.database.clone(), clock, every));
        match expiry.look().await {
            Ok(0) => {}
            Ok(number) => tracing::info!(number, "unused mailboxes were deleted"),
            Err(error) => tracing::error!(%error, "unused mailboxes could not be deleted"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_is_whom_the_nearest_proxy_heard_from() {
        let client = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            forwarded(&headers).map(|address| address.to_string())
        };
        for (lines, expected) in [
            (&["192.0.2.1"][..], Some("192.0.2.1")),
            (&["203.0.113.9, 192.0.2.1"], Some("192.0.2.1")),
            (&["203.0.113.9", "192.0.2.1"], Some("192.0.2.1")),
            (
                &["203.0.113.9", "203.0.113.8,2001:db8::1"],
                Some("2001:db8::1"),
            ),
            (&[], None),
            (&["192.0.2.1", ""], None),
            (&["192.0.2.1, unknown"], None),
        ] {
            assert_eq!(client(lines).as_deref(), expected, "{lines:?}");
        }
    }
}
