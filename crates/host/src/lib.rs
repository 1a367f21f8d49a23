//! Serves a site as a good static host does: types, compression, caching, security headers.
//!
//! For previews, for tests, and beside the sync server: any static host can serve a site. `paths`
//! decides which file is served where, `caching` how long it may be cached. Files are streamed, so
//! that large files and slow clients take little memory.
//!
//! The sync server, too, is served within the limits on connections ([`serve_within`]).

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

/// How long a request may take, including its body; for a file, until its first bytes are sent.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// How much of a file is read at once for each answer, in bytes.
const PIECE: usize = 32 * 1024;

/// What to serve, and where.
#[derive(Debug, Clone)]
pub struct Host {
    /// The folder with the site; it may be replaced while it is served.
    pub site: PathBuf,
    /// The path below which the site lives; starts and ends with `/`.
    pub base_path: String,
    /// Headers of every answer: names and values.
    pub headers: Vec<(String, String)>,
    /// The header `Cache-Control` of files below `assets/`, whose names contain a digest of their
    /// content.
    pub assets_kept: &'static str,
    /// The header `Cache-Control` of all other files.
    pub others_kept: &'static str,
}

/// Serves the site below its base path; any other path is not found.
pub fn router(host: Host) -> Router {
    let (host, tags) = (Arc::new(host), Arc::new(Tags::default()));
    Router::new().fallback(move |request| answer(host.clone(), tags.clone(), request))
}

/// Ends requests that take longer than [`PATIENCE`] with an error.
pub fn in_time(router: Router) -> Router {
    router.layer(TimeoutLayer::with_status_code(
        StatusCode::REQUEST_TIMEOUT,
        PATIENCE,
    ))
}

/// Answers on a listener until told to shut down, then finishes the running requests. Connections
/// have no limits.
///
/// # Errors
/// What the system reports if it stops accepting connections.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    axum::serve(listener, router)
        .with_graceful_shutdown(shutdown)
        .await
}

/// Answers with a file of the site, chosen by [`paths`], in a compression that the browser accepts.
async fn answer(host: Arc<Host>, tags: Arc<Tags>, mut request: Request) -> Response<Body> {
    let Some(file) = paths::file_at(&host.base_path, request.uri().path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(uri) = file.parse() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    *request.uri_mut() = uri;
    let known = caching::take_known_tags(&mut request);
    // Browsers need no ranges of a site's files, and only whole files have a tag.
    request.headers_mut().remove(RANGE);
    let (response, tag) = tagged(&host.site, &file, &tags, request).await;
    let (mut parts, body) = response.into_parts();
    caching::add(&host, &mut parts, tag, &file, known.as_ref());
    for (name, value) in &host.headers {
        // Names and values that are no valid header are left out.
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

/// How often to try to tag a file that is being replaced.
const TRIES: usize = 3;

/// An answer with a file or a compressed copy, and the tag of what is sent. There is no tag if
/// there is no file, or if it was replaced during each try.
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
    // In the order in which they are used below.
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
            // If the version is the same before and after, it is also the version of the file that
            // was opened in between.
            let version = before.filter(|before| Version::at(&path) == Some(*before))?;
            tags.of(&path, version).ok().flatten()
        });
        if let Some(tag) = tag.await {
            return (response, Some(tag));
        }
    }
    (ask().await, None)
}

/// Runs work that may wait for the disk on a thread for blocking work; if that fails, returns the
/// default.
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
