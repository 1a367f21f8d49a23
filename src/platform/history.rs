//! The browser's history and links: addresses out, addresses in.

use std::cell::{Cell, RefCell};

use hallway_programme::{Instant, ItemId, Moment};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent, ScrollRestoration};

use super::viewport::{self, EdgeRow};
use super::{listen, the_document, timer, window};
use crate::route::{Address, BasePath, View};
use crate::state::Step;

/// How long to wait before a refused change of the address is tried again: Safari takes no more
/// than 100 in 30 seconds.
const RETRY_MS: i32 = 1_000;

/// How often the place is noted while one scrolls: the same limit counts these notes.
const NOTE_EVERY_MS: i32 = 500;

thread_local! {
    /// The address that the current entry is to have and was refused; a newer one takes its place.
    static REFUSED: RefCell<Option<String>> = const { RefCell::new(None) };
    static RETRYING: Cell<bool> = const { Cell::new(false) };
    /// Whether the place is going to be noted.
    static NOTING: Cell<bool> = const { Cell::new(false) };
    /// Whether an entry was come to whose place is still to be restored.
    static ARRIVING: Cell<bool> = const { Cell::new(false) };
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
    if let View::Shared(fragment) | View::Sync(fragment) = &mut address.view {
        let hash = location.hash().unwrap_or_default();
        *fragment = hash.trim_start_matches('#').into();
    }
    Some(address)
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
    let written = match step {
        Step::Forward => {
            remember_scroll();
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

/// Where the attendee was in an entry of the history.
struct Place {
    /// How far the page was scrolled, in CSS pixels.
    y: i32,
    /// The item at the upper edge of the screen and how far below the edge its row began, if a long
    /// list was scrolled into: its rows have their height only once they are shown.
    item: Option<(ItemId, i32)>,
}

impl Place {
    fn here() -> Self {
        let edge = viewport::at_edge().filter(|_| viewport::is_scrolled_into());
        let item = edge.and_then(|edge| match edge.row {
            EdgeRow::Item(item) => Some((item, edge.top)),
            EdgeRow::Folded(..) => None,
        });
        Self {
            y: window().scroll_y().unwrap_or(0.0).round() as i32,
            item,
        }
    }

    fn to_text(&self) -> String {
        match &self.item {
            Some((item, top)) => format!("{} {top} {item}", self.y),
            None => self.y.to_string(),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let y = parts.next()?.parse().ok()?;
        let top = parts.next().and_then(|top| top.parse().ok());
        let item = parts.next().and_then(|id| ItemId::new(id).ok());
        Some(Self {
            y,
            item: item.zip(top),
        })
    }

    fn remembered() -> Option<Self> {
        let state = window().history().ok()?.state().ok()?;
        Self::parse(&state.as_string()?)
    }
}

/// Notes in the current entry of the history where the attendee is.
pub fn remember_scroll() {
    let Ok(history) = window().history() else {
        return;
    };
    // A refused note only costs the scroll position.
    let _ = history.replace_state(&Place::here().to_text().into(), "");
}

/// Whether the current entry says where the attendee was.
#[must_use]
pub fn is_scroll_remembered() -> bool {
    Place::remembered().is_some()
}

/// The item that was at the upper edge of the screen in the current entry, if a long list was there.
#[must_use]
pub fn remembered_item() -> Option<ItemId> {
    Some(Place::remembered()?.item?.0)
}

/// Takes the scroll position into our own hands, since views appear after the browser would restore it.
///
/// It is noted while one scrolls: what is noted as the page goes, browsers forget where it is loaded again.
pub fn own_scrolling() {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    listen(&window(), "pagehide", |_: Event| remember_scroll());
    listen(&window(), "scroll", |_: Event| {
        if !NOTING.replace(true) {
            timer::after(NOTE_EVERY_MS, || {
                NOTING.set(false);
                if !ARRIVING.get() {
                    remember_scroll();
                }
            });
        }
    });
}

/// Scrolls to where the attendee was when they left the current entry of the history.
pub fn restore_scroll() {
    ARRIVING.set(false);
    let Some(place) = Place::remembered() else {
        return;
    };
    window().scroll_to_with_x_and_y(0.0, place.y.into());
    if let Some((item, top)) = place.item {
        viewport::hold(&item, top);
    }
}

/// Scrolls to the top.
pub fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Tells of every address that back and forward lead to.
pub fn on_back_and_forward(base: BasePath, mut arrived: impl FnMut(Address) + 'static) {
    listen(&window(), "popstate", move |_: Event| {
        ARRIVING.set(true);
        // It was meant for the entry before.
        REFUSED.take();
        if let Some(address) = current(&base) {
            arrived(address);
        }
    });
}

/// Tells of every link within the site that is followed in this tab, and to which place of the view
/// it leads: the id of an element, or nothing.
pub fn on_link(base: BasePath, mut followed: impl FnMut(Address, String) + 'static) {
    listen(&the_document(), "click", move |event: MouseEvent| {
        if let Some((address, place)) = link_target(&base, &event) {
            event.prevent_default();
            followed(address, place);
        }
    });
}

fn link_target(base: &BasePath, event: &MouseEvent) -> Option<(Address, String)> {
    let elsewhere = event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
        || event.button() != 0;
    if elsewhere || event.default_prevented() {
        return None;
    }
    let link = event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest("a[href]")
        .ok()??;
    let link = link.dyn_into::<HtmlAnchorElement>().ok()?;
    let here = window().location();
    let same_origin = Some(link.origin()) == here.origin().ok();
    let in_this_tab = link.target().is_empty() && !link.has_attribute("download");
    let within_page = link.get_attribute("href")?.starts_with('#');
    // A last segment with a dot is a file, not a view.
    let file = link
        .pathname()
        .rsplit('/')
        .next()
        .is_some_and(|last| last.contains('.'));
    if !same_origin || !in_this_tab || within_page || file {
        return None;
    }
    let place = link.hash().trim_start_matches('#').to_owned();
    Address::parse(base, &link.pathname(), &link.search()).map(|address| (address, place))
}
