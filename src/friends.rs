//! Friends' schedules, as they were shared, kept on this device: a line for each.

use hallway_agenda::SharedSchedule;
use leptos::prelude::*;

use crate::notice::{Notice, name_of};
use crate::platform::memory;
use crate::state::State;
use crate::words::texts;

fn key(state: &State) -> String {
    format!("hallway:friends:{}", state.programme.conference().id)
}

/// The schedules that are kept.
#[must_use]
pub fn kept(state: &State) -> Vec<SharedSchedule> {
    let text = memory::recall(&key(state)).unwrap_or_default();
    text.lines()
        .filter_map(SharedSchedule::from_fragment)
        .collect()
}

/// Shows what is kept, now and whenever another tab changes it.
pub fn open(state: &State) {
    state.friends.set(kept(state));
    let shown = state.clone();
    memory::on_change_elsewhere(key(state), move || shown.friends.set(kept(&shown)));
}

/// Keeps a schedule beside those that are kept; of several of one name, the later ones get a number.
pub fn keep(state: &State, shared: &SharedSchedule) {
    change(state, |friends| {
        if friends.contains(shared) {
            return;
        }
        let is_free = |name: &str| friends.iter().all(|friend| friend.name != name);
        let mut kept = shared.clone();
        let mut number = 2;
        while !is_free(&kept.name) {
            kept.name = format!("{} {number}", name_of(shared));
            number += 1;
        }
        friends.push(kept);
    });
}

/// Whether another schedule of that name is kept; tracked.
#[must_use]
pub fn has_other(state: &State, shared: &SharedSchedule) -> bool {
    let is_other = |friend: &SharedSchedule| friend.name == shared.name && friend != shared;
    state.friends.with(|friends| friends.iter().any(is_other))
}

/// Keeps a schedule in place of the one of its name, and offers to take that back.
pub fn replace(state: &State, shared: &SharedSchedule) {
    remove(state, &shared.name);
    keep(state, shared);
}

/// Takes a schedule away, and offers to take that back.
pub fn remove(state: &State, name: &str) {
    change(state, |friends| {
        if let Some(at) = friends.iter().position(|friend| friend.name == name) {
            state.tell(Notice::FriendRemoved(friends.remove(at)));
        }
    });
}

/// What other tabs kept meanwhile stays.
fn change(state: &State, change: impl FnOnce(&mut Vec<SharedSchedule>)) {
    let mut friends = kept(state);
    change(&mut friends);
    let lines: Vec<String> = friends.iter().map(SharedSchedule::to_fragment).collect();
    if !memory::remember(&key(state), &lines.join("\n")) {
        state.tell(Notice::Said(texts().friend_not_stored().into()));
    }
    state.friends.set(friends);
}
