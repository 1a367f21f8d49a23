//! Keys that do something anywhere on the page, and the arrow keys in the timetable.
//!
//! They work on what the page shows, by its contract: items are `article[data-item]` with a heading
//! that holds a link, and a star.

use leptos::prelude::request_animation_frame;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlElement, KeyboardEvent, ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::{document, listen, the_document};

/// The link of an item in a list.
const LINKS: &str = "main article[data-item] :is(h3, h4) a";

/// The same in the timetable.
const CELLS: &str = ".timetable article[data-item] h3 a";

/// Listens to the keys for as long as the page lives.
pub fn listen_to_keys() {
    keep_focus_in_sight();
    listen(&the_document(), "keydown", |event: KeyboardEvent| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || is_typing(&event) {
            return;
        }
        if press(&event.key()).is_some() {
            event.prevent_default();
        }
    });
}

/// Brings what gets the focus out from behind what lies over the page: WebKit does not for fields of
/// several lines.
fn keep_focus_in_sight() {
    listen(&the_document(), "focusin", |event: Event| {
        let target = event.target().and_then(|target| target.dyn_into().ok());
        let Some(field) = target.filter(|target: &Element| target.tag_name() == "TEXTAREA") else {
            return;
        };
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        field.scroll_into_view_with_scroll_into_view_options(&nearest);
    });
}

/// Whether the key goes into a field.
fn is_typing(event: &KeyboardEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target
        .is_some_and(|target| matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Does what a key does; none if it does nothing here.
fn press(key: &str) -> Option<()> {
    match key {
        "/" => search(),
        "?" => document::open_dialog("help"),
        "j" => step(true),
        "k" => step(false),
        "s" => {
            let focused = the_document().active_element()?;
            let item = focused.closest("article[data-item]").ok()??;
            let star = item.query_selector("button.star").ok()??;
            star.dyn_into::<HtmlElement>().ok().map(|star| star.click())
        }
        "ArrowLeft" => to_neighbour(-1.0, 0.0),
        "ArrowRight" => to_neighbour(1.0, 0.0),
        "ArrowUp" => to_neighbour(0.0, -1.0),
        "ArrowDown" => to_neighbour(0.0, 1.0),
        _ => None,
    }
}

/// Goes to the search box; from a view that has none, to the programme's.
fn search() -> Option<()> {
    let search_box = || the_document().get_element_by_id("search");
    if let Some(search_box) = search_box() {
        focus(&search_box);
        return Some(());
    }
    let programme = the_document().query_selector("nav.navigation a").ok()??;
    programme.dyn_into::<HtmlElement>().ok()?.click();
    // The view that comes gives its heading the focus in the next frame; this comes after it.
    request_animation_frame(move || {
        if let Some(search_box) = search_box() {
            focus(&search_box);
        }
    });
    Some(())
}

fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // What can't be focused leaves the focus where it is.
        let _ = element.focus();
        element.scroll_into_view_with_bool(false);
    }
}

fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = the_document().query_selector_all(selector) else {
        return Vec::new();
    };
    let elements = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into().ok());
    elements.collect()
}

/// Goes to the next item or the one before; from elsewhere to the first.
fn step(forward: bool) -> Option<()> {
    let links = all(LINKS);
    let focused = the_document().active_element();
    let item = focused.and_then(|focused| focused.closest("article[data-item]").ok()?);
    let is_here = |link: &Element| item.as_ref().is_some_and(|item| item.contains(Some(link)));
    let to = match links.iter().position(is_here) {
        None => 0,
        Some(at) if forward => at + 1,
        Some(at) => at.checked_sub(1)?,
    };
    links.get(to).map(focus)
}

/// Goes to the nearest item of the timetable in a direction.
fn to_neighbour(x: f64, y: f64) -> Option<()> {
    let focused = the_document().active_element()?;
    let cells = all(CELLS);
    let here = cells.iter().find(|cell| **cell == focused)?;
    let (from_x, from_y) = middle(here)?;
    let mut nearest: Option<(f64, &Element)> = None;
    for cell in &cells {
        let (to_x, to_y) = middle(cell)?;
        let (away_x, away_y) = (to_x - from_x, to_y - from_y);
        let (ahead, aside) = (away_x * x + away_y * y, (away_x * y + away_y * x).abs());
        // What lies aside is farther than what lies ahead.
        let distance = ahead + 3.0 * aside;
        if ahead > 1.0 && nearest.is_none_or(|(least, _)| distance < least) {
            nearest = Some((distance, cell));
        }
    }
    nearest.map(|(_, cell)| focus(cell))
}

/// The middle of the cell that a link is in, on its left and upper edge's scale.
fn middle(link: &Element) -> Option<(f64, f64)> {
    let place = link.closest("article").ok()??.get_bounding_client_rect();
    Some((
        place.left() + place.width() / 2.0,
        place.top() + place.height().min(40.0) / 2.0,
    ))
}
