//! Links to pages outside the programme.

use leptos::prelude::*;

use crate::platform::document;
use crate::state::state;

/// A link to a page outside the programme.
#[component]
pub fn OutwardLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// What it says.
    children: Children,
) -> impl IntoView {
    // Within another page it would take the programme's place, or be refused there.
    let is_framed = !state().is_prerendered() && document::is_framed();
    view! {
        <a href=href rel="noopener" target=is_framed.then_some("_blank")>
            {children()}
        </a>
    }
}
