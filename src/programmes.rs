//! Which programme is shown, which were kept, and what changed between them.
//!
//! Two are kept on the device: the one shown last, for the next start, and the one whose changes the
//! attendee has seen, while that is an older one. So two moves of an item are told as one, and one
//! that was taken back is not told at all.

use std::sync::Arc;

use hallway_programme::changes::{Change, changes};
use hallway_programme::check::check;
use hallway_programme::{Draft, Programme};
use wasm_bindgen_futures::spawn_local;

use crate::embedded;
use crate::platform::programme_files::{self, SEEN, SHOWN};
use crate::platform::{fetch, timer};
use crate::route::BasePath;

/// How long the page's own programme may take where one is kept that could be shown. What is newer comes
/// with the live updates.
const BESIDE_KEPT_MS: i32 = 5_000;

/// A programme to show, and what changed since the attendee last looked.
pub struct Shown {
    /// The programme.
    pub programme: Arc<Programme>,
    /// What changed.
    pub changes: Vec<Change>,
}

/// The newest programme that is at hand, the page's own or one that was kept, and the text that it was
/// read from. None if there is none that can be read.
pub async fn open(base: &BasePath) -> Option<(Shown, String)> {
    let kept_text = programme_files::read(base, SHOWN).await;
    let patience_ms = match kept_text {
        Some(_) => BESIDE_KEPT_MS,
        None => fetch::WHOLE_MS,
    };
    let mut own = own_with_text(own_text(patience_ms).await).await;
    let is_own = kept_text.as_ref() == own.as_ref().map(|(_, text)| text);
    let kept = with_text(kept_text.filter(|_| !is_own)).await;
    if own.is_none() && kept.is_none() && patience_ms < fetch::WHOLE_MS {
        // What was kept is damaged, so the page's own is waited for after all.
        own = own_with_text(own_text(fetch::WHOLE_MS).await).await;
    }
    let (any, _) = own.as_ref().or(kept.as_ref())?;
    let mut seen = seen(base, any).await;
    let (programme, text) = match (own, kept) {
        (Some((own, _)), Some(kept)) if follows(&kept.0, &own) => kept,
        (Some((own, text)), kept) => {
            if !is_own {
                let last = kept.filter(|(kept, _)| follows(&own, kept));
                let (last, last_text) = last.unzip();
                seen = seen.or(last);
                let (base, text) = (base.clone(), text.clone());
                spawn_local(async move { note(&base, last_text, &text).await });
            }
            (own, text)
        }
        // The page's own can't be had: better an older one than none.
        (None, Some(kept)) => kept,
        (None, None) => return None,
    };
    let shown = Shown {
        changes: seen.map_or_else(Vec::new, |seen| since(&seen, &programme)),
        programme: Arc::new(programme),
    };
    Some((shown, text))
}

/// The text of the page's own programme, if it is there within so many milliseconds.
async fn own_text(patience_ms: i32) -> Option<String> {
    match programme_files::named_by_page() {
        Some(address) => fetch::text_at(&address, false, patience_ms).await,
        None => Some(embedded::programme_json().into()),
    }
}

/// What a newer programme, as the site publishes it, is to be shown with; none if the text is no
/// newer version of the current one.
pub async fn receive(base: &BasePath, current: &Programme, text: &str) -> Option<Shown> {
    let programme = read(text).await?;
    if !follows(&programme, current) {
        return None;
    }
    let seen = seen(base, current).await;
    note(base, programme_files::read(base, SHOWN).await, text).await;
    Some(Shown {
        changes: since(seen.as_ref().unwrap_or(current), &programme),
        programme: Arc::new(programme),
    })
}

/// The programme whose changes have been seen, while that is an older version than the one shown. Of
/// another conference, whose site stood here before, nothing is left: no change would follow on it.
async fn seen(base: &BasePath, shown: &Programme) -> Option<Programme> {
    let text = programme_files::read(base, SEEN).await?;
    let seen = read(&text).await;
    let seen = seen.filter(|seen| seen.conference().id == shown.conference().id);
    if seen.is_none() {
        programme_files::forget(base, SEEN).await;
    }
    seen
}

/// All changes have been seen.
pub fn all_seen(base: &BasePath) {
    let base = base.clone();
    spawn_local(async move { programme_files::forget(&base, SEEN).await });
}

/// The programme that a text holds, with the text; none if there is none.
async fn with_text(text: Option<String>) -> Option<(Programme, String)> {
    let text = text?;
    Some((read(&text).await?, text))
}

/// The programme that the page came with, with the text. Better one that is cut than a page that is dead:
/// whatever an older version put there is shown, and what the site publishes next follows it.
async fn own_with_text(text: Option<String>) -> Option<(Programme, String)> {
    let text = text?;
    let draft = Draft::from_json(&text).ok()?;
    timer::sleep(0).await;
    let (programme, _) = Programme::salvaged(draft).ok()?;
    Some((programme, text))
}

/// The programme that a text holds; none if it holds none, or one beyond what programmes may be.
async fn read(text: &str) -> Option<Programme> {
    let draft = Draft::from_json(text).ok()?;
    // Taps and frames in between: on a phone, each half takes a while for a large programme.
    timer::sleep(0).await;
    check(draft).ok()
}

/// Whether one programme is a newer version of the other.
fn follows(one: &Programme, other: &Programme) -> bool {
    one.conference().id == other.conference().id && one.revision() > other.revision()
}

fn since(seen: &Programme, shown: &Programme) -> Vec<Change> {
    if follows(shown, seen) {
        changes(seen, shown)
    } else {
        Vec::new()
    }
}

/// Keeps what is shown now; what was shown until now is what has been seen, if nothing older is.
async fn note(base: &BasePath, last: Option<String>, now: &str) {
    if let Some(last) = last
        && programme_files::read(base, SEEN).await.is_none()
    {
        programme_files::keep(base, SEEN, &last).await;
    }
    programme_files::keep(base, SHOWN, now).await;
}
