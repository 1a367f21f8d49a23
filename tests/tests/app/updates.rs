//! A new version: offered while a page is open, taken whole when the attendee says so. One that is
//! cut off on its way changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use fantoccini::Locator;
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Case, Engine, Page, Server, Site, Version, Visit, browser_test};
use serde_json::{Value, json};

/// Lets the browser look for a new version at once; gives what went wrong.
const LOOK: &str = "
    const done = arguments[arguments.length - 1];
    navigator.serviceWorker.getRegistration()
        .then((registration) => registration.update())
        .then(() => done(null), (error) => done(String(error)));";

/// Whether a version is on its way, or waits.
const UNDER_WAY: &str = "
    const done = arguments[arguments.length - 1];
    navigator.serviceWorker.getRegistration()
        .then(({ installing, waiting }) => done(Boolean(installing ?? waiting)));";

/// The paths of the app's files that the document names, and of those that it loaded.
const ASSETS: &str = "
    const named = [...document.querySelectorAll('link[href], script[src]')]
        .map((element) => element.href || element.src);
    const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
    const base = document.documentElement.dataset.base;
    return [...named, ...loaded].map((address) => new URL(address).pathname)
        .filter((path) => path.startsWith(`${base}assets/`)).map((path) => path.slice(base.length));";

/// The paths that each version's cache holds.
const CACHES: &str = "
    const done = arguments[arguments.length - 1];
    const base = document.documentElement.dataset.base;
    const paths = async (name) => (await (await caches.open(name)).keys())
        .map(({ url }) => new URL(url)).map(({ pathname, search }) => pathname.slice(base.length) + search);
    caches.keys()
        .then((names) => names.filter((name) => name.startsWith('hallway:')))
        .then((names) => Promise.all(names.map(async (name) => [name, await paths(name)])))
        .then((held) => done(Object.fromEntries(held)));";

/// Opens a cache and keeps it open for as long as the document lives.
const HOLD_OPEN: &str = "
    const [name, done] = arguments;
    caches.open(name).then((cache) => {
        window.heldOpen = cache;
        done(null);
    });";

async fn look_for_a_version(page: &Page) -> Result<Option<String>> {
    page.get_later(LOOK, &[]).await
}

async fn is_offered(page: &Page) -> Result<()> {
    page.says("new version: reload").await
}

async fn is_not_offered(page: &Page) -> Result<()> {
    let words = page.words().await?.to_lowercase();
    assert!(!words.contains("new version"), "{words}");
    Ok(())
}

async fn take_it(page: &Page) -> Result<()> {
    page.is_replaced_by(async {
        let reload = page.the("button", "Reload").await?;
        page.tap(&reload).await
    })
    .await
}

/// The document and everything that it loaded are of that version, and it is kept whole.
async fn is_of(page: &Page, site: &Site) -> Result<()> {
    let assets: BTreeSet<String> = page.get(ASSETS, &[]).await?;
    // Other languages are kept too, and only loaded by whoever speaks them.
    let is_locale = |path: &str| {
        ["assets/de-", "assets/fr-"]
            .iter()
            .any(|of| path.starts_with(of))
    };
    let expected = site.kept().filter(|path| path.starts_with("assets/"));
    let expected = expected.filter(|path| !is_locale(path));
    let expected: BTreeSet<String> = expected.map(str::to_owned).collect();
    let style: String = page
        .get(
            "return document.querySelector('head > style').textContent",
            &[],
        )
        .await?;
    let shell = site.text("shell.html")?;
    assert!(shell.contains(&format!("<style>{style}</style>")));
    assert_eq!(assets, expected);
    let caches: BTreeMap<String, BTreeSet<String>> = page.get_later(CACHES, &[]).await?;
    let kept = &caches[&site.cache()];
    for path in site.kept() {
        assert!(kept.contains(path), "{path} is not among {kept:?}");
    }
    Ok(())
}

/// How often each kept file of a site was asked for.
fn downloads(server: &Server, site: &Site) -> BTreeMap<String, usize> {
    let kept: BTreeSet<&str> = site.kept().collect();
    let mut downloads = BTreeMap::new();
    for asked in server.asked() {
        if kept.contains(asked.path.as_str()) {
            *downloads.entry(asked.path).or_default() += 1;
        }
    }
    downloads
}

browser_test!(a_new_version_is_offered_and_taken_whole in every_engine and below_a_path);
async fn a_new_version_is_offered_and_taken_whole(case: Case) -> Result<()> {
    let mut visit = Visit::begin(case).await?;
    let page = visit.page.clone();
    let second = Site::of(Version::Second, case.base)?;
    page.ready_for_offline().await?;
    let starred = page.items().await?.swap_remove(1);
    page.tap_star(&starred).await?;
    page.star_is(&starred, true).await?;
    assert_eq!(look_for_a_version(&page).await?, None);
    is_not_offered(&page).await?;

    visit.server.forget();
    visit.server.publish(&second);
    assert_eq!(look_for_a_version(&page).await?, None);
    is_offered(&page).await?;
    let changed = second.kept_unlike(&visit.site).into_iter();
    let once: BTreeMap<String, usize> = changed.map(|path| (path.into(), 1)).collect();
    assert_eq!(downloads(&visit.server, &second), once);
    is_of(&page, &visit.site).await?;

    // Whoever does not take it stays where they were.
    page.reload().await?;
    is_of(&page, &visit.site).await?;
    is_offered(&page).await?;

    take_it(&page).await?;
    is_of(&page, &second).await?;
    is_not_offered(&page).await?;
    page.star_is(&starred, true).await?;
    page.ready_for_offline().await?;
    visit.server.stop().await?;
    page.reload().await?;
    is_of(&page, &second).await?;
    page.star_is(&starred, true).await?;

    // With the third, the first is cleared away, and may come back.
    let third = Site::of(Version::Watched, case.base)?;
    visit.server.publish(&third);
    visit.server.resume().await?;
    assert_eq!(look_for_a_version(&page).await?, None);
    is_offered(&page).await?;
    take_it(&page).await?;
    is_of(&page, &third).await?;
    page.star_is(&starred, true).await?;
    let caches: BTreeMap<String, Vec<String>> = page.get_later(CACHES, &[]).await?;
    let expected = BTreeSet::from([second.cache(), third.cache()]);
    assert_eq!(caches.into_keys().collect::<BTreeSet<_>>(), expected);
    visit.server.publish(&visit.site);
    assert_eq!(look_for_a_version(&page).await?, None);
    is_offered(&page).await?;
    take_it(&page).await?;
    is_of(&page, &visit.site).await?;
    page.star_is(&starred, true).await
}

/// Offline, the first version is there in a view that was not opened before.
async fn still_works(visit: &Visit, starred: &str) -> Result<()> {
    let page = &visit.page;
    page.open_app(&visit.url(&format!("item/{starred}")))
        .await?;
    page.star_is(starred, true).await?;
    is_of(page, &visit.site).await?;
    is_not_offered(page).await
}

browser_test!(one_cut_off_anywhere_changes_nothing_and_the_next_try_finishes in every_engine);
async fn one_cut_off_anywhere_changes_nothing_and_the_next_try_finishes(case: Case) -> Result<()> {
    let mut visit = Visit::begin(case).await?;
    let page = visit.page.clone();
    let second = Site::of(Version::Second, case.base)?;
    page.ready_for_offline().await?;
    let starred = page.items().await?.swap_remove(2);
    page.tap_star(&starred).await?;
    page.star_is(&starred, true).await?;
    if case.engine == Engine::WebKit {
        // Under its driver WebKit keeps nothing on disk, and forgets what is in a cache that no
        // document or worker has open.
        page.get_later::<()>(HOLD_OPEN, &[json!(second.cache())])
            .await?;
        visit.browser.new_tab().await?;
        page.open_app(&visit.url("")).await?;
    }

    // The worker, then the files one by one: at each, the connection breaks for good.
    let changed = second.kept_unlike(&visit.site);
    assert!(changed.len() >= 3, "{changed:?}");
    let mut breaks = vec![vec!["sw.js"]];
    breaks.extend((0..changed.len()).map(|at| changed[at..].to_vec()));
    for cut_off in &breaks {
        // Set before there is anything to find: browsers look for a version by themselves too.
        visit.server.leave_alone();
        cut_off.iter().for_each(|path| visit.server.cut(path));
        visit.server.forget();
        visit.server.publish(&second);
        visit.server.resume_if_stopped().await?;
        look_for_a_version(&page).await?;
        until(
            &format!("the try without {cut_off:?} is over"),
            async || {
                let under_way: bool = page.get_later(UNDER_WAY, &[]).await?;
                let asked = visit.server.asked();
                let tried = asked.iter().any(|asked| asked.path == cut_off[0]);
                Ok((tried && !under_way).then_some(()))
            },
        )
        .await?;
        visit.server.stop().await?;
        still_works(&visit, &starred).await?;
    }

    visit.server.leave_alone();
    visit.server.forget();
    visit.server.resume().await?;
    look_for_a_version(&page).await?;
    is_offered(&page).await?;
    // All else came with the tries before, and stayed.
    let missing = changed.last().map(|path| ((*path).to_owned(), 1));
    let missing: BTreeMap<String, usize> = missing.into_iter().collect();
    assert_eq!(downloads(&visit.server, &second), missing);
    take_it(&page).await?;
    is_of(&page, &second).await?;
    page.star_is(&starred, true).await
}

/// Where the caret is, and in what.
const CARET: &str = "
    const field = document.activeElement;
    return [field.tagName, field.value, field.selectionStart, field.selectionEnd];";

browser_test!(one_tab_takes_it_and_all_reload_with_what_is_typed in every_engine);
async fn one_tab_takes_it_and_all_reload_with_what_is_typed(case: Case) -> Result<()> {
    let mut visit = Visit::begin(case).await?;
    let page = visit.page.clone();
    let second = Site::of(Version::Second, case.base)?;
    page.ready_for_offline().await?;
    let all = page.items().await?;
    let (one, other) = (&all[0], &all[3]);
    let takes = visit.browser.tab().await?;
    let notes = visit.browser.new_tab().await?;
    page.open_app(&visit.url(&format!("item/{one}"))).await?;
    let note = page.client().find(Locator::Css("textarea")).await?;
    page.tap(&note).await?;
    note.send_keys("half a note").await?;
    page.run("document.activeElement.setSelectionRange(4, 6)")
        .await?;
    let names = visit.browser.new_tab().await?;
    page.open_app(&visit.url(&format!("shared#name=Ada&items={one}")))
        .await?;
    let name = page.client().find(Locator::Css("main input")).await?;
    page.tap(&name).await?;
    name.send_keys(" Lovelace").await?;
    let searches = visit.browser.new_tab().await?;
    page.open_app(&visit.url("")).await?;
    page.type_search("kernel").await?;
    let tabs = [&notes, &names, &searches];
    let mut typed: Vec<Value> = Vec::new();
    for tab in tabs {
        visit.browser.switch_to(tab).await?;
        page.run("window.before = true").await?;
        typed.push(page.get(CARET, &[]).await?);
    }
    visit.server.publish(&second);
    look_for_a_version(&page).await?;

    visit.browser.switch_to(&takes).await?;
    is_offered(&page).await?;
    take_it(&page).await?;
    is_of(&page, &second).await?;
    page.tap_star(other).await?;
    page.star_is(other, true).await?;

    visit.server.stop().await?;
    for (tab, typed) in tabs.into_iter().zip(typed) {
        visit.browser.switch_to(tab).await?;
        page.holds("the page is loaded again", "!window.before")
            .await?;
        page.ready().await?;
        is_of(&page, &second).await?;
        is_not_offered(&page).await?;
        until(&format!("the caret is where it was: {typed}"), async || {
            let now: Value = page.get(CARET, &[]).await?;
            Ok((now == typed).then_some(()))
        })
        .await?;
        // Once is enough: nothing that was kept for the reload is left.
        let kept: Vec<String> = page
            .get(
                "return Object.keys(sessionStorage).filter((key) => key.includes('draft'))",
                &[],
            )
            .await?;
        assert_eq!(kept, [""; 0]);
        let reloads: String = page
            .get("return sessionStorage.getItem('hallway:reloaded')", &[])
            .await?;
        assert_eq!(reloads.split(' ').count(), 1, "{reloads}");
    }
    visit.browser.switch_to(&notes).await?;
    page.navigate("Programme").await?;
    page.star_is(other, true).await
}

browser_test!(the_first_worker_reloads_nothing at_the_root);
async fn the_first_worker_reloads_nothing(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    page.open(&visit.url("")).await?;
    page.run("window.before = true").await?;
    page.ready_for_offline().await?;
    page.holds(
        "the worker is in control",
        "navigator.serviceWorker.controller",
    )
    .await?;
    // What the worker's coming could have begun is over once a question after it is answered.
    assert_eq!(look_for_a_version(page).await?, None);
    page.holds("it is the document from before", "window.before")
        .await
}
