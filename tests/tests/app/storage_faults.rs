//! Storage that fails: at each read and each write, and when it is full. What could not be read is never
//! written over, and once the fault is over nothing was lost.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use hallway_browser_tests::{Browser, Case, Page, Site, Visit, browser_test};
use serde_json::{Value, json};

use crate::sync_server::{Server, turn_on};

/// Local storage that fails as the tab's session storage says: by operation, a pattern of the keys; what is
/// `full` of them can't be written.
const FAULTS: &str = "
    if (!window.own) {
        window.own = Object.fromEntries(['getItem', 'setItem', 'removeItem', 'key']
            .map((name) => [name, Storage.prototype[name]]));
        const fails = (storage, operation, key) => {
            const faults = JSON.parse(own.getItem.call(sessionStorage, 'test:faults') ?? '{}');
            return storage === localStorage && faults[operation] !== undefined && new RegExp(faults[operation]).test(key);
        };
        for (const name of Object.keys(own)) {
            Storage.prototype[name] = function (key, ...rest) {
                if (fails(this, name, key)) throw new DOMException('as the test wants it', 'UnknownError');
                if (name === 'setItem' && fails(this, 'full', key)) {
                    throw new DOMException('as the test wants it', 'QuotaExceededError');
                }
                return own[name].call(this, key, ...rest);
            };
        }
    }";

/// A site whose pages have storage that can fail.
async fn begin(case: Case) -> Result<Visit> {
    let visit = Visit::prepare(case).await?;
    visit.server.refuse("sw.js");
    visit.server.inject(FAULTS);
    visit.page.open_app(&visit.url("")).await?;
    Ok(visit)
}

/// From now on, what is named fails, and nothing else.
async fn let_fail(page: &Page, faults: Value) -> Result<()> {
    let script = "sessionStorage.setItem('test:faults', arguments[0])";
    page.get(script, &[json!(faults.to_string())]).await
}

/// All that is stored, faults or not.
async fn stored(page: &Page) -> Result<BTreeMap<String, String>> {
    let script = "
        const keys = Array.from({ length: localStorage.length }, (_, at) => own.key.call(localStorage, at));
        return Object.fromEntries(keys.map((key) => [key, own.getItem.call(localStorage, key)]));";
    page.get(script, &[]).await
}

/// Stars that many items of the list, as the first of several tabs would; gives the items.
async fn star_many(page: &Page, number: usize) -> Result<Vec<String>> {
    let mut all = page.items().await?;
    all.truncate(number);
    let script = "for (const item of arguments[0]) starOf(item).click()";
    page.get::<()>(script, &[json!(all)]).await?;
    for item in &all {
        page.star_is(item, true).await?;
    }
    Ok(all)
}

fn agenda_key(stored: &BTreeMap<String, String>) -> Result<String> {
    let keys = stored.keys();
    let mut agendas = keys.filter(|key| key.starts_with("hallway:agenda:"));
    let key = agendas.next().context("an agenda is stored")?;
    assert_eq!(agendas.next(), None);
    Ok(key.clone())
}

/// Waits until exactly those items are starred in what is stored, in one agenda.
async fn are_stored(page: &Page, items: &[String]) -> Result<()> {
    let mut items = items.to_vec();
    items.sort();
    let script = format!(
        "Object.keys(localStorage).filter((key) => key.startsWith('hallway:agenda:'))
            .map((key) => Object.entries(JSON.parse(own.getItem.call(localStorage, key)).items)
                .filter(([, entry]) => entry.star?.[0]).map(([item]) => item).sort().join())
            .join('|') === {:?}",
        items.join(",")
    );
    page.holds("all stars are stored", &script).await
}

browser_test!(stars_that_cannot_be_read_are_not_gone at_the_root);
async fn stars_that_cannot_be_read_are_not_gone(case: Case) -> Result<()> {
    let visit = begin(case).await?;
    let page = &visit.page;
    let mut starred = star_many(page, 20).await?;
    let other = page.items().await?.swap_remove(20);
    let before = stored(page).await?;
    let key = agenda_key(&before)?;

    let_fail(page, json!({"getItem": "hallway:agenda"})).await?;
    page.reload().await?;
    page.says("could not read what it stores").await?;
    page.tap_star(&other).await?;
    page.star_is(&other, true).await?;
    assert_eq!(stored(page).await?[&key], before[&key]);
    // Dismissed, it is not said again while nothing has changed; what was tapped outlives a reload.
    page.tap_button("Dismiss").await?;
    page.reload().await?;
    page.says("could not read what it stores").await?;
    page.star_is(&other, true).await?;
    assert_eq!(stored(page).await?[&key], before[&key]);

    let_fail(page, json!({})).await?;
    starred.push(other);
    are_stored(page, &starred).await?;
    for item in &starred {
        page.star_is(item, true).await?;
    }
    page.holds(
        "nothing is said of it any more",
        "!words(document.body).includes('could not read')",
    )
    .await
}

browser_test!(a_star_that_cannot_be_written_waits: chromium_at_the_root);
async fn a_star_that_cannot_be_written_waits(case: Case) -> Result<()> {
    let visit = begin(case).await?;
    let page = &visit.page;
    let mut starred = star_many(page, 3).await?;
    let all = page.items().await?;
    for (at, (fault, said)) in [
        (json!({"full": ""}), "storage for the site is full"),
        (
            json!({"setItem": ""}),
            "could not be stored: this browser failed",
        ),
        // Nothing is written by one who could not see what is there.
        (
            json!({"getItem": "hallway:agenda"}),
            "could not read what it stores",
        ),
        (json!({"key": ""}), "could not read what it stores"),
    ]
    .into_iter()
    .enumerate()
    {
        let_fail(page, fault.clone()).await?;
        let item = &all[10 + at];
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
        page.says(said).await.with_context(|| fault.to_string())?;
        page.reload().await?;
        page.star_is(item, true).await?;
        starred.push(item.clone());
        let_fail(page, json!({})).await?;
        are_stored(page, &starred).await?;
        page.holds(
            "nothing is said any more",
            &format!("!/{said}/.test(words(document.body))"),
        )
        .await?;
    }
    // What was handed over from page to page is stored, and nowhere else any more.
    let rest: Vec<String> = page
        .get(
            "return Object.keys(sessionStorage).filter((key) => key.includes('agenda'))",
            &[],
        )
        .await?;
    assert_eq!(rest, [""; 0]);
    Ok(())
}

browser_test!(damaged_texts_aside_stay_whatever_fails: chromium_at_the_root);
async fn damaged_texts_aside_stay_whatever_fails(case: Case) -> Result<()> {
    let visit = begin(case).await?;
    let page = &visit.page;
    let starred = star_many(page, 3).await?;
    let key = agenda_key(&stored(page).await?)?;
    for fault in [
        json!({"setItem": ":aside:"}),
        json!({"full": ":aside:"}),
        json!({"getItem": ":aside:"}),
        json!({"removeItem": ""}),
        json!({"setItem": "hallway:agenda:[^:]*$"}),
    ] {
        let_fail(page, fault.clone()).await?;
        // Another program writes nonsense.
        let damage = "own.setItem.call(localStorage, arguments[0], arguments[1])";
        page.get::<()>(damage, &[json!(key), json!("nonsense")])
            .await?;
        page.tap_star(&starred[0]).await?;
        page.star_is(&starred[0], false).await?;
        page.tap_star(&starred[0]).await?;
        page.star_is(&starred[0], true).await?;
        let now = stored(page).await?;
        assert!(
            now.values().any(|text| text == "nonsense"),
            "{fault}: {now:?}"
        );
        let_fail(page, json!({})).await?;
        let script = format!(
            "JSON.parse(own.getItem.call(localStorage, {key:?}).replace('nonsense', '{{}}')).items"
        );
        page.holds("the agenda is stored again", &script).await?;
        let mut now = stored(page).await?;
        now.retain(|key, _| key.contains(":aside:"));
        assert_eq!(now.values().collect::<Vec<_>>(), ["nonsense"], "{fault}");
    }
    page.reload().await?;
    for item in &starred {
        page.star_is(item, true).await?;
    }
    Ok(())
}

/// Goes to an address as back and forward do: the page lives on.
async fn go(page: &Page, url: &str) -> Result<()> {
    page.run(&format!(
        "history.pushState(null, '', {url:?}); dispatchEvent(new PopStateEvent('popstate'))"
    ))
    .await
}

browser_test!(what_else_cannot_be_read_is_not_written_over: chromium_at_the_root);
async fn what_else_cannot_be_read_is_not_written_over(case: Case) -> Result<()> {
    let visit = begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    let befriend = async |name: &str, item: &str| {
        let shared = visit.url(&format!("shared#name={name}&items={item}"));
        go(page, &shared).await?;
        page.says(&format!("{name}’s schedule")).await?;
        page.tap_button("Keep beside mine").await
    };
    page.navigate("More").await?;
    page.choose("", "Dark").await?;
    page.holds(
        "it is dark",
        "document.documentElement.dataset.theme === 'dark'",
    )
    .await?;
    befriend("Ada", &all[0]).await?;
    let chosen = |stored: &BTreeMap<String, String>| {
        let mut stored = stored.clone();
        stored.retain(|key, _| key.contains("settings") || key.contains("friends"));
        stored
    };
    let before = chosen(&stored(page).await?);
    assert_eq!(before.len(), 2, "{before:?}");

    for (operation, friend, button) in [("getItem", "Grace", "Timetable"), ("full", "Mary", "List")]
    {
        let before = chosen(&stored(page).await?);
        let_fail(page, json!({ operation: "hallway:(settings|friends)" })).await?;
        page.open_app(&visit.url("")).await?;
        if operation == "getItem" {
            page.says("could not read what it stores").await?;
        }
        page.tap_button(button).await?;
        befriend(friend, &all[1]).await?;
        assert_eq!(chosen(&stored(page).await?), before);
        let_fail(page, json!({})).await?;
        page.holds(
            "what was done meanwhile is stored beside what was there",
            &format!(
                "((of) => of('settings').includes('theme=dark')
                    && of('settings').includes('timetable') === {}
                    && of('friends').includes('name=Ada') && of('friends').includes('name={friend}'))(
                    (part) => Object.entries(localStorage).find(([key]) => key.includes(part))[1])",
                operation == "getItem"
            ),
        )
        .await?;
        page.holds(
            "what was chosen before shows again",
            "document.documentElement.dataset.theme === 'dark'",
        )
        .await?;
    }
    Ok(())
}

browser_test!(sync_that_cannot_be_read_is_neither_off_nor_begun_anew: chromium_at_the_root);
async fn sync_that_cannot_be_read_is_neither_off_nor_begun_anew(case: Case) -> Result<()> {
    let mut server = Server::new(&Site::synced(case.base, "/v1/mailboxes/")?)?;
    server.start()?;
    let phone = Browser::open(case.engine).await?;
    let script = json!({ "source": FAULTS });
    phone
        .devtools("Page.addScriptToEvaluateOnNewDocument", script)
        .await?;
    let page = &phone.page();
    turn_on(page, &server.url("sync")).await?;
    let secret = "return localStorage.getItem('hallway:sync:sea-days').match(/secret=[^&]*/)[0]";
    let before: String = page.get(secret, &[]).await?;

    let_fail(page, json!({"getItem": "hallway:sync"})).await?;
    page.reload().await?;
    page.says("could not read what it stores").await?;
    page.holds(
        "nothing offers to begin anew",
        "!all('button').some((button) => words(button) === 'Sync my devices')",
    )
    .await?;
    page.open_app(&server.url("sync#0123456789abcdef0123456789abcdef"))
        .await?;
    page.holds(
        "nor to join others",
        "!all('button').some((button) => words(button) === 'Join')",
    )
    .await?;
    let_fail(page, json!({})).await?;
    page.open_app(&server.url("sync")).await?;
    page.says("Up to date").await?;
    assert_eq!(page.get::<String>(secret, &[]).await?, before);

    // It fails while sync is at work, and is left then: that holds once it can be stored.
    let_fail(page, json!({"getItem": "hallway:sync"})).await?;
    page.tap_button("Leave").await?;
    page.says("could not read what it stores").await?;
    let kept =
        "return own.getItem.call(localStorage, 'hallway:sync:sea-days').match(/secret=[^&]*/)[0]";
    assert_eq!(page.get::<String>(kept, &[]).await?, before);
    let_fail(page, json!({})).await?;
    page.holds(
        "it is off",
        "localStorage.getItem('hallway:sync:sea-days') === ''",
    )
    .await?;
    page.says("Sync my devices").await
}
