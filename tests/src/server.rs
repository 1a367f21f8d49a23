//! A server of one's own for each test: the real host, and a hand on the wire.
//!
//! It can be stopped and started again on its port, publish another site in place of the first,
//! hold an answer back, cut it off, or refuse it; and it remembers what it was asked for.

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

/// Where browsers report what the policy forbade, below the site.
const REPORTS: &str = "test/reports";

/// Where an injected script lies, below the site.
const INJECTED: &str = "test/injected.js";

/// What the site says; its policy has a place to report to.
fn headers(site: &Site) -> Result<Vec<(String, String)>> {
    let mut headers = Headers::read(&site.text(Headers::FILE)?).into_pairs();
    let policy = headers
        .iter_mut()
        .find(|(name, _)| name == "Content-Security-Policy")
        .context("the site has a policy")?;
    policy.1 += &format!("; report-uri {REPORTS}");
    Ok(headers)
}

/// How long each byte of an answer without an end takes.
const DRIP: Duration = Duration::from_millis(200);

/// How long a stopped server may take to be gone, and a started one to be there.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server with a site.
#[derive(Debug)]
pub struct Server {
    shared: Arc<Shared>,
    address: SocketAddr,
    /// All that it runs on; without it the server is stopped.
    runtime: Option<Runtime>,
}

#[derive(Debug)]
struct Shared {
    site: Mutex<Arc<Site>>,
    interference: Mutex<HashMap<String, Interference>>,
    script: Mutex<Option<String>>,
    /// What is published at a path in place of the site's own file, or beside the site.
    published: Mutex<HashMap<String, Published>>,
    /// Whether answers go without the site's headers, as from a host that can send none.
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

/// What happens to the answers for one path.
#[derive(Debug, Clone)]
enum Interference {
    /// They wait until this turns true.
    Hold(watch::Receiver<bool>),
    /// What of them follows that text waits until this turns true.
    HoldFrom(String, watch::Receiver<bool>),
    /// They break off in the middle.
    Cut,
    /// There are none.
    Refuse,
    /// They begin, and go on byte by byte for ever.
    Drip,
}

/// A request, as it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The path below the base path.
    pub path: String,
    /// The status of the answer.
    pub status: u16,
}

/// Answers that are held back for as long as this lives.
#[derive(Debug)]
pub struct Held(watch::Sender<bool>);

impl Held {
    /// Whether an answer waits to be released.
    #[must_use]
    pub fn is_asked_for(&self) -> bool {
        // Besides what is kept for the path, each of those that wait looks at it.
        self.0.receiver_count() > 1
    }

    /// Lets them go.
    pub fn release(self) {
        // Without a request that waits, nobody hears it.
        let _ = self.0.send(true);
    }
}

impl Server {
    /// Starts a server with a site on a free port.
    ///
    /// # Errors
    /// What the system says.
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

    /// Starts again unless it runs.
    ///
    /// # Errors
    /// If the port is still taken after a while.
    pub async fn resume_if_stopped(&mut self) -> Result<()> {
        match self.runtime {
            Some(_) => Ok(()),
            None => self.resume().await,
        }
    }

    /// Stops at once, open connections included.
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

    /// Publishes another site in place of the one so far.
    pub fn publish(&self, site: &Arc<Site>) {
        *lock(&self.shared.site) = site.clone();
    }

    /// Publishes a text as `programme.json`, in place of the site's own.
    pub fn publish_programme(&self, text: &str) {
        self.publish_json("programme.json", text);
    }

    /// Publishes JSON in place of one of the site's own files.
    pub fn publish_json(&self, path: &str, text: &str) {
        let headers = [(CONTENT_TYPE, "application/json")];
        self.publish_at(path, headers, text.into());
    }

    /// Publishes a page at `plain/`, beside the site, compressed as the site's pages are.
    pub fn publish_plain(&self, page: &str) {
        let headers = [(CONTENT_TYPE, "text/html"), (CONTENT_ENCODING, "br")];
        let content = hallway_site::compressed_page(page.as_bytes());
        self.publish_at("plain/", headers, content);
    }

    /// Publishes a script in place of one of the site's own.
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

    /// Sends none of the site's headers from now on, as a plain static host.
    pub fn send_no_headers(&self) {
        self.shared.is_plain.store(true, Ordering::Relaxed);
    }

    /// How often a path was asked for so far.
    #[must_use]
    pub fn times_asked(&self, path: &str) -> usize {
        self.asked()
            .iter()
            .filter(|asked| asked.path == path)
            .count()
    }

    /// Holds the answers for a path back until released; what was decided about the path meanwhile
    /// holds for them too. Browsers don't keep them, so that they can be held again.
    #[must_use]
    pub fn hold(&self, path: &str) -> Held {
        let (release, released) = watch::channel(false);
        self.interfere(path, Interference::Hold(released));
        Held(release)
    }

    /// Sends the answers for a path as far as that text, and holds the rest back until released.
    #[must_use]
    pub fn hold_from(&self, path: &str, text: &str) -> Held {
        let (release, released) = watch::channel(false);
        self.interfere(path, Interference::HoldFrom(text.into(), released));
        Held(release)
    }

    /// Breaks the answers for a path off in the middle: its length is told in full, half of it
    /// comes, the connection closes.
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

    /// Answers everything again.
    pub fn leave_alone(&self) {
        lock(&self.shared.interference).clear();
    }

    /// Puts a script before all others into each page that the server sends.
    pub fn inject(&self, script: &str) {
        *lock(&self.shared.script) = Some(script.into());
    }

    /// What was asked for so far.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        lock(&self.shared.asked).clone()
    }

    /// Forgets what was asked for so far.
    pub fn forget(&self) {
        lock(&self.shared.asked).clear();
    }

    /// What browsers reported that the policy forbade.
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
            // A runtime may not be waited for within another.
            runtime.shutdown_background();
        }
    }
}

impl Shared {
    fn site(&self) -> Arc<Site> {
        lock(&self.site).clone()
    }
}

/// What is locked is replaced whole, so a test that failed meanwhile left nothing half done.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Listens on a port of this machine that no server of this run had before: what a browser keeps of an
/// earlier test is of another origin.
///
/// # Errors
/// What the system says.
pub async fn listen() -> Result<TcpListener> {
    static TAKEN: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    // Held until another one is found, so that the system does not offer them again.
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
            // "Not modified" would have nothing to cut.
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

/// Whether the answers for the path are held back; comes back once they no longer are.
async fn wait_for_release(shared: &Shared, path: &str) -> bool {
    let interference = lock(&shared.interference).get(path).cloned();
    let Some(Interference::Hold(mut released)) = interference else {
        return false;
    };
    // If the test let go without a word, it is over, and so is the wait.
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

/// Half of the answer under the length of the whole, then the end of the connection.
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

/// The answer as far as that text; the rest once it is released.
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
        // If the test let go without a word, it is over, and so is the wait.
        let _ = released.wait_for(|released| *released).await;
        Ok(rest)
    });
    Response::from_parts(parts, Body::from_stream(first.chain(rest)))
}
