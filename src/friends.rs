//! Friends' schedules, as they were shared, kept on this device: a line for each.

use hallway_agenda::SharedSchedule;
use hallway_agenda::limits::MOST_UNKNOWN;
use leptos::prelude::*;

use crate::i18n::texts;
use crate::notice::{Notice, name_of};
use crate::platform::storage;
use crate::state::State;

fn key(state: &State) -> String {
    format!("hallway:friends:{}", state.programme.conference().id)
}

/// The schedules of a stored text, a line for each.
fn read(text: &str) -> Vec<SharedSchedule> {
    text.lines()
        .filter_map(SharedSchedule::from_fragment)
        .collect()
}

/// The text with the schedules in it, and with all lines that can't be read here: a newer version of the app
/// may have written them.
fn write(text: &str, friends: &[SharedSchedule]) -> String {
    let unread = text.lines();
    let unread = unread.filter(|line| SharedSchedule::from_fragment(line).is_none());
    let unread = unread.map(str::to_owned);
    let friends = friends.iter().map(SharedSchedule::to_fragment);
    unread.chain(friends).collect::<Vec<_>>().join("\n")
}

/// The schedules that are kept, also by other tabs, and those that could not be stored yet.
#[must_use]
pub fn kept(state: &State) -> Vec<SharedSchedule> {
    read(&storage::recall(&key(state)).unwrap_or_default())
}

/// Shows what is kept, now and whenever another tab changes it.
pub fn open(state: &State) {
    show(state);
    let shown = state.clone();
    storage::on_change_elsewhere(key(state), move || show(&shown));
}

fn show(state: &State) {
    let kept = kept(state);
    if state.friends.with_untracked(|friends| *friends != kept) {
        state.friends.set(kept);
    }
}

/// Keeps a schedule beside those that are kept; of several of one name, the later ones get a number.
/// A newer programme may have what this one does not, but not any number of items.
pub fn keep(state: &State, shared: &SharedSchedule) {
    let (shared, _) = shared.with_unknown_up_to(MOST_UNKNOWN, |item| state.knows(item));
    change(state, move |friends| {
        if friends.contains(&shared) {
            return;
        }
        let is_free = |name: &str| friends.iter().all(|friend| friend.name != name);
        let mut kept = shared.clone();
        let mut number = 2;
        while !is_free(&kept.name) {
            kept.name = format!("{} {number}", name_of(&shared));
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
    let kept = kept(state).into_iter().find(|friend| friend.name == name);
    let Some(removed) = kept else { return };
    state.tell(Notice::FriendRemoved(removed.clone()));
    change(state, move |friends| {
        if let Some(at) = friends.iter().position(|friend| *friend == removed) {
            friends.remove(at);
        }
    });
}

/// Changes the list as it is stored by then: what other tabs kept meanwhile stays, and so does what could
/// not be read.
fn change(state: &State, change: impl Fn(&mut Vec<SharedSchedule>) + 'static) {
    let stored = storage::change(&key(state), move |text| {
        let text = text.unwrap_or_default();
        let mut friends = read(&text);
        change(&mut friends);
        write(&text, &friends)
    });
    if stored.is_err() {
        state.tell(Notice::Said(texts().friend_not_stored().into()));
    }
    show(state);
}
