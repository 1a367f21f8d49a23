//! Plain elements around words and other views.
//!
//! All of them are of one type: each further type of view is about a kilobyte of wasm, and most of
//! what stands on a page is a paragraph with a class.

use std::sync::Arc;

use leptos::html::custom;
use leptos::prelude::*;

/// An element of that name and class around a view; no class if it is empty.
#[must_use]
pub fn element(name: &'static str, class: &'static str, inner: AnyView) -> AnyView {
    let class = (!class.is_empty()).then_some(class);
    custom(name).class(class).child(inner).into_any()
}

/// An element of that name and class around words.
#[must_use]
pub fn words_in(name: &'static str, class: &'static str, words: impl Into<String>) -> AnyView {
    element(name, class, words.into().into_any())
}

/// The same, or nothing if there are no words.
#[must_use]
pub fn if_any(name: &'static str, class: &'static str, words: &str) -> Option<AnyView> {
    (!words.is_empty()).then(|| words_in(name, class, words))
}

/// Views one after the other.
#[must_use]
pub fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// A section under a heading.
#[must_use]
pub fn section(heading: impl Into<String>, inner: Vec<AnyView>) -> AnyView {
    let mut views = vec![words_in("h2", "", heading)];
    views.extend(inner);
    element("section", "", all(views))
}

/// A button that does something.
#[must_use]
pub fn button(name: &'static str, act: impl Fn() + Send + Sync + 'static) -> AnyView {
    let act: Arc<dyn Fn() + Send + Sync> = Arc::new(act);
    view! { <button type="button" class="button" on:click=move |_| act()>{name}</button> }
        .into_any()
}

/// A link to a page outside the programme.
#[must_use]
pub fn outward(href: &str, inner: AnyView) -> AnyView {
    view! { <a href=href.to_owned() rel="noopener">{inner}</a> }.into_any()
}

/// A link within the programme.
#[must_use]
pub fn inward(class: &'static str, href: String, words: impl Into<String>) -> AnyView {
    let class = (!class.is_empty()).then_some(class);
    view! { <a class=class href=href>{words.into()}</a> }.into_any()
}
