//! One choice of a few: a group of buttons of which one is pressed.

use std::sync::Arc;

use leptos::prelude::*;

use crate::components::aria::truth;
use crate::components::element::{tag, without_app};

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
#[must_use]
pub fn choice(name: &'static str, alternatives: Vec<Alternative>) -> AnyView {
    let mut group = tag("div")
        .class("choice scripted")
        .set("role", "group")
        .set("aria-label", name);
    for alternative in alternatives {
        let chosen = alternative.chosen;
        let button = tag("button")
            .class("option")
            .set("type", "button")
            .live("aria-pressed", move || Some(truth(chosen()).to_owned()))
            .live("disabled", without_app())
            .tapped(alternative.choose)
            .words(alternative.name);
        group = group.with(button.view());
    }
    group.view()
}
