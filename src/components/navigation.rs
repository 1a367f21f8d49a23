//! The navigation between views: within the thumb's reach on a phone, beside the banner elsewhere.

use leptos::prelude::*;

use crate::components::icons::icon;
use crate::i18n::texts;
use crate::route::View;
use crate::state::state;

/// The views one can always go to, and which of them is shown.
#[component]
pub fn Navigation(
    /// The view that is shown.
    shown: Memo<View>,
) -> impl IntoView {
    let entries = [
        (View::Programme, "programme", texts().programme()),
        (View::Now, "clock", texts().now()),
        (View::Mine, "star", texts().mine()),
        (View::About, "more", texts().more_view()),
    ];
    let links = entries.map(|(target, symbol, name)| {
        let href = state().href(target.clone());
        let current = move || shown.with(|shown| (*shown == target).then_some("page"));
        view! {
            <li>
                <a href=href aria-current=current>
                    {icon(symbol)}
                    <span>{name}</span>
                </a>
            </li>
        }
    });
    view! {
        <nav class="navigation" aria-label=texts().views()>
            <ul>{links}</ul>
        </nav>
    }
}
