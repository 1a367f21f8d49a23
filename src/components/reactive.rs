//! Parts of a view that come, change and go.

use leptos::children::ViewFn;
use leptos::prelude::*;

/// A part of a view that is made anew whenever what it reads changes.
///
/// A closure in `view!` does the same. Each is a type of its own; behind a [`ViewFn`] all are of one type,
/// which makes the app 1 % smaller.
#[must_use]
pub fn reactive<V: RenderHtml + Send + 'static>(
    view: impl Fn() -> V + Send + Sync + 'static,
) -> AnyView {
    let view = ViewFn::from(view);
    (move || view.run()).into_any()
}
