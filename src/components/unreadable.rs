//! Stored schedules that this version of the app can't read: saved as a file, and then removed if one
//! wants that.

use leptos::prelude::*;

use crate::components::reactive::reactive;
use crate::i18n::{fill, texts};
use crate::platform::agenda_store;
use crate::state::state;

/// How many there are and what can be done about them; nothing while there are none, and in prerendered
/// pages.
#[component]
pub fn UnreadableSchedules() -> impl IntoView {
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
    reactive(move || {
        let (number, is_saved) = unreadable.get()?;
        let save = {
            let conference = conference.clone();
            move |_| {
                agenda_store::save_unreadable(&conference);
                looked.set(());
            }
        };
        let remove = {
            let (state, conference) = (state.clone(), conference.clone());
            move |_| {
                agenda_store::remove_saved(&conference);
                state.store_agenda();
                looked.set(());
            }
        };
        Some(view! {
            <p class="note">{fill(texts().unreadable_stored(), &[&number.to_string()])}</p>
            <div class="actions">
                <button type="button" class="button" on:click=save>
                    {texts().save_unreadable()}
                </button>
                {is_saved.then(|| view! {
                    <button type="button" class="button" on:click=remove>
                        {texts().remove_unreadable()}
                    </button>
                })}
            </div>
        })
    })
}
