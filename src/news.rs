//! What changed in the programme, told until the attendee has seen it: in My schedule at once, and
//! all of it under What's new.

use std::sync::Arc;

use hallway_programme::ItemId;
use hallway_programme::changes::{Change, Difference};
use leptos::prelude::*;

use crate::i18n;
use crate::notice::take_away;
use crate::platform::storage;
use crate::programmes;
use crate::state::{Notice, State};

/// How many changes of one's schedule are told one by one; more would cover the page.
const ONE_BY_ONE: usize = 1;

/// Where it is remembered what was dismissed by itself.
fn key(state: &State) -> String {
    format!("hallway:seen:{}", state.programme.conference().id)
}

/// A change as it is remembered: another change of the same item is another line, whatever clocks are
/// shown and whatever language is spoken.
fn line(change: &Change) -> String {
    format!("{} {}", change.item, i18n::change_as_published(change))
}

/// Takes in what changed, and says what of it is in the attendee's schedule.
pub fn tell(state: &State, changes: Vec<Change>) {
    let dismissed = storage::recall(&key(state)).unwrap_or_default();
    let (mut news, mut mine) = (Vec::new(), Vec::new());
    for change in changes {
        let line = line(&change);
        if dismissed.lines().any(|told| told == line) {
            continue;
        }
        let change = Arc::new(change);
        if untrack(|| state.is_starred(&change.item)) && change.differences != [Difference::Details]
        {
            mine.push(Notice::ItemChanged(change.clone()));
        }
        news.push(Notice::ItemChanged(change));
    }
    if mine.len() > ONE_BY_ONE {
        mine = vec![Notice::ScheduleChanged(mine.len())];
    }
    take_away(state.notices, &Notice::is_of_changes);
    state.notices.update(|notices| notices.append(&mut mine));
    state.news.set(news);
}

/// Takes away what was told of one item.
pub fn dismiss(state: &State, item: &ItemId) {
    let mut dismissed = String::new();
    let is_told = |notice: &Notice| notice.of_item(item).is_some();
    state.news.with_untracked(|news| {
        for change in news.iter().filter_map(|notice| notice.of_item(item)) {
            dismissed.push_str(&line(change));
            dismissed.push('\n');
        }
    });
    for told in [state.news, state.notices] {
        take_away(told, &is_told);
    }
    // What can't be remembered is told once more by the next page.
    let _ = storage::change(&key(state), move |before| {
        before.unwrap_or_default() + &dismissed
    });
}

/// Takes away all that was told.
pub fn dismiss_all(state: &State) {
    programmes::all_seen(&state.base);
    // As above.
    let _ = storage::replace(&key(state), "");
    for told in [state.news, state.notices] {
        take_away(told, &Notice::is_of_changes);
    }
}
