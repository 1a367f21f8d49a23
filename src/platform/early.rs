//! What was tapped on the prerendered page before the app was there.
//!
//! `start.js` flips `aria-pressed` at once; what is pressed when the app arrives is what the
//! attendee meant, whatever was stored before.

use hallway_programme::ItemId;
use hallway_programme::query::{Choice, Facet};
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::the_document;

/// The items whose stars were tapped.
#[must_use]
pub fn stars() -> Vec<ItemId> {
    pressed("data-star")
        .iter()
        .filter_map(|item| ItemId::new(item).ok())
        .collect()
}

/// The filter options that were tapped.
#[must_use]
pub fn choices() -> Vec<Choice> {
    let choice = |option: &String| {
        let (facet, value) = option.split_once(':')?;
        Choice::parse(Facet::from_key(facet)?, value)
    };
    pressed("data-option").iter().filter_map(choice).collect()
}

fn pressed(attribute: &str) -> Vec<String> {
    let selector = format!("[{attribute}][aria-pressed=true]");
    let Ok(found) = the_document().query_selector_all(&selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| {
            found
                .get(at)?
                .dyn_into::<Element>()
                .ok()?
                .get_attribute(attribute)
        })
        .collect()
}
