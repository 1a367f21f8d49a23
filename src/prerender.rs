//! The components as HTML text, for the pages that a site is prerendered to.

#![cfg(feature = "ssr")]

use std::sync::Arc;

use hallway_programme::Programme;
use leptos::prelude::*;

use crate::app::{App, Frame};
use crate::i18n::Language;
use crate::route::{Address, BasePath, View};
use crate::state::State;

/// What icons refer to; stands in every page once, beside what the app takes over.
pub const SYMBOLS: &str = include_str!("../public/symbols.svg");

/// The languages that the app does not embed: the tag of each, and the file that the app fetches when it
/// speaks it.
pub fn locales() -> impl Iterator<Item = (&'static str, &'static str)> {
    let others = Language::ALL
        .into_iter()
        .filter(|language| *language != Language::default());
    others.map(|language| (language.tag(), language.file()))
}

/// Makes the pages of one site, each as a visitor without an agenda sees it.
#[derive(Clone)]
pub struct Prerenderer {
    /// What all pages share; making it anew for each would cost the square of the programme.
    state: State,
}

impl Prerenderer {
    /// Makes the pages of a programme's site below a base path; if it syncs, by those mailboxes.
    #[must_use]
    pub fn new(programme: Arc<Programme>, base: BasePath, mailboxes: Option<String>) -> Self {
        let state = State::new(programme, base, Address::from(View::Missing));
        Self {
            state: state.synced_by(mailboxes),
        }
    }

    /// What stands below `#hallway` for a view.
    #[must_use]
    pub fn view(&self, view: View) -> String {
        Owner::new().with(|| {
            let state = self.state.apart_at(Address::from(view));
            without_marks(&view! { <App state=state/> }.to_html())
        })
    }

    /// What stands below `#hallway` in the shell that is served offline for every address.
    #[must_use]
    pub fn frame(&self) -> String {
        Owner::new().with(|| {
            let state = self.state.apart_at(Address::from(View::Missing));
            without_marks(&view! { <Frame state=state/> }.to_html())
        })
    }
}

/// The same without the marks by which a page could be hydrated (`<!>`): this one is replaced, and they
/// would be a third of the nodes of a large page. In the quoted value of an attribute they are its own.
fn without_marks(html: &str) -> String {
    let mut kept = String::with_capacity(html.len());
    let mut is_in_tag = false;
    let mut is_quoted = false;
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '"']) {
        let (before, found) = rest.split_at(at);
        kept.push_str(before);
        if let (false, Some(after)) = (is_in_tag, found.strip_prefix("<!>")) {
            rest = after;
            continue;
        }
        match found.as_bytes()[0] {
            b'"' => is_quoted ^= is_in_tag,
            b'<' => is_in_tag = true,
            _ => is_in_tag &= is_quoted,
        }
        let (character, after) = found.split_at(1);
        kept.push_str(character);
        rest = after;
    }
    kept + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded::programme_json;

    #[test]
    fn a_page_can_be_made_while_another_changes_what_it_shows() {
        let programme = Arc::new(Programme::from_json(programme_json()).unwrap());
        let pages = Prerenderer::new(programme, BasePath::new("/").unwrap(), None);
        let _changing = pages.state.notices.write();
        assert!(pages.view(View::Programme).contains("</main>"));
    }

    #[test]
    fn marks_go_and_nothing_else_does() {
        let html = "<p class=\"a\" title=\"1 > 0, <!> \">\"quoted\" <!>text<!></p><!><br><!>";
        assert_eq!(
            without_marks(html),
            "<p class=\"a\" title=\"1 > 0, <!> \">\"quoted\" text</p><br>"
        );
    }
}
