//! Reminders: a notification before something of the agenda starts, if the attendee wants any.

use hallway_agenda::conflicts::attended;
use hallway_programme::Moment;
use leptos::prelude::*;

use crate::i18n;
use crate::platform::{notifications, storage};
use crate::settings::settings;
use crate::state::State;

/// How long before its start an item is announced.
const AHEAD_SECONDS: i64 = 10 * 60;

/// Announces what starts soon; each item once on this device, whichever tab does.
pub fn look(state: &State, now: Moment) {
    if !settings().reminders {
        return;
    }
    let Some(agenda) = state.agenda.get_untracked() else {
        return;
    };
    let key = format!("hallway:reminded:{}", state.programme.conference().id);
    let reminded = storage::recall(&key).unwrap_or_default();
    for item in attended(&state.programme, &agenda) {
        let Some(slot) = item.slot else { continue };
        let seconds = now.seconds_until(slot.start.moment());
        // An item that moves is announced again.
        let line = format!("{} {}", item.id, slot.start);
        if !(1..=AHEAD_SECONDS).contains(&seconds) || reminded.lines().any(|told| told == line) {
            continue;
        }
        // Where it can't be stored, this page remembers it for itself.
        let _ = storage::change(&key, move |before| {
            format!("{}{line}\n", before.unwrap_or_default())
        });
        let room = item.room.as_ref().and_then(|id| state.programme.room(id));
        let mut words = i18n::countdown(slot, now).unwrap_or_default();
        if let Some(room) = room {
            words.push_str(" · ");
            words.push_str(&room.title);
        }
        notifications::show(&item.title, &words, item.id.as_str());
    }
}
