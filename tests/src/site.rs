//! The sites of the tests: each is made once per run by `hallway build`, as by an organiser.
//!
//! `HALLWAY_CLI` and `HALLWAY_APP` are the paths of the command and of the built app.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs};

use anyhow::{Context, Result, bail};
use hallway_bench::schedule_xml;
use serde::Deserialize;

/// A version of the app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Version {
    /// The app as it was built.
    First,
    /// The same app with other bytes of the same meaning: its script, style and wasm have other
    /// digests.
    Second,
    /// The first version, but its start script also collects errors in the page, for engines whose
    /// drivers do not report them: see [`crate::page::Page::mishaps`].
    Watched,
}

/// A folder with a site.
#[derive(Debug, Clone)]
pub struct Site {
    folder: PathBuf,
    base: &'static str,
    release: Release,
}

/// The list of files that the service worker keeps: the first line of `sw.js`.
#[derive(Debug, Clone, Deserialize)]
struct Release {
    version: String,
    files: BTreeMap<String, String>,
}

/// The sites, by name and base path. Each has its own lock, so that a test that needs a finished
/// site does not wait for another.
type Made<T> = Mutex<BTreeMap<(String, &'static str), Arc<Mutex<Option<T>>>>>;
static MADE: Made<Arc<Site>> = Mutex::new(BTreeMap::new());

/// Sites of imported schedules, by the texts of all their versions.
static IMPORTED: Made<Vec<Arc<Site>>> = Mutex::new(BTreeMap::new());

/// The entry of that name, made by the first test that needs it.
fn once<T: Clone>(
    all: &Made<T>,
    name: String,
    base: &'static str,
    make: impl FnOnce() -> Result<T>,
) -> Result<T> {
    // If a test panicked while making an entry, the entry is still empty.
    let mut all = all.lock().unwrap_or_else(PoisonError::into_inner);
    let place = all.entry((name, base)).or_default().clone();
    drop(all);
    let mut place = place.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(made) = &*place {
        return Ok(made.clone());
    }
    Ok(place.insert(make()?).clone())
}

/// The site of that name, made by the first test that needs it.
fn made(
    name: String,
    base: &'static str,
    make: impl FnOnce() -> Result<Site>,
) -> Result<Arc<Site>> {
    once(&MADE, name, base, || Ok(Arc::new(make()?)))
}

impl Site {
    /// The site of a version below a base path.
    ///
    /// # Errors
    /// If something is missing, or `hallway build` fails.
    pub fn of(version: Version, base: &'static str) -> Result<Arc<Self>> {
        made(format!("{version:?}"), base, || make(version, base))
    }

    /// The sites of a schedule.xml and of its later versions, made once: each is imported over the
    /// programme before, then built. `name` is part of their file names.
    ///
    /// # Errors
    /// If something is missing, or `hallway` fails.
    pub fn imported(base: &'static str, name: &str, versions: &[&str]) -> Result<Vec<Arc<Self>>> {
        once(&IMPORTED, versions.join("\n"), base, || {
            let made = folder_for_sites()?;
            let programme = made.join(format!("{name}.json"));
            if programme.exists() {
                fs::remove_file(&programme)?;
            }
            let sites = versions.iter().enumerate().map(|(at, version)| {
                let schedule = made.join(format!("{name}.xml"));
                fs::write(&schedule, version)?;
                let mut import = Command::new(command());
                hallway(
                    import
                        .arg("import")
                        .arg(&schedule)
                        .arg("-o")
                        .arg(&programme),
                )?;
                let folder = made.join(format!("{name}-{at}"));
                if folder.exists() {
                    fs::remove_dir_all(&folder)?;
                }
                Ok(Arc::new(build(&programme, &built_app(), &folder, base)?))
            });
            sites.collect()
        })
    }

    /// The site of the Sea Days, a made-up conference in `tests/programmes`.
    ///
    /// # Errors
    /// If something is missing, or `hallway build` fails.
    pub fn sea_days(base: &'static str) -> Result<Arc<Self>> {
        Self::by_hand(base, "sea-days", &package().join("programmes/sea-days"))
    }

    /// The same, built for sync with mailboxes on its own host; made once.
    ///
    /// # Errors
    /// If something is missing, or `hallway build` fails.
    pub fn synced(base: &'static str, mailboxes: &str) -> Result<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let site = made(format!("synced by {mailboxes}"), base, || {
            let name = format!("synced-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
            let folder = folder_for_sites()?.join(below(&name, base));
            let programme = package().join("programmes/sea-days");
            let options = ["--sync", mailboxes];
            build_with(&programme, &built_app(), &folder, base, &options)
        })?;
        Ok(Self::clone(&site))
    }

    /// The same, built to be embedded by pages of an origin; made once.
    ///
    /// # Errors
    /// If something is missing, or `hallway build` fails.
    pub fn embedded(base: &'static str, origin: &str) -> Result<Arc<Self>> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        made(format!("embedded in {origin}"), base, || {
            let name = format!("embedded-{}", NUMBER.fetch_add(1, Ordering::Relaxed));
            let folder = folder_for_sites()?.join(below(&name, base));
            let programme = package().join("programmes/sea-days");
            let options = ["--embed-in", origin];
            build_with(&programme, &built_app(), &folder, base, &options)
        })
    }

    /// The site of a programme that is kept by hand, made once; `name` distinguishes it from other
    /// sites.
    ///
    /// # Errors
    /// If something is missing, or `hallway build` fails.
    pub fn by_hand(base: &'static str, name: &'static str, programme: &Path) -> Result<Arc<Self>> {
        made(name.into(), base, || {
            let folder = folder_for_sites()?.join(below(name, base));
            build(programme, &built_app(), &folder, base)
        })
    }

    /// The site of a made-up conference with that many items, made once.
    ///
    /// # Errors
    /// If something is missing, or `hallway` fails.
    pub fn made_up(base: &'static str, items: usize) -> Result<Arc<Self>> {
        let name = below(&format!("made-up-{items}"), base);
        let sites = Self::imported(base, &name, &[&schedule_xml(items)])?;
        sites.into_iter().next().context("a site was made")
    }

    /// The same programme's site, built to be embedded by any page; made once.
    ///
    /// # Errors
    /// If something is missing, or `hallway build` fails.
    pub fn shown_anywhere(&self) -> Result<Arc<Self>> {
        let name = self.folder.file_name().context("a site has a folder")?;
        let name = format!("{}-anywhere", name.to_string_lossy());
        made(name.clone(), self.base, || {
            let folder = folder_for_sites()?.join(&name);
            let programme = self.folder.join("programme.json");
            let options = ["--embed-in", "*"];
            build_with(&programme, &built_app(), &folder, self.base, &options)
        })
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Copies its files into another folder.
    ///
    /// # Errors
    /// If the system reports an error.
    pub fn copy_to(&self, folder: &Path) -> Result<()> {
        copy_folder(&self.folder, folder)
    }

    /// Its base path.
    #[must_use]
    pub fn base(&self) -> &'static str {
        self.base
    }

    /// The text of one of its files.
    ///
    /// # Errors
    /// If there is no such file.
    pub fn text(&self, path: &str) -> Result<String> {
        fs::read_to_string(self.folder.join(path)).with_context(|| format!("the site's {path}"))
    }

    /// The name of the service worker's cache.
    #[must_use]
    pub fn cache(&self) -> String {
        format!("hallway:{}:{}", self.base, self.release.version)
    }

    /// The paths of the files that are cached for offline use.
    pub fn kept(&self) -> impl Iterator<Item = &str> {
        self.release.files.keys().map(String::as_str)
    }

    /// The cached files that another version does not have, or has with other content.
    #[must_use]
    pub fn kept_unlike(&self, other: &Site) -> Vec<&str> {
        let own = self.release.files.iter();
        own.filter(|(path, digest)| other.release.files.get(*path) != Some(*digest))
            .map(|(path, _)| path.as_str())
            .collect()
    }

    /// The path of the cached asset with that name and ending: `hallway` and `wasm` for the app's
    /// code, `programme` and `json` for the programme.
    ///
    /// # Errors
    /// If there is none.
    pub fn asset(&self, name: &str, ending: &str) -> Result<&str> {
        let start = format!("assets/{name}-");
        self.kept()
            .find(|path| {
                path.strip_prefix(&start)
                    .and_then(|rest| rest.strip_suffix(ending))
                    .is_some_and(|digest| digest.ends_with('.'))
            })
            .with_context(|| format!("the site keeps no {start}….{ending}"))
    }
}

/// A name for a site below a base path.
fn below(name: &str, base: &str) -> String {
    format!("{name}{}", base.trim_end_matches('/').replace('/', "-"))
}

fn make(version: Version, base: &'static str) -> Result<Site> {
    let app = built_app();
    let made = folder_for_sites()?;
    let name = below(&format!("{version:?}"), base);
    let folder = made.join(&name);
    let app = match version {
        Version::First => app,
        Version::Second => changed(&app, &made.join(format!("{name}-app")), rebuilt)?,
        Version::Watched => changed(&app, &made.join(format!("{name}-app")), watched)?,
    };
    build(
        &package().join("../programmes/lpc-2021"),
        &app,
        &folder,
        base,
    )
}

/// Runs `hallway build`, and reads the result.
fn build(programme: &Path, app: &Path, folder: &Path, base: &'static str) -> Result<Site> {
    build_with(programme, app, folder, base, &[])
}

fn build_with(
    programme: &Path,
    app: &Path,
    folder: &Path,
    base: &'static str,
    options: &[&str],
) -> Result<Site> {
    hallway(
        Command::new(command())
            .arg("build")
            .arg(programme)
            .arg("--app")
            .arg(app)
            .args(["--base-path", base])
            .args(options)
            .arg("--output")
            .arg(folder),
    )?;
    let worker = fs::read_to_string(folder.join("sw.js"))?;
    let release = worker
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("const RELEASE = "))
        .context("sw.js begins with its list of files")?;
    Ok(Site {
        release: serde_json::from_str(release.trim_end_matches(';'))?,
        folder: folder.into(),
        base,
    })
}

fn hallway(command: &mut Command) -> Result<()> {
    let output = command
        .output()
        .with_context(|| format!("{command:?} can't be run: build it first"))?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The path of `hallway`.
#[must_use]
pub fn command() -> PathBuf {
    from_environment("HALLWAY_CLI", package().join("../target/debug/hallway"))
}

fn built_app() -> PathBuf {
    from_environment("HALLWAY_APP", package().join("../target/app"))
}

fn from_environment(name: &str, otherwise: PathBuf) -> PathBuf {
    env::var_os(name).map_or(otherwise, PathBuf::from)
}

fn folder_for_sites() -> Result<PathBuf> {
    folder_for_tests("browser-test-sites")
}

/// A folder beside the test's own binary, so that `cargo clean` removes it.
pub(crate) fn folder_for_tests(name: &str) -> Result<PathBuf> {
    let binary = env::current_exe()?;
    let built = binary.ancestors().nth(2).context("a test has a folder")?;
    let folder = built.join(name);
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A changed copy of the built app.
fn changed(app: &Path, copy: &Path, change: fn(&Path) -> Result<()>) -> Result<PathBuf> {
    if copy.exists() {
        fs::remove_dir_all(copy)?;
    }
    copy_folder(app, copy).with_context(|| format!("the built app in {}", app.display()))?;
    change(copy)?;
    Ok(copy.into())
}

pub(crate) fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// Changes the bytes of script, style and wasm without any visible effect.
fn rebuilt(app: &Path) -> Result<()> {
    append(&app.join("hallway-app.js"), b"\n// Another version.\n")?;
    append(
        &app.join("style.css"),
        b"\n:root { --another-version: 1; }\n",
    )?;
    // A custom section (WebAssembly core specification, 5.5.3): id 0, size, length of name, name.
    append(&app.join("hallway-app_bg.wasm"), b"\x00\x08\x07another")
}

/// Collects errors in the page from the first script on.
fn watched(app: &Path) -> Result<()> {
    let start = app.join("start.js");
    let own = fs::read_to_string(&start)?;
    fs::write(start, format!("{}\n{own}", include_str!("watch.js")))?;
    Ok(())
}

fn append(file: &Path, bytes: &[u8]) -> Result<()> {
    let mut content = fs::read(file).with_context(|| file.display().to_string())?;
    content.extend_from_slice(bytes);
    Ok(fs::write(file, content)?)
}
