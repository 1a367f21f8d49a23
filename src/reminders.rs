//! Reminders: a notification before something of the agenda starts, if the attendee wants any.

use std::cell::RefCell;

use hallway_agenda::conflicts::attended;
use hallway_programme::Moment;
use leptos::prelude::*;

use crate::platform::{memory, notifications};
use crate::settings::settings;
use crate::state::State;
use crate::words;

/// How long before its start an item is announced.
const AHEAD_SECONDS: i64 = 10 * 60;

thread_local! {
    /// The lines that could not be stored: this page remembers them for itself.
    static UNSTORED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Announces what starts soon; each item once on this device, whichever tab does.
pub fn look(state: &State, now: Moment) {
    if !settings().reminders {
        return;
    }
    let Some(agenda) = state.agenda.get_untracked() else {
        return;
    };
    let key = format!("hallway:reminded:{}", state.programme.conference().id);
    let mut reminded = memory::recall(&key).unwrap_or_default();
    for item in attended(&state.programme, &agenda) {
        let Some(slot) = item.slot else { continue };
        let seconds = now.seconds_until(slot.start.moment());
        // An item that moves is announced again.
        let line = format!("{} {}", item.id, slot.start);
        if !(1..=AHEAD_SECONDS).contains(&seconds)
            || reminded.lines().any(|told| told == line)
            || UNSTORED.with_borrow(|told| told.contains(&line))
        {
            continue;
        }
        reminded.push_str(&line);
        reminded.push('\n');
        if !memory::remember(&key, &reminded) {
            UNSTORED.with_borrow_mut(|told| told.push(line));
        }
        let room = item.room.as_ref().and_then(|id| state.programme.room(id));
        let mut words = words::countdown(slot, now).unwrap_or_default();
        if let Some(room) = room {
            words.push_str(" · ");
            words.push_str(&room.title);
        }
        notifications::show(&item.title, &words, item.id.as_str());
    }
}
