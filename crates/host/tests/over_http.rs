//! What the host answers to a browser, over a real connection.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;

use hallway_host::Host;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

type Outcome = Result<(), Box<dyn std::error::Error>>;

const POLICY: &str = "default-src 'none'";

const FOREVER: &str = "public, max-age=31536000, immutable";

const ASK_ANEW: &str = "no-cache";

/// A site below `/programme/`, served until dropped.
struct Served {
    folder: TempDir,
    address: SocketAddr,
    _stop: oneshot::Sender<()>,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

async fn serve() -> Result<Served, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    for (path, content) in [
        ("index.html", "home"),
        ("404.html", "nothing here"),
        ("item/x/index.html", "item x"),
        ("sw.js", "worker"),
        ("manifest.webmanifest", "{}"),
        ("programme.json", "{}"),
        ("icons/icon.svg", "<svg/>"),
        ("assets/app-1.wasm", "plain wasm"),
        ("assets/app-1.wasm.br", "brotli"),
        ("assets/app-1.wasm.gz", "gzip"),
    ] {
        write(folder.path(), path, content)?;
    }
    let host = Host {
        site: folder.path().into(),
        base_path: "/programme/".into(),
        headers: vec![
            ("Content-Security-Policy".into(), POLICY.into()),
            ("X-Content-Type-Options".into(), "nosniff".into()),
        ],
        assets_kept: FOREVER,
        others_kept: ASK_ANEW,
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let address = listener.local_addr()?;
    let (stop, stopped) = oneshot::channel();
    tokio::spawn(hallway_host::serve(
        listener,
        hallway_host::router(host),
        async {
            let _ = stopped.await;
        },
    ));
    Ok(Served {
        folder,
        address,
        _stop: stop,
    })
}

fn write(folder: &Path, path: &str, content: &str) -> std::io::Result<()> {
    let file = folder.join(path);
    fs::create_dir_all(file.parent().unwrap_or(folder))?;
    fs::write(file, content)
}

impl Served {
    async fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Answer, Box<dyn std::error::Error>> {
        let mut request =
            format!("{method} {path} HTTP/1.1\r\nHost: hallway\r\nConnection: close\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        let address = self.address;
        let raw = tokio::task::spawn_blocking(move || -> std::io::Result<Vec<u8>> {
            let mut stream = TcpStream::connect(address)?;
            stream.write_all(request.as_bytes())?;
            let mut raw = Vec::new();
            stream.read_to_end(&mut raw)?;
            Ok(raw)
        })
        .await??;
        let end = raw
            .windows(4)
            .position(|window| window == b"\r\n\r\n")
            .ok_or("no head")?;
        let head = String::from_utf8(raw[..end].to_vec())?;
        let status = head.split(' ').nth(1).ok_or("no status")?.parse()?;
        let body = raw[end + 4..].to_vec();
        Ok(Answer { status, head, body })
    }

    async fn get(
        &self,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Answer, Box<dyn std::error::Error>> {
        self.ask("GET", &format!("/programme/{path}"), headers)
            .await
    }
}

#[tokio::test]
async fn each_kind_of_file_has_its_type() -> Outcome {
    let served = serve().await?;
    for (path, kind) in [
        ("", "text/html"),
        ("item/x", "text/html"),
        ("sw.js", "text/javascript"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("programme.json", "application/json"),
        ("icons/icon.svg", "image/svg+xml"),
        ("assets/app-1.wasm", "application/wasm"),
    ] {
        let answer = served.get(path, &[]).await?;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), Some(kind), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn the_smallest_form_that_the_browser_takes_is_sent() -> Outcome {
    let served = serve().await?;
    for (accepted, encoding, body) in [
        ("gzip, deflate, br", Some("br"), "brotli"),
        ("gzip", Some("gzip"), "gzip"),
        ("identity", None, "plain wasm"),
    ] {
        let headers = [("Accept-Encoding", accepted)];
        let answer = served.get("assets/app-1.wasm", &headers).await?;
        assert_eq!(answer.header("content-encoding"), encoding);
        assert_eq!(answer.header("content-type"), Some("application/wasm"));
        assert_eq!(answer.header("vary"), Some("accept-encoding"));
        assert_eq!(answer.body, body.as_bytes());
    }
    Ok(())
}

#[tokio::test]
async fn only_what_is_named_after_its_content_is_kept_unasked() -> Outcome {
    let served = serve().await?;
    let assets = served.get("assets/app-1.wasm", &[]).await?;
    assert_eq!(assets.header("cache-control"), Some(FOREVER));
    for path in ["", "item/x", "sw.js", "programme.json", "assets/gone.js"] {
        let answer = served.get(path, &[]).await?;
        assert_eq!(answer.header("cache-control"), Some(ASK_ANEW), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn what_the_browser_has_is_not_sent_again_until_it_changes() -> Outcome {
    let served = serve().await?;
    let first = served.get("programme.json", &[]).await?;
    let tag = first.header("etag").ok_or("no tag")?.to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
        let again = served
            .get("programme.json", &[("If-None-Match", &known)])
            .await?;
        assert_eq!((again.status, again.body.len()), (304, 0), "{known}");
        assert_eq!(again.header("etag"), Some(tag.as_str()));
    }
    // Another version of the same length, perhaps within the same second.
    write(served.folder.path(), "programme.json", "[]")?;
    let changed = served
        .get("programme.json", &[("If-None-Match", &tag)])
        .await?;
    assert_eq!((changed.status, changed.body.as_slice()), (200, &b"[]"[..]));
    Ok(())
}

#[tokio::test]
async fn every_answer_is_guarded() -> Outcome {
    let served = serve().await?;
    for path in ["", "assets/app-1.wasm", "gone"] {
        let answer = served.get(path, &[]).await?;
        assert_eq!(answer.header("content-security-policy"), Some(POLICY));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
    }
    Ok(())
}

#[tokio::test]
async fn an_unknown_address_gets_the_page_for_that_and_says_so() -> Outcome {
    let served = serve().await?;
    for path in ["gone", "item/y", "gone.js"] {
        let answer = served.get(path, &[]).await?;
        assert_eq!(
            (answer.status, answer.body.as_slice()),
            (404, &b"nothing here"[..])
        );
        assert_eq!(answer.header("content-type"), Some("text/html"));
    }
    let outside = served.ask("GET", "/elsewhere", &[]).await?;
    assert_eq!(outside.status, 404);
    Ok(())
}

#[tokio::test]
async fn a_head_is_the_answer_without_its_body() -> Outcome {
    let served = serve().await?;
    let whole = served.get("programme.json", &[]).await?;
    let head = served.ask("HEAD", "/programme/programme.json", &[]).await?;
    assert_eq!((head.status, head.body.len()), (200, 0));
    for name in ["etag", "content-length", "content-type"] {
        assert!(head.header(name).is_some(), "{name}");
        assert_eq!(head.header(name), whole.header(name), "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn nothing_outside_the_site_can_be_read() -> Outcome {
    let served = serve().await?;
    let parent = served.folder.path().parent().ok_or("no parent")?;
    let secret = tempfile::Builder::new()
        .suffix(".txt")
        .tempfile_in(parent)?;
    let name = secret
        .path()
        .file_name()
        .ok_or("no name")?
        .to_string_lossy();
    fs::write(secret.path(), "secret")?;
    for path in [
        format!("/programme/../{name}"),
        format!("/programme/%2e%2e/{name}"),
        format!("/programme/..%2f{name}"),
        format!("/programme//{}", secret.path().display()),
        format!("/programme/item/x/../../../{name}"),
    ] {
        let answer = served.ask("GET", &path, &[]).await?;
        assert_ne!(answer.status, 200, "{path}");
        assert!(!answer.body.windows(6).any(|w| w == b"secret"), "{path}");
    }
    let posted = served.ask("POST", "/programme/", &[]).await?;
    assert_eq!(posted.status, 405);
    Ok(())
}
