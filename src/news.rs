//! What changed in the programme, told until the attendee has seen it: in My schedule at once, and
//! all of it under What's new.

use hallway_programme::ItemId;
use hallway_programme::changes::{Change, Difference};
use leptos::prelude::*;

use crate::platform::memory;
use crate::programmes;
use crate::state::{Notice, State};
use crate::words;

/// How many changes of one's schedule are told one by one.
const ONE_BY_ONE: usize = 3;

fn key(state: &State) -> String {
    format!("hallway:seen:{}", state.programme.conference().id)
}

/// What was dismissed by itself: a line each.
fn dismissed(state: &State) -> String {
    memory::recall(&key(state)).unwrap_or_default()
}

/// A change as it is remembered: another change of the same item is another line.
fn line(change: &Change) -> String {
    format!("{} {}\n", change.item, words::change(change))
}

/// Takes in what changed, and says what of it is in the attendee's schedule.
pub fn tell(state: &State, mut changes: Vec<Change>) {
    let dismissed = dismissed(state);
    changes.retain(|change| !dismissed.contains(&line(change)));
    let mut notices: Vec<Notice> = changes
        .iter()
        .filter(|change| is_mine(state, change))
        .map(notice)
        .collect();
    if notices.len() > ONE_BY_ONE {
        notices = vec![Notice::ScheduleChanged(notices.len())];
    }
    state.notices.update(|all| {
        all.retain(|notice| !notice.is_of_changes());
        all.extend(notices);
    });
    state.news.set(changes);
}

/// Whether it is about an item of the attendee's schedule, and more than its details.
fn is_mine(state: &State, change: &Change) -> bool {
    change.differences != [Difference::Details] && untrack(|| state.is_starred(&change.item))
}

fn notice(change: &Change) -> Notice {
    Notice::ItemChanged {
        item: change.item.clone(),
        text: format!("{}: {}", change.title, words::change(change)),
    }
}

/// Takes away what was told of one item.
pub fn dismiss(state: &State, item: &ItemId) {
    state.news.update(|news| {
        for change in news.extract_if(.., |change| change.item == *item) {
            let dismissed = dismissed(state) + &line(&change);
            memory::remember(&key(state), &dismissed);
        }
    });
    state.notices.update(|notices| {
        notices.retain(
            |notice| !matches!(notice, Notice::ItemChanged { item: other, .. } if other == item),
        )
    });
}

/// Takes away all that was told.
pub fn dismiss_all(state: &State) {
    programmes::all_seen(&state.base);
    memory::remember(&key(state), "");
    state.news.set(Vec::new());
    state
        .notices
        .update(|notices| notices.retain(|notice| !notice.is_of_changes()));
}
