//! The differences between two versions of one programme, item by item.

use crate::{Instant, Item, ItemId, Programme, RoomId, Slot, Status};

/// Everything that changed about one item.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The item.
    pub item: ItemId,
    /// Its title now, or its last title if the programme no longer has it.
    pub title: String,
    /// What is different, the most important first; never empty.
    pub differences: Vec<Difference>,
}

/// Something that is different about an item.
#[derive(Debug, Clone, PartialEq)]
pub enum Difference {
    /// The older programme did not have it.
    Added,
    /// The newer programme no longer has it.
    Removed,
    /// It was cancelled.
    Cancelled,
    /// It was cancelled, and now takes place after all.
    Reinstated,
    /// It moved to another time or room.
    Moved {
        /// Where and when it was.
        from: Spot,
        /// Where and when it is.
        to: Spot,
    },
    /// Its title changed.
    Retitled {
        /// The old title.
        from: String,
    },
    /// Something else about it: people, abstract, language, links.
    Details,
}

/// Where and when an item is.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// When; `None` if it has no time.
    pub slot: Option<Slot>,
    /// The room's title; `None` if it has no room.
    pub room: Option<String>,
}

impl Spot {
    fn of(item: &Item, programme: &Programme) -> Self {
        Self {
            slot: item.slot,
            room: item.room.as_ref().and_then(|id| room(programme, id)),
        }
    }

    /// When it starts, if it has a time.
    #[must_use]
    pub fn start(&self) -> Option<Instant> {
        self.slot.map(|slot| slot.start)
    }
}

fn room(programme: &Programme, id: &RoomId) -> Option<String> {
    programme.room(id).map(|room| room.title.clone())
}

/// What changed from `before` to `after`: first the items that `after` has, in its order, then the
/// items that only `before` has, in its order.
#[must_use]
pub fn changes(before: &Programme, after: &Programme) -> Vec<Change> {
    let there = after.items().iter().filter_map(|item| {
        let differences = match before.item(&item.id) {
            Some(old) => differences((old, before), (item, after)),
            None => vec![Difference::Added],
        };
        change(item, differences)
    });
    let gone = before
        .items()
        .iter()
        .filter(|item| after.item(&item.id).is_none())
        .filter_map(|item| change(item, vec![Difference::Removed]));
    there.chain(gone).collect()
}

fn change(item: &Item, differences: Vec<Difference>) -> Option<Change> {
    (!differences.is_empty()).then(|| Change {
        item: item.id.clone(),
        title: item.title.clone(),
        differences,
    })
}

fn differences(
    (old, before): (&Item, &Programme),
    (new, after): (&Item, &Programme),
) -> Vec<Difference> {
    let mut differences = Vec::new();
    match (
        old.status == Status::Cancelled,
        new.status == Status::Cancelled,
    ) {
        (false, true) => differences.push(Difference::Cancelled),
        (true, false) => differences.push(Difference::Reinstated),
        _ => {}
    }
    let (from, to) = (Spot::of(old, before), Spot::of(new, after));
    if from != to {
        differences.push(Difference::Moved { from, to });
    }
    if old.title != new.title {
        let from = old.title.clone();
        differences.push(Difference::Retitled { from });
    }
    if differences.is_empty() && !says_the_same(old, new) {
        differences.push(Difference::Details);
    }
    differences
}

/// Whether an attendee would see no difference between two items, apart from time, room and title,
/// which the caller compares. `note` and `source` say where the facts come from. They are not
/// compared: otherwise every item would count as changed when the conference's pages move.
fn says_the_same(old: &Item, new: &Item) -> bool {
    old.subtitle == new.subtitle
        && old.kind == new.kind
        && old.status == new.status
        && old.session_type == new.session_type
        && old.language == new.language
        && old.track == new.track
        && old.people == new.people
        && old.topics == new.topics
        && old.summary == new.summary
        && old.description == new.description
        && old.materials == new.materials
        && old.do_not_record == new.do_not_record
}
