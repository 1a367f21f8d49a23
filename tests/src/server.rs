//! A server for each test: the real host, with control over its answers.
//!
//! It can be stopped and started again on the same port, replace its site by another, hold back,
//! break off or refuse answers; and it records the requests.

use std::collections::{BTreeSet, HashMap};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};
use hallway_host::Host;
use hallway_site::hosting::{ASK_ANEW, FOREVER, Headers};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::sync::watch;
use tower::ServiceExt;

use crate::site::Site;

/// The address, below the site, to which browsers report violations of the policy.
const REPORTS: &str = "test/reports";

/// The address of an injected script, below the site.
const INJECTED: &str = "test/injected.js";

/// The site's headers; the policy names a place to report to.
fn headers(site: &Site) -> Result<Vec<(String, String)>> {
    let mut headers = Headers::read(&site.text(Headers::FILE)?).into_pairs();
    let policy = headers
        .iter_mut()
        .find(|(name, _)| name == "Content-Security-Policy")
        .context("the site has a policy")?;
    policy.1 += &format!("; report-uri {REPORTS}");
    Ok(headers)
}

/// The pause before each byte of an answer that never ends.
const DRIP: Duration = Duration::from_millis(200);

/// How long a server may take to stop or to start.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server with a site.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    /// The server's runtime; `None` while it is stopped.
    runtime: Option<Runtime>,
}

#[derive(Debug)]
struct Shared {
    site: Mutex<Arc<Site>>,
    interference: Mutex<HashMap<String, Interference>>,
    script: Mutex<Option<String>>,
    /// The content at a path that replaces the site's file or is added to the site.
    published: Mutex<HashMap<String, Published>>,
    /// Whether answers are sent without the site's headers, as by a host that can't send them.
    is_plain: AtomicBool,
    asked: Mutex<Vec<Asked>>,
    reports: Mutex<Vec<String>>,
}

/// A file that the site itself does not have.
#[derive(Debug, Clone)]
struct Published {
    headers: HeaderMap,
    content: Vec<u8>,
}

/// What happens to the answers for a path.
#[derive(Debug, Clone)]
enum Interference {
    /// They wait until this becomes true.
    Hold(watch::Receiver<bool>),
    /// Everything after that text waits until this becomes true.
    HoldFrom(String, watch::Receiver<bool>),
    /// They break off in the middle.
    Cut,
    /// They are errors.
    Refuse,
    /// They never end, and come byte by byte.
    Drip,
}

/// A request and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The path below the base path.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
}

/// Holds back answers until it is dropped.
#[derive(Debug)]
pub struct Held(watch::Sender<bool>);

impl Held {
    /// Whether an answer waits to be released.
    #[must_use]
    pub fn is_asked_for(&self) -> bool {
        // Besides the entry for the path, each waiting answer has a receiver.
        self.0.receiver_count() > 1
    }

    /// Releases the answers.
    pub fn release(self) {
        // If no request waits, nobody receives it.
        let _ = self.0.send(true);
    }
}

impl Server {
    /// Starts a server with a site on a free port.
    ///
    /// # Errors
    /// If the system reports an error.
    pub async fn start(site: &Arc<Site>) -> Result<Self> {
        let mut server = Self {
            shared: Arc::new(Shared {
                site: Mutex::new(site.clone()),
                interference: Mutex::default(),
                script: Mutex::default(),
                published: Mutex::default(),
                is_plain: AtomicBool::default(),
                asked: Mutex::default(),
                reports: Mutex::default(),
            }),
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            runtime: None,
        };
        server.resume().await?;
        Ok(server)
    }

    /// Starts again on the same port.
    ///
    /// # Errors
    /// If the port is still taken after a while.
    pub async fn resume(&mut self) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let (wanted, shared) = (self.address, self.shared.clone());
        let listener = runtime.spawn(async move { bind(wanted).await }).await??;
        self.address = listener.local_addr()?;
        let router = Router::new().fallback(move |request| answer(shared.clone(), request));
        runtime.spawn(hallway_host::serve(
            listener,
            router,
            std::future::pending(),
        ));
        self.runtime = Some(runtime);
        Ok(())
    }

    /// Starts again unless it is running.
    ///
    /// # Errors
    /// If the port is still taken after a while.
    pub async fn resume_if_stopped(&mut self) -> Result<()> {
        match self.runtime {
            Some(_) => Ok(()),
            None => self.resume().await,
        }
    }

    /// Stops at once, and closes open connections.
    ///
    /// # Errors
    /// If it still answers after a while.
    pub async fn stop(&mut self) -> Result<()> {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
        let started = Instant::now();
        while TcpStream::connect(self.address).await.is_ok() {
            if started.elapsed() > PATIENCE {
                bail!("the server on {} does not stop", self.address);
            }
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    /// The address of a path below the base path.
    #[must_use]
    pub fn url(&self, below: &str) -> String {
        format!("{}{}{below}", self.origin(), self.shared.site().base())
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Replaces the site by another.
    pub fn publish(&self, site: &Arc<Site>) {
        *lock(&self.shared.site) = site.clone();
    }

    /// Replaces the site's `programme.json` by a text.
    pub fn publish_programme(&self, text: &str) {
        self.publish_json("programme.json", text);
    }

    /// Replaces one of the site's files by JSON.
    pub fn publish_json(&self, path: &str, text: &str) {
        let headers = [(CONTENT_TYPE, "application/json")];
        self.publish_at(path, headers, text.into());
    }

    /// Adds a page at `plain/`, compressed like the site's pages.
    pub fn publish_plain(&self, page: &str) {
        let headers = [(CONTENT_TYPE, "text/html"), (CONTENT_ENCODING, "br")];
        let content = hallway_site::compressed_page(page.as_bytes());
        self.publish_at("plain/", headers, content);
    }

    /// Replaces one of the site's scripts.
    pub fn publish_script(&self, path: &str, script: &str) {
        let headers = [(CONTENT_TYPE, "text/javascript")];
        self.publish_at(path, headers, script.into());
    }

    fn publish_at<const N: usize>(
        &self,
        path: &str,
        headers: [(HeaderName, &'static str); N],
        content: Vec<u8>,
    ) {
        let headers = headers.into_iter().chain([(CACHE_CONTROL, "no-cache")]);
        let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
        let published = Published {
            headers: headers.collect(),
            content,
        };
        lock(&self.shared.published).insert(path.into(), published);
    }

    /// From now on sends none of the site's headers, like a plain static host.
    pub fn send_no_headers(&self) {
        self.shared.is_plain.store(true, Ordering::Relaxed);
    }

    /// How often a path was requested so far.
    #[must_use]
    pub fn times_asked(&self, path: &str) -> usize {
        self.asked()
            .iter()
            .filter(|asked| asked.path == path)
            .count()
    }

    /// Holds back the answers for a path until released; other settings for the path apply to them
    /// too. Browsers don't cache them, so that they can be held back again.
    #[must_use]
    pub fn hold(&self, path: &str) -> Held {
        let (release, released) = watch::channel(false);
        self.interfere(path, Interference::Hold(released));
        Held(release)
    }

    /// Sends the answers for a path up to and including that text, and holds back the rest until
    /// released.
    #[must_use]
    pub fn hold_from(&self, path: &str, text: &str) -> Held {
        let (release, released) = watch::channel(false);
        self.interfere(path, Interference::HoldFrom(text.into(), released));
        Held(release)
    }

    /// Breaks off the answers for a path: the header has the full length, half of the content is
    /// sent, and the connection is closed.
    pub fn cut(&self, path: &str) {
        self.interfere(path, Interference::Cut);
    }

    /// Answers requests for a path byte by byte, without an end.
    pub fn drip(&self, path: &str) {
        self.interfere(path, Interference::Drip);
    }

    /// Answers requests for a path with an error.
    pub fn refuse(&self, path: &str) {
        self.interfere(path, Interference::Refuse);
    }

    fn interfere(&self, path: &str, interference: Interference) {
        lock(&self.shared.interference).insert(path.into(), interference);
    }

    /// Answers all requests normally again.
    pub fn leave_alone(&self) {
        lock(&self.shared.interference).clear();
    }

    /// Adds a script, before all others, to each page that the server sends.
    pub fn inject(&self, script: &str) {
        *lock(&self.shared.script) = Some(script.into());
    }

    /// The requests so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.shared.asked).clone()
    }

    /// Forgets the requests so far.
    pub fn forget(&self) {
        lock(&self.shared.asked).clear();
    }

    /// The violations of the policy that browsers reported.
    #[must_use]
    pub fn reports(&self) -> Vec<String> {
        lock(&self.shared.reports).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("The server was asked for:");
            for Asked { path, status } in self.asked() {
                eprintln!("  {status} /{path}");
            }
        }
        if let Some(runtime) = self.runtime.take() {
            // A runtime can't be dropped within another.
            runtime.shutdown_background();
        }
    }
}

impl Shared {
    fn site(&self) -> Arc<Site> {
        lock(&self.site).clone()
    }
}

/// Locked values are replaced whole, so they are valid even if a test has panicked.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens on a port of this machine that no server of this run has used, so that what a browser
/// stored in an earlier test belongs to another origin.
///
/// # Errors
/// If the system reports an error.
pub async fn listen() -> Result<TcpListener> {
    static TAKEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    // Kept open until another one is found, so that the system does not offer them again.
    let mut held = Vec::new();
    loop {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        if lock(&TAKEN).insert(listener.local_addr()?.port()) {
            return Ok(listener);
        }
        held.push(listener);
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener> {
    if address.port() == 0 {
        return listen().await;
    }
    let started = Instant::now();
    loop {
        match TcpListener::bind(address).await {
            Ok(listener) => return Ok(listener),
            Err(_) if started.elapsed() < PATIENCE => tokio::task::yield_now().await,
            Err(error) => return Err(error).context(format!("{address} is taken")),
        }
    }
}

async fn answer(shared: Arc<Shared>, mut request: Request) -> Response {
    let site = shared.site();
    let path = request.uri().path();
    let path = path.strip_prefix(site.base()).unwrap_or(path).to_owned();
    // Browsers resolve the report's address against the page's own.
    if path.ends_with(REPORTS) {
        return keep_report(&shared, request).await;
    }
    let held = wait_for_release(&shared, &path).await;
    let interference = lock(&shared.interference).get(&path).cloned();
    let mut response = match interference {
        None | Some(Interference::Hold(_)) => from_site(&shared, &site, &path, request).await,
        Some(Interference::Refuse) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Some(Interference::Drip) => {
            let bytes = stream::unfold((), async |()| {
                tokio::time::sleep(DRIP).await;
                Some((Ok::<Bytes, io::Error>(Bytes::from_static(b" ")), ()))
            });
            ([(CACHE_CONTROL, "no-store")], Body::from_stream(bytes)).into_response()
        }
        Some(Interference::Cut) => {
            // A "not modified" answer would have no content to break off.
            request.headers_mut().remove(IF_NONE_MATCH);
            cut(from_site(&shared, &site, &path, request).await).await
        }
        Some(Interference::HoldFrom(text, released)) => {
            let headers = request.headers_mut();
            headers.remove(ACCEPT_ENCODING);
            headers.remove(IF_NONE_MATCH);
            let response = from_site(&shared, &site, &path, request).await;
            hold_from(&text, response, released).await
        }
    };
    if held {
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    let status = response.status().as_u16();
    lock(&shared.asked).push(Asked { path, status });
    response
}

/// Waits while the answers for the path are held back; returns once they are released.
async fn wait_for_release(shared: &Shared, path: &str) -> bool {
    let interference = lock(&shared.interference).get(path).cloned();
    let Some(Interference::Hold(mut released)) = interference else {
        return false;
    };
    // If the sender was dropped, the test is over, and so is the wait.
    let _ = released.wait_for(|released| *released).await;
    true
}

async fn keep_report(shared: &Shared, request: Request) -> Response {
    let report = to_bytes(request.into_body(), usize::MAX).await;
    let report = report.unwrap_or_default();
    lock(&shared.reports).push(String::from_utf8_lossy(&report).into_owned());
    StatusCode::NO_CONTENT.into_response()
}

async fn from_site(shared: &Shared, site: &Site, path: &str, mut request: Request) -> Response {
    let script = lock(&shared.script).clone();
    let is_page = !path.contains('.');
    let published = lock(&shared.published).get(path).cloned();
    let is_plain = shared.is_plain.load(Ordering::Relaxed);
    if let Some(published) = published {
        return (published.headers, published.content).into_response();
    }
    match script {
        Some(script) if path == INJECTED => {
            let kind = (CONTENT_TYPE, HeaderValue::from_static("text/javascript"));
            ([kind], script).into_response()
        }
        Some(_) if is_page => {
            let headers = request.headers_mut();
            headers.remove(ACCEPT_ENCODING);
            headers.remove(IF_NONE_MATCH);
            with_script(site.base(), from_host(site, is_plain, request).await).await
        }
        _ => from_host(site, is_plain, request).await,
    }
}

async fn from_host(site: &Site, is_plain: bool, request: Request) -> Response {
    let headers = if is_plain {
        Ok(Vec::new())
    } else {
        headers(site)
    };
    let Ok(headers) = headers else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let host = Host {
        site: site.folder().into(),
        base_path: site.base().into(),
        headers,
        assets_kept: FOREVER,
        others_kept: ASK_ANEW,
    };
    match hallway_host::router(host).oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

async fn with_script(base: &str, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let page = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let page = String::from_utf8_lossy(&page);
    let script = format!("<head><script src=\"{base}{INJECTED}\"></script>");
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page.replacen("<head>", &script, 1)))
}

/// Half of the content with the length of the whole, then the end of the connection.
async fn cut(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts
        .headers
        .insert(CONTENT_LENGTH, HeaderValue::from(whole.len()));
    let half: Result<Bytes, io::Error> = Ok(whole.slice(..whole.len() / 2));
    let end = Err(io::Error::from(io::ErrorKind::ConnectionAborted));
    Response::from_parts(parts, Body::from_stream(stream::iter([half, end])))
}

/// The answer up to that text; the rest after it is released.
async fn hold_from(
    text: &str,
    response: Response,
    mut released: watch::Receiver<bool>,
) -> Response {
    let (mut parts, body) = response.into_parts();
    let whole = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let found = whole
        .windows(text.len())
        .position(|part| part == text.as_bytes());
    let at = found.unwrap_or(whole.len());
    let (first, rest) = (whole.slice(..at), whole.slice(at..));
    parts.headers.remove(CONTENT_LENGTH);
    let first = stream::once(async { Ok::<Bytes, io::Error>(first) });
    let rest = stream::once(async move {
        // If the sender was dropped, the test is over, and so is the wait.
        let _ = released.wait_for(|released| *released).await;
        Ok(rest)
    });
    Response::from_parts(parts, Body::from_stream(first.chain(rest)))
}
