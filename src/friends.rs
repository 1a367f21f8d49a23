//! Friends' schedules, as they were shared, kept on this device: a line for each.

use std::cell::RefCell;

use hallway_agenda::SharedSchedule;
use hallway_agenda::limits::MOST_UNKNOWN;
use leptos::prelude::*;

use crate::notice::{Notice, name_of};
use crate::platform::memory;
use crate::state::State;
use crate::words::texts;

fn key(state: &State) -> String {
    format!("hallway:friends:{}", state.programme.conference().id)
}

thread_local! {
    /// The lines that could not be stored: this page keeps them for as long as it lives.
    static UNSTORED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// All lines: what is stored, also by other tabs, and what could not be.
fn lines(state: &State) -> Vec<String> {
    let text = memory::recall(&key(state)).unwrap_or_default();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut unstored = UNSTORED.with_borrow(Vec::clone);
    unstored.retain(|line| !lines.contains(line));
    lines.append(&mut unstored);
    lines
}

fn read(lines: &[String]) -> Vec<SharedSchedule> {
    let read = |line: &String| SharedSchedule::from_fragment(line);
    lines.iter().filter_map(read).collect()
}

/// The schedules that are kept.
#[must_use]
pub fn kept(state: &State) -> Vec<SharedSchedule> {
    read(&lines(state))
}

/// Shows what is kept, now and whenever another tab changes it.
pub fn open(state: &State) {
    state.friends.set(kept(state));
    let shown = state.clone();
    memory::on_change_elsewhere(key(state), move || shown.friends.set(kept(&shown)));
}

/// Keeps a schedule beside those that are kept; of several of one name, the later ones get a number.
/// A newer programme may have what this one does not, but not any number of items.
pub fn keep(state: &State, shared: &SharedSchedule) {
    let (shared, _) = &shared.with_unknown_up_to(MOST_UNKNOWN, |item| state.knows(item));
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

/// What other tabs kept meanwhile stays, and so does what can't be read here: a newer version of the app
/// may have written it.
fn change(state: &State, change: impl FnOnce(&mut Vec<SharedSchedule>)) {
    let mut lines = lines(state);
    let mut friends = read(&lines);
    change(&mut friends);
    lines.retain(|line| SharedSchedule::from_fragment(line).is_none());
    lines.extend(friends.iter().map(SharedSchedule::to_fragment));
    if !memory::remember(&key(state), &lines.join("\n")) {
        state.tell(Notice::Said(texts().friend_not_stored().into()));
    }
    let stored = memory::recall(&key(state)).unwrap_or_default();
    lines.retain(|line| !stored.lines().any(|stored| stored == line));
    UNSTORED.set(lines);
    state.friends.set(friends);
}
