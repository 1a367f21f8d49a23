//! What is on at a moment, and what comes next; which moment it is, the caller says.

use crate::{Moment, Programme, Slot};

/// A programme at one moment: positions of items, in the programme's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Now {
    /// What has started and may still go on.
    pub on: Vec<usize>,
    /// What starts next: everything of the first start that is still to come.
    pub next: Vec<usize>,
}

/// The programme at `moment`.
#[must_use]
pub fn now(programme: &Programme, moment: Moment) -> Now {
    let mut now = Now::default();
    let mut next_start = None;
    // Items with a time come by their starts, so the first that is still to come starts next.
    for (position, item) in programme.items().iter().enumerate() {
        let Some(slot) = item.slot else { continue };
        let start = slot.start.moment();
        if start > moment {
            if *next_start.get_or_insert(start) == start {
                now.next.push(position);
            }
        } else if moment < over_by(slot) {
            now.on.push(position);
        }
    }
    now
}

/// When an item is over for certain. One whose end nobody knows may go on until the conference's
/// calendar day ends.
fn over_by(slot: Slot) -> Moment {
    match slot.end.latest() {
        Some(end) => end.moment(),
        None => slot.start.end_of_day(),
    }
}
