//! The browser's history: addresses out, addresses in.

use std::cell::{Cell, RefCell};

use hallway_programme::{Instant, Moment};
use wasm_bindgen::JsValue;
use web_sys::Event;

use super::{document, listen, scroll, timer, window};
use crate::route::{Address, BasePath, View};
use crate::state::Step;

/// How long to wait before a refused change of the address is tried again: Safari takes no more
/// than 100 in 30 seconds.
const RETRY_MS: i32 = 1_000;

/// What lies over the page, such as a sheet, and goes when the attendee goes back.
struct Cover {
    /// Takes it away.
    close: Box<dyn FnOnce()>,
    /// The address that was written while it lay there.
    written: Option<String>,
}

thread_local! {
    static COVER: RefCell<Option<Cover>> = const { RefCell::new(None) };
    /// Whether the entry of a cover that was closed is still to be left.
    static UNCOVERING: Cell<bool> = const { Cell::new(false) };
    /// The address that the current entry is to have and was refused; a newer one takes its place.
    static REFUSED: RefCell<Option<String>> = const { RefCell::new(None) };
    static RETRYING: Cell<bool> = const { Cell::new(false) };
}

/// The address that the page was opened at.
#[must_use]
pub fn current(base: &BasePath) -> Option<Address> {
    let location = window().location();
    let mut address = Address::parse(
        base,
        &location.pathname().ok()?,
        &location.search().unwrap_or_default(),
    )?;
    if let View::Shared(shared) = &mut address.view {
        *shared = fragment();
    }
    Some(address)
}

/// What follows `#` in the address, such as the id of an element; empty if nothing does.
#[must_use]
pub fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.trim_start_matches('#').into()
}

/// Takes an invitation to sync out of the address of the view of sync: it is the secret of other devices,
/// which the address bar, bookmarks and the history are not to keep. `start.js` does the same before the
/// app is there, and leaves it for the app.
#[must_use]
pub fn take_invitation(base: &BasePath) -> Option<String> {
    if let Some(taken) = document::take_invitation() {
        return Some(taken);
    }
    let location = window().location();
    let (path, query) = (location.pathname().ok()?, location.search().ok()?);
    let invitation = fragment();
    let is_sync = Address::parse(base, &path, "")?.view == View::Sync;
    if !is_sync || invitation.is_empty() {
        return None;
    }
    write(&format!("{path}{query}"), Step::InPlace);
    Some(invitation)
}

/// The moment that the address asks to be taken for the present: `?now=2021-09-20T11:00:00-03:00`.
#[must_use]
pub fn moment() -> Option<Moment> {
    let search = window().location().search().ok()?;
    let parameters = form_urlencoded::parse(search.strip_prefix('?')?.as_bytes());
    let (_, moment) = parameters.into_iter().find(|(key, _)| key == "now")?;
    // In an address a plus sign is a space.
    Instant::parse(&moment.replace(' ', "+"))
        .ok()
        .map(Instant::moment)
}

/// The words that the last part of the address is made of, dashes and the like taken for spaces.
#[must_use]
pub fn last_words() -> Vec<String> {
    let path = window().location().pathname().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next();
    let words = last
        .unwrap_or_default()
        .split(|letter: char| !letter.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Writes an address into the browser's address bar.
pub fn write(href: &str, step: Step) {
    let Ok(history) = window().history() else {
        return;
    };
    let step = COVER.with_borrow_mut(|cover| match cover {
        // The cover has an entry of its own already.
        Some(cover) => {
            cover.written = Some(href.into());
            Step::InPlace
        }
        None => step,
    });
    let written = match step {
        Step::Forward => {
            scroll::remember();
            history.push_state_with_url(&JsValue::NULL, "", Some(href))
        }
        Step::InPlace => {
            let state = history.state().unwrap_or(JsValue::NULL);
            history.replace_state_with_url(&state, "", Some(href))
        }
    };
    REFUSED.replace(written.is_err().then(|| href.to_owned()));
    if written.is_err() && !RETRYING.replace(true) {
        timer::after(RETRY_MS, || {
            RETRYING.set(false);
            if let Some(href) = REFUSED.take() {
                write(&href, Step::InPlace);
            }
        });
    }
}

/// Makes an entry for what lies over the page, so that going back closes that and leaves no view.
///
/// Addresses that are written meanwhile take this entry: going back from what a sheet changed leads to what
/// was shown before the sheet.
pub fn cover(close: impl FnOnce() + 'static) {
    let before = COVER.replace(Some(Cover {
        close: Box::new(close),
        written: None,
    }));
    if before.is_none() && !UNCOVERING.get() {
        push_cover();
    }
}

/// Leaves the entry of what lay over the page, once that was closed.
pub fn uncover() {
    let Some(cover) = COVER.take() else { return };
    // With an address of its own the entry is one of the attendee's steps.
    if cover.written.is_none()
        && let Ok(history) = window().history()
        && !UNCOVERING.replace(true)
        && history.back().is_err()
    {
        UNCOVERING.set(false);
    }
}

fn push_cover() {
    scroll::remember();
    if let Ok(history) = window().history() {
        let place = history.state().unwrap_or(JsValue::NULL);
        // A refused entry costs only that going back leaves the view.
        let _ = history.push_state(&place, "");
    }
}

/// Whether going back or forward was about what lies over the page alone.
fn is_of_cover() -> bool {
    if UNCOVERING.replace(false) {
        if COVER.with_borrow(Option::is_some) {
            push_cover();
        }
        return true;
    }
    let Some(cover) = COVER.take() else {
        return false;
    };
    (cover.close)();
    if let Some(href) = cover.written {
        write(&href, Step::Forward);
    }
    true
}

/// Tells of every address that back and forward lead to.
pub fn on_back_and_forward(base: BasePath, mut arrived: impl FnMut(Address) + 'static) {
    listen(&window(), "popstate", move |_: Event| {
        if is_of_cover() {
            return;
        }
        scroll::arrive();
        // It was meant for the entry before.
        REFUSED.take();
        if let Some(address) = current(&base) {
            arrived(address);
        }
    });
}
