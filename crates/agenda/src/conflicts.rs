//! Where two items of an agenda get into each other's way, and how much time lies between them.

use hallway_programme::{End, Instant, Item, Programme, Slot, Status};

use crate::{Agenda, Plan};

/// Two items that one person can't both see whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conflict<'a> {
    /// The one that starts first.
    pub first: &'a Item,
    /// The other.
    pub second: &'a Item,
    /// Why.
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

/// Time without anything between two items, on one calendar day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// When everything before is over.
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

/// The items that the attendee means to be at, in the programme's order: those in the agenda that
/// have a time, take place and are not left for the recording.
#[must_use]
pub fn attended<'a>(programme: &'a Programme, agenda: &Agenda) -> Vec<&'a Item> {
    planned(programme, agenda)
        .filter(|(_, _, plan)| *plan == Plan::Attend)
        .map(|(item, _, _)| item)
        .collect()
}

/// The items in the agenda that have a time and take place, in the programme's order, and how the
/// attendee means to see each.
pub(crate) fn planned<'a>(
    programme: &'a Programme,
    agenda: &Agenda,
) -> impl Iterator<Item = (&'a Item, Slot, Plan)> {
    let items = programme.items().iter();
    items
        .filter(|item| item.status != Status::Cancelled)
        .filter_map(|item| Some((item, item.slot?, agenda.plan(&item.id)?)))
}

/// All conflicts between items that come by their starts; those without a time have none.
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

/// Those of the items that conflict with `item`, in order, and why.
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

/// Why an item and one that starts no earlier conflict.
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

/// When an item ends as far as that is known: one whose end nobody knows is as good as a moment.
pub(crate) fn ends(slot: Slot) -> Instant {
    slot.end.latest().unwrap_or(slot.start)
}

/// The time between items that come by their starts, day by day.
#[must_use]
pub fn gaps(items: &[&Item]) -> Vec<Gap> {
    let mut gaps = breaks(items);
    gaps.retain(|gap| gap.from.day() == gap.to.day());
    gaps
}

/// The time between items that come by their starts, nights too.
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

/// Positions of the items that lie in a gap whole, in the programme's order; what has no known end
/// might not.
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
