//! Where the attendee is in a view, noted in the entries of the browser's history.

use std::cell::Cell;

use hallway_programme::ItemId;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, ScrollRestoration};

use super::viewport::{self, EdgeRow};
use super::{document, listen, the_document, timer, window};

/// How often the place is noted while one scrolls: Safari takes no more than 100 changes of the address
/// in 30 seconds, and counts these notes among them.
const NOTE_EVERY_MS: i32 = 500;

thread_local! {
    /// Whether the place is going to be noted.
    static NOTING: Cell<bool> = const { Cell::new(false) };
    /// Whether an entry was come to whose place is still to be restored.
    static ARRIVING: Cell<bool> = const { Cell::new(false) };
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
pub fn remember() {
    let Ok(history) = window().history() else {
        return;
    };
    // A refused note only costs the scroll position.
    let _ = history.replace_state(&Place::here().to_text().into(), "");
}

/// Notes in the current entry of the history that the view opens at an item, as if the attendee had been there.
pub fn open_at(item: &ItemId) {
    let Ok(history) = window().history() else {
        return;
    };
    let place = Place {
        y: 0,
        item: Some((item.clone(), viewport::sticky_edge())),
    };
    // A refused note only costs that the view opens at its top.
    let _ = history.replace_state(&place.to_text().into(), "");
}

/// Whether the current entry says where the attendee was.
#[must_use]
pub fn is_remembered() -> bool {
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
pub fn take_charge() {
    if let Ok(history) = window().history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    listen(&window(), "pagehide", |_: Event| remember());
    listen(&window(), "scroll", |_: Event| {
        if !NOTING.replace(true) {
            timer::after(NOTE_EVERY_MS, || {
                NOTING.set(false);
                if !ARRIVING.get() {
                    remember();
                }
            });
        }
    });
}

/// Tells that an entry was come to: what is scrolled until its place is restored is no place of the
/// attendee's.
pub fn arrive() {
    ARRIVING.set(true);
}

/// Scrolls to where the attendee was when they left the current entry of the history.
pub fn restore() {
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
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Scrolls to the timetable, and within it to the line at the present, if it has one. Within a page that shows
/// this one, that page scrolls.
pub fn to_present() {
    if document::is_framed() {
        return;
    }
    let find = |selector| the_document().query_selector(selector).ok().flatten();
    let line = find(".timetable-now").and_then(|line| line.dyn_into::<HtmlElement>().ok());
    if let (Some(frame), Some(line)) = (find(".timetable-frame"), line) {
        frame.scroll_into_view();
        // What has just begun stays in sight above the line.
        frame.set_scroll_top(line.offset_top() - frame.client_height() / 3);
    }
}
