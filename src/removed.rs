//! Items that are not in the programme: how many the agenda has, and their removal by the attendee's own
//! tap.
//!
//! Which were removed is kept beside the agenda, for all tabs of this device: neither another tab nor
//! another device that still has them brings them back here.

use std::sync::Arc;

use hallway_agenda::{Agenda, Removed, horizon};
use hallway_programme::ItemId;
use hallway_programme::id::ConferenceId;
use leptos::prelude::*;

use crate::notice::Notice;
use crate::platform::{clock, storage};
use crate::state::State;

fn key(conference: &ConferenceId) -> String {
    format!("hallway:removed:{conference}")
}

/// What was removed on this device.
#[must_use]
pub fn kept(conference: &ConferenceId) -> Removed {
    Removed::from_text(&storage::recall(&key(conference)).unwrap_or_default())
}

/// Changes what is kept, as it is stored by then: other tabs may have removed something too.
fn change(conference: &ConferenceId, change: impl Fn(&mut Removed) + 'static) {
    // What can't be stored now is stored as soon as it can be, for as long as the page lives. Where nothing
    // can be, what another tab or device brings back can be removed again.
    let _ = storage::change(&key(conference), move |text| {
        let mut removed = Removed::from_text(&text.unwrap_or_default());
        change(&mut removed);
        removed.to_text()
    });
}

/// Forgets that items were removed, since the programme has them, or the attendee wants them back.
pub fn forget<'a>(state: &State, items: impl IntoIterator<Item = &'a ItemId>) {
    let back: Vec<ItemId> = items.into_iter().cloned().collect();
    let known = state.clone();
    let forget = move |removed: &mut Removed| {
        removed.keep(|item| !back.contains(item) && !known.knows(item));
    };
    let conference = &state.published.conference().id;
    let before = kept(conference);
    let mut after = before.clone();
    forget(&mut after);
    if after != before {
        change(conference, forget);
    }
}

/// Forgets the removal of what the programme has again: from here on, a star is one as any.
pub fn forget_what_returned(state: &State) {
    forget(state, []);
}

impl State {
    /// Whether the programme has the item.
    #[must_use]
    pub fn knows(&self, item: &ItemId) -> bool {
        self.published.item(item).is_some()
    }

    /// How many items the agenda says something of that the programme does not have; tracked.
    #[must_use]
    pub fn number_of_unknown(&self) -> usize {
        let unknown = |agenda: &Agenda| agenda.unknown(|item| self.knows(item)).len();
        self.agenda
            .with(|agenda| agenda.as_ref().map_or(0, unknown))
    }

    /// Removes these, stores the agenda, and offers to take that back.
    pub fn remove_unknown(&self) {
        let mut outcome = None;
        // Kept before the agenda is stored: that merges what is stored, which still has them.
        self.agenda.update(|agenda| {
            if let Some(agenda) = agenda {
                let now = clock::now_ms();
                agenda.clamp(horizon(now));
                outcome = Some(agenda.remove_unknown(|item| self.knows(item), now));
            }
        });
        let Some((said, forgotten)) = outcome else {
            return;
        };
        if !forgotten.is_empty() {
            let conference = &self.published.conference().id;
            change(conference, move |removed| removed.add(forgotten.clone()));
        }
        self.store_agenda();
        self.tell(Notice::Removed(Arc::new(said)));
    }

    /// Puts back what was removed.
    pub fn put_back(&self, said: &Agenda) {
        forget(self, said.items());
        self.change_agenda(|agenda, now| agenda.put_back(said, now));
    }
}
