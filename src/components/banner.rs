//! The banner: which conference this is, and when.

use leptos::prelude::*;

use crate::components::element::{all, element, inward, words_in};
use crate::i18n;
use crate::route::View;
use crate::state::state;

/// The conference's name and days; leads to the programme.
#[must_use]
pub fn banner() -> AnyView {
    let state = state();
    let conference = state.programme.conference();
    let days = i18n::conference_days(conference);
    let home = state.href(View::Programme);
    let inner = vec![
        inward("banner-title", home, &conference.title),
        words_in("p", "banner-days", days),
    ];
    element("header", "banner", all(inner))
}
