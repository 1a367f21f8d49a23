//! Search and filters together, of the programme or of My schedule.

use hallway_programme::filter::Selection;
use leptos::prelude::*;

use crate::components::element::tag;
use crate::components::filters::filters;
use crate::components::search::search;

/// Search and filters, with what the query leaves.
#[must_use]
pub fn controls(selection: Memo<Selection>) -> AnyView {
    let controls = tag("search").class("controls").set("role", "search");
    controls.with(search()).with(filters(selection)).view()
}
