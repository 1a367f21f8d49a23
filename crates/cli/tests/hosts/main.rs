//! Sites on real web servers: types, compression, headers, and files that do not exist.

#[path = "../fixture/mod.rs"]
mod fixture;
mod servers;
#[path = "../sync_server/server.rs"]
#[allow(
    dead_code,
    reason = "what ends it is only needed where its end is tested"
)]
mod sync_server;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use reqwest::{Client, Method, Response, StatusCode, redirect};

use servers::Server;

/// The encodings that browsers accept.
const BROWSERS_TAKE: &str = "gzip, deflate, br, zstd";

/// The paths of sites: the root of a host, and a path with a dot, which has a meaning in regular
/// expressions.
const BASES: [&str; 2] = ["/", "/pro.gramme/"];

/// A site below its path, as on a host, in a folder whose name contains a space.
struct Hosted {
    folder: tempfile::TempDir,
    base: &'static str,
}

impl Hosted {
    fn build(base: &'static str) -> Self {
        let folder = fixture::folder();
        for (file, text) in [
            ("theme.toml", "logo = \"logo.svg\"\n"),
            ("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ] {
            fs::write(folder.path().join(file), text).expect("the test has what it needs");
        }
        let site = format!("the root{base}");
        let place = [
            "--output",
            &site,
            "--base-path",
            base,
            "--embed-in",
            "https://example.org",
        ];
        fixture::done(
            &folder,
            &[
                &[
                    "build",
                    "schedule.xml",
                    "--app",
                    "app",
                    "--theme",
                    "theme.toml",
                ],
                &place[..],
            ]
            .concat(),
        );
        // Servers that root starts read the site as another user.
        let readable = fs::Permissions::from_mode(0o755);
        fs::set_permissions(&folder, readable).expect("the test has what it needs");
        Self { folder, base }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("the root")
    }

    fn site(&self) -> PathBuf {
        self.root().join(self.base.trim_matches('/'))
    }

    fn written_for(&self, kind: &str) -> String {
        fixture::done(
            &self.folder,
            &["host-config", kind, &self.site().to_string_lossy()],
        )
    }
}

/// The file below `assets/` with that beginning and ending.
fn asset(site: &Path, beginning: &str, ending: &str) -> String {
    let entries = fs::read_dir(site.join("assets")).expect("there are assets");
    let names = entries.map(|entry| {
        entry
            .expect("it is there")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut found = names.filter(|name| name.starts_with(beginning) && name.ends_with(ending));
    format!("assets/{}", found.next().expect("there is one"))
}

async fn ask(server: &Server, hosted: &Hosted, path: &str) -> Response {
    let client = Client::builder()
        .redirect(redirect::Policy::limited(3))
        .build()
        .expect("it is a client");
    let request = client.get(format!("{}{}{path}", server.origin, hosted.base));
    let request = request.header("accept-encoding", BROWSERS_TAKE);
    request.send().await.expect("the server answers")
}

fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    let value = response.headers().get(name).map(|value| value.to_str());
    value.and_then(Result::ok).unwrap_or_default()
}

/// The headers of every answer of every server, besides the Content Security Policy.
const SAID: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "strict-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("access-control-allow-origin", "*"),
];

/// Checks that an answer has each of the headers of every answer exactly once.
fn is_guarded(path: &str, response: &Response) {
    let said = |name: &str| {
        let values = response.headers().get_all(name).iter();
        let mut values: Vec<_> = values.filter_map(|value| value.to_str().ok()).collect();
        assert_eq!(values.len(), 1, "{path}: {name}: {values:?}");
        values.remove(0)
    };
    let policy = said("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none';")
            && policy.ends_with("frame-ancestors 'self' https://example.org"),
        "{path}: {policy}"
    );
    for (name, value) in SAID {
        assert_eq!(said(name), value, "{path}: {name}");
    }
}

/// Checks that an answer is this file, or its compressed copy.
async fn is_file(response: Response, file: &Path, codings: &[(&str, &str)]) {
    let coding = header(&response, "content-encoding").to_owned();
    let twin = codings.iter().find(|(name, _)| *name == coding);
    let ending = match twin {
        Some((_, ending)) => format!(".{ending}"),
        None => {
            assert_eq!(coding, "", "{}", file.display());
            String::new()
        }
    };
    let sent = response.bytes().await.expect("the answer is whole");
    let there = fs::read(format!("{}{ending}", file.display())).expect("the file is there");
    assert!(sent == there, "{} as {coding:?}", file.display());
}

/// Checks that a server does what a site needs from a host; `best` is the encoding that it should choose.
async fn serves_well(server: &Server, hosted: &Hosted, best: &str) {
    let codings = [("br", "br"), ("gzip", "gz")];
    let site = hosted.site();
    let script = asset(&site, "start-", ".js");
    let wasm = asset(&site, "hallway-", ".wasm");
    let logo = asset(&site, "logo-", ".svg");
    let german = asset(&site, "de-", ".json");
    for (path, file, kind, forever) in [
        ("", "index.html", "text/html", false),
        ("item/1/", "item/1/index.html", "text/html", false),
        ("item/1", "item/1/index.html", "text/html", false),
        (&script, &script, "javascript", true),
        (&wasm, &wasm, "application/wasm", true),
        (&logo, &logo, "image/svg+xml", true),
        (&german, &german, "application/json", true),
        ("sw.js", "sw.js", "javascript", false),
        (
            "manifest.webmanifest",
            "manifest.webmanifest",
            "application/manifest+json",
            false,
        ),
        (
            "programme.json",
            "programme.json",
            "application/json",
            false,
        ),
        ("schedule.ics", "schedule.ics", "text/calendar", false),
        ("icons/icon.svg", "icons/icon.svg", "image/svg+xml", false),
    ] {
        let response = ask(server, hosted, path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        is_guarded(path, &response);
        let of_type = header(&response, "content-type");
        assert!(of_type.contains(kind), "{path}: {of_type}");
        let caching = if forever {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        assert_eq!(header(&response, "cache-control"), caching, "{path}");
        assert!(
            header(&response, "vary")
                .to_lowercase()
                .contains("accept-encoding"),
            "{path}"
        );
        let ending = codings
            .iter()
            .find(|(name, _)| *name == best)
            .map(|(_, ending)| ending);
        if ending.is_some_and(|ending| site.join(format!("{file}.{ending}")).exists()) {
            assert_eq!(header(&response, "content-encoding"), best, "{path}");
        }
        is_file(response, &site.join(file), &codings).await;
    }
    for path in ["nothing", "item/nothing/", "assets/nothing.js"] {
        let response = ask(server, hosted, path).await;
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{path}");
        is_guarded(path, &response);
        if !path.starts_with("assets/") {
            is_file(response, &site.join("404.html"), &codings).await;
        }
    }
}

async fn apache(hosted: &Hosted) -> Server {
    let written = hosted.written_for("apache");
    fs::write(hosted.site().join(".htaccess"), written).expect("the test has what it needs");
    servers::apache(&hosted.root()).await
}

#[tokio::test]
async fn apache_serves_a_site_well() {
    for base in BASES {
        let hosted = Hosted::build(base);
        let server = apache(&hosted).await;
        serves_well(&server, &hosted, "br").await;
    }
}

#[tokio::test]
async fn nginx_serves_a_site_well() {
    for base in BASES {
        let hosted = Hosted::build(base);
        let server = servers::nginx(&hosted.written_for("nginx")).await;
        serves_well(&server, &hosted, "gzip").await;
    }
}

#[tokio::test]
async fn caddy_serves_a_site_well() {
    for base in BASES {
        let hosted = Hosted::build(base);
        let server = servers::caddy(&hosted.written_for("caddy")).await;
        serves_well(&server, &hosted, "br").await;
    }
}

#[tokio::test]
async fn what_caddy_misses_elsewhere_is_not_the_sites() {
    let hosted = Hosted::build("/pro.gramme/");
    let written = hosted.written_for("caddy");
    let elsewhere = "handle {\n\troot * /nowhere\n\tfile_server\n}\n";
    let server = servers::caddy(&format!("{written}{elsewhere}")).await;
    let response = reqwest::get(format!("{}/elsewhere", server.origin)).await;
    let response = response.expect("the server answers");
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let sent = response.bytes().await.expect("the answer is whole");
    let page = fs::read(hosted.site().join("404.html")).expect("the file is there");
    assert!(sent != page, "another site's page is not the programme's");
}

#[tokio::test]
async fn hallway_serves_a_site_well() {
    for base in BASES {
        let hosted = Hosted::build(base);
        let server = servers::hallway(&hosted.site()).await;
        serves_well(&server, &hosted, "br").await;
    }
}

#[tokio::test]
#[ignore = "long: `cargo xtask soak` runs it"]
async fn every_server_serves_a_site_well_a_hundred_times() {
    for base in BASES {
        let hosted = Hosted::build(base);
        let servers = [
            (apache(&hosted).await, "br"),
            (servers::nginx(&hosted.written_for("nginx")).await, "gzip"),
            (servers::caddy(&hosted.written_for("caddy")).await, "br"),
            (servers::hallway(&hosted.site()).await, "br"),
        ];
        for _ in 0..100 {
            for (server, best) in &servers {
                serves_well(server, &hosted, best).await;
            }
        }
    }
}

/// The configuration in that language in `docs/sync-server.md`.
fn documented(language: &str) -> String {
    let description = include_str!("../../../../docs/sync-server.md");
    let (_, rest) = description
        .split_once(&format!("```{language}\n"))
        .expect("it is there");
    let (configuration, _) = rest.split_once("```").expect("it ends");
    configuration.into()
}

/// Creates a mailbox and reads it, through a proxy in front of the sync server.
async fn passes_mailboxes_on(proxy: &Server, number: u32) {
    let mailbox = format!("{}/v1/mailboxes/{}", proxy.origin, sync_server::id(number));
    let (client, token) = (Client::new(), sync_server::token('p'));
    let made = sync_server::create(&client, &mailbox, &token, b"content");
    let made = made.send().await.expect("the proxy answers");
    assert_eq!(made.status(), StatusCode::CREATED);
    let tag = header(&made, "etag").to_owned();
    let read = sync_server::ask(&client, Method::GET, &mailbox, &token);
    let read = read.send().await.expect("the proxy answers");
    assert_eq!(
        (read.status(), header(&read, "etag")),
        (StatusCode::OK, tag.as_str())
    );
    assert_eq!(read.bytes().await.expect("it is whole"), "content");
    let metrics = reqwest::get(format!("{}/metrics", proxy.origin)).await;
    let metrics = metrics.expect("the proxy answers").status();
    assert_eq!(metrics, StatusCode::NOT_FOUND, "numbers stay within");
}

#[tokio::test]
async fn the_described_proxies_pass_mailboxes_on() {
    let folder = tempfile::tempdir().expect("the test has what it needs");
    let database = format!("sqlite:{}", folder.path().join("mailboxes.db").display());
    let server = sync_server::Server::start(&database, &["--behind-proxy"]);
    let server = server.expect("the test has what it needs");
    let address = server.address.trim_start_matches("http://");
    let nginx = documented("nginx").replace("127.0.0.1:8090", address);
    passes_mailboxes_on(&servers::nginx(&nginx).await, 1).await;
    // The site's block without the site's name, which is another one here.
    let caddy = documented("caddyfile").replace("127.0.0.1:8090", address);
    let (_, caddy) = caddy.split_once("{\n").expect("a block begins");
    let (caddy, _) = caddy.rsplit_once('}').expect("it ends");
    passes_mailboxes_on(&servers::caddy(caddy).await, 2).await;
}
