//! Serves a site the way a good static host does: types, compression, caching, security headers.
//!
//! For previews and tests; a site needs no server of ours. What is served where is decided in
//! `place`, how long it may be kept in `caching`.

mod caching;
mod place;

use std::convert::Infallible;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::RANGE;
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode};
use axum::response::IntoResponse;
use tokio::net::TcpListener;
use tower::ServiceExt;
use tower_http::services::{ServeDir, ServeFile};

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
    let host = Arc::new(host);
    Router::new().fallback(move |request| answer(host.clone(), request))
}

/// Answers on a listener until told to shut down, then lets what is under way finish.
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

/// Answers with a file of the site, chosen by [`place`] and compressed as the browser takes it.
async fn answer(host: Arc<Host>, mut request: Request) -> Response<Body> {
    let Some(file) = place::file_at(&host.base_path, request.uri().path()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(uri) = file.parse() else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    *request.uri_mut() = uri;
    let known = caching::take_known_tags(&mut request);
    let only_head = ask_for_the_whole(&mut request);
    let (mut parts, body) = read(&host.site, request).await.into_parts();
    // The body is a file of the site, so there is no need for a limit.
    let Ok(mut content) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    caching::add(&host, &mut parts, &content, &file, known.as_ref());
    for (name, value) in &host.headers {
        // What is no header is left out.
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            parts.headers.insert(name, value);
        }
    }
    if only_head || parts.status == StatusCode::NOT_MODIFIED {
        content = Bytes::new();
    }
    Response::from_parts(parts, Body::from(content))
}

/// Makes a request one for the file's whole content, which its tag is made of; says whether only
/// the head of the answer is wanted.
fn ask_for_the_whole(request: &mut Request) -> bool {
    request.headers_mut().remove(RANGE);
    let only_head = request.method() == Method::HEAD;
    if only_head {
        *request.method_mut() = Method::GET;
    }
    only_head
}

async fn read(site: &Path, request: Request) -> Response<Body> {
    let missing = ServeFile::new(site.join("404.html"))
        .precompressed_br()
        .precompressed_gzip();
    let served: Result<_, Infallible> = ServeDir::new(site)
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
