//! Search and filters together, of the programme or of My schedule.

use hallway_programme::filter::Selection;
use leptos::prelude::*;

use crate::components::filters::Filters;
use crate::components::search::SearchBox;

/// Search and filters, with what the query leaves.
#[component]
pub fn Controls(
    /// What the query leaves.
    selection: Memo<Selection>,
) -> impl IntoView {
    view! {
        <search class="controls" role="search">
            <SearchBox/>
            <Filters selection/>
        </search>
    }
}
