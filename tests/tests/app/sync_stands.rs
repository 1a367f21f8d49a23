//! How sync stands, in words, and who does it: without a network, in several tabs, before a server
//! that is busy or on another host; and which device was there when.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::{CONNECTION, CONTENT_LENGTH, HOST, RETRY_AFTER, TRANSFER_ENCODING};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Browser, Case, Page, Site, browser_test};
use reqwest::Method;
use serde_json::{Value, json};

use crate::sync_server::{Server, join, sealed, secret_of, star, turn_on, two_devices};

browser_test!(
    without_a_network_it_says_so_until_there_is_one in every_engine,
    webkit cannot "be told that there is no network"
);
async fn without_a_network_it_says_so_until_there_is_one(case: Case) -> Result<()> {
    let mut server = Server::new(&Site::synced(case.base, "/v1/mailboxes/")?)?;
    server.start()?;
    let phone = Browser::open(case.engine).await?;
    let page = &phone.page();
    page.open_app(&server.url("sync")).await?;
    page.ready_for_offline().await?;
    page.tap_button("Sync my devices").await?;
    page.says("Up to date").await?;
    let (_, secret) = secret_of(page).await?;

    phone.set_network(false).await?;
    page.says("Waiting for a network. What you change is kept here")
        .await?;
    page.open_app(&server.url("")).await?;
    star(page, "sails").await?;
    page.open_app(&server.url("sync")).await?;
    page.says("Waiting for a network").await?;
    let (_, text) = server.mailbox(&secret).await?;
    assert!(!text.contains("\"sails\""), "{text}");

    phone.set_network(true).await?;
    page.says("Up to date").await?;
    server.until_it_holds(&secret, "\"sails\"").await?;
    Ok(())
}

/// How often the page asked for a mailbox.
const ASKED: &str = "
    return performance.getEntriesByType('resource')
        .filter(({ name }) => name.includes('/v1/mailboxes/')).length;";

browser_test!(one_tab_syncs_for_all_and_when_it_is_closed_another in every_engine);
async fn one_tab_syncs_for_all_and_when_it_is_closed_another(case: Case) -> Result<()> {
    let mut server = Server::new(&Site::synced(case.base, "/v1/mailboxes/")?)?;
    server.start()?;
    let phone = Browser::open(case.engine).await?;
    let page = &phone.page();
    let (_, secret) = turn_on(page, &server.url("sync")).await?;
    assert!(page.get::<u32>(ASKED, &[]).await? > 0);

    let first = phone.tab().await?;
    let second = phone.new_tab().await?;
    page.open_app(&server.url("")).await?;
    star(page, "sails").await?;
    server.until_it_holds(&secret, "\"sails\"").await?;
    assert_eq!(
        page.get::<u32>(ASKED, &[]).await?,
        0,
        "the first tab did it"
    );

    phone.switch_to(&first).await?;
    phone.close_tab(&second).await?;
    star(page, "maps").await?;
    server.until_it_holds(&secret, "\"maps\"").await?;
    assert!(page.get::<u32>(ASKED, &[]).await? > 0);
    Ok(())
}

/// Stands before a server, and while that is busy, refuses in its name what is asked of mailboxes.
struct Gate {
    address: SocketAddr,
    base: &'static str,
    shared: Arc<Shared>,
}

struct Shared {
    behind: String,
    is_busy: AtomicBool,
    /// How it is refused then, and when one may come again.
    refusal: Mutex<(StatusCode, HeaderValue)>,
    /// When somebody was refused.
    refused: Mutex<Vec<Instant>>,
}

/// When to come again, in seconds.
const RETRY: u64 = 3;

impl Gate {
    async fn before(server: &Server, base: &'static str) -> Result<Self> {
        let shared = Arc::new(Shared {
            behind: server.origin(),
            is_busy: AtomicBool::new(false),
            refusal: Mutex::new((StatusCode::TOO_MANY_REQUESTS, HeaderValue::from(RETRY))),
            refused: Mutex::default(),
        });
        let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        let router = Router::new().fallback({
            let shared = shared.clone();
            move |request| pass_on(shared.clone(), request)
        });
        tokio::spawn(hallway_host::serve(
            listener,
            router,
            std::future::pending(),
        ));
        Ok(Self {
            address,
            base,
            shared,
        })
    }

    fn url(&self, below: &str) -> String {
        format!("http://{}{}{below}", self.address, self.base)
    }

    fn is_busy(&self, is_busy: bool) {
        self.shared.is_busy.store(is_busy, Ordering::Relaxed);
    }

    /// Refuses from now on by that status, for that long.
    fn refuse(&self, status: StatusCode, retry_after: &'static str) {
        let refusal = (status, HeaderValue::from_static(retry_after));
        *self
            .shared
            .refusal
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = refusal;
        self.is_busy(true);
    }

    fn refused(&self) -> Vec<Instant> {
        let refused = self.shared.refused.lock();
        refused.unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits until so many more were refused; gives when.
    async fn until_refused(&self, more: usize) -> Result<Vec<Instant>> {
        let before = self.refused().len();
        until(&format!("{more} are refused"), async || {
            let refused = self.refused().split_off(before);
            Ok((refused.len() >= more).then_some(refused))
        })
        .await
    }
}

async fn pass_on(shared: Arc<Shared>, request: Request) -> Response {
    let is_about_mailbox = request.uri().path().starts_with("/v1/");
    if is_about_mailbox && shared.is_busy.load(Ordering::Relaxed) {
        let refused = shared.refused.lock();
        refused
            .unwrap_or_else(PoisonError::into_inner)
            .push(Instant::now());
        let refusal = shared.refusal.lock();
        let (status, retry) = refusal.unwrap_or_else(PoisonError::into_inner).clone();
        return (status, [(RETRY_AFTER, retry)]).into_response();
    }
    let passed = answer_behind(&shared.behind, request).await;
    passed.unwrap_or_else(|_| StatusCode::BAD_GATEWAY.into_response())
}

async fn answer_behind(origin: &str, request: Request) -> Result<Response> {
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, usize::MAX).await?;
    for own in [HOST, CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        parts.headers.remove(own);
    }
    let client = reqwest::Client::new().request(parts.method, format!("{origin}{}", parts.uri));
    let mut answer = client.headers(parts.headers).body(body).send().await?;
    let (status, mut headers) = (answer.status(), std::mem::take(answer.headers_mut()));
    for own in [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING] {
        headers.remove(own);
    }
    let content: Bytes = answer.bytes().await?;
    Ok((status, headers, Body::from(content)).into_response())
}

browser_test!(a_busy_server_is_given_its_time in chromium);
async fn a_busy_server_is_given_its_time(case: Case) -> Result<()> {
    let mut server = Server::new(&Site::synced(case.base, "/v1/mailboxes/")?)?;
    server.start()?;
    let gate = Gate::before(&server, case.base).await?;
    let phone = Browser::open(case.engine).await?;
    let page = &phone.page();
    page.open_app(&gate.url("sync")).await?;
    gate.is_busy(true);
    page.tap_button("Sync my devices").await?;
    page.says("The server is busy").await?;
    let refused = gate.until_refused(3).await?;
    for pair in refused.windows(2) {
        let waited = pair[1] - pair[0];
        assert!(waited >= Duration::from_secs(RETRY), "{waited:?}");
    }
    gate.is_busy(false);
    page.says("Up to date").await?;
    let (_, secret) = secret_of(page).await?;

    // What is changed meanwhile stays here, and is there later.
    gate.is_busy(true);
    page.open_app(&gate.url("")).await?;
    star(page, "sails").await?;
    gate.until_refused(1).await?;
    page.star_is("sails", true).await?;
    page.open_app(&gate.url("sync")).await?;
    page.says("The server is busy. What you change is kept here")
        .await?;
    let (_, text) = server.mailbox(&secret).await?;
    assert!(!text.contains("\"sails\""), "{text}");
    gate.is_busy(false);
    server.until_it_holds(&secret, "\"sails\"").await?;
    page.open_app(&gate.url("sync")).await?;
    page.says("Up to date").await
}

/// How a page hears that it is worth asking again.
enum Reason {
    Star,
    Event(&'static str),
    Button,
}

browser_test!(a_server_that_asks_for_a_day_is_asked_again_when_there_is_a_reason: chromium_at_the_root);
async fn a_server_that_asks_for_a_day_is_asked_again_when_there_is_a_reason(
    case: Case,
) -> Result<()> {
    let mut server = Server::new(&Site::synced(case.base, "/v1/mailboxes/")?)?;
    server.start()?;
    let gate = Gate::before(&server, case.base).await?;
    let phone = Browser::open(case.engine).await?;
    let page = &phone.page();
    let (_, secret) = turn_on(page, &gate.url("sync")).await?;
    let (busy, down) = (
        StatusCode::TOO_MANY_REQUESTS,
        StatusCode::SERVICE_UNAVAILABLE,
    );
    let date = "Fri, 31 Dec 2100 23:59:59 GMT";
    for (status, retry_after, reason) in [
        (busy, "86400", Reason::Star),
        (down, date, Reason::Button),
        (
            busy,
            date,
            Reason::Event("window.dispatchEvent(new Event('online'))"),
        ),
        (
            down,
            "99999999999999999999999",
            Reason::Event("document.dispatchEvent(new Event('visibilitychange'))"),
        ),
    ] {
        gate.refuse(status, retry_after);
        let before = gate.refused().len();
        page.open_app(&gate.url("sync")).await?;
        page.says("The server is busy").await?;
        // The changes at the start are over before there is a reason.
        until("it is refused", async || {
            Ok((gate.refused().len() > before).then_some(()))
        })
        .await?;
        gate.is_busy(false);
        match reason {
            Reason::Star => {
                page.navigate("Programme").await?;
                star(page, "sails").await?;
                server.until_it_holds(&secret, "\"sails\"").await?;
                page.open_app(&gate.url("sync")).await?;
            }
            Reason::Event(event) => page.run(event).await?,
            Reason::Button => page.tap_button("Sync now").await?,
        }
        page.says("Up to date").await?;
    }
    Ok(())
}

/// The lines of the list of devices.
const DEVICES: &str = "
    return [...document.querySelectorAll('main li')]
        .filter((line) => / (last here|this one)/.test(words(line))).map(words);";

browser_test!(each_device_is_listed_with_when_it_was_last_there in chromium);
async fn each_device_is_listed_with_when_it_was_last_there(case: Case) -> Result<()> {
    let (server, phone, laptop) = two_devices(case).await?;
    let (on_phone, on_laptop) = (&phone.page(), &laptop.page());
    on_phone.open_app(&server.url("sync")).await?;
    name_it(on_phone, "Phone").await?;
    on_phone.tap_button("Sync my devices").await?;
    on_phone.says("Up to date").await?;
    let (link, secret) = secret_of(on_phone).await?;
    on_laptop.open_app(&link).await?;
    name_it(on_laptop, "Laptop").await?;
    on_laptop.tap_button("Join").await?;
    let text = server.until_it_holds(&secret, "\"Laptop\"").await?;

    // A third was there three days ago.
    let mut document: Value = serde_json::from_str(&text)?;
    let devices = document["devices"].as_object_mut().context("devices")?;
    let laptop = devices.values().find(|device| device[2] == "Laptop");
    let laptop_seen = laptop.and_then(|device| device[0].as_u64());
    let laptop_seen = laptop_seen.context("when the laptop was there")?;
    let tablet_seen = laptop_seen - 3 * 24 * 60 * 60 * 1_000;
    devices.insert(
        "00000000000000aa".into(),
        json!([tablet_seen, false, "Tablet"]),
    );
    let message = sealed(&secret, &document.to_string())?;
    server.put(&secret, &message).await?;

    let moment = async |milliseconds: u64| {
        let script = "
            const style = { dateStyle: 'medium', timeStyle: 'short' };
            return new Intl.DateTimeFormat('en', style).format(arguments[0]).replace(/\\s+/g, ' ');";
        let said: Result<String> = on_phone.get(script, &[json!(milliseconds)]).await;
        said
    };
    let expected = [
        "Phone this one".to_owned(),
        format!("Laptop last here {}", moment(laptop_seen).await?),
        format!("Tablet last here {}", moment(tablet_seen).await?),
    ];
    let mut listed = Vec::new();
    let are_listed = until("all three are listed", async || {
        listed = on_phone.get::<Vec<String>>(DEVICES, &[]).await?;
        Ok((listed == expected).then_some(()))
    });
    let are_listed = are_listed.await;
    are_listed.with_context(|| format!("{listed:?}, not {expected:?}"))
}

/// Says what the others call this device.
async fn name_it(page: &Page, name: &str) -> Result<()> {
    let script = "
        const field = [...document.querySelectorAll('label')]
            .find((label) => words(label).startsWith('Device name')).querySelector('input');
        field.select();
        return field;";
    let field = page.element(script, &[]).await?;
    Ok(field.send_keys(name).await?)
}

browser_test!(devices_agree_by_a_server_of_another_origin in every_engine);
async fn devices_agree_by_a_server_of_another_origin(case: Case) -> Result<()> {
    let mut server = Server::alone(case.base)?;
    let mailboxes = format!("{}/v1/mailboxes/", server.origin());
    let site = Arc::new(Site::synced(case.base, &mailboxes)?);
    let host = hallway_browser_tests::Server::start(&site).await?;
    server.allow(&host.origin());
    server.start()?;
    let phone = Browser::open(case.engine).await?;
    let laptop = Browser::open(case.engine).await?;
    let (on_phone, on_laptop) = (&phone.page(), &laptop.page());
    on_phone.open_app(&host.url("")).await?;
    star(on_phone, "sails").await?;
    let (link, secret) = turn_on(on_phone, &host.url("sync")).await?;
    join(on_laptop, &link).await?;
    for page in [on_phone, on_laptop] {
        page.open_app(&host.url("")).await?;
        page.star_is("sails", true).await?;
    }
    // Each replaces what the other wrote: that takes its tag.
    star(on_laptop, "knots").await?;
    on_phone.star_is("knots", true).await?;
    star(on_phone, "maps").await?;
    on_laptop.star_is("maps", true).await?;
    assert_eq!(host.reports(), [""; 0], "the policy allows it");

    // The policy allows that server alone, and the server that site alone.
    let elsewhere = Server::alone(case.base)?;
    let script = "
        const done = arguments[arguments.length - 1];
        fetch(arguments[0]).then(() => done(false), () => done(true));";
    let address = json!(format!("{}/v1/mailboxes/", elsewhere.origin()));
    assert!(on_phone.get_later::<bool>(script, &[address]).await?);
    until("the policy's breach is reported", async || {
        Ok((!host.reports().is_empty()).then_some(()))
    })
    .await?;
    let foreign = server.ask(Method::GET, &secret);
    let foreign = foreign.header("origin", "http://elsewhere.example").send();
    let allowed = foreign
        .await?
        .headers()
        .contains_key("access-control-allow-origin");
    assert!(!allowed, "others are not allowed");
    Ok(())
}
