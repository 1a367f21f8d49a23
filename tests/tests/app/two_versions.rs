//! Two versions of the app in two tabs: an agenda in a newer format is never written over, nothing piles up,
//! and no star is lost, in whatever order they write and reload, and when a release is rolled back.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Engine, Page, Visit, browser_test};
use serde_json::{Value, json};

/// A newer version in a tab of its own: it keeps the agenda in format 3, takes in what older versions store and
/// what they put aside, and can be rolled back.
const NEWER: &str = "
    const [key] = arguments;
    const newer = { items: {}, device: 'fedcba9876543210' };
    const later = (one, other) => {
        const [a, b] = [one[1], other[1]];
        const at = [0, 1, 2].find((at) => a[at] !== b[at]);
        return at === undefined || a[at] > b[at] ? one : other;
    };
    newer.take = (text) => {
        for (const [item, entry] of Object.entries(JSON.parse(text).items)) {
            const own = newer.items[item] ??= {};
            for (const [name, said] of Object.entries(entry)) own[name] = own[name] ? later(own[name], said) : said;
        }
    };
    newer.store = (format = 3) => {
        newer.format = format;
        const agenda = { format, device: newer.device, items: newer.items };
        newer.text = JSON.stringify(format === 3 ? { ...agenda, colours: [] } : agenda);
        localStorage.setItem(key, newer.text);
    };
    newer.open = () => {
        for (const aside of Object.keys(localStorage).filter((aside) => aside.startsWith(`${key}:aside:`))) {
            newer.take(localStorage.getItem(aside));
            localStorage.removeItem(aside);
        }
        if (localStorage.getItem(key)) newer.take(localStorage.getItem(key));
        newer.store();
    };
    newer.star = (item) => {
        newer.items[item] = { star: [true, [Date.now(), 0, newer.device]] };
        newer.store();
    };
    addEventListener('storage', ({ key: changed, newValue }) => {
        if (changed !== key || !newValue || newer.format !== 3) return;
        newer.take(newValue);
        if (JSON.parse(newValue).format !== 3) newer.store();
    });
    window.newer = newer;
    newer.open();";

/// What is stored of the agenda, also aside.
async fn stored(page: &Page) -> Result<BTreeMap<String, String>> {
    let script = "return Object.fromEntries(Object.entries(localStorage)
        .filter(([key]) => key.startsWith('hallway:agenda:')))";
    page.get(script, &[]).await
}

fn starred_in(text: &str) -> Result<Vec<String>> {
    let agenda: Value = serde_json::from_str(text)?;
    let items = agenda["items"].as_object().context("items")?;
    let starred = items
        .iter()
        .filter(|(_, entry)| entry["star"][0] == json!(true));
    Ok(starred.map(|(item, _)| item.clone()).collect())
}

/// What happens: the newer version is opened, stars something, or is rolled back, which stores the agenda in
/// a format that the older version reads; a tap in the older version's tab; that tab loaded again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Open,
    Star,
    RollBack,
    Tap,
    Reload,
}

use Step::{Open, Reload, RollBack, Star, Tap};

const ORDERS: [&[Step]; 6] = [
    &[Tap, Open, Tap, Star, RollBack],
    &[Open, Tap, Reload, Tap, Star, RollBack],
    &[Tap, Open, Reload, Tap, RollBack, Reload],
    &[Open, Star, Reload, Star, Tap, Star, Reload, RollBack, Tap],
    &[
        Tap, Open, RollBack, Tap, Open, Tap, Reload, RollBack, Reload,
    ],
    &[Open, RollBack, Tap, Reload, Open, Tap, Tap, RollBack],
];

browser_test!(no_star_is_lost_between_two_versions at_the_root);
async fn no_star_is_lost_between_two_versions(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    page.tap_star(&all[0]).await?;
    page.star_is(&all[0], true).await?;
    let (key, _) = stored(page).await?.pop_first().context("it is stored")?;
    let older = visit.browser.tab().await?;
    let newer = visit.browser.new_tab().await?;
    // A page without the app, which the test has to itself.
    page.open(&visit.url("licences.txt")).await?;

    // The order of steps is our own code's matter; what tabs hear of one another is the engine's, and one
    // order has every kind of step.
    let orders = match case.engine {
        Engine::Chromium => &ORDERS[..],
        Engine::Firefox | Engine::WebKit => &ORDERS[3..4],
    };
    for order in orders {
        visit.browser.switch_to(&older).await?;
        visit.forget().await?;
        page.open_app(&visit.url("")).await?;
        let (mut items, mut starred) = (all.iter(), Vec::new());
        let mut next = || items.next().cloned().context("there are items enough");
        let mut is_newer = false;
        for step in *order {
            let done = format!("{step:?} in {order:?}");
            visit
                .browser
                .switch_to(if matches!(step, Tap | Reload) {
                    &older
                } else {
                    &newer
                })
                .await?;
            match step {
                Open => page.get(NEWER, &[json!(key)]).await?,
                Star => {
                    let item = next()?;
                    page.get::<()>("newer.star(arguments[0])", &[json!(item)])
                        .await?;
                    starred.push(item);
                }
                RollBack => page.run("newer.store(2)").await?,
                Tap => {
                    let item = next()?;
                    page.tap_star(&item).await?;
                    page.star_is(&item, true).await.context(done.clone())?;
                    starred.push(item);
                }
                Reload => page.reload().await?,
            }
            is_newer = match step {
                Open => true,
                RollBack => false,
                _ => is_newer,
            };
            visit.browser.switch_to(&newer).await?;
            if is_newer {
                page.holds(
                    &format!("{done}: the newer text stays, alone"),
                    &format!(
                        "localStorage.getItem({key:?}) === newer.text
                            && Object.keys(localStorage).filter((other) => other.startsWith({key:?})).length === 1"
                    ),
                )
                .await?;
            }
            visit.browser.switch_to(&older).await?;
            if is_newer {
                page.says("newer version of this app is at work")
                    .await
                    .context(done.clone())?;
                page.the("button", "Reload").await?;
            } else {
                starred.sort();
                let wanted = json!(starred).to_string();
                page.holds(
                    &format!("{done}: all is stored"),
                    &format!(
                        "JSON.stringify(Object.entries(JSON.parse(localStorage.getItem({key:?}) ?? '{{\"items\":{{}}}}').items)
                            .filter(([, entry]) => entry.star?.[0]).map(([item]) => item).sort()) === {wanted:?}"
                    ),
                )
                .await?;
                assert!(stored(page).await?.len() <= 1, "{done}");
                page.holds(
                    &format!("{done}: nothing is said of it any more"),
                    "!words(document.body).includes('newer version of this app')",
                )
                .await?;
            }
        }
        visit.browser.switch_to(&older).await?;
        for item in &starred {
            page.star_is(item, true)
                .await
                .with_context(|| format!("{order:?}"))?;
        }
    }
    Ok(())
}

browser_test!(what_older_releases_put_aside_is_taken_in in chromium);
async fn what_older_releases_put_aside_is_taken_in(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    page.tap_star(&all[0]).await?;
    page.star_is(&all[0], true).await?;
    let (key, text) = stored(page).await?.pop_first().context("it is stored")?;
    let aside = text.replace(&all[0], &all[1]);
    let newer = aside.replacen("\"format\":1", "\"format\":3", 1);
    let texts = [&*aside, &aside, "nonsense", &newer, "nonsense"];
    for (at, text) in texts.iter().enumerate() {
        let put = "localStorage.setItem(arguments[0], arguments[1])";
        page.get::<()>(put, &[json!(format!("{key}:aside:{at}")), json!(text)])
            .await?;
    }
    page.reload().await?;
    page.star_is(&all[1], true).await?;
    let mut now = stored(page).await?;
    let agenda = now.remove(&key).context("the agenda")?;
    assert_eq!(starred_in(&agenda)?.len(), 2, "{agenda}");
    let left: Vec<&str> = now.values().map(String::as_str).collect();
    assert_eq!(left, ["nonsense", &newer]);
    page.reload().await?;
    now.insert(key, agenda);
    assert_eq!(stored(page).await?, now);
    Ok(())
}

browser_test!(a_fourth_damaged_text_is_not_written_over: chromium_at_the_root, firefox);
async fn a_fourth_damaged_text_is_not_written_over(case: Case) -> Result<()> {
    let visit = Visit::begin(case).await?;
    let page = &visit.page;
    let all = page.items().await?;
    page.tap_star(&all[0]).await?;
    page.star_is(&all[0], true).await?;
    let (key, _) = stored(page).await?.pop_first().context("it is stored")?;
    let damage = "localStorage.setItem(arguments[0], arguments[1])";
    for (number, item) in all.iter().enumerate().take(5).skip(1) {
        let text = format!("damage {number}");
        page.get::<()>(damage, &[json!(key), json!(text)]).await?;
        page.reload().await?;
        page.says("is damaged").await?;
        page.tap_star(item).await?;
        page.star_is(item, true).await?;
    }
    page.says("three damaged ones are kept already").await?;
    page.reload().await?;
    page.star_is(&all[4], true).await?;
    let now = stored(page).await?;
    assert_eq!(now[&key], "damage 4");
    let mut texts: Vec<&String> = now.values().collect();
    texts.sort();
    assert_eq!(texts, ["damage 1", "damage 2", "damage 3", "damage 4"]);

    page.navigate("More").await?;
    page.says("can’t read: 4").await?;
    let save = page
        .element(
            "return the('button', 'Save what can’t be read', document.querySelector('main'))",
            &[],
        )
        .await?;
    page.tap(&save).await?;
    let conference = key.rsplit(':').next().context("the conference")?;
    let file = visit
        .browser
        .downloaded(&format!("{conference}-unreadable.json"))
        .await?;
    let file: Vec<BTreeMap<String, String>> = serde_json::from_str(&file)?;
    let saved: BTreeMap<String, String> = file
        .iter()
        .map(|entry| (entry["key"].clone(), entry["text"].clone()))
        .collect();
    assert_eq!(saved, now);

    page.tap_button("Remove it from this browser").await?;
    page.holds(
        "it is stored again",
        &format!("localStorage.getItem({key:?}).includes({:?})", all[4]),
    )
    .await?;
    let mut now = stored(page).await?;
    now.remove(&key);
    assert_eq!(now.values().collect::<Vec<_>>(), ["damage 4"]);
    Ok(())
}
