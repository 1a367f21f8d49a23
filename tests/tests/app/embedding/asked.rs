//! What a host asks of the element, and what the element tells it.

use anyhow::Result;
use hallway_browser_tests::{Case, Page, Settings, Site, Version, Visit, browser_test};
use serde_json::{Value, json};

use super::{Host, enter, leave, search, shows, visit};
use crate::published::{Asked, Choice, Programme};

/// Gives the element these attributes and no others, and waits for what it then shows.
async fn ask(page: &Page, attributes: Value) -> Result<()> {
    let script = "
        const element = document.querySelector('hallway-programme');
        for (const name of element.getAttributeNames()) element.removeAttribute(name);
        for (const [name, value] of Object.entries(arguments[0])) element.setAttribute(name, value);
        return true";
    page.get::<bool>(script, &[attributes]).await?;
    shows(page).await
}

/// Waits until exactly the items are shown that a plain reader of the programme finds by this.
async fn shows_what_is_asked(page: &Page, programme: &Programme, asked: &Asked) -> Result<()> {
    let left = programme.left_by(asked);
    assert!(
        !left.is_empty() && left.len() < programme.items.len(),
        "{asked:?} is a choice"
    );
    page.holds(
        &format!("the items of {asked:?}"),
        &format!("JSON.stringify(items().sort()) === JSON.stringify({left:?})"),
    )
    .await
}

browser_test!(it_shows_what_its_attributes_ask_for in chromium);
async fn it_shows_what_its_attributes_ask_for(case: Case) -> Result<()> {
    let site = Site::of(Version::First, case.base)?.shown_anywhere()?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    let page = &visit.page;
    let programme = Programme::of(&visit.site)?;
    let host = Host::start(&visit, include_str!("../../../hosts/plain.html")).await?;
    host.open(page).await?;
    let of = Choice::new;
    for (attributes, chosen) in [
        (
            json!({ "track": "scheduler" }),
            vec![of("track", "scheduler")],
        ),
        (
            json!({ "track": "scheduler, iothrees-company" }),
            vec![of("track", "scheduler"), of("track", "iothrees-company")],
        ),
        (json!({ "topic": "bpf" }), vec![of("topic", "bpf")]),
        (
            json!({ "day": "2021-09-20" }),
            vec![of("day", "2021-09-20")],
        ),
        (json!({ "q": "containers, and" }), vec![]),
        (
            json!({ "room": "networking-bpf-summit", "day": "2021-09-20" }),
            vec![of("room", "networking-bpf-summit"), of("day", "2021-09-20")],
        ),
    ] {
        let asked = Asked {
            words: attributes["q"].as_str().unwrap_or_default().into(),
            chosen: chosen.into_iter().collect(),
        };
        ask(page, attributes).await?;
        enter(page).await?;
        shows_what_is_asked(page, &programme, &asked).await?;
        leave(page.client()).await?;
    }
    Ok(())
}

browser_test!(it_speaks_the_language_that_it_is_asked_for in chromium);
async fn it_speaks_the_language_that_it_is_asked_for(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    let host = Host::start(&visit, include_str!("../../../hosts/plain.html")).await?;
    host.open(page).await?;
    for (lang, says) in [("fr", "Mon programme"), ("de-CH", "Mein Plan")] {
        ask(page, json!({ "lang": lang })).await?;
        enter(page).await?;
        page.says(says).await?;
        page.holds(
            "the page says which language it is in",
            &format!("document.documentElement.lang === '{}'", &lang[..2]),
        )
        .await?;
        leave(page.client()).await?;
    }
    // The page around it is in English.
    ask(page, json!({})).await?;
    enter(page).await?;
    page.says("My schedule").await?;
    leave(page.client()).await
}

/// Waits until the last that the element told of where it is, is this and no more.
async fn tells(page: &Page, detail: Value) -> Result<()> {
    let of_last = "Object.entries(told.findLast(({ what }) => what === 'navigate') ?? {}).sort()";
    let Value::Object(detail) = detail else {
        anyhow::bail!("{detail} is no detail")
    };
    let mut wanted: Vec<_> = detail.into_iter().collect();
    wanted.push(("what".into(), "navigate".into()));
    wanted.sort_by(|one, other| one.0.cmp(&other.0));
    page.holds(
        &format!("the host is told {wanted:?}"),
        &format!(
            "JSON.stringify({of_last}) === JSON.stringify({})",
            json!(wanted)
        ),
    )
    .await
}

browser_test!(the_host_is_told_where_one_is in every_engine and below_a_path);
async fn the_host_is_told_where_one_is(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    let host = Host::start(&visit, include_str!("../../../hosts/plain.html")).await?;
    host.open(page).await?;
    enter(page).await?;
    search(page, "sails").await?;
    page.says("1 of ").await?;
    leave(page.client()).await?;
    let list = json!({
        "path": case.base, "query": "?q=sails", "url": visit.url("?q=sails"), "title": "Sea Days",
    });
    tells(page, list.clone()).await?;

    enter(page).await?;
    page.run("document.querySelector('article[data-item=sails] h4 a').click()")
        .await?;
    page.says("Where Deck|WhereDeck").await?;
    leave(page.client()).await?;
    let item = json!({
        "path": format!("{}item/sails", case.base),
        "query": "",
        "url": visit.url("item/sails"),
        "title": "Sails · Sea Days",
    });
    tells(page, item).await?;

    page.run("history.back()").await?;
    tells(page, list).await
}
