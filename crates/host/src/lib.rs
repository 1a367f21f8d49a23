//! Serves a site the way a good static host does: types, compression, caching, security headers.
//!
//! For previews, for tests, and beside the sync server; a site needs no server of ours. What is served
//! where is decided in `paths`, how long it may be kept in `caching`. Files are sent as they are read:
//! however large they are, and however many readers do not read on, few bytes of them are in memory.
//!
//! Anything else can be served within limits of connections too ([`serve_within`]), as the sync server is.

mod caching;
mod listen;
mod paced;
mod paths;
mod permits;
mod tags;

use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, RANGE};
use axum::http::{HeaderName, HeaderValue, Response, StatusCode};
use axum::response::IntoResponse;
use tokio::net::TcpListener;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::timeout::TimeoutLayer;

use crate::tags::{Tags, Version};

pub use listen::{Client, Connections, serve_within};
pub use paced::Pace;
pub use permits::network;

/// How long a request may take, its body included; for a file, until its first bytes come.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// How much of a file is read at once for each answer, in bytes.
const PIECE: usize = 32 * 1024;

/// What is served, and where.
#[derive(Debug, Clone)]
pub struct Host {
    /// The folder that holds the site; it may be replaced while it is served.
    pub site: PathBuf,
    /// The path below which the site lives; starts and ends with `/`.
    pub base_path: String,
    /// What every answer says besides: names and values.
    pub headers: Vec<(String, String)>,
    /// How long files below `assets/`, which are named after their content, may be kept, as the header
    /// `Cache-Control` says it.
    pub assets_kept: &'static str,
    /// How long all else may be.
    pub others_kept: &'static str,
}

/// Serves the site below its base path; what is outside it is not found.
pub fn router(host: Host) -> Router {
    let (host, tags) = (Arc::new(host), Arc::new(Tags::default()));
    Router::new().fallback(move |request| answer(host.clone(), tags.clone(), request))
}

/// Refuses what takes longer than [`PATIENCE`].
pub fn in_time(router: Router) -> Router {
    router.layer(TimeoutLayer::with_status_code(
        StatusCode::REQUEST_TIMEOUT,
        PATIENCE,
    ))
}

/// Answers on a listener until told to shut down, then lets what is under way finish; whatever
/// connections do.
///
/// # Errors
/// What the system says when it stops accepting connections.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown)
        .await
}

/// Answers with a file of the site, chosen by [`paths`] and compressed as the browser takes it.
async fn answer(host: Arc<Host>, tags: Arc<Tags>, mut request: Request) -> Response<Body> {
    let Some(file) = paths::file_at(&host.base_path, request.uri().path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(uri) = file.parse() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    *request.uri_mut() = uri;
    let known = caching::take_known_tags(&mut request);
    // Browsers need no parts of a site's files; whole ones have a tag.
    request.headers_mut().remove(RANGE);
    let (response, tag) = tagged(&host.site, &file, &tags, request).await;
    let (mut parts, body) = response.into_parts();
    caching::add(&host, &mut parts, tag, &file, known.as_ref());
    for (name, value) in &host.headers {
        // What is no header is left out.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            parts.headers.insert(name, value);
        }
    }
    let body = if parts.status == StatusCode::NOT_MODIFIED {
        Body::empty()
    } else {
        body
    };
    Response::from_parts(parts, body)
}

/// How often it is tried to tag a file that is being replaced.
const TRIES: usize = 3;

/// An answer with a file or its compressed twin, and the tag of what is sent; without a tag if there is
/// no file, or if it was replaced while it was looked at, each time again.
async fn tagged(
    site: &Path,
    file: &str,
    tags: &Arc<Tags>,
    request: Request,
) -> (Response<Body>, Option<String>) {
    let (parts, _) = request.into_parts();
    let ask = || read(site, Request::from_parts(parts.clone(), Body::empty()));
    let Some(path) = paths::in_folder(site, file) else {
        return (ask().await, None);
    };
    // In the order in which they are looked up below.
    let paths = ["", ".br", ".gz"].map(|ending| {
        let mut path = path.clone().into_os_string();
        path.push(ending);
        PathBuf::from(path)
    });
    for _ in 0..TRIES {
        let looked_at = paths.clone();
        let before = blocking(move || looked_at.map(|path| Version::at(&path))).await;
        let response = ask().await;
        if response.status() != StatusCode::OK {
            return (response, None);
        }
        let index = match response.headers().get(CONTENT_ENCODING) {
            None => 0,
            Some(coding) if coding == "br" => 1,
            Some(_) => 2,
        };
        let (tags, path, before) = (tags.clone(), paths[index].clone(), before[index]);
        let tag = blocking(move || {
            // What was opened in between is this version, if it is there before and after.
            let version = before.filter(|before| Version::at(&path) == Some(*before))?;
            tags.of(&path, version).ok().flatten()
        });
        if let Some(tag) = tag.await {
            return (response, Some(tag));
        }
    }
    (ask().await, None)
}

/// Does what waits for the disk on a thread for that; what is not done gives the default.
async fn blocking<T: Default + Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(work).await.unwrap_or_default()
}

async fn read(site: &Path, request: Request) -> Response<Body> {
    let missing = ServeFile::new(site.join("404.html"))
        .with_buf_chunk_size(PIECE)
        .precompressed_br()
        .precompressed_gzip();
    let served: Result<_, Infallible> = ServeDir::new(site)
        .with_buf_chunk_size(PIECE)
        .precompressed_br()
        .precompressed_gzip()
        .not_found_service(missing)
        .oneshot(request)
        .await;
    match served {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}
