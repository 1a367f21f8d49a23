//! What is kept for offline use is looked at when it is served: what is damaged is fetched anew, and without
//! a network, what can be shown is shown, with a sentence.

use std::fs;

use anyhow::{Context, Result};
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Damages files in a cache: a half is missing, or bits are turned.
const DAMAGE: &str = "
    const [cache, addresses, isCut, done] = arguments;
    const damage = async () => {
        const kept = await caches.open(cache);
        for (const address of addresses) {
            const response = await kept.match(address);
            const content = new Uint8Array(await response.arrayBuffer());
            const damaged = isCut
                ? content.slice(0, content.length / 2)
                : content.map((byte, at) => (at % 61 === 5 ? byte ^ 1 : byte));
            await kept.put(address, new Response(damaged, { headers: response.headers }));
        }
    };
    damage().then(() => done(null), (error) => done(String(error)));";

async fn damage(visit: &Visit, paths: &[&str], is_cut: bool) -> Result<()> {
    let addresses: Vec<String> = paths.iter().map(|path| visit.url(path)).collect();
    let arguments = [json!(visit.site.cache()), json!(addresses), json!(is_cut)];
    let refused: Option<String> = visit.page.get_later(DAMAGE, &arguments).await?;
    assert_eq!(refused, None);
    Ok(())
}

/// The digests of a file as it is served, and as it is kept.
const DIGESTS: &str = "
    const [cache, address, done] = arguments;
    const digest = async (response) => {
        const digest = await crypto.subtle.digest('SHA-256', await response.arrayBuffer());
        return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    };
    const both = async () => {
        const served = await digest(await fetch(address));
        return [served, await digest(await (await caches.open(cache)).match(address))];
    };
    both().then(done);";

/// Takes a file out of the browser's own cache too, which then has no copy to mend it by.
async fn is_nowhere_else(visit: &Visit, path: &str) -> Result<()> {
    visit.server.refuse(path);
    let status: u16 = visit
        .page
        .get_later(
            "const [address, done] = arguments;
             fetch(address, { cache: 'reload' }).then(({ status }) => done(status));",
            &[json!(visit.url(path))],
        )
        .await?;
    // One that is intact is served from there all the same.
    assert_ne!(status, 200, "{path}");
    visit.server.leave_alone();
    Ok(())
}

async fn begin(case: Case) -> Result<Visit> {
    let visit = Visit::to(case, Site::sea_days(case.base)?, Settings::default()).await?;
    visit.page.open_app(&visit.url("")).await?;
    visit.page.ready_for_offline().await?;
    Ok(visit)
}

browser_test!(a_damaged_file_is_replaced in every_engine);
async fn a_damaged_file_is_replaced(case: Case) -> Result<()> {
    let visit = begin(case).await?;
    let page = &visit.page;
    for (at, path) in visit.site.kept().enumerate() {
        damage(&visit, &[path], at % 2 == 0).await?;
        let view = if path == "shell.html" {
            "item/sails"
        } else {
            ""
        };
        page.open_app(&visit.url(view))
            .await
            .with_context(|| format!("with a damaged {path:?}"))?;
        page.holds("it is there", "document.querySelector('main h1')")
            .await?;
        let file = if path.is_empty() { "index.html" } else { path };
        let right = Sha256::digest(fs::read(visit.site.folder().join(file))?);
        let right: String = right.iter().map(|byte| format!("{byte:02x}")).collect();
        until(&format!("{path:?} is served and kept whole"), async || {
            let arguments = [json!(visit.site.cache()), json!(visit.url(path))];
            let digests: [String; 2] = page.get_later(DIGESTS, &arguments).await?;
            Ok(digests.iter().all(|digest| *digest == right).then_some(()))
        })
        .await?;
    }
    Ok(())
}

/// The page says that the app failed, and can be read.
async fn can_be_read(page: &Page) -> Result<()> {
    page.says("Something went wrong. Your schedule is safe")
        .await?;
    page.holds("the list is there", "items().length > 2").await
}

browser_test!(without_a_network_what_can_be_shown_is_shown in every_engine);
async fn without_a_network_what_can_be_shown_is_shown(case: Case) -> Result<()> {
    let mut visit = begin(case).await?;
    let page = visit.page.clone();
    let site = visit.site.clone();

    // Either of the two pages stands in for the other.
    for (damaged, view) in [("", ""), ("shell.html", "item/sails")] {
        damage(&visit, &[damaged], true).await?;
        visit.server.stop().await?;
        page.open_app(&visit.url(view)).await?;
        page.holds("it is there", "document.querySelector('main h1')")
            .await?;
        visit.server.resume().await?;
        page.open_app(&visit.url(view)).await?;
    }

    // Without a part of the app the programme is there to read, whatever view was asked for.
    for (name, ending) in [
        ("hallway", "wasm"),
        ("hallway", "js"),
        ("programme", "json"),
    ] {
        let path = site.asset(name, ending)?;
        damage(&visit, &[path], ending == "js").await?;
        is_nowhere_else(&visit, path).await?;
        if name == "programme" {
            // Nor in the copy of it that was shown last.
            page.run("caches.delete('hallway-programme:' + document.documentElement.dataset.base)")
                .await?;
        }
        visit.server.stop().await?;
        for view in ["", "item/sails"] {
            page.open_early(&visit.url(view)).await?;
            can_be_read(&page)
                .await
                .with_context(|| format!("/{view} with a damaged {path}"))?;
        }
        visit.server.resume().await?;
        page.open_app(&visit.url("")).await?;
        page.holds("all is well", "!document.querySelector('[role=alert]')")
            .await?;
    }

    // Without any page there is a page that says so.
    for path in ["", "shell.html"] {
        damage(&visit, &[path], false).await?;
    }
    is_nowhere_else(&visit, "").await?;
    visit.server.stop().await?;
    page.open(&visit.url("mine")).await?;
    page.says("This page can’t be shown now There is no network, and what this browser keeps of the programme is damaged")
        .await?;
    visit.server.resume().await?;
    let again = page.the("link", "Reload").await?;
    page.is_replaced_by(page.tap(&again)).await
}

/// Lets no look into a cache come to an end in the worker, whose second of patience with each is shortened.
const HANGS: &str = "
    const wait = self.setTimeout;
    self.setTimeout = (task, milliseconds) => wait(task, milliseconds === 1000 ? 50 : milliseconds);
    CacheStorage.prototype.match = () => new Promise(() => {});
    Cache.prototype.match = () => new Promise(() => {});";

browser_test!(a_cache_that_hangs_does_not_hold_the_worker: chromium_at_the_root);
async fn a_cache_that_hangs_does_not_hold_the_worker(case: Case) -> Result<()> {
    let visit = begin(case).await?;
    let page = &visit.page;
    // The worker of the version that is in use, but for that. While it is installed, caches answer.
    let worker = visit.site.text("sw.js")?;
    let (release, worker) = worker.split_once('\n').context("its list of files")?;
    let hangs = format!("addEventListener('activate', () => {{ {HANGS} }});");
    let worker = format!("{release}\n{hangs}\n{worker}");
    visit.server.publish_script("sw.js", &worker);
    page.run(
        "navigator.serviceWorker.getRegistration().then((registration) => registration.update())",
    )
    .await?;
    // The first answer is that it waits; the second, that it does not any more.
    for waits in [true, false] {
        until(&format!("it waits: {waits}"), async || {
            let look = "const done = arguments[0];
                navigator.serviceWorker.getRegistration().then(({ installing, waiting }) => {
                    waiting?.postMessage({ type: 'activate' });
                    done(Boolean(installing ?? waiting));
                });";
            // The page may be loaded anew by its new worker.
            let is_waiting = page.get_later::<bool>(look, &[]).await;
            Ok((is_waiting.ok() == Some(waits)).then_some(()))
        })
        .await?;
    }
    for view in ["", "item/sails"] {
        page.open_app(&visit.url(view)).await?;
        page.holds("the worker answers", "navigator.serviceWorker.controller")
            .await?;
    }
    Ok(())
}
