//! A list whose lines keep their place in the page while others come and go.

use std::sync::Arc;

use leptos::prelude::*;

/// A line: what tells it from the others, and what makes it when it first appears.
#[derive(Clone)]
pub struct Line {
    /// The same in two lists for the same line.
    pub key: String,
    /// Makes its view.
    pub show: Arc<dyn Fn() -> AnyView + Send + Sync>,
}

impl Line {
    /// A line of that key.
    #[must_use]
    pub fn new(key: String, show: impl Fn() -> AnyView + Send + Sync + 'static) -> Self {
        Self {
            key,
            show: Arc::new(show),
        }
    }
}

/// The list of lines. All lists of the app are of this one type, since each further type of `For` would be
/// several kilobytes of wasm.
#[component]
pub fn Lines(
    /// The lines; tracked.
    #[prop(into)]
    each: Signal<Vec<Line>>,
) -> impl IntoView {
    view! { <For each=move || each.get() key=|line| line.key.clone() children=|line| (line.show)()/> }
}
