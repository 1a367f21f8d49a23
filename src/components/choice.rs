//! One choice of a few: a group of buttons of which one is pressed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::state::without_app;

/// One of the things to choose from.
pub struct Alternative {
    /// What it is called.
    pub name: String,
    /// Whether it is chosen; tracked.
    pub chosen: Arc<dyn Fn() -> bool + Send + Sync>,
    /// Chooses it.
    pub choose: Box<dyn Fn()>,
}

impl Alternative {
    /// An alternative of that name.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        chosen: impl Fn() -> bool + Send + Sync + 'static,
        choose: impl Fn() + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            chosen: Arc::new(chosen),
            choose: Box::new(choose),
        }
    }
}

/// The choice, under its name. In a prerendered page nothing can be chosen yet.
#[component]
pub fn ChoiceGroup(
    /// What is chosen.
    label: &'static str,
    /// What there is to choose from.
    alternatives: Vec<Alternative>,
) -> impl IntoView {
    let button = |alternative: Alternative| {
        let Alternative {
            name,
            chosen,
            choose,
        } = alternative;
        view! {
            <button
                class="option"
                type="button"
                aria-pressed=move || chosen().to_string()
                disabled=without_app()
                on:click=move |_| choose()
            >
                {name}
            </button>
        }
    };
    view! {
        <div class="choice scripted" role="group" aria-label=label>
            {alternatives.into_iter().map(button).collect_view()}
        </div>
    }
}
