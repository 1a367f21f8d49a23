//! The capabilities that each engine needs for a test's settings.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::browser::Settings;
use crate::engine::Engine;
use crate::profile;

/// The driver's command without its port.
pub(crate) fn driver(engine: Engine, settings: &Settings, home: &Path) -> Result<Command> {
    let mut command = match engine {
        Engine::Chromium => Command::new("chromedriver"),
        Engine::Firefox => {
            let mut command = Command::new("geckodriver");
            // System access is needed, since only the window's own document can become as narrow as
            // a phone.
            command.args(["--websocket-port", "0", "--allow-system-access"]);
            command
        }
        Engine::WebKit => {
            let mut command = Command::new("WebKitWebDriver");
            command.env("XDG_CONFIG_HOME", narrow_toolbar(home)?);
            if settings.dark {
                command.env("GTK_THEME", "Adwaita:dark");
            }
            command
        }
    };
    if let Some(zone) = settings.zone {
        command.env("TZ", zone);
    }
    Ok(command)
}

/// The download folder of a browser with that home.
pub(crate) fn downloads(home: &Path) -> PathBuf {
    home.join("downloads")
}

/// MiniBrowser's window is at least as wide as its toolbar; this lets it be as narrow as a phone.
fn narrow_toolbar(home: &Path) -> Result<std::path::PathBuf> {
    let config = home.join("config");
    let folder = config.join("gtk-3.0");
    fs::create_dir_all(&folder)?;
    let style = "* { min-width: 0; min-height: 0; padding: 0; font-size: 1px; }";
    fs::write(folder.join("gtk.css"), style)?;
    Ok(config)
}

pub(crate) fn capabilities(engine: Engine, settings: &Settings, home: &Path) -> Map<String, Value> {
    let mut capabilities = match engine {
        Engine::Chromium => chromium(settings, home),
        Engine::Firefox => firefox(settings, home),
        Engine::WebKit => webkit(settings),
    };
    if settings.eager {
        // After an "eager" load, WebKit still waits for the app at the next command.
        let strategy = match engine {
            Engine::Chromium | Engine::Firefox => "eager",
            Engine::WebKit => "none",
        };
        capabilities.insert("pageLoadStrategy".into(), json!(strategy));
    }
    capabilities
}

fn chromium(settings: &Settings, home: &Path) -> Map<String, Value> {
    let mut args = vec![
        "--headless".to_owned(),
        "--no-sandbox".into(),
        "--disable-gpu".into(),
        "--disable-quic".into(),
        "--no-first-run".into(),
        "--disable-background-networking".into(),
        "--disable-component-update".into(),
        "--disable-sync".into(),
        // Scroll bars over the page, as on a phone.
        "--hide-scrollbars".into(),
        format!("--user-data-dir={}", profile::of(home).display()),
    ];
    let mut preferences = Map::new();
    let downloads = json!({"default_directory": downloads(home), "prompt_for_download": false});
    preferences.insert("download".into(), downloads);
    if settings.dark {
        args.push("--blink-settings=preferredColorScheme=0".into());
    }
    if settings.large_text {
        preferences.insert(
            "webkit".into(),
            json!({"webprefs": {"default_font_size": 32}}),
        );
    }
    let block = |what: &str| format!("profile.managed_default_content_settings.{what}");
    if !settings.scripts {
        preferences.insert(block("javascript"), json!(2));
    }
    if !settings.storage {
        preferences.insert(block("cookies"), json!(2));
    }
    if let Some(proxy) = settings.proxy {
        args.push(format!("--proxy-server=http://{proxy}"));
    }
    let capabilities = json!({
        "browserName": "chrome",
        "goog:chromeOptions": {"args": args, "prefs": preferences},
        "goog:loggingPrefs": {"browser": "ALL"},
    });
    object(capabilities)
}

fn firefox(settings: &Settings, home: &Path) -> Map<String, Value> {
    let mut preferences = Map::new();
    let mut prefer = |name: &str, value: Value| preferences.insert(name.to_owned(), value);
    prefer("ui.useOverlayScrollbars", json!(1));
    // 2 means the given folder.
    prefer("browser.download.folderList", json!(2));
    prefer("browser.download.dir", json!(downloads(home)));
    if settings.dark {
        prefer("ui.systemUsesDarkTheme", json!(1));
        prefer("layout.css.prefers-color-scheme.content-override", json!(0));
    }
    if settings.large_text {
        prefer("font.size.variable.x-western", json!(32));
    }
    if !settings.scripts {
        prefer("javascript.enabled", json!(false));
    }
    if !settings.storage {
        prefer("network.cookie.cookieBehavior", json!(2));
    }
    if let Some(proxy) = settings.proxy {
        let (host, port) = (proxy.ip().to_string(), proxy.port());
        prefer("network.proxy.type", json!(1));
        for kind in ["http", "ssl"] {
            prefer(&format!("network.proxy.{kind}"), json!(host));
            prefer(&format!("network.proxy.{kind}_port"), json!(port));
        }
    }
    let args = json!(["-headless", "-profile", profile::of(home)]);
    object(json!({
        "moz:firefoxOptions": {"args": args, "prefs": preferences},
    }))
}

fn webkit(settings: &Settings) -> Map<String, Value> {
    let mut args = vec!["--automation".to_owned()];
    if !settings.scripts {
        args.push("--enable-javascript=false".into());
    }
    if !settings.storage {
        args.push("--enable-html5-local-storage=false".into());
    }
    if let Some(proxy) = settings.proxy {
        args.push(format!("--proxy=http://{proxy}"));
        args.push("--ignore-host=127.0.0.1".into());
    }
    object(json!({"webkitgtk:browserOptions": {"args": args}}))
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(object) => object,
        _ => Map::new(),
    }
}
