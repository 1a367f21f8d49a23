//! Which items of an agenda conflict, and how much time is between items.

use hallway_programme::{End, Instant, Item, Programme, Slot, Status};

use crate::{Agenda, Plan};

/// Two items that one person can't attend in full.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conflict<'a> {
    /// The one that starts first.
    pub first: &'a Item,
    /// The other.
    pub second: &'a Item,
    /// Why they conflict.
    pub clash: Clash,
}

/// Why two items conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clash {
    /// The second starts before the first is over.
    Overlap,
    /// The second starts when the first ends, in another room.
    NoTimeToWalk,
}

/// Free time between two items on one calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// When everything before it is over.
    pub from: Instant,
    /// When the next item starts.
    pub to: Instant,
}

impl Gap {
    /// How long it is.
    #[must_use]
    pub fn seconds(self) -> i64 {
        self.from.moment().seconds_until(self.to.moment())
    }
}

/// The items that the attendee plans to attend, in the programme's order: items in the agenda that
/// have a time, are not cancelled, and are not to be watched later.
#[must_use]
pub fn attended<'a>(programme: &'a Programme, agenda: &Agenda) -> Vec<&'a Item> {
    planned(programme, agenda)
        .filter(|(_, _, plan)| *plan == Plan::Attend)
        .map(|(item, _, _)| item)
        .collect()
}

/// The items in the agenda that have a time and are not cancelled, in the programme's order, each
/// with its plan.
pub(crate) fn planned<'a>(
    programme: &'a Programme,
    agenda: &Agenda,
) -> impl Iterator<Item = (&'a Item, Slot, Plan)> {
    let items = programme.items().iter();
    items
        .filter(|item| item.status != Status::Cancelled)
        .filter_map(|item| Some((item, item.slot?, agenda.plan(&item.id)?)))
}

/// All conflicts among `items`, which have to be in the order of their starts. Items without a time
/// have no conflicts.
#[must_use]
pub fn conflicts<'a>(items: &[&'a Item]) -> Vec<Conflict<'a>> {
    let mut conflicts = Vec::new();
    for (at, &first) in items.iter().enumerate() {
        let Some(slot) = first.slot else { continue };
        for &second in &items[at + 1..] {
            let Some(later) = second.slot else { continue };
            if later.start.moment() > ends(slot).moment() {
                break;
            }
            if let Some(clash) = clash((first, slot), (second, later)) {
                conflicts.push(Conflict {
                    first,
                    second,
                    clash,
                });
            }
        }
    }
    conflicts
}

/// Those of `items` that conflict with `item`, in order, and why.
#[must_use]
pub fn in_the_way_of<'a>(item: &Item, items: &[&'a Item]) -> Vec<(&'a Item, Clash)> {
    let in_the_way = |other: &&'a Item| {
        let (one, two) = ((item, item.slot?), (*other, other.slot?));
        let clash = if one.1.start.moment() <= two.1.start.moment() {
            clash(one, two)
        } else {
            clash(two, one)
        };
        Some((*other, clash?))
    };
    let others = items.iter().filter(|other| other.id != item.id);
    others.filter_map(in_the_way).collect()
}

/// Why two items conflict, of which `first` starts no later than `second`.
fn clash((first, slot): (&Item, Slot), (second, later): (&Item, Slot)) -> Option<Clash> {
    let (end, start) = (ends(slot).moment(), later.start.moment());
    let elsewhere = first.room.is_some() && second.room.is_some() && first.room != second.room;
    if start < end || start == slot.start.moment() {
        Some(Clash::Overlap)
    } else if start == end && elsewhere && matches!(slot.end, End::At(_)) {
        Some(Clash::NoTimeToWalk)
    } else {
        None
    }
}

/// When an item ends, as far as is known. An item whose end is unknown counts as ending when it
/// starts.
pub(crate) fn ends(slot: Slot) -> Instant {
    slot.end.latest().unwrap_or(slot.start)
}

/// The gaps between items, within each day. `items` have to be in the order of their starts.
#[must_use]
pub fn gaps(items: &[&Item]) -> Vec<Gap> {
    let mut gaps = breaks(items);
    gaps.retain(|gap| gap.from.day() == gap.to.day());
    gaps
}

/// The gaps between items, including nights. `items` have to be in the order of their starts.
#[must_use]
pub fn breaks(items: &[&Item]) -> Vec<Gap> {
    let mut gaps = Vec::new();
    let mut busy_until: Option<Instant> = None;
    for slot in items.iter().filter_map(|item| item.slot) {
        if let Some(from) = busy_until
            && from.moment() < slot.start.moment()
        {
            gaps.push(Gap {
                from,
                to: slot.start,
            });
        }
        let end = ends(slot);
        if busy_until.is_none_or(|until| until.moment() < end.moment()) {
            busy_until = Some(end);
        }
    }
    gaps
}

/// Positions of the items that fit in a gap, in the programme's order. An item with an unknown end
/// does not count as fitting.
#[must_use]
pub fn fitting(programme: &Programme, gap: Gap) -> Vec<usize> {
    let (from, to) = (gap.from.moment(), gap.to.moment());
    let fits = |item: &Item| {
        let Some(slot) = item.slot.filter(|_| item.status != Status::Cancelled) else {
            return false;
        };
        let end = slot.end.latest();
        slot.start.moment() >= from && end.is_some_and(|end| end.moment() <= to)
    };
    let items = programme.items().iter().enumerate();
    items
        .filter(|(_, item)| fits(item))
        .map(|(at, _)| at)
        .collect()
}
