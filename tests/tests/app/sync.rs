//! Two devices of one person agree, through a server that can't read anything, also after it was
//! away; and one of them can be shut out.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, Result};
use hallway_browser_tests::wait::until;
use hallway_browser_tests::{Browser, Case, Page, Site, browser_test};
use hallway_sync::Secret;
use reqwest::Method;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::sync_server::{Server, join, secret_of, star, turn_on, two_devices};

browser_test!(what_was_tampered_with_or_is_old_does_no_harm in chromium);
async fn what_was_tampered_with_or_is_old_does_no_harm(case: Case) -> Result<()> {
    let mut server = Server::new(&Site::synced(case.base, "/v1/mailboxes/")?)?;
    server.start()?;
    let phone = Browser::open(case.engine).await?;
    let page = &phone.page();
    page.open_app(&server.url("")).await?;
    star(page, "sails").await?;
    let (_, secret) = turn_on(page, &server.url("sync")).await?;
    let (old, _) = server.mailbox(&secret).await?;

    let mut tampered = old.clone();
    tampered[100] ^= 1;
    server.put(&secret, &tampered).await?;
    page.says("What is on the server can’t be read").await?;
    page.open_app(&server.url("")).await?;
    page.star_is("sails", true).await?;
    star(page, "maps").await?;
    page.open_app(&server.url("sync")).await?;
    page.says("What is on the server can’t be read").await?;
    let there = server
        .ask(Method::GET, &secret)
        .send()
        .await?
        .bytes()
        .await?;
    assert_eq!(there, tampered, "nothing was written over it");

    // An old version is merged, not believed: what it lacks is written back.
    server.put(&secret, &old).await?;
    page.says("Up to date").await?;
    let text = server.until_it_holds(&secret, "\"maps\"").await?;
    assert!(text.contains("\"sails\""), "{text}");
    page.open_app(&server.url("")).await?;
    for item in ["sails", "maps"] {
        page.star_is(item, true).await?;
    }
    Ok(())
}

/// Apache with the site and a folder that WebDAV may write to: no server of ours.
struct Folder {
    port: u16,
    process: Child,
    _files: TempDir,
}

const APACHE: &str = r#"
ServerName localhost
PidFile run/pid
ErrorLog run/errors
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so
LoadModule dav_module /usr/lib/apache2/modules/mod_dav.so
LoadModule dav_fs_module /usr/lib/apache2/modules/mod_dav_fs.so
TypesConfig /dev/null
AddType text/html .html
AddType text/css .css
AddType text/javascript .js
AddType application/wasm .wasm
AddType application/json .json
AddType image/svg+xml .svg
DavLockDB run/locks
<Directory />
  Require all granted
</Directory>
"#;

impl Folder {
    async fn start(site: &Site) -> Result<Self> {
        let files = tempfile::tempdir()?;
        let (root, run) = (files.path().join("root"), files.path().join("run"));
        let within = root.join(site.base().trim_matches('/'));
        let mailboxes = root.join("mailboxes");
        for folder in [&root, &run, &mailboxes] {
            fs::create_dir_all(folder)?;
        }
        site.copy_to(&within)?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut configuration = format!(
            "ServerRoot {}\nListen 127.0.0.1:{port}\nDocumentRoot {}\n{APACHE}\
             <Directory {}>\n  Dav On\n</Directory>\n",
            files.path().display(),
            root.display(),
            mailboxes.display()
        );
        if rustix::process::geteuid().is_root() {
            configuration.push_str("User nobody\nGroup nogroup\n");
            own_by_nobody(files.path())?;
        }
        let file = files.path().join("apache.conf");
        fs::write(&file, configuration)?;
        let process = Command::new("apache2")
            .args(["-D", "FOREGROUND", "-f"])
            .arg(&file)
            .stdin(Stdio::null())
            .spawn()
            .context("apache2 can't be started: is it installed?")?;
        let folder = Self {
            port,
            process,
            _files: files,
        };
        until("Apache answers", async || {
            Ok(reqwest::get(folder.url("")).await.ok())
        })
        .await?;
        Ok(folder)
    }

    fn url(&self, below: &str) -> String {
        format!("http://127.0.0.1:{}/{below}", self.port)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Some(process) = Pid::from_raw(self.process.id().cast_signed()) {
            // It ends its children too.
            let _ = kill_process(process, Signal::TERM);
        }
        let _ = self.process.wait();
    }
}

/// Apache's workers are nobody, if it is started by root.
fn own_by_nobody(folder: &Path) -> Result<()> {
    const NOBODY: u32 = 65_534;
    std::os::unix::fs::chown(folder, Some(NOBODY), Some(NOBODY))?;
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            own_by_nobody(&path)?;
        } else {
            std::os::unix::fs::chown(&path, Some(NOBODY), Some(NOBODY))?;
        }
    }
    Ok(())
}

browser_test!(a_webdav_folder_will_do in chromium);
async fn a_webdav_folder_will_do(case: Case) -> Result<()> {
    let site = Site::synced(case.base, "/mailboxes/")?;
    let folder = Folder::start(&site).await?;
    let home = folder.url(case.base.trim_start_matches('/'));
    let (phone, laptop) = (
        Browser::open(case.engine).await?,
        Browser::open(case.engine).await?,
    );
    let (on_phone, on_laptop) = (&phone.page(), &laptop.page());
    on_phone.open_app(&home).await?;
    star(on_phone, "sails").await?;
    let (link, _) = turn_on(on_phone, &format!("{home}sync")).await?;
    on_laptop.open_app(&home).await?;
    star(on_laptop, "knots").await?;
    join(on_laptop, &link).await?;
    for page in [on_phone, on_laptop] {
        page.open_app(&home).await?;
        for item in ["sails", "knots"] {
            page.star_is(item, true).await?;
        }
    }
    on_laptop.tap_star("sails").await?;
    on_phone.star_is("sails", false).await?;
    on_phone.open_app(&format!("{home}sync")).await?;
    on_phone
        .tap_button("Delete my data from the server")
        .await?;
    on_phone.says("Your data on the server is deleted").await
}

/// Ends all timers that run, and lets only short ones begin: whoever failed does not try again.
const NO_SECOND_TRY: &str = "
    const real = setTimeout;
    for (let timer = real(() => {}); timer > 0; timer -= 1) clearTimeout(timer);
    window.setTimeout = (act, ms, ...more) => (ms < 500 ? real(act, ms, ...more) : 0);";

browser_test!(who_leaves_before_anything_was_sent_leaves_nothing in chromium);
async fn who_leaves_before_anything_was_sent_leaves_nothing(case: Case) -> Result<()> {
    let mut server = Server::new(&Site::synced(case.base, "/v1/mailboxes/")?)?;
    server.start()?;
    let phone = Browser::open(case.engine).await?;
    let page = &phone.page();
    page.open_app(&server.url("sync")).await?;
    server.stop()?;
    page.run(NO_SECOND_TRY).await?;
    page.tap_button("Sync my devices").await?;
    page.says("can’t be reached since").await?;
    server.start()?;
    page.tap_button("Leave").await?;
    let asked = "hallway_sync_requests_total{method=\"GET\",status=\"404\"} 1";
    until("the server is asked", async || {
        Ok(server.metrics().await?.contains(asked).then_some(()))
    })
    .await?;
    // What would have been sent then is sent before what is sent from here on.
    page.tap_button("Sync my devices").await?;
    page.says("Up to date").await?;
    let metrics = server.metrics().await?;
    assert!(metrics.contains("hallway_sync_mailboxes 1"), "{metrics}");
    Ok(())
}

async fn lists_devices(page: &Page, number: usize) -> Result<()> {
    page.holds(
        &format!("{number} devices are listed"),
        &format!(
            "[...document.querySelectorAll('.sync section li')].filter(shown).length === {number}"
        ),
    )
    .await
}

browser_test!(a_change_of_codes_loses_nothing in chromium);
async fn a_change_of_codes_loses_nothing(case: Case) -> Result<()> {
    let (server, phone, laptop) = two_devices(case).await?;
    let (on_phone, on_laptop) = (&phone.page(), &laptop.page());
    let (link, secret) = turn_on(on_phone, &server.url("sync")).await?;
    join(on_laptop, &link).await?;
    lists_devices(on_phone, 2).await?;

    // Whoever joins others leaves these.
    let others = Secret::new([7; 16]).text();
    on_laptop
        .open_app(&server.url(&format!("sync?others#{others}")))
        .await?;
    on_laptop.tap_button("Join").await?;
    lists_devices(on_phone, 1).await?;
    on_laptop.open_app(&link).await?;
    on_laptop.tap_button("Join").await?;
    lists_devices(on_phone, 2).await?;

    // What the phone has not heard of yet is in its schedule before the mailbox goes.
    on_phone.run(NO_SECOND_TRY).await?;
    on_laptop.open_app(&server.url("")).await?;
    star(on_laptop, "dawn").await?;
    server.until_it_holds(&secret, "\"dawn\"").await?;
    on_phone.tap_button("New code").await?;
    on_phone
        .says("The old code is worth nothing any more")
        .await?;
    on_phone.open_app(&server.url("")).await?;
    on_phone.star_is("dawn", true).await
}

browser_test!(two_devices_agree_and_one_can_be_shut_out in every_engine and below_a_path);
async fn two_devices_agree_and_one_can_be_shut_out(case: Case) -> Result<()> {
    let (mut server, phone, laptop) = two_devices(case).await?;
    let (on_phone, on_laptop) = (&phone.page(), &laptop.page());

    // Nothing is sent before it is turned on.
    on_phone.open_app(&server.url("")).await?;
    on_phone.ready_for_offline().await?;
    star(on_phone, "sails").await?;
    on_phone.open_app(&server.url("sync")).await?;
    on_phone
        .says("Nothing is sent before you turn it on")
        .await?;
    let metrics = server.metrics().await?;
    assert!(
        !metrics.contains("hallway_sync_requests_total{"),
        "{metrics}"
    );

    on_phone.tap_button("Sync my devices").await?;
    on_phone.says("Up to date").await?;
    let (link, secret) = secret_of(on_phone).await?;
    let (message, text) = server.mailbox(&secret).await?;
    assert!(text.contains("\"sails\""), "{text}");
    assert_eq!(message.len(), 1024);
    assert!(!String::from_utf8_lossy(&message).contains("sails"));

    // The other device sees what will happen, and nothing happens before it agrees.
    on_laptop.open_app(&server.url("")).await?;
    on_laptop.ready_for_offline().await?;
    star(on_laptop, "knots").await?;
    on_laptop.open_app(&link).await?;
    on_laptop
        .says("Your 1 item here and what is there become one schedule")
        .await?;
    let (_, text) = server.mailbox(&secret).await?;
    assert!(!text.contains("\"knots\""), "{text}");
    on_laptop.tap_button("Join").await?;
    on_laptop.says("Up to date").await?;
    for page in [on_phone, on_laptop] {
        lists_devices(page, 2).await?;
        page.open_app(&server.url("")).await?;
        for item in ["sails", "knots"] {
            page.star_is(item, true).await?;
        }
    }

    // While the server is away, both go on, and say so.
    server.stop()?;
    star(on_phone, "maps").await?;
    star(on_laptop, "dawn").await?;
    on_phone.open_app(&server.url("sync")).await?;
    on_phone.says("can’t be reached since").await?;
    on_phone.open_app(&server.url("")).await?;
    server.start()?;
    let started = Instant::now();
    for page in [on_phone, on_laptop] {
        for item in ["maps", "dawn"] {
            page.star_is(item, true).await?;
        }
    }
    println!(
        "both agreed {:?} after the server came back",
        started.elapsed()
    );

    // A star that is taken back is taken back everywhere.
    on_laptop.tap_star("sails").await?;
    on_phone.star_is("sails", false).await?;

    // A new code shuts the other one out.
    on_phone.open_app(&server.url("sync")).await?;
    on_phone.says("Up to date").await?;
    on_phone.tap_button("New code").await?;
    on_phone
        .says("The old code is worth nothing any more")
        .await?;
    on_laptop.open_app(&server.url("sync")).await?;
    on_laptop.says("This code was revoked").await?;
    assert!(
        server.mailbox(&secret).await.is_err(),
        "the old mailbox is gone"
    );
    on_phone.says("Up to date").await?;
    let (_, renewed) = secret_of(on_phone).await?;
    assert!(renewed != secret);
    server.mailbox(&renewed).await?;

    // Whoever is out keeps the schedule, and sends nothing of it.
    on_laptop.open_app(&server.url("")).await?;
    on_laptop.star_is("dawn", true).await?;
    star(on_laptop, "cargo").await?;

    // And nothing stays on the server if one wants that.
    on_phone
        .tap_button("Delete my data from the server")
        .await?;
    on_phone.says("Your data on the server is deleted").await?;
    assert!(
        server.mailbox(&renewed).await.is_err(),
        "the mailbox is gone"
    );
    on_phone.open_app(&server.url("")).await?;
    on_phone.star_is("dawn", true).await?;
    on_phone.star_is("cargo", false).await
}
