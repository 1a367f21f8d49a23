//! The components as HTML text, for the pages that a site is prerendered to.

#![cfg(feature = "ssr")]

use std::sync::Arc;

use hallway_programme::Programme;
use leptos::prelude::*;

use crate::app::{App, Frame};
use crate::route::{Address, BasePath, View};
use crate::state::State;

/// What stands below `body` for a view, as a visitor without an agenda sees it.
#[must_use]
pub fn view(programme: &Arc<Programme>, base: &BasePath, view: View) -> String {
    let state = State::new(programme.clone(), base.clone(), Address::from(view));
    Owner::new().with(|| view! { <App state=state/> }.to_html())
}

/// What stands below `body` in the shell that is served offline for every address.
#[must_use]
pub fn frame(programme: &Arc<Programme>, base: &BasePath) -> String {
    let state = State::new(
        programme.clone(),
        base.clone(),
        Address::from(View::Missing),
    );
    Owner::new().with(|| view! { <Frame state=state/> }.to_html())
}
