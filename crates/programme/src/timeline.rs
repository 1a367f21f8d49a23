//! Items by day and start, and those without a time by track.

use crate::{Instant, Item, TrackId};

/// Items by day and time, then those without a time by track.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Timeline<'a> {
    /// The days on which something starts, in order.
    pub days: Vec<Day<'a>>,
    /// Items without a time.
    pub untimed: Vec<Untimed<'a>>,
}

/// A day of the conference.
#[derive(Debug, Clone, PartialEq)]
pub struct Day<'a> {
    /// The conference's calendar day.
    pub date: crate::Day,
    /// The moments at which something starts, in order.
    pub starts: Vec<Start<'a>>,
}

/// Everything that starts at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Start<'a> {
    /// The moment.
    pub at: Instant,
    /// What starts then, in the programme's order.
    pub items: Vec<&'a Item>,
}

/// The items of one track that have no time.
#[derive(Debug, Clone, PartialEq)]
pub struct Untimed<'a> {
    /// The track; `None` for items without a track.
    pub track: Option<&'a TrackId>,
    /// Its items, in the programme's order.
    pub items: Vec<&'a Item>,
}

/// Groups items by day and start, or by track. The items have to be in the programme's order.
/// Tracks are in the order of their first item.
pub fn timeline<'a>(items: impl IntoIterator<Item = &'a Item>) -> Timeline<'a> {
    let mut timeline = Timeline::default();
    for item in items {
        match item.slot {
            Some(slot) => place(&mut timeline.days, slot.start, item),
            None => set_aside(&mut timeline.untimed, item),
        }
    }
    timeline
}

fn place<'a>(days: &mut Vec<Day<'a>>, at: Instant, item: &'a Item) {
    let date = at.day();
    if days.last().is_none_or(|day| day.date != date) {
        days.push(Day {
            date,
            starts: Vec::new(),
        });
    }
    let Some(day) = days.last_mut() else { return };
    match day.starts.last_mut() {
        Some(start) if start.at == at => start.items.push(item),
        _ => day.starts.push(Start {
            at,
            items: vec![item],
        }),
    }
}

fn set_aside<'a>(untimed: &mut Vec<Untimed<'a>>, item: &'a Item) {
    let track = item.track.as_ref();
    match untimed.iter_mut().find(|group| group.track == track) {
        Some(group) => group.items.push(item),
        None => untimed.push(Untimed {
            track,
            items: vec![item],
        }),
    }
}
