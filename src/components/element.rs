//! Plain elements around words and other views.
//!
//! All of them are of one type: each further type of view is about a kilobyte of wasm, and most of
//! what stands on a page is a paragraph with a class. What makes them is there once, and called:
//! `inline(never)` saves the app several kilobytes, since the compiler would else put a copy wherever
//! one is made.

use std::sync::Arc;

use leptos::attr::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::attr::custom::custom_attribute;
use leptos::ev;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::html::style::style;
use leptos::web_sys::Event;

use crate::platform::document;
use crate::state::state;

/// Words as a view.
#[inline(never)]
#[must_use]
pub fn text(words: String) -> AnyView {
    words.into_any()
}

/// An element of that name and class around a view; no class if it is empty.
#[inline(never)]
#[must_use]
pub fn element(name: &'static str, class: &'static str, inner: AnyView) -> AnyView {
    let mut element = tag(name);
    if !class.is_empty() {
        element = element.class(class);
    }
    element.with(inner).view()
}

/// An element of that name and class around words.
#[must_use]
pub fn words_in(name: &'static str, class: &'static str, words: impl Into<String>) -> AnyView {
    element(name, class, text(words.into()))
}

/// The same, or nothing if there are no words.
#[must_use]
pub fn if_any(name: &'static str, class: &'static str, words: &str) -> Option<AnyView> {
    (!words.is_empty()).then(|| words_in(name, class, words))
}

/// Views one after the other.
#[inline(never)]
#[must_use]
pub fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// What is said of a view as it changes, to screen readers too.
#[must_use]
pub fn status(words: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let said = live(move || Some(text(words())));
    let status = tag("p").class("status").set("role", "status");
    status.with(said).view()
}

/// The same where a prerendered page says instead what will be there once the app is. Where that does not
/// come, the promise is taken back (`style/notices.css`).
#[must_use]
pub fn promised_status(words: impl Fn() -> String + Send + Sync + 'static) -> AnyView {
    let said = live(move || Some(text(words())));
    let status = tag("p").class("status").set("role", "status");
    status.live("data-promise", without_app()).with(said).view()
}

/// What a prerendered page says will be there once the app is, until it is.
#[must_use]
pub fn promise(class: &'static str, words: &'static str) -> AnyView {
    let promise = tag("p").class(class).live("data-promise", without_app());
    promise.words(words).view()
}

/// The heading of a view, which gets the focus when the view is shown.
#[must_use]
pub fn heading(words: impl Into<String>) -> AnyView {
    heading_of(words.into())
}

#[inline(never)]
fn heading_of(words: String) -> AnyView {
    let heading = tag("h1").set("tabindex", "-1").set("dir", "auto");
    heading.words(words).view()
}

/// A section under a heading.
#[must_use]
pub fn section(heading: impl Into<String>, inner: Vec<AnyView>) -> AnyView {
    section_of(heading.into(), inner)
}

#[inline(never)]
fn section_of(heading: String, inner: Vec<AnyView>) -> AnyView {
    let section = tag("section").with(words_in("h2", "", heading));
    section.with(all(inner)).view()
}

/// A button that does something.
#[must_use]
pub fn button(name: &'static str, act: impl Fn() + 'static) -> AnyView {
    let button = tag("button").set("type", "button").class("button");
    button.tapped(act).words(name).view()
}

/// The same where a prerendered page has it already: it does nothing until the app is there, and is
/// not to be seen where there is no script.
#[must_use]
pub fn early_button(name: &'static str, act: impl Fn() + 'static) -> AnyView {
    let button = tag("button").set("type", "button").class("button scripted");
    let button = button.live("disabled", without_app());
    button.tapped(act).words(name).view()
}

/// The value of an attribute that is there until the app is.
pub fn without_app() -> impl Fn() -> Option<String> + Send + Sync + 'static {
    let agenda = state().agenda;
    move || agenda.with(Option::is_none).then(String::new)
}

/// A link to a page outside the programme.
#[inline(never)]
#[must_use]
pub fn outward(href: &str, inner: AnyView) -> AnyView {
    let mut link = tag("a").set("href", href).set("rel", "noopener");
    // Within another page it would take the programme's place, or be refused there.
    if !state().is_prerendered() && document::is_framed() {
        link = link.set("target", "_blank");
    }
    link.with(inner).view()
}

/// A link within the programme.
#[must_use]
pub fn inward(class: &'static str, href: String, words: impl Into<String>) -> AnyView {
    inward_to(class, href, words.into())
}

#[inline(never)]
fn inward_to(class: &'static str, href: String, words: String) -> AnyView {
    let mut link = tag("a").set("href", href);
    if !class.is_empty() {
        link = link.class(class);
    }
    link.words(words).view()
}

/// An element with attributes, listeners and any number of views in it.
#[derive(Default)]
pub struct Element {
    name: &'static str,
    attributes: Vec<AnyAttribute>,
    inner: Vec<AnyView>,
}

/// An element of that name, still without anything.
#[must_use]
pub fn tag(name: &'static str) -> Element {
    Element {
        name,
        ..Element::default()
    }
}

/// A value that changes; none while there is none.
type Changing = Arc<dyn Fn() -> Option<String> + Send + Sync>;

impl Element {
    /// With an attribute.
    #[must_use]
    pub fn set(self, name: &'static str, value: impl Into<String>) -> Self {
        self.with_attribute(name, value.into())
    }

    #[inline(never)]
    fn with_attribute(mut self, name: &'static str, value: String) -> Self {
        let attribute = custom_attribute(name, value).into_any_attr();
        self.attributes.push(attribute);
        self
    }

    /// With classes.
    #[must_use]
    pub fn class(self, classes: impl Into<String>) -> Self {
        self.set("class", classes)
    }

    /// With an attribute that changes; left out while there is no value.
    #[must_use]
    pub fn live(
        self,
        name: &'static str,
        value: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.with_changing_attribute(name, Arc::new(value))
    }

    #[inline(never)]
    fn with_changing_attribute(mut self, name: &'static str, value: Changing) -> Self {
        let attribute = custom_attribute(name, move || value()).into_any_attr();
        self.attributes.push(attribute);
        self
    }

    /// With a custom property of its style; set by script, since the page's policy allows no styles
    /// in the page.
    #[inline(never)]
    #[must_use]
    pub fn property(mut self, name: &'static str, value: String) -> Self {
        self.attributes.push(style((name, value)).into_any_attr());
        self
    }

    /// With a listener.
    #[must_use]
    pub fn on(self, event: &'static str, act: impl Fn(Event) + 'static) -> Self {
        self.with_listener(event, Box::new(act))
    }

    #[inline(never)]
    fn with_listener(mut self, event: &'static str, act: Box<dyn Fn(Event)>) -> Self {
        let listener = ev::on(ev::Custom::new(event), move |event: Event| act(event));
        self.attributes.push(listener.into_any_attr());
        self
    }

    /// With something done when it is tapped.
    #[must_use]
    pub fn tapped(self, act: impl Fn() + 'static) -> Self {
        self.on("click", move |_| act())
    }

    /// With words in it, after what is there.
    #[must_use]
    pub fn words(self, words: impl Into<String>) -> Self {
        self.with(text(words.into()))
    }

    /// With a view in it, after what is there.
    #[inline(never)]
    #[must_use]
    pub fn with(mut self, inner: AnyView) -> Self {
        self.inner.push(inner);
        self
    }

    /// With a view in it, if there is one.
    #[inline(never)]
    #[must_use]
    pub fn maybe(mut self, inner: Option<AnyView>) -> Self {
        self.inner.extend(inner);
        self
    }

    /// The element as a view.
    #[inline(never)]
    #[must_use]
    pub fn view(mut self) -> AnyView {
        // Several views have a node of their own at their end, which most elements do without.
        let inner = match self.inner.len() {
            1 => self.inner.swap_remove(0),
            _ => all(self.inner),
        };
        custom(self.name)
            .child(inner)
            .add_any_attr(self.attributes)
            .into_any()
    }
}

/// What changes: made anew whenever what it reads does; nothing while there is none.
#[must_use]
pub fn live(view: impl Fn() -> Option<AnyView> + Send + Sync + 'static) -> AnyView {
    changing(Arc::new(view))
}

#[inline(never)]
fn changing(view: Arc<dyn Fn() -> Option<AnyView> + Send + Sync>) -> AnyView {
    (move || view()).into_any()
}
