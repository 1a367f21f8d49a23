//! `hallway serve`: serves a built site on this machine.

use std::fs;
use std::future::pending;
use std::io::ErrorKind;
use std::net::Ipv4Addr;
use std::path::Path;

use anyhow::{Context, bail};
use hallway_app::route::BasePath;
use hallway_host::{Connections, Host, in_time, router, serve_within};
use hallway_site::hosting::{ASK_ANEW, FOREVER, Headers};
use tokio::net::TcpListener;

use crate::{addresses, output};

/// Serves the site in a folder on 127.0.0.1 until interrupted, below the path that it was built for
/// unless another is given.
pub fn serve(site: &Path, base_path: Option<&str>, port: u16) -> anyhow::Result<()> {
    let host = host(site, base_path)?;
    let base = host.base_path.clone();
    let runtime = tokio::runtime::Runtime::new().context("the server could not be started")?;
    runtime.block_on(async {
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => listener,
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                bail!("port {port} is taken: end what uses it, or choose another with --port")
            }
            Err(error) => return Err(error).context(format!("port {port} can't be used")),
        };
        let address = listener.local_addr()?;
        output::tell(format_args!("Serving on http://{address}{base}"))?;
        let site = in_time(router(host));
        serve_within(listener, site, Connections::default(), interrupted())
            .await
            .context("the server stopped")
    })
}

/// Waits for an interrupt; waits forever if interrupts can't be received, so that the server keeps
/// running.
pub async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        pending().await
    }
}

/// How to serve the site in a folder: below the path that it was built for unless another is given.
pub fn host(site: &Path, base_path: Option<&str>) -> anyhow::Result<Host> {
    let Ok(page) = fs::read_to_string(site.join("index.html")) else {
        bail!(
            "{} holds no site: build one first, with `hallway build`",
            site.display()
        );
    };
    let base = match base_path {
        Some(path) => addresses::base_path("--base-path", path)?,
        None => BasePath::new(built_for(&page).unwrap_or("/"))?,
    };
    Ok(Host {
        site: site.into(),
        base_path: base.as_str().into(),
        headers: headers_of(site).into_pairs(),
        assets_kept: FOREVER,
        others_kept: ASK_ANEW,
    })
}

/// The headers that a host sends with a site's files.
pub fn headers_of(site: &Path) -> Headers {
    // Older sites have no such file; their headers are only in their pages.
    Headers::read(&fs::read_to_string(site.join(Headers::FILE)).unwrap_or_default())
}

/// The base path that a page was built for, in `html[data-base]`.
fn built_for(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("data-base=\"")?;
    Some(rest.split_once('"')?.0)
}
