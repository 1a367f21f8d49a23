//! What is on at a given moment, and what comes next.

use crate::{Instant, Item, Moment, Programme, Slot, Status};

/// What is on and what is next at one moment: positions of items, in the programme's order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Now {
    /// Items that have started and may still be going on.
    pub on: Vec<usize>,
    /// For each room, the items that start next, if they start on the same day as the next item of
    /// all.
    pub next: Vec<usize>,
}

/// What is on and what is next at `moment`. Cancelled items are neither.
#[must_use]
pub fn now(programme: &Programme, moment: Moment) -> Now {
    now_among(programme, moment, |_| true)
}

/// Like [`now`], but only with the items for which `counts` returns true.
#[must_use]
pub fn now_among(programme: &Programme, moment: Moment, counts: impl Fn(&Item) -> bool) -> Now {
    let mut now = Now::default();
    let mut first: Option<Instant> = None;
    let mut places: Vec<(Option<&str>, Moment)> = Vec::new();
    // Items with a time are in the order of their starts, so the first that has not started is
    // next.
    for (position, item) in programme.items().iter().enumerate() {
        let Some(slot) = takes_place(item).filter(|_| counts(item)) else {
            continue;
        };
        let start = slot.start.moment();
        if start <= moment {
            if moment < over_by(slot) {
                now.on.push(position);
            }
            continue;
        }
        let first = *first.get_or_insert(slot.start);
        if slot.start.day() != first.day() {
            break;
        }
        let place = item.room.as_ref().map(|room| room.as_str());
        match places.iter().find(|(other, _)| *other == place) {
            Some((_, next)) if *next < start => {}
            Some(_) => now.next.push(position),
            None => {
                places.push((place, start));
                now.next.push(position);
            }
        }
    }
    now
}

/// Where a moment lies in the time of a conference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Nothing has a time, or everything was cancelled.
    Untimed,
    /// Nothing has started yet; the first item starts at this instant.
    Before(Instant),
    /// Something is on.
    During,
    /// Nothing is on; the next item starts at this instant.
    Between(Instant),
    /// Everything is over.
    After,
}

/// Where `moment` lies in the programme.
#[must_use]
pub fn phase(programme: &Programme, moment: Moment) -> Phase {
    let (mut begun, mut on) = (false, false);
    for slot in programme.items().iter().filter_map(takes_place) {
        if slot.start.moment() > moment {
            return match (on, begun) {
                (true, _) => Phase::During,
                (false, true) => Phase::Between(slot.start),
                (false, false) => Phase::Before(slot.start),
            };
        }
        begun = true;
        on |= moment < over_by(slot);
    }
    match (on, begun) {
        (true, _) => Phase::During,
        (false, true) => Phase::After,
        (false, false) => Phase::Untimed,
    }
}

/// How much of an item is over, in whole percent; none while it is not on, or if nothing is known of its end.
#[must_use]
pub fn done(slot: Slot, moment: Moment) -> Option<i64> {
    let (start, end) = (slot.start.moment(), slot.end.latest()?.moment());
    let (past, whole) = (start.seconds_until(moment), start.seconds_until(end));
    (0..whole).contains(&past).then(|| past * 100 / whole)
}

/// When an item is, if it has a time and is not cancelled.
fn takes_place(item: &Item) -> Option<Slot> {
    item.slot.filter(|_| item.status != Status::Cancelled)
}

/// The moment by which an item is certainly over. If its end is unknown, it may go on until the end
/// of the conference's calendar day.
#[must_use]
pub fn over_by(slot: Slot) -> Moment {
    match slot.end.latest() {
        Some(end) => end.moment(),
        None => slot.start.end_of_day(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::End;

    #[test]
    fn what_is_on_is_done_in_part() {
        let instant = |clock: &str| Instant::parse(&format!("2026-05-04T{clock}:00Z")).unwrap();
        let slot = |end| Slot {
            start: instant("10:00"),
            end,
        };
        let until_eleven = slot(End::At(instant("11:00")));
        for (clock, expected) in [
            ("09:59", None),
            ("10:00", Some(0)),
            ("10:45", Some(75)),
            ("11:00", None),
        ] {
            let moment = instant(clock).moment();
            assert_eq!(done(until_eleven, moment), expected, "{clock}");
        }
        assert_eq!(done(slot(End::Unknown {}), instant("10:30").moment()), None);
    }
}
