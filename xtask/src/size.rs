//! How large the site is as it travels: each file raw and as it is sent.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::run::say;
use crate::workspace;

/// What wasm, scripts, style and the HTML shell may weigh together, in bytes of brotli; the
/// programme that the wasm carries does not count.
const BUDGET: u64 = 360_000;

/// What the element that embeds a site may weigh in the pages of others, in bytes as it is.
const EMBED_BUDGET: u64 = 3_000;

/// The programme, as it is also published by itself.
const PROGRAMME: &str = "programme.json";

/// A file of the site.
struct File {
    path: String,
    raw: u64,
    /// As it travels to a browser: compressed, where that makes it smaller.
    sent: u64,
}

impl File {
    /// Whether it is part of the app, which has a budget: all of it but pictures, the words of languages
    /// that most readers do not speak, the programme that is published beside it, and the style, which
    /// the shell holds.
    fn is_app(&self) -> bool {
        let is_asset = self.path.starts_with("assets/")
            && !self.path.starts_with("assets/words-")
            && !self.path.ends_with(".css")
            && !self.path.ends_with(".svg");
        is_asset || matches!(self.path.as_str(), "sw.js" | "shell.html")
    }

    fn is_page(&self) -> bool {
        self.path.ends_with("index.html") || self.path == "404.html"
    }
}

/// Says how large each file of the site is.
///
/// # Errors
/// If the site can't be read.
pub fn report() -> Result<()> {
    let files = files()?;
    let line = |path: &str, raw: u64, sent: u64| println!("{raw:>9} {sent:>9}  {path}");
    println!("{:>9} {:>9}  file", "raw", "as sent");
    let (app, rest): (Vec<&File>, Vec<&File>) = files.iter().partition(|file| file.is_app());
    app.iter()
        .for_each(|file| line(&file.path, file.raw, file.sent));
    line(
        "app with its programme",
        app.iter().map(|file| file.raw).sum(),
        sent(&app),
    );
    let (pages, rest): (Vec<&File>, Vec<&File>) = rest.into_iter().partition(|file| file.is_page());
    rest.iter()
        .for_each(|file| line(&file.path, file.raw, file.sent));
    let raw = pages.iter().map(|file| file.raw).sum();
    line(&format!("{} pages", pages.len()), raw, sent(&pages));
    Ok(())
}

/// Fails if the app, or what embeds it, weighs more than it may.
///
/// # Errors
/// If it does, or if the site can't be read.
pub fn hold_to_budget() -> Result<()> {
    let files = files()?;
    let whole = sent(
        &files
            .iter()
            .filter(|file| file.is_app())
            .collect::<Vec<_>>(),
    );
    let programme = files
        .iter()
        .find(|file| file.path == PROGRAMME)
        .map_or(0, |file| file.sent);
    let embed = files.iter().find(|file| file.path == "embed.js");
    let embed = embed.map_or(0, |file| file.raw);
    if embed > EMBED_BUDGET {
        bail!("embed.js weighs {embed} bytes, more than the {EMBED_BUDGET} that it may");
    }
    let app = whole.saturating_sub(programme);
    if app > BUDGET {
        bail!(
            "the app weighs {app} bytes of brotli, {} more than its budget of {BUDGET}: see `cargo xtask size`, and take something out",
            app - BUDGET
        );
    }
    say(&format!(
        "The app weighs {app} bytes of brotli, of {BUDGET} that it may"
    ));
    Ok(())
}

fn sent(files: &[&File]) -> u64 {
    files.iter().map(|file| file.sent).sum()
}

fn files() -> Result<Vec<File>> {
    let mut files = Vec::new();
    list(&workspace::dist(), "", &mut files)?;
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

fn list(folder: &Path, below: &str, files: &mut Vec<File>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{}", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let path = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}/"), files)?;
        } else if !path.ends_with(".br") && !path.ends_with(".gz") {
            let raw = entry.metadata()?.len();
            let compressed =
                fs::metadata(folder.join(format!("{}.br", entry.file_name().to_string_lossy())));
            files.push(File {
                path,
                raw,
                sent: compressed.map_or(raw, |file| file.len()),
            });
        }
    }
    Ok(())
}
