//! What of a long list is on the screen, and keeping it there while rows around it change.
//!
//! It works on what the page shows: `.list.long`, whose children are rows one below the other, items
//! as `article[data-item]`, and folded stretches as `.folded[data-first][data-rows]`. In a prerendered page
//! some rows stand in a `.stretch`.
//!
//! Within a frame of a conference's page nothing scrolls: the frame is as tall as the page, and the
//! screen is what of it is in sight, as `public/embedding.js` says.

use hallway_programme::ItemId;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::{Listening, document, listen_while, the_document, window};

/// The row of a long list at the upper edge of the screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Edge {
    /// Which row.
    pub row: EdgeRow,
    /// Where it begins, in CSS pixels below the edge; above it, if negative.
    pub top: i32,
}

/// How the row at the edge is known.
#[derive(Debug, Clone, PartialEq)]
pub enum EdgeRow {
    /// By the item that it shows.
    Item(ItemId),
    /// By the stretch that it is folded into: the key of that one's first row, and how many rows
    /// further on it is.
    Folded(String, usize),
}

/// What happens to the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    /// The page was scrolled, or the screen has another size.
    Seen,
    /// The page is about to be printed.
    Printing,
    /// It was.
    Printed,
}

/// Tells what happens to the screen until the answer is dropped.
#[must_use]
pub fn watch(moved: impl Fn(Moved) + Clone + 'static) -> [Listening; 4] {
    [
        ("scroll", Moved::Seen),
        ("resize", Moved::Seen),
        ("beforeprint", Moved::Printing),
        ("afterprint", Moved::Printed),
    ]
    .map(|(event, what)| {
        let moved = moved.clone();
        listen_while(&window(), event, move |_: Event| moved(what))
    })
}

/// How wide and how high the screen is, in CSS pixels: heights of rows hold for one width.
#[must_use]
pub fn size() -> (i32, i32) {
    let root = the_document().document_element();
    let (width, height) = root.map_or((0, 0), |root| (root.client_width(), root.client_height()));
    let in_sight = || Some(whole(window().inner_height().ok()?.as_f64()?));
    let in_sight = document::is_embedded().then(in_sight).flatten();
    (width, in_sight.unwrap_or(height))
}

/// Where the screen begins, in CSS pixels below the upper edge of what the browser lays the page out in.
fn edge_of_screen() -> f64 {
    let scrolled = document::is_embedded().then(|| window().scroll_y().ok());
    scrolled.flatten().unwrap_or(0.0)
}

/// Where an element begins and ends, in CSS pixels below the screen's upper edge.
fn place(element: &Element) -> (f64, f64) {
    let (place, edge) = (element.get_bounding_client_rect(), edge_of_screen());
    (place.top() - edge, place.bottom() - edge)
}

/// Whether there is room for the filters beside the list, as `style/filters.css` has it.
#[must_use]
pub fn is_wide() -> bool {
    let query = window().match_media("(min-width: 64rem)");
    query.ok().flatten().is_some_and(|query| query.matches())
}

/// Tells when the screen has another size, until the answer is dropped.
#[must_use]
pub fn watch_size(changed: impl Fn() + 'static) -> Listening {
    listen_while(&window(), "resize", move |_: Event| changed())
}

/// Whether what that selector finds begins less than two screens below the screen.
#[must_use]
pub fn is_near(selector: &str) -> bool {
    let Ok(Some(element)) = the_document().query_selector(selector) else {
        return false;
    };
    let (top, bottom) = place(&element);
    // What is hidden has no height.
    bottom > top && top < f64::from(3 * size().1)
}

/// How far below the upper edge of the screen what is scrolled to comes to stand, in CSS pixels: below what
/// stays in sight, as `style/base.css` has it.
#[must_use]
pub fn sticky_edge() -> i32 {
    let root = the_document().document_element();
    let style = root.and_then(|root| window().get_computed_style(&root).ok()?);
    let padding = style.and_then(|style| style.get_property_value("scroll-padding-top").ok());
    let pixels = padding.map_or(0.0, |padding| js_sys::parse_float(&padding));
    // `auto` is no number, which is 0 as a whole one.
    whole(pixels)
}

/// Which of the elements with those ids, from top to bottom, is the last that begins above the part of the
/// screen that is scrolled to; the first if none does.
#[must_use]
pub fn last_above_edge(ids: &[String]) -> usize {
    let edge = f64::from(sticky_edge());
    let is_above = |id: &String| {
        let element = the_document().get_element_by_id(id);
        element.is_some_and(|element| place(&element).0 <= edge + 1.0)
    };
    ids.iter().rposition(is_above).unwrap_or(0)
}

fn list() -> Option<Element> {
    the_document().query_selector("main .list.long").ok()?
}

/// The row of a long list at the upper edge of the screen; none if no long list reaches below it.
#[must_use]
pub fn at_edge() -> Option<Edge> {
    edge_within(&list()?)
}

/// The row at the upper edge of the screen among those of a list, or of a stretch.
fn edge_within(rows: &Element) -> Option<Edge> {
    // What taps on filters have hidden before the app was there is nowhere.
    let rows = rows.query_selector_all(":scope > :not([hidden])").ok()?;
    let row = |at: u32| rows.get(at)?.dyn_into::<Element>().ok();
    // Rows lie one below the other.
    let (mut from, mut to) = (0, rows.length());
    while from < to {
        let middle = from + (to - from) / 2;
        if place(&row(middle)?).1 <= 0.0 {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    // Headings that stay in sight are not where they stand, so it may be one further on.
    (from..rows.length()).find_map(|at| {
        let row = row(at)?;
        match row.class_name().as_str() {
            "stretch" => edge_within(&row),
            _ => edge(&row),
        }
    })
}

/// Whether the list has been scrolled into: its first rows are above the screen.
#[must_use]
pub fn is_scrolled_into() -> bool {
    list().is_some_and(|list| place(&list).0 < 0.0)
}

fn edge(row: &Element) -> Option<Edge> {
    let (top, bottom) = place(row);
    if bottom <= 0.0 {
        return None;
    }
    if let Some(item) = item_of(row) {
        return Some(Edge {
            row: EdgeRow::Item(item),
            top: whole(top),
        });
    }
    let first = row.get_attribute("data-first")?;
    let rows: usize = row.get_attribute("data-rows")?.parse().ok()?;
    let height = (bottom - top) / rows as f64;
    let above = (-top / height).max(0.0) as usize;
    let above = above.min(rows.saturating_sub(1));
    Some(Edge {
        row: EdgeRow::Folded(first, above),
        top: whole(top + above as f64 * height),
    })
}

/// To the nearest whole pixel; no page is too long for one.
fn whole(pixels: f64) -> i32 {
    pixels.round() as i32
}

fn item_of(row: &Element) -> Option<ItemId> {
    ItemId::new(&row.get_attribute("data-item")?).ok()
}

/// Scrolls so that the row of an item, if it is there, begins that far below the upper edge.
pub fn hold(item: &ItemId, top: i32) {
    let selector = format!("main .list > [data-item=\"{item}\"]");
    let Ok(Some(row)) = the_document().query_selector(&selector) else {
        return;
    };
    let moved = place(&row).0 - f64::from(top);
    // Less is rounding.
    if moved.abs() >= 1.0 {
        window().scroll_by_with_x_and_y(0.0, moved);
    }
}

/// The items of the long list that are whole, and how much of the list's height each takes, in CSS
/// pixels.
#[must_use]
pub fn heights() -> Vec<(ItemId, usize)> {
    let Some(list) = list() else {
        return Vec::new();
    };
    let rows = list.children();
    let rows = (0..rows.length()).filter_map(|at| rows.item(at));
    let heights = rows.filter_map(|row| {
        let item = item_of(&row)?;
        // A heading may be in sight above the rows that stand under it.
        let next = row
            .next_element_sibling()
            .filter(|next| !is_heading(next))?;
        let height = next.get_bounding_client_rect().top() - row.get_bounding_client_rect().top();
        Some((item, height.round() as usize))
    });
    heights.collect()
}

fn is_heading(row: &Element) -> bool {
    matches!(row.tag_name().as_str(), "H2" | "H3")
}

/// What has the focus in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Focus {
    /// The item whose card it is in.
    pub item: ItemId,
    /// Whether its star has it, and not its link.
    is_star: bool,
}

/// What has the focus in the list, if anything.
#[must_use]
pub fn focus() -> Option<Focus> {
    let focused = the_document().active_element()?;
    let row = focused.closest(".list.long > [data-item]").ok()??;
    Some(Focus {
        item: item_of(&row)?,
        is_star: focused.tag_name() == "BUTTON",
    })
}

/// Gives the focus back if it was lost: what is put elsewhere in a page loses it.
pub fn keep_focus(focus: &Focus) {
    let lost = the_document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY");
    let within = if focus.is_star { "button" } else { "a" };
    let selector = format!("[data-item=\"{}\"] {within}", focus.item);
    if lost
        && let Some(list) = list()
        && let Ok(Some(element)) = list.query_selector(&selector)
    {
        document::focus(&element);
    }
}
