//! A row of a page that lists what there is: an icon, a title with a line below it, a value, and where it
//! leads.

use leptos::prelude::*;

use crate::components::icons::icon;
use crate::components::reactive::reactive;
use crate::components::strip::Section;
use crate::route::View;
use crate::state::{State, without_app};

/// What a row says.
#[derive(Clone)]
pub struct RowWords {
    /// The symbol of its icon.
    pub symbol: &'static str,
    /// The title.
    pub title: String,
    /// The line below the title; empty if there is none.
    pub small: String,
    /// What stands at the end. It may come with the app, since it has a place of its own.
    pub value: Signal<String>,
}

impl RowWords {
    /// A row of that icon and title.
    #[must_use]
    pub fn new(symbol: &'static str, title: impl Into<String>) -> Self {
        Self {
            symbol,
            title: title.into(),
            small: String::new(),
            value: Signal::stored(String::new()),
        }
    }

    /// With a line below the title.
    #[must_use]
    pub fn small(mut self, small: impl Into<String>) -> Self {
        self.small = small.into();
        self
    }

    /// With a value at the end.
    #[must_use]
    pub fn value(mut self, value: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.value = Signal::derive(value);
        self
    }

    /// Icon, title and the line below it.
    #[must_use]
    pub fn begin(self) -> AnyView {
        let Self {
            symbol,
            title,
            small,
            ..
        } = self;
        let small = (!small.is_empty()).then(|| view! { <small>{small}</small> });
        view! {
            {icon(symbol)}
            <span class="list-row-title">{title} {small}</span>
        }
        .into_any()
    }

    fn whole(self) -> AnyView {
        let value = self.value;
        view! {
            {self.begin()}
            <span class="list-row-value">{reactive(move || value.get())}</span>
            <span class="list-row-end">{icon("next")}</span>
        }
        .into_any()
    }
}

/// A row that leads to another view or file.
#[component]
pub fn LinkRow(
    /// What it says.
    words: RowWords,
    /// Where it leads.
    href: String,
) -> impl IntoView {
    view! { <a class="list-row" href=href>{words.whole()}</a> }
}

/// The address of the tracks: a section of the programme.
#[must_use]
pub fn tracks_href(state: &State) -> String {
    format!("{}#{}", state.href(View::Programme), Section::Tracks.id())
}

/// A row that does something, once the app is there.
#[component]
pub fn ButtonRow(
    /// What it says.
    words: RowWords,
    /// What it does.
    act: Box<dyn Fn()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="list-row scripted"
            disabled=without_app()
            on:click=move |_| act()
        >
            {words.whole()}
        </button>
    }
}

/// A row that shows more below itself when it is tapped, also without the app.
#[component]
pub fn FoldedRow(
    /// What it says.
    words: RowWords,
    /// What it shows.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="list-fold">
            <summary class="list-row">{words.whole()}</summary>
            <div class="list-fold-body">{children()}</div>
        </details>
    }
}
