//! Which programme is shown, which were kept, and what changed between them.
//!
//! Two are kept on the device: the one shown last, for the next start, and the one whose changes the
//! attendee has seen, while that is an older one. So two moves of an item are told as one, and one
//! that was taken back is not told at all.

use std::sync::Arc;

use hallway_programme::Programme;
use hallway_programme::changes::{Change, changes};
use wasm_bindgen_futures::spawn_local;

use crate::carried;
use crate::platform::programme_files::{self, SEEN, SHOWN};
use crate::platform::text::BrowserText;
use crate::platform::{fetch, json};
use crate::route::BasePath;

/// A programme to show, and what changed since the attendee last looked.
pub struct Shown {
    /// The programme.
    pub programme: Arc<Programme>,
    /// What changed.
    pub changes: Vec<Change>,
}

/// The newest programme that is at hand: the page's own, or one that was kept. None if there is
/// none that can be read.
pub async fn open(base: &BasePath) -> Option<Shown> {
    let own = match programme_files::named_by_page() {
        Some(address) => fetch::text_at(&address, false).await,
        None => Some(carried::programme_json().into()),
    };
    let own = own.and_then(|text| Some((read(&text)?, text)));
    let kept_text = programme_files::read(base, SHOWN).await;
    let is_own = kept_text.as_ref() == own.as_ref().map(|(_, text)| text);
    let kept = kept_text.filter(|_| !is_own);
    let kept = kept.and_then(|text| Some((read(&text)?, text)));
    let seen = programme_files::read(base, SEEN).await;
    let mut seen = seen.and_then(|text| read(&text));
    let programme = match (own, kept) {
        (Some((own, _)), Some((kept, _))) if follows(&kept, &own) => kept,
        (Some((own, text)), kept) => {
            if !is_own {
                let last = kept.filter(|(kept, _)| follows(&own, kept));
                let (last, last_text) = last.unzip();
                seen = seen.or(last);
                let base = base.clone();
                spawn_local(async move { note(&base, last_text, &text).await });
            }
            own
        }
        // The page's own can't be had: better an older one than none.
        (None, Some((kept, _))) => kept,
        (None, None) => return None,
    };
    Some(Shown {
        changes: seen.map_or_else(Vec::new, |seen| since(&seen, &programme)),
        programme: Arc::new(programme),
    })
}

/// What a newer programme, as the site publishes it, is to be shown with; none if the text is no
/// newer version of the current one.
pub async fn receive(base: &BasePath, current: &Programme, text: &BrowserText) -> Option<Shown> {
    let programme = read(text).filter(|newer| follows(newer, current))?;
    note(base, programme_files::read(base, SHOWN).await, text).await;
    let seen = programme_files::read(base, SEEN).await;
    let seen = seen.and_then(|text| read(&text));
    Some(Shown {
        changes: since(seen.as_ref().unwrap_or(current), &programme),
        programme: Arc::new(programme),
    })
}

/// All changes have been seen.
pub fn all_seen(base: &BasePath) {
    let base = base.clone();
    spawn_local(async move { programme_files::forget(&base, SEEN).await });
}

fn read(text: &BrowserText) -> Option<Programme> {
    Programme::from_parsed(json::parse(text)?).ok()
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
async fn note(base: &BasePath, last: Option<BrowserText>, now: &BrowserText) {
    if let Some(last) = last
        && programme_files::read(base, SEEN).await.is_none()
    {
        programme_files::keep(base, SEEN, &last).await;
    }
    programme_files::keep(base, SHOWN, now).await;
}
