//! No page dies without a word: where the app traps, can't start, or misses something of the browser, the
//! page says so, can be read, and its links lead on.

use anyhow::{Context, Result, ensure};
use hallway_browser_tests::{
    Browser, Case, Page, Server, Settings, Site, Version, Visit, browser_test,
};
use serde_json::json;

use crate::published::Programme;

/// What a page says where the app failed.
const SAID: &str = "Something went wrong. Your schedule is safe.";

/// Once told so, the app's wasm is refused every element that it makes, which it takes for impossible; the
/// page's scripts go on making theirs.
pub const TRAPS: &str = "
    const create = document.createElement;
    let isBroken = false;
    addEventListener('test:break', () => (isBroken = true));
    document.createElement = function (...names) {
        if (isBroken && /wasm/.test(new Error().stack)) throw new Error('broken');
        return create.apply(this, names);
    };";

/// Lets the app trap: it has something to say of a star that is taken away.
async fn trap(page: &Page, starred: &str) -> Result<()> {
    page.run("dispatchEvent(new Event('test:break'))").await?;
    page.tap_star(starred).await?;
    page.holds(
        "the page knows that the app is dead",
        "document.documentElement.dataset.app === 'failed'",
    )
    .await
}

/// One notice says so, as an alert.
async fn is_said(page: &Page, said: &str, button: &str) -> Result<()> {
    page.holds(
        &format!("an alert says {said:?}"),
        &format!(
            "[...document.querySelectorAll('[role=alert]')].map(words).join() === {:?}",
            format!("{said}{button}")
        ),
    )
    .await
}

/// Taps the link to an item; the browser itself follows it.
async fn link_leads_on(page: &Page, item: &str, title: &str) -> Result<()> {
    let link =
        "return document.querySelector(`article[data-item='${arguments[0]}'] a[href*='/item/']`)";
    let link = page.element(link, &[json!(item)]).await?;
    page.run("window.before = true").await?;
    page.tap(&link).await?;
    page.holds(
        "the link leads to the item's page",
        &format!("!window.before && words(document.querySelector('main h1')) === {title:?}"),
    )
    .await
}

browser_test!(a_trap_is_said_once_and_links_lead_on in every_engine);
async fn a_trap_is_said_once_and_links_lead_on(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    visit.server.inject(TRAPS);
    page.open_app(&visit.url("")).await?;
    let (kept, taken_out) = (&programme.items[0], &programme.items[1].id);
    for item in [&kept.id, taken_out] {
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    trap(page, taken_out).await?;
    is_said(page, SAID, "Reload").await?;

    // What comes after it adds nothing.
    page.run(
        "const error = new WebAssembly.RuntimeError('unreachable');
         dispatchEvent(new ErrorEvent('error', { error }));",
    )
    .await?;
    is_said(page, SAID, "Reload").await?;

    // What is kept is shown, and nothing pretends to work.
    page.star_is(&kept.id, true).await?;
    page.tap_star(&kept.id).await?;
    page.star_is(&kept.id, true).await?;
    page.holds(
        "no control answers",
        "[...document.querySelectorAll('#hallway :is(button, input)')].every((control) => control.disabled)",
    )
    .await?;
    link_leads_on(page, &kept.id, &kept.title).await?;
    page.ready().await?;
    page.star_is(&kept.id, true).await?;
    assert_eq!(visit.server.reports(), [""; 0], "the policy allows it");
    Ok(())
}

// Chromium compiles the wasm of several sites once, and traces of each have the address of the first.
browser_test!(a_trap_is_said_though_another_site_runs_the_same_app: chromium_at_the_root);
async fn a_trap_is_said_though_another_site_runs_the_same_app(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    let another = Server::start(&visit.site).await?;
    page.open_app(&another.url("")).await?;
    visit.server.inject(TRAPS);
    page.open_app(&visit.url("")).await?;
    let item = page.items().await?.swap_remove(0);
    page.tap_star(&item).await?;
    page.star_is(&item, true).await?;
    trap(page, &item).await?;
    is_said(page, SAID, "Reload").await
}

browser_test!(a_dead_app_speaks_the_pages_language_and_lets_one_back: chromium_at_the_root);
async fn a_dead_app_speaks_the_pages_language_and_lets_one_back(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    visit.server.inject(TRAPS);
    for (language, said, reload) in [
        (
            "Deutsch",
            "Etwas ist schiefgegangen. Dein Plan ist sicher.",
            "Neu laden",
        ),
        (
            "Français",
            "Un problème est survenu. Votre programme est en sécurité.",
            "Recharger",
        ),
    ] {
        page.open_app(&visit.url("about")).await?;
        page.choose("", language).await?;
        page.holds(
            "the language is spoken",
            "document.documentElement.lang !== 'en'",
        )
        .await?;
        page.open_app(&visit.url("")).await?;
        // The words of another language may come after the app.
        page.holds(
            "the language is spoken here too",
            "document.documentElement.lang !== 'en'",
        )
        .await?;
        let item = page.items().await?.swap_remove(0);
        page.run(&format!(
            "document.querySelector('article[data-item=\"{item}\"] .star').click()"
        ))
        .await?;
        page.run("document.querySelector('nav a[href$=mine]').click()")
            .await?;
        page.holds("it is in the schedule", "items().length === 1")
            .await?;
        page.run("dispatchEvent(new Event('test:break')); document.querySelector('article[data-item] .star').click()")
            .await?;
        is_said(page, said, reload).await?;
        // The view before was in the same document.
        page.is_replaced_by(page.run("history.back()")).await?;
        page.holds("the programme is there", "items().length > 1")
            .await?;
        visit.forget().await?;
    }

    // The button loads the page again.
    page.open_app(&visit.url("")).await?;
    let item = page.items().await?.swap_remove(0);
    page.tap_star(&item).await?;
    page.star_is(&item, true).await?;
    trap(page, &item).await?;
    page.is_replaced_by(page.tap_button("Reload")).await
}

/// What goes wrong in a page while the app is well: errors of extensions and of other scripts, and promises
/// that nobody waits for.
const ERRORS: &str = "
    const trap = (stack) => Object.assign(new WebAssembly.RuntimeError('unreachable'), { stack });
    const tell = (error, more) => dispatchEvent(new ErrorEvent('error', { error, ...more }));
    tell(trap('RuntimeError: unreachable\\n at chrome-extension://abc/blocker.wasm:1'));
    tell(new TypeError('theirs'), { filename: 'moz-extension://abc/content.js' });
    tell(new TypeError('of a script of the page'));
    tell(null, { message: 'Script error.' });
    tell(null, { message: 'ResizeObserver loop completed with undelivered notifications.', filename: location.href });
    Promise.reject(new DOMException('The fetch was broken off', 'AbortError'));
    Promise.reject(new TypeError('Failed to fetch'));
    Promise.reject('a word');
    Promise.reject();
    // They are told in order.
    addEventListener('unhandledrejection', ({ reason }) => (window.last = reason));
    Promise.reject('last');";

browser_test!(what_is_none_of_the_apps_errors_does_not_end_it: chromium_at_the_root);
async fn what_is_none_of_the_apps_errors_does_not_end_it(case: Case) -> Result<()> {
    let visit = Visit::prepare(case).await?;
    let page = &visit.page;
    // By a script of the page: of a driver's, browsers don't tell what is rejected.
    visit.server.inject(&format!(
        "addEventListener('test:errors', () => {{ {ERRORS} }});"
    ));
    page.open_app(&visit.url("")).await?;
    page.run("dispatchEvent(new Event('test:errors'))").await?;
    page.holds("the last is told", "window.last === 'last'")
        .await?;
    page.ready().await?;
    let item = page.items().await?.swap_remove(0);
    page.tap_star(&item).await?;
    page.star_is(&item, true).await
}

/// What a page promises for when the app is there.
const PROMISES: &str = "[...document.querySelectorAll('main :not(:has(*))')]
    .filter((part) => shown(part) && /once the app has started/.test(words(part)))";

browser_test!(a_start_that_fails_is_said_and_promises_nothing at_the_root);
async fn a_start_that_fails_is_said_and_promises_nothing(case: Case) -> Result<()> {
    let site = Site::sea_days(case.base)?;
    let browser = Browser::open_with(case.engine, Settings::eager()).await?;
    let page = &browser.page();
    let missing = [
        ("hallway", "js"),
        ("hallway", "wasm"),
        ("programme", "json"),
    ];
    let missing = missing.map(Some).into_iter().chain([None]);
    for missing in missing {
        // Another server is another origin, of which nothing is kept.
        let server = Server::start(&site).await?;
        match missing {
            Some((name, ending)) => server.refuse(site.asset(name, ending)?),
            None => server.inject(&format!("{TRAPS}\ndispatchEvent(new Event('test:break'));")),
        }
        for view in ["", "mine", "now"] {
            page.open_early(&server.url(view)).await?;
            is_said(page, SAID, "Reload")
                .await
                .with_context(|| format!("/{view} without {missing:?}"))?;
            page.holds("nothing is promised", &format!("{PROMISES}.length === 0"))
                .await?;
        }
        page.open_early(&server.url("")).await?;
        is_said(page, SAID, "Reload").await?;
        page.holds("the list is there", "items().length > 2")
            .await?;
        assert_eq!(server.reports(), [""; 0], "the policy allows it");
        // Once it can start, it does.
        if missing.is_some() {
            server.leave_alone();
            page.is_replaced_by(page.tap_button("Reload"))
                .await
                .with_context(|| format!("again with {missing:?}"))?;
            page.holds(
                "nothing is said any more",
                "!document.querySelector('[role=alert]')",
            )
            .await?;
        }
    }
    Ok(())
}

browser_test!(a_page_whose_scripts_do_not_come_says_so at_the_root);
async fn a_page_whose_scripts_do_not_come_says_so(case: Case) -> Result<()> {
    let visit = Visit::prepare_with(case, Version::First, Settings::eager()).await?;
    let page = &visit.page;
    let sentence = "shown(document.querySelector('.not-started'))";
    visit.server.refuse(visit.site.asset("start", "js")?);
    page.open(&visit.url("mine")).await?;
    page.holds("the page is read", "document.readyState === 'complete'")
        .await?;
    page.holds("it has some time", &format!("!{sentence}"))
        .await?;
    page.run("for (const animation of document.getAnimations()) animation.finish()")
        .await?;
    page.holds("it says so", sentence).await?;

    visit.server.leave_alone();
    page.open_app(&visit.url("mine")).await?;
    page.run("for (const animation of document.getAnimations()) animation.finish()")
        .await?;
    page.holds("it says nothing of it", &format!("!{sentence}"))
        .await
}

browser_test!(a_start_that_takes_long_says_so_and_goes_on: chromium_at_the_root);
async fn a_start_that_takes_long_says_so_and_goes_on(case: Case) -> Result<()> {
    let visit = Visit::prepare_with(case, Version::First, Settings::eager()).await?;
    let page = &visit.page;
    visit.server.inject(MINUTES_ARE_SECONDS);
    let held = visit.server.hold(visit.site.asset("hallway", "wasm")?);
    page.open_early(&visit.url("")).await?;
    is_said(
        page,
        "The app takes long to start. Meanwhile, this page can be read.",
        "Reload",
    )
    .await?;
    held.release();
    page.ready().await?;
    page.holds(
        "nothing is said any more",
        "!document.querySelector('[role=alert]')",
    )
    .await
}

/// Of waits that last for seconds, a sixtieth is left: tests see their end.
pub const MINUTES_ARE_SECONDS: &str = "
    const wait = window.setTimeout;
    window.setTimeout = (task, milliseconds, ...values) =>
        wait(task, milliseconds >= 3000 ? milliseconds / 60 : milliseconds, ...values);";

/// What is left of the page where something of the browser is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Left {
    /// Everything: the programme, its filters, and stars that are stored.
    All,
    /// The same, but stars are not stored, and the page says why.
    Unstored(&'static str),
    /// The page can be read, and says that the app failed.
    Readable,
}
use Left::{All, Readable, Unstored};

const FORBIDDEN: Left = Unstored("does not let the page store anything|could not be stored");

/// Shorthands for what breaks a browser.
const BREAKING: &str = "
    const error = () => new DOMException('broken by a test', 'SecurityError');
    const missing = (object, name) => Object.defineProperty(object, name, { value: undefined, configurable: true });
    const forbidden = (object, name) => Object.defineProperty(object, name, { get() { throw error(); }, configurable: true });
    const replaced = (object, name, value) => Object.defineProperty(object, name, { value, configurable: true, writable: true });
    const throwing = (object, ...names) => names.forEach((name) => replaced(object, name, () => { throw error(); }));
    const rejecting = (object, ...names) => names.forEach((name) => replaced(object, name, () => Promise.reject(error())));
    const hanging = (object, ...names) => names.forEach((name) => replaced(object, name, () => new Promise(() => {})));";

/// What is broken, one at a time, and what is left then: of what stores, …
const STORAGE: &[(&str, Left)] = &[
    ("missing(window, 'caches')", All),
    ("forbidden(window, 'caches')", All),
    ("throwing(CacheStorage.prototype, 'open', 'match')", All),
    ("rejecting(CacheStorage.prototype, 'open', 'match')", All),
    ("hanging(CacheStorage.prototype, 'open', 'match')", All),
    ("throwing(Cache.prototype, 'match', 'put', 'delete')", All),
    ("rejecting(Cache.prototype, 'match', 'put', 'delete')", All),
    ("hanging(Cache.prototype, 'match', 'put', 'delete')", All),
    ("missing(window, 'localStorage')", FORBIDDEN),
    ("forbidden(window, 'localStorage')", FORBIDDEN),
    ("throwing(Storage.prototype, 'setItem')", FORBIDDEN),
    ("missing(window, 'sessionStorage')", All),
];

/// … of what works beside the page, …
const WORKERS: &[(&str, Left)] = &[
    ("missing(navigator, 'serviceWorker')", All),
    ("forbidden(navigator, 'serviceWorker')", All),
    (
        "throwing(ServiceWorkerContainer.prototype, 'register')",
        All,
    ),
    (
        "rejecting(ServiceWorkerContainer.prototype, 'register')",
        All,
    ),
    ("hanging(ServiceWorkerContainer.prototype, 'register')", All),
    (
        "hanging(ServiceWorkerContainer.prototype, 'getRegistration')",
        All,
    ),
    ("missing(ServiceWorkerContainer.prototype, 'ready')", All),
    ("missing(crypto, 'subtle')", All),
    ("throwing(crypto, 'getRandomValues')", All),
    ("missing(window, 'crypto')", All),
    ("missing(navigator, 'locks')", All),
    ("forbidden(navigator, 'locks')", All),
    ("throwing(LockManager.prototype, 'request')", All),
    ("rejecting(LockManager.prototype, 'request')", All),
    ("hanging(LockManager.prototype, 'request', 'query')", All),
];

/// … of what the page is told and can ask for, …
const PAGE: &[(&str, Left)] = &[
    ("missing(window, 'Intl')", All),
    ("throwing(Intl, 'DateTimeFormat')", All),
    ("missing(Intl, 'DateTimeFormat')", All),
    ("missing(Intl.DateTimeFormat.prototype, 'formatRange')", All),
    ("missing(window, 'ResizeObserver')", All),
    ("missing(window, 'IntersectionObserver')", All),
    ("throwing(history, 'replaceState', 'pushState')", All),
    ("missing(window, 'matchMedia')", All),
    ("throwing(window, 'matchMedia')", All),
    ("missing(navigator, 'storage')", All),
    ("forbidden(navigator, 'storage')", All),
    (
        "hanging(StorageManager.prototype, 'persist', 'persisted')",
        All,
    ),
    (
        "rejecting(StorageManager.prototype, 'persist', 'persisted')",
        All,
    ),
];

/// … and of what scripts are made of.
const SCRIPT: &[(&str, Left)] = &[
    ("missing(Document.prototype, 'adoptedStyleSheets')", All),
    ("throwing(window, 'CSSStyleSheet')", All),
    ("missing(window, 'scheduler')", All),
    ("missing(window, 'requestIdleCallback')", All),
    ("missing(window, 'Notification')", All),
    ("missing(window, 'BroadcastChannel')", All),
    ("missing(window, 'trustedTypes')", All),
    (
        "throwing(TrustedTypePolicyFactory.prototype, 'createPolicy')",
        All,
    ),
    ("missing(window, 'AbortController')", All),
    ("missing(window, 'queueMicrotask')", All),
    (
        "missing(navigator, 'clipboard'); missing(navigator, 'share')",
        All,
    ),
    ("missing(navigator, 'languages')", All),
    ("missing(WebAssembly, 'instantiateStreaming')", All),
    (
        "throwing(Element.prototype, 'scrollIntoView'); throwing(window, 'scrollTo', 'scrollBy')",
        Readable,
    ),
    ("missing(window, 'WebAssembly')", Readable),
    ("rejecting(window, 'fetch')", Readable),
    ("missing(window, 'TextDecoder')", Readable),
];

/// Visits with that broken, and says what is left.
async fn visit_with(browser: &Browser, site: &Server, breaking: &str, left: Left) -> Result<()> {
    let page = &browser.page();
    site.inject(&format!(
        "{{ {MINUTES_ARE_SECONDS} {BREAKING} {breaking}; }}"
    ));
    page.open_early(&site.url("")).await?;
    if left == Readable {
        is_said(page, SAID, "Reload").await?;
        return page.holds("the list is there", "items().length > 2").await;
    }
    page.ready().await?;
    let all = page.items().await?.len();
    ensure!(all > 2, "there are {all} items");
    let item = page.items().await?.swap_remove(1);
    page.tap_star(&item).await?;
    page.star_is(&item, true).await?;
    match left {
        Unstored(why) => page.says(why).await?,
        _ => {
            let is_stored = format!(
                "Object.entries(localStorage).some(([key, text]) => key.startsWith('hallway:agenda:') && text.includes({item:?}))"
            );
            page.holds("the star is stored", &is_stored).await?;
        }
    }
    page.type_search("no such words").await?;
    page.says("no items? match").await?;
    page.navigate("My schedule").await?;
    page.holds(
        "the star is in the schedule",
        &format!("items().join() === {item:?}"),
    )
    .await?;
    page.navigate("More").await?;
    page.says("This device").await?;
    page.holds(
        "nothing failed",
        "document.documentElement.dataset.app === 'ready'",
    )
    .await
}

async fn visit_each(case: Case, broken: &[(&str, Left)]) -> Result<()> {
    let site = Site::sea_days(case.base)?;
    let browser = Browser::open_with(case.engine, Settings::eager()).await?;
    let mut dead = Vec::new();
    for (breaking, left) in broken {
        // Another server is another origin, of which nothing is kept.
        let server = Server::start(&site).await?;
        if let Err(error) = visit_with(&browser, &server, breaking, *left).await {
            dead.push(format!("{breaking}: {error:#}"));
        }
    }
    ensure!(dead.is_empty(), "{dead:#?}");
    Ok(())
}

browser_test!(whatever_fails_to_store_the_page_goes_on_or_says_why: chromium_at_the_root);
async fn whatever_fails_to_store_the_page_goes_on_or_says_why(case: Case) -> Result<()> {
    visit_each(case, STORAGE).await
}

browser_test!(whatever_works_beside_the_page_may_fail: chromium_at_the_root);
async fn whatever_works_beside_the_page_may_fail(case: Case) -> Result<()> {
    visit_each(case, WORKERS).await
}

browser_test!(whatever_the_page_asks_for_may_fail: chromium_at_the_root);
async fn whatever_the_page_asks_for_may_fail(case: Case) -> Result<()> {
    visit_each(case, PAGE).await
}

browser_test!(whatever_scripts_are_made_of_may_be_missing: chromium_at_the_root);
async fn whatever_scripts_are_made_of_may_be_missing(case: Case) -> Result<()> {
    visit_each(case, SCRIPT).await
}

browser_test!(what_other_browsers_lack_is_missed_there_too: firefox, webkit);
async fn what_other_browsers_lack_is_missed_there_too(case: Case) -> Result<()> {
    let rows = [
        ("hanging(CacheStorage.prototype, 'open', 'match')", All),
        ("forbidden(window, 'caches')", All),
        ("forbidden(window, 'localStorage')", FORBIDDEN),
        (
            "throwing(ServiceWorkerContainer.prototype, 'register')",
            All,
        ),
        ("missing(window, 'Intl')", All),
        ("rejecting(window, 'fetch')", Readable),
    ];
    visit_each(case, &rows).await
}
