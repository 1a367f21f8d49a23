//! Floor plans and logos on a host that sends no headers: opened by themselves, they are pictures.

use std::path::{Path, PathBuf};
use std::{fs, io};

use anyhow::{Context, Result, ensure};
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use hallway_browser_tests::server::listen;
use hallway_browser_tests::{Browser, Case, Site, browser_test};

/// What tries to run in the site's origin, each by a way of its own, and leaves a cookie.
const HOSTILE: &str = r##"<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml"
     width="90" height="90" onload="document.cookie='onload=1'">
<script>document.cookie='script=1'</script>
<script href="data:text/javascript,document.cookie='src=1'"/>
<h:script>document.cookie='xhtml=1'</h:script>
<h:img src="x:" onerror="document.cookie='onerror=1'"/>
<foreignObject width="9" height="9"><h:iframe srcdoc="&lt;script>parent.document.cookie='srcdoc=1'&lt;/script>"/></foreignObject>
<animate attributeName="x" dur="1ms" onbegin="document.cookie='onbegin=1'"/>
<rect id="a" width="60" height="60" fill="teal"/>
</svg>"##;

/// The site's folder, as the plainest of hosts has it; and the hostile picture as it was, beside it.
async fn serve(folder: PathBuf) -> Result<String> {
    let listener = listen().await?;
    let origin = format!("http://{}", listener.local_addr()?);
    let router = Router::new().fallback(move |request: Request| {
        let path = request.uri().path().trim_start_matches('/').to_owned();
        let folder = folder.clone();
        async move { answer(&folder, &path) }
    });
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(origin)
}

fn answer(folder: &Path, path: &str) -> Response {
    let content = match path {
        "as-it-was.svg" => Ok(HOSTILE.into()),
        path => fs::read_to_string(folder.join(path)),
    };
    let of_type = [(CONTENT_TYPE, "image/svg+xml")];
    content.map_or(StatusCode::NOT_FOUND.into_response(), |content| {
        (of_type, content).into_response()
    })
}

/// The Sea Days with the hostile picture as floor plan and as logo.
fn hostile_programme(folder: &Path) -> io::Result<()> {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("programmes/sea-days");
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        fs::create_dir_all(folder.join(&below))?;
        for entry in fs::read_dir(from.join(&below))? {
            let name = below.join(entry?.file_name());
            if from.join(&name).is_dir() {
                folders.push(name);
            } else {
                fs::copy(from.join(&name), folder.join(&name))?;
            }
        }
    }
    fs::write(folder.join("plans/deck.svg"), HOSTILE)?;
    fs::write(folder.join("logo.svg"), HOSTILE)?;
    fs::write(folder.join("theme.toml"), "logo = \"logo.svg\"\n")
}

async fn a_picture_opened_by_itself_runs_nothing(case: Case) -> Result<()> {
    let programme = tempfile::tempdir()?;
    hostile_programme(programme.path())?;
    let site = Site::by_hand(case.base, "hostile-pictures", programme.path())?;
    let logo = site.kept().find(|path| path.starts_with("assets/logo-"));
    let logo = logo.context("the site has its logo")?.to_owned();
    let origin = serve(site.folder().into()).await?;
    let browser = Browser::open(case.engine).await?;
    let page = browser.page();
    for picture in ["plans/deck.svg", logo.as_str()] {
        page.open(&format!("{origin}/{picture}")).await?;
        page.holds("the picture is there", "!!document.querySelector('rect')")
            .await?;
        page.holds("it is loaded", "document.readyState === 'complete'")
            .await?;
        let ran: String = page.get("return document.cookie", &[]).await?;
        ensure!(ran.is_empty(), "{picture} ran {ran}");
    }
    // The witness sees what does run.
    page.open(&format!("{origin}/as-it-was.svg")).await?;
    page.holds(
        "the picture as it was runs",
        "['onload=', 'script=', 'xhtml='].every(way => document.cookie.includes(way))",
    )
    .await
}
browser_test!(a_picture_opened_by_itself_runs_nothing: chromium_at_the_root);
