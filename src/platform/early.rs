//! What was tapped on the prerendered page before the app was there.
//!
//! `start.js` flips `aria-pressed` at once and marks what was tapped; the state of that when the app
//! arrives is what the attendee meant, whatever was stored before.

use hallway_programme::ItemId;
use hallway_programme::query::{Choice, Facet};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::the_document;

/// The items whose stars were tapped, and whether each was set.
#[must_use]
pub fn stars() -> Vec<(ItemId, bool)> {
    let star = |star: Element| {
        let item = ItemId::new(&star.get_attribute("data-star")?).ok()?;
        Some((item, star.get_attribute("aria-pressed")? == "true"))
    };
    let tapped = all("[data-star][data-tapped]");
    tapped.into_iter().filter_map(star).collect()
}

/// The filter options that are pressed, by taps or since the address asks for them.
#[must_use]
pub fn choices() -> Vec<Choice> {
    let choice = |option: Element| {
        let option = option.get_attribute("data-option")?;
        let (facet, value) = option.split_once(':')?;
        Choice::parse(Facet::from_key(facet)?, value)
    };
    let pressed = all("[data-option][aria-pressed=true]");
    pressed.into_iter().filter_map(choice).collect()
}

fn all(selector: &str) -> Vec<Element> {
    let Ok(found) = the_document().query_selector_all(selector) else {
        return Vec::new();
    };
    let element = |at| found.get(at)?.dyn_into().ok();
    (0..found.length()).filter_map(element).collect()
}
