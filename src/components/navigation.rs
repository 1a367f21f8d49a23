//! The navigation between views: within the thumb's reach on a phone, beside the banner elsewhere.

use leptos::prelude::*;

use crate::components::icons::Icon;
use crate::route::View;
use crate::state::state;

/// The views one can always go to.
#[component]
pub fn Navigation(
    /// The view that is shown.
    view: Memo<View>,
) -> impl IntoView {
    let entries = [
        (View::Programme, "programme", "Programme"),
        (View::Now, "clock", "Now"),
        (View::Mine, "star", "My schedule"),
        (View::About, "about", "About"),
    ];
    let links = entries.map(|(target, icon, name)| {
        let href = state().href(target.clone());
        let current = move || view.with(|view| (*view == target).then_some("page"));
        view! {
            <li>
                <a href=href aria-current=current>
                    <Icon name=icon/>
                    <span>{name}</span>
                </a>
            </li>
        }
        .into_any()
    });
    view! {
        <nav class="navigation" aria-label="Views">
            <ul>{links.into_iter().collect_view()}</ul>
        </nav>
    }
}
