//! The sync server of a test, what a test says to it and does on a page that syncs by it.

use std::net::TcpListener;
use std::process::Command;

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Nonce};
use anyhow::{Context, Result};
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Browser, Case, Page, Site, command};
use hallway_processes::ServerProcess;
use hallway_sync::{
    CONTENT_KEY, Envelope, MAILBOX, SALT, Secret, WRITE_TOKEN, associated_data, mailbox_id, pad,
    unpad, write_token,
};
use hkdf::Hkdf;
use reqwest::{Method, RequestBuilder};
use sha2::Sha256;
use tempfile::TempDir;

use crate::day::scan;

/// `hallway sync-server` on a port that stays the same.
pub struct Server {
    base: &'static str,
    options: Vec<String>,
    folder: TempDir,
    port: u16,
    process: Option<ServerProcess>,
}

impl Server {
    /// With the site beside the mailboxes; not started yet.
    pub fn new(site: &Site) -> Result<Self> {
        let mut server = Self::alone(site.base())?;
        let folder = site.folder().display().to_string();
        server.options = vec!["--site".into(), folder];
        Ok(server)
    }

    /// Without a site; not started yet.
    pub fn alone(base: &'static str) -> Result<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        Ok(Self {
            base,
            options: Vec::new(),
            folder: tempfile::tempdir()?,
            port,
            process: None,
        })
    }

    /// Lets pages of another origin use it, once it is started.
    pub fn allow(&mut self, origin: &str) {
        self.options.extend(["--origin".into(), origin.into()]);
    }

    pub fn start(&mut self) -> Result<()> {
        let database = self.folder.path().join("mailboxes.db");
        self.process = Some(ServerProcess::start(
            Command::new(command())
                .args([
                    "sync-server",
                    "--quiet",
                    "--per-mailbox",
                    "100",
                    "--public-metrics",
                ])
                .args(["--listen", &format!("127.0.0.1:{}", self.port)])
                .args(["--database-url", &format!("sqlite:{}", database.display())])
                .args(&self.options),
        )?);
        Ok(())
    }

    pub fn stop(&mut self) -> Result<()> {
        self.process.take().map_or(Ok(()), ServerProcess::kill)
    }

    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The address of a page of the site beside it.
    pub fn url(&self, below: &str) -> String {
        format!("{}{}{below}", self.origin(), self.base)
    }

    pub async fn metrics(&self) -> Result<String> {
        let answer = reqwest::get(format!("{}/metrics", self.origin())).await?;
        Ok(answer.text().await?)
    }

    /// A request about the mailbox of a secret.
    pub fn ask(&self, method: Method, secret: &Secret) -> RequestBuilder {
        let address = format!("{}/v1/mailboxes/{}", self.origin(), name_of(secret));
        let token = write_token(&derive::<32>(secret, WRITE_TOKEN));
        let client = reqwest::Client::new().request(method, address);
        client.header("authorization", format!("Bearer {token}"))
    }

    /// Puts a message into the mailbox of a secret, whatever is in it.
    pub async fn put(&self, secret: &Secret, message: &[u8]) -> Result<()> {
        until("the message is put into it", async || {
            let there = self.ask(Method::GET, secret).send().await?;
            let etag = there.headers().get("etag").context("a tag")?.clone();
            let put = self.ask(Method::PUT, secret).header("if-match", etag);
            let put = put.header("content-type", "application/octet-stream");
            let answer = put.body(message.to_vec()).send().await?;
            Ok(answer.status().is_success().then_some(()))
        })
        .await
    }

    /// What is in the mailbox of a secret: as it lies there, and opened by other code than the app's.
    pub async fn mailbox(&self, secret: &Secret) -> Result<(Vec<u8>, String)> {
        let answer = self
            .ask(Method::GET, secret)
            .send()
            .await?
            .error_for_status()?;
        let message = answer.bytes().await?.to_vec();
        let envelope = Envelope::open(&message).context("it is a message")?;
        let payload = Payload {
            msg: envelope.sealed,
            aad: &associated_data("sea-days", &name_of(secret)),
        };
        let opened = cipher(secret)
            .decrypt(Nonce::from_slice(envelope.nonce), payload)
            .map_err(|_| anyhow::anyhow!("it can't be opened"))?;
        let text = unpad(&opened).context("it is padded")?.to_owned();
        Ok((message, text))
    }

    /// Waits until what is in the mailbox holds a text.
    pub async fn until_it_holds(&self, secret: &Secret, part: &str) -> Result<String> {
        until(&format!("the mailbox holds {part}"), async || {
            let (_, text) = self.mailbox(secret).await?;
            Ok(text.contains(part).then_some(text))
        })
        .await
    }
}

/// A text sealed for the mailbox of a secret, by other code than the app's.
pub fn sealed(secret: &Secret, text: &str) -> Result<Vec<u8>> {
    // One message of a test's own has it, and the app's are random.
    let nonce = [9; 12];
    let padded = pad(text).ok().context("it is not too large")?;
    let payload = Payload {
        msg: &padded,
        aad: &associated_data("sea-days", &name_of(secret)),
    };
    let sealed = cipher(secret)
        .encrypt(Nonce::from_slice(&nonce), payload)
        .map_err(|_| anyhow::anyhow!("it can't be sealed"))?;
    Ok(Envelope {
        nonce: &nonce,
        sealed: &sealed,
    }
    .close())
}

fn cipher(secret: &Secret) -> Aes256Gcm {
    Aes256Gcm::new(&derive::<32>(secret, CONTENT_KEY).into())
}

/// What is derived from a secret, by other code than the app's.
fn derive<const LENGTH: usize>(secret: &Secret, info: &[u8]) -> [u8; LENGTH] {
    let mut derived = [0; LENGTH];
    Hkdf::<Sha256>::new(Some(SALT), secret.bytes())
        .expand(info, &mut derived)
        .expect("it is not too long");
    derived
}

fn name_of(secret: &Secret) -> String {
    mailbox_id(&derive::<16>(secret, MAILBOX))
}

/// A server that runs, and the browsers of one person's devices.
pub async fn two_devices(case: Case) -> Result<(Server, Browser, Browser)> {
    let mut server = Server::new(&Site::synced(case.base, "/v1/mailboxes/")?)?;
    server.start()?;
    let phone = Browser::open(case.engine).await?;
    let laptop = Browser::open(case.engine).await?;
    Ok((server, phone, laptop))
}

pub async fn star(page: &Page, item: &str) -> Result<()> {
    page.tap_star(item).await?;
    page.star_is(item, true).await
}

/// Opens the code for another device, and scans it.
pub async fn secret_of(page: &Page) -> Result<(String, Secret)> {
    let summary = page.the_summary("Add a device").await?;
    page.tap(&summary).await?;
    page.holds(
        "the code is shown",
        "document.querySelector('details[open] svg.code path')",
    )
    .await?;
    let address = scan(page).await?;
    let (_, fragment) = address.split_once('#').context("a secret")?;
    let secret = Secret::parse(fragment).context("32 digits")?;
    Ok((address, secret))
}

/// Turns sync on at the page that offers it; gives the code for another device.
pub async fn turn_on(page: &Page, offered_at: &str) -> Result<(String, Secret)> {
    page.open_app(offered_at).await?;
    page.tap_button("Sync my devices").await?;
    page.says("Up to date").await?;
    secret_of(page).await
}

/// Joins the devices that the code is of.
pub async fn join(page: &Page, code: &str) -> Result<()> {
    page.open_app(code).await?;
    page.tap_button("Join").await?;
    page.says("Up to date").await
}
