//! What is far from the screen as lines of text: an element for many, in which the browser's own search
//! still finds each.

use leptos::prelude::*;

/// Lines of text that stand for rows.
#[component]
pub fn Folded(
    /// What each row says.
    lines: Vec<String>,
    /// How high what they stand for is, in CSS pixels; none in prerendered pages, whose policy allows no
    /// styles in them.
    #[prop(optional_no_strip)]
    extent: Option<usize>,
    /// The key of the first row, by which the screen's position is found.
    #[prop(optional)]
    first: Option<String>,
) -> impl IntoView {
    let rows = lines.len();
    view! {
        <div
            class="folded"
            style=("--extent", extent.map(|extent| format!("{extent}px")))
            style=("--rows", extent.map(|_| rows.to_string()))
            data-rows=first.is_some().then(|| rows.to_string())
            data-first=first
        >
            {lines.join("\n")}
        </div>
    }
}
