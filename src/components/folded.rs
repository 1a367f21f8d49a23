//! What is far from the screen as lines of text: an element for many, in which the browser's own search
//! still finds each.

use crate::components::element::{Element, tag};

/// The lines; on a screen, as high as what they stand for, in CSS pixels.
#[must_use]
pub fn folded(words: &[String], extent: Option<usize>) -> Element {
    let mut element = tag("div").class("folded");
    // The policy of a prerendered page allows no styles in it.
    if let Some(extent) = extent {
        element = element
            .property("--extent", format!("{extent}px"))
            .property("--rows", words.len().to_string());
    }
    element.words(words.join("\n"))
}
