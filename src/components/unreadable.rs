//! Stored schedules that this version of the app can't read: saved as a file, and then removed if one
//! wants that.

use leptos::prelude::*;

use crate::components::element::{all, button, element, live, words_in};
use crate::i18n::{fill, texts};
use crate::platform::agenda_store;
use crate::state::state;

/// How many there are and what can be done about them; nothing while there are none, and in prerendered
/// pages.
#[must_use]
pub fn unreadable() -> AnyView {
    let state = state();
    let looked = RwSignal::new(());
    let has_agenda = state.has_agenda();
    let notices = state.notices;
    let conference = state.programme.conference().id.clone();
    let of = conference.clone();
    // How many, and whether they were saved; other notices must not make the buttons anew.
    let unreadable = Memo::new(move |_| {
        looked.track();
        // What is moved aside is told there.
        notices.track();
        let number = if has_agenda.get() {
            agenda_store::number_of_unreadable(&of)
        } else {
            0
        };
        (number > 0).then(|| (number, agenda_store::is_aside_saved(&of)))
    });
    live(move || {
        let (number, is_saved) = unreadable.get()?;
        let save = {
            let conference = conference.clone();
            button(texts().save_unreadable(), move || {
                agenda_store::save_unreadable(&conference);
                looked.set(());
            })
        };
        let mut actions = vec![save];
        if is_saved {
            let state = state.clone();
            let conference = conference.clone();
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
