//! Stored schedules that this version of the app can't read: saved as a file, and then removed if one
//! wants that.

use leptos::prelude::*;

use crate::components::element::{all, button, element, live, words_in};
use crate::platform::agenda_store;
use crate::state::state;
use crate::words::{fill, texts};

/// How many there are and what can be done about them; nothing while there are none, and in prerendered
/// pages.
#[must_use]
pub fn unreadable() -> AnyView {
    let state = state();
    let looked = RwSignal::new(());
    let has_agenda = state.has_agenda();
    live(move || {
        looked.track();
        // What is moved aside is told there.
        state.notices.track();
        if !has_agenda.get() {
            return None;
        }
        let conference = state.programme.conference().id.clone();
        let number = agenda_store::number_of_unreadable(&conference);
        if number == 0 {
            return None;
        }
        let save = {
            let conference = conference.clone();
            button(texts().save_unreadable(), move || {
                agenda_store::save_unreadable(&conference);
                looked.set(());
            })
        };
        let mut actions = vec![save];
        if agenda_store::is_aside_saved(&conference) {
            let state = state.clone();
            actions.push(button(texts().remove_unreadable(), move || {
                agenda_store::remove_saved(&conference);
                state.store_agenda();
                looked.set(());
            }));
        }
        let number = fill(texts().unreadable_stored(), &[&number.to_string()]);
        Some(all(vec![
            words_in("p", "note", number),
            element("div", "actions", all(actions)),
        ]))
    })
}
