//! Whatever becomes of the browser's storage, the app says so, goes on working, and loses nothing.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Page, Settings, Version, Visit, browser_test};
use serde_json::{Value, json};

/// Leaves only one entry in the storage.
const STORE_ONLY: &str = "localStorage.clear(); localStorage.setItem(arguments[0], arguments[1]);";

/// Fills the storage to the last character: engines differ in how much that is.
const FILL: &str = "
    let piece = 'x'.repeat(1 << 20);
    for (let at = 0; piece; ) {
        try {
            localStorage.setItem(`filler:${at}`, piece);
            at += 1;
        } catch {
            piece = piece.slice(0, piece.length >> 1);
        }
    }";

const UNFILL: &str = "
    for (const key of Object.keys(localStorage).filter((key) => key.startsWith('filler:'))) {
        localStorage.removeItem(key);
    }";

/// What is stored of the agenda, also what was put aside.
async fn stored(page: &Page) -> Result<BTreeMap<String, String>> {
    let script = "return Object.fromEntries(Object.entries(localStorage)
        .filter(([key]) => key.startsWith('hallway:agenda:')))";
    page.get(script, &[]).await
}

/// The key and the text of the stored agenda, beside which nothing was put aside.
async fn stored_agenda(page: &Page) -> Result<(String, String)> {
    let stored = stored(page).await?;
    assert_eq!(stored.len(), 1, "{stored:?}");
    stored.into_iter().next().context("one entry")
}

/// Stars an item, searches, and looks into the agenda.
async fn goes_on(page: &Page, item: &str) -> Result<()> {
    page.tap_star(item).await?;
    page.star_is(item, true).await?;
    page.type_search("no such words").await?;
    page.says("no items? match").await?;
    page.navigate("My schedule").await?;
    page.holds(
        "the star is in the agenda",
        &format!("items().includes({item:?})"),
    )
    .await?;
    page.navigate("Programme").await?;
    page.star_is(item, true).await
}

async fn says_nothing_of(page: &Page, word: &str) -> Result<()> {
    page.holds(
        &format!("the page says nothing of {word:?}"),
        &format!("!words(document.body).toLowerCase().includes({word:?})"),
    )
    .await
}

/// A star in the agenda's text.
fn is_starred_in(text: &str, item: &str) -> Result<bool> {
    let agenda: Value = serde_json::from_str(text)?;
    Ok(agenda["items"].get(item).is_some())
}

browser_test!(what_cannot_be_read_is_kept_aside_and_said in chromium);
async fn what_cannot_be_read_is_kept_aside_and_said(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    page.tap_star(&all[0]).await?;
    page.star_is(&all[0], true).await?;
    let (key, text) = stored_agenda(page).await?;
    for unreadable in [&text[..text.len() / 2], "\u{1f4a5} not JSON", ""] {
        let said = "is damaged";
        page.get::<()>(STORE_ONLY, &[json!(key), json!(unreadable)])
            .await?;
        page.reload().await?;
        page.says(said).await?;
        page.says("nothing was thrown away").await?;
        page.star_is(&all[0], false).await?;
        goes_on(page, &all[1]).await?;

        let mut aside = stored(page).await?;
        let agenda = aside.remove(&key).context("a new agenda is stored")?;
        assert!(is_starred_in(&agenda, &all[1])?, "{agenda}");
        let texts: Vec<&str> = aside.values().map(String::as_str).collect();
        assert_eq!(texts, [unreadable], "{aside:?}");
        let words = page.words().await?;
        assert!(aside.keys().all(|key| words.contains(key)), "{words}");

        page.reload().await?;
        page.star_is(&all[1], true).await?;
        says_nothing_of(page, said).await?;
        aside.insert(key.clone(), agenda);
        assert_eq!(stored(page).await?, aside);
    }
    Ok(())
}

browser_test!(what_cannot_be_read_is_said_in_the_chosen_language in chromium);
async fn what_cannot_be_read_is_said_in_the_chosen_language(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    page.tap_star(&all[0]).await?;
    page.star_is(&all[0], true).await?;
    let (key, _) = stored_agenda(page).await?;
    page.navigate("More").await?;
    page.choose("", "Deutsch").await?;
    page.says("Mein Plan").await?;
    let damage = "localStorage.setItem(arguments[0], 'damaged')";
    page.get::<()>(damage, &[json!(key)]).await?;
    page.reload().await?;
    page.says("gespeicherter Plan ist beschädigt").await?;
    page.says("Nichts wurde weggeworfen").await
}

browser_test!(a_full_storage_loses_nothing in every_engine);
async fn a_full_storage_loses_nothing(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    page.tap_star(&all[0]).await?;
    page.star_is(&all[0], true).await?;
    let (key, text) = stored_agenda(page).await?;
    page.run(FILL).await?;
    goes_on(page, &all[1]).await?;
    page.says("could not be stored: this browser's storage for the site is full")
        .await?;
    assert_eq!(stored_agenda(page).await?, (key.clone(), text));

    page.run(UNFILL).await?;
    page.tap_star(&all[2]).await?;
    page.star_is(&all[2], true).await?;
    says_nothing_of(page, "could not be stored").await?;
    page.reload().await?;
    for item in &all[..3] {
        page.star_is(item, true).await?;
    }

    // Damaged, and no room to keep it aside: it stays where it is until there is.
    let damaged = "{\"format\":1,";
    page.get::<()>(STORE_ONLY, &[json!(key), json!(damaged)])
        .await?;
    page.run(FILL).await?;
    page.reload().await?;
    goes_on(page, &all[1]).await?;
    page.says("could not be stored").await?;
    assert_eq!(stored_agenda(page).await?, (key.clone(), damaged.into()));

    page.run(UNFILL).await?;
    page.tap_star(&all[2]).await?;
    page.says("is damaged").await?;
    says_nothing_of(page, "could not be stored").await?;
    let mut aside = stored(page).await?;
    let agenda = aside.remove(&key).context("a new agenda is stored")?;
    for item in &all[1..3] {
        assert!(is_starred_in(&agenda, item)?, "{agenda}");
    }
    assert_eq!(aside.into_values().collect::<Vec<_>>(), [damaged]);
    Ok(())
}

/// Goes to an address as back and forward do: the page lives on.
async fn go(page: &Page, url: &str) -> Result<()> {
    page.run(&format!(
        "history.pushState(null, '', {url:?}); dispatchEvent(new PopStateEvent('popstate'))"
    ))
    .await
}

/// Keeps a schedule of that name, and waits until the page shows whose it has.
async fn befriend(visit: &Visit, name: &str, item: &str, all: &[&str]) -> Result<()> {
    let page = &visit.page;
    let shared = visit.url(&format!("shared#name={name}&items={item}"));
    go(page, &shared).await?;
    page.says(&format!("{name}’s schedule")).await?;
    page.tap_button("Keep beside mine").await?;
    go(page, &visit.url("friends")).await?;
    befriended(page, all).await
}

async fn befriended(page: &Page, all: &[&str]) -> Result<()> {
    let whose = "[...document.querySelectorAll('.beside thead th')].map(words).slice(1)";
    page.holds(
        &format!("the friends are {all:?}"),
        &format!("JSON.stringify({whose}) === JSON.stringify({all:?})"),
    )
    .await
}

browser_test!(friends_stay_where_they_cannot_be_stored in chromium);
async fn friends_stay_where_they_cannot_be_stored(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    page.tap_star(&all[0]).await?;
    page.star_is(&all[0], true).await?;
    let key = stored_agenda(page)
        .await?
        .0
        .replacen("agenda", "friends", 1);
    let stored = async || {
        page.get::<String>("return localStorage.getItem(arguments[0])", &[json!(key)])
            .await
    };
    // A newer version of the app may keep what this one can't read.
    let newer = "friend=2&name=Alan";
    page.get::<()>(
        "localStorage.setItem(...arguments)",
        &[json!(key), json!(newer)],
    )
    .await?;
    befriend(&visit, "Ada", &all[0], &["Ada"]).await?;
    let with_ada = stored().await?;
    assert_eq!(with_ada, format!("{newer}\nname=Ada&items={}", all[0]));

    page.run(FILL).await?;
    befriend(&visit, "Grace", &all[1], &["Ada", "Grace"]).await?;
    page.says("it stays until this page is closed").await?;
    befriend(&visit, "Mary", &all[2], &["Ada", "Grace", "Mary"]).await?;
    assert_eq!(stored().await?, with_ada);

    // Another tab takes away what is stored, and nothing else.
    page.get::<()>(
        "const [key, newValue] = arguments;
         localStorage.setItem(key, newValue);
         dispatchEvent(new StorageEvent('storage', { key, newValue }))",
        &[json!(key), json!(newer)],
    )
    .await?;
    befriended(page, &["Grace", "Mary"]).await?;

    page.run(UNFILL).await?;
    befriend(&visit, "Emmy", &all[0], &["Grace", "Mary", "Emmy"]).await?;
    page.reload().await?;
    befriended(page, &["Grace", "Mary", "Emmy"]).await?;
    assert_eq!(stored().await?.lines().next(), Some(newer));
    Ok(())
}

browser_test!(a_forbidden_storage_is_said in every_engine);
async fn a_forbidden_storage_is_said(case: Case) -> Result<()> {
    let settings = Settings {
        storage: false,
        ..Settings::default()
    };
    let visit = Visit::prepare_with(case, Version::Watched, settings).await?;
    let page = &visit.page;
    page.open_app(&visit.url("")).await?;
    page.says("does not let the page store anything").await?;
    let all = page.items().await?;
    goes_on(page, &all[1]).await?;
    page.tap_star(&all[4]).await?;
    page.star_is(&all[4], true).await?;
    page.star_is(&all[1], true).await?;
    assert_eq!(page.mishaps().await?, [""; 0]);
    Ok(())
}

/// Sends a message to another tab and waits for its answer, twenty times; gives how often anything
/// else was stored elsewhere meanwhile. Messages arrive in order, so what went before is over.
const EXCHANGES: &str = "
    const done = arguments[arguments.length - 1];
    let [round, others] = [0, 0];
    const hear = ({ key, newValue }) => {
        if (key !== 'test:answer') others += 1;
        else if (newValue === String(round)) next();
    };
    const next = () => {
        round += 1;
        if (round <= 20) return localStorage.setItem('test:message', round);
        removeEventListener('storage', hear);
        for (const key of ['test:message', 'test:answer']) localStorage.removeItem(key);
        done(others);
    };
    addEventListener('storage', hear);
    next();";

const ANSWER: &str = "
    addEventListener('storage', ({ key, newValue }) => {
        if (key === 'test:message' && newValue) localStorage.setItem('test:answer', newValue);
    });";

browser_test!(two_tabs_that_star_at_once_keep_both_stars in every_engine);
async fn two_tabs_that_star_at_once_keep_both_stars(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    let (one, other) = (&all[0], &all[5]);
    let first = visit.browser.tab().await?;
    let second = visit.browser.new_tab().await?;
    page.open_app(&visit.url("")).await?;
    page.run(ANSWER).await?;
    page.tap_star(one).await?;
    visit.browser.switch_to(&first).await?;
    page.tap_star(other).await?;
    for tab in [&second, &first] {
        visit.browser.switch_to(tab).await?;
        page.star_is(one, true).await?;
        page.star_is(other, true).await?;
    }

    // Both have said all that they had to say, and do not go on telling each other.
    page.get_later::<u32>(EXCHANGES, &[]).await?;
    assert_eq!(page.get_later::<u32>(EXCHANGES, &[]).await?, 0);

    page.tap_star(one).await?;
    page.star_is(one, false).await?;
    visit.browser.switch_to(&second).await?;
    page.star_is(one, false).await?;
    page.reload().await?;
    page.star_is(one, false).await?;
    page.star_is(other, true).await
}
