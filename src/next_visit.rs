//! What the next visit begins with: the programme's prerendered page, if it says what the app would, and
//! else an empty frame that the app fills.
//!
//! The page is read half a second after it was asked for, on a phone without a network too; the app is
//! there a second or two later. Should a note of it be wrong, one sees for that long what the site's
//! builder saw.

use crate::hint;
use crate::i18n::Language;
use crate::platform::document;
use crate::settings::settings;
use crate::state::State;

/// Says it on the root element: `html[data-next=shell]`, or `page` and the attributes that the page's root
/// element is to have besides. `start.js` keeps that for the service worker. A frame of another page has
/// wishes of its own, and says nothing.
pub fn note(state: &State) {
    if document::is_framed() {
        return;
    }
    let settings = settings();
    // The same programme, in the same language, by the same clocks.
    let is_right = document::revision() == Some(state.published.revision())
        && Language::spoken() == Language::default()
        && !settings.my_time
        && !settings.timetable;
    if !is_right {
        return document::mark("next", "shell");
    }
    let theme = match settings.dark {
        Some(true) => " data-theme=dark",
        Some(false) => " data-theme=light",
        None => "",
    };
    let hint = if hint::is_understood() {
        " data-hint=understood"
    } else {
        ""
    };
    document::mark("next", &["page", theme, hint].concat());
}
