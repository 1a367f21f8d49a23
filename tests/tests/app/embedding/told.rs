//! What leaves the frame: it goes to a page that was named when the site was built, and to nobody else,
//! on hosts that send no headers too, where any page can frame it.

use anyhow::{Context, Result};
use hallway_browser_tests::{Case, Page, Settings, Site, Visit, browser_test};
use serde_json::{Value, json};

use super::{FRAME, Host, enter, leave, shows, told, visit};

/// An origin that the site names, and that is not the host's.
const NAMED: &str = "https://www.example.org";

/// A schedule that somebody shared.
const SHARED: &str = "shared#name=Ada&items=sails.knots";

/// A visit to a site that those pages may show, on a host that sends no headers.
async fn visit_shown_in(case: Case, embed_in: &str) -> Result<Visit> {
    let site = Site::embedded(case.base, embed_in)?;
    let visit = Visit::to(case, site, Settings::default()).await?;
    visit.server.send_no_headers();
    Ok(visit)
}

/// A frame's name as `embed.js` gives it, with a host's own word for its origin.
fn name_by(origin: &str) -> String {
    let sight = json!({ "from": 0, "height": 600 });
    let wishes = json!({
        "origin": origin, "theme": "dark", "lang": "en", "styles": [["ink", "red"]], "sight": sight,
    });
    format!("hallway:{wishes}")
}

/// What hostile pages say to the frame.
const HOSTILE: &str = "[
    { hallway: 'sight', from: 1111, height: 600, asked: 0 },
    { hallway: 'hello' }, { hallway: 'size' }, 'sight', 7, null, undefined, [], new Map(),
]";

/// Goes into the only frame of a page, once the app is there.
async fn go_in(page: &Page) -> Result<()> {
    let frame = page
        .element("return document.querySelector('iframe')", &[])
        .await?;
    frame.enter_frame().await?;
    page.ready().await
}

/// Uses the programme in the frame: stars an item and goes to its page.
async fn use_it(page: &Page) -> Result<()> {
    page.tap_star("sails").await?;
    page.star_is("sails", true).await?;
    page.run("document.querySelector('article[data-item=sails] h4 a').click()")
        .await?;
    page.holds("the item is shown", "/\\/item\\//.test(location.pathname)")
        .await
}

browser_test!(who_was_not_named_hears_nothing at_the_root);
async fn who_was_not_named_hears_nothing(case: Case) -> Result<()> {
    let visit = visit_shown_in(case, NAMED).await?;
    let page = &visit.page;
    let spy = include_str!("../../../hosts/spy.html").replace("FRAMED", &visit.url(SHARED));
    let unsaid = Host::prepare().await?;
    let honest = unsaid.origin.clone();
    let sight = "\"sight\":{\"from\":0,\"height\":600}";
    let names = [
        String::new(),
        format!("hallway:{{\"theme\":\"dark\",\"styles\":[],{sight}}}"),
        format!("hallway:{{\"origin\":\"*\",{sight}}}"),
        "hallway:{".into(),
        name_by(&honest),
        name_by(NAMED),
    ];
    let lies = name_by(NAMED);
    let mut unsaid = Some(unsaid);
    for name in names {
        let prepared = if name == name_by(&honest) {
            unsaid.take()
        } else {
            None
        };
        let prepared = match prepared {
            Some(prepared) => prepared,
            None => Host::prepare().await?,
        };
        let host = prepared.serve(&visit, &spy.replace("NAME", &name));
        page.open(&host.origin).await?;
        go_in(page).await?;
        page.says("Ada’s").await.with_context(|| name.clone())?;
        use_it(page).await.with_context(|| name.clone())?;
        leave(page.client()).await?;
        page.run(&format!(
            "for (const data of {HOSTILE}) frames[0].postMessage(data, '*')"
        ))
        .await?;
        go_in(page).await?;
        if name != lies {
            page.run("scrollTo(0, 60)").await?;
            page.holds(
                "it is a page like any other",
                "scrollY === 60 && document.documentElement.dataset.theme !== 'dark'",
            )
            .await?;
        }
        // What was said before is heard before. The next host is of the same site to the browser.
        page.run("parent.postMessage('the last', '*'); localStorage.clear()")
            .await?;
        leave(page.client()).await?;
        page.holds("the last is heard", "heard.at(-1) === 'the last'")
            .await?;
        let heard: Vec<Value> = page.get("return heard", &[]).await?;
        assert_eq!(heard, ["the last"], "{name}");
    }
    Ok(())
}

browser_test!(who_was_named_hears_where_one_is_but_no_fragment at_the_root);
async fn who_was_named_hears_where_one_is_but_no_fragment(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    visit.server.send_no_headers();
    let host = Host::start(&visit, include_str!("../../../hosts/plain.html")).await?;
    host.open(page).await?;
    page.run("window.heard = []; addEventListener('message', ({ data }) => heard.push(data))")
        .await?;
    let view =
        format!("document.querySelector('hallway-programme').setAttribute('view', '{SHARED}')");
    page.run(&view).await?;
    shows(page).await?;
    enter(page).await?;
    page.says("Ada’s schedule").await?;
    use_it(page).await?;
    leave(page.client()).await?;
    page.holds(
        "the host is told",
        "told.at(-1)?.what === 'navigate' && /\\/item\\//.test(told.at(-1).path)",
    )
    .await?;
    assert_eq!(
        told(page, "star").await?,
        [json!({ "what": "star", "item": "sails", "starred": true })]
    );
    let heard: String = page.get("return JSON.stringify(heard)", &[]).await?;
    let address = json!(visit.url("shared")).to_string();
    assert!(heard.contains(&format!("\"url\":{address}")), "{heard}");
    for secret in ["#", "Ada", "knots"] {
        assert!(!heard.contains(secret), "{secret}: {heard}");
    }
    Ok(())
}

browser_test!(what_a_host_says_is_bounded_and_nobody_else_is_believed: chromium_at_the_root);
async fn what_a_host_says_is_bounded_and_nobody_else_is_believed(case: Case) -> Result<()> {
    let visit = visit(case).await?;
    let page = &visit.page;
    visit.server.send_no_headers();
    let host = Host::start(&visit, include_str!("../../../hosts/plain.html")).await?;
    host.open(page).await?;
    enter(page).await?;
    page.run(
        "window.seen = [];
         addEventListener('message', ({ data }) => (window.asked = data.asked));
         addEventListener('scroll', () => seen.push(scrollY));",
    )
    .await?;
    leave(page.client()).await?;
    page.run("dispatchEvent(new Event('resize'))").await?;
    enter(page).await?;
    page.holds("it hears its host", "asked >= 0").await?;
    let asked: u64 = page.get("return asked", &[]).await?;
    // Its own word is not its host's.
    page.run("postMessage({ hallway: 'sight', from: 1111, height: 600, asked }, '*')")
        .await?;
    leave(page.client()).await?;
    page.run(&format!(
        "const bad = [
            {{ from: NaN, height: 600 }}, {{ from: Infinity, height: 600 }}, {{ from: -1e300, height: 600 }},
            {{ from: '1111', height: 600 }}, {{ from: 1111, height: 1e300 }}, {{ from: 1111, height: 0 }},
            {{ from: 1111, height: -600 }}, {{ from: 1111 }}, {{ height: 600 }}, {{}},
         ];
         const say = (sight) => {FRAME}.contentWindow.postMessage({{ hallway: 'sight', asked: {asked}, ...sight }}, '*');
         bad.forEach(say);
         say({{ from: 77, height: 600 }});"
    ))
    .await?;
    enter(page).await?;
    page.holds("the last is heard", "seen.at(-1) === 77")
        .await?;
    let seen: Vec<Value> = page.get("return seen", &[]).await?;
    assert!(!seen.contains(&json!(1111)), "{seen:?}");
    assert!(seen.iter().all(Value::is_number), "{seen:?}");
    leave(page.client()).await?;

    // Nor does the host believe all that it hears.
    page.run(&format!(
        "const height = {FRAME}.style.blockSize;
         const say = (data) => dispatchEvent(new MessageEvent('message', {{
             data, origin: new URL({FRAME}.src).origin, source: {FRAME}.contentWindow,
         }}));
         const shows = (data) => (say(data), {FRAME}.style.blockSize === height);
         window.isBounded = [
             {{ hallway: 'size', height: Infinity }}, {{ hallway: 'size', height: 1e300 }}, {{ hallway: 'size' }},
             {{ hallway: 'size', height: -1 }}, {{ hallway: 'scroll', height: 700, by: NaN, asked: 1 }},
             {{ height: 700 }}, null, 7,
         ].every(shows);"
    ))
    .await?;
    page.holds("the frame is as tall as before", "isBounded")
        .await
}

browser_test!(a_wildcard_names_what_is_below_it: chromium_at_the_root);
async fn a_wildcard_names_what_is_below_it(case: Case) -> Result<()> {
    let unsaid = Host::prepare().await?;
    let below = |name: &str| unsaid.origin.replace("//", &format!("//{name}"));
    let (named, other) = (below("www."), unsaid.origin.clone());
    let visit = visit_shown_in(case, &below("*.")).await?;
    let page = &visit.page;
    unsaid.serve(&visit, include_str!("../../../hosts/plain.html"));
    page.open(&named).await?;
    shows(page).await?;
    page.open(&other).await?;
    enter(page).await?;
    page.holds(
        "it tells nobody",
        "!('embedded' in document.documentElement.dataset)",
    )
    .await?;
    leave(page.client()).await
}
