//! Decides what lengths of three parts mean: `1:00:00` is an hour to some tools, and a day to
//! others.

use std::collections::HashMap;

use jiff::tz::Offset;

use super::tally::Tally;
use super::{Event, Foreign, Until, When};
use crate::producer::Producer;
use crate::written::ThreeParts;

/// The lengths of three parts in a file, by the positions of their events.
#[derive(Debug, Default)]
pub(crate) struct Undecided {
    lengths: Vec<(usize, ThreeParts)>,
    /// Whether other lengths of the file have two parts: then a third part is for days.
    pub has_two_parts: bool,
}

/// Why lengths are read in one way.
#[derive(Clone, Copy)]
enum Reason {
    Producer,
    MoreThanADay,
    NextEvent,
    OthersHaveTwo,
    Custom,
}

impl Reason {
    fn words(self) -> &'static str {
        match self {
            Self::Producer => "as the tool that wrote the file does",
            Self::MoreThanADay => "since one of them has more hours than a day otherwise",
            Self::NextEvent => "since the next event in the room begins before a day has passed",
            Self::OthersHaveTwo => "since the file's other lengths have hours and minutes",
            Self::Custom => "which is the usual meaning",
        }
    }
}

impl Undecided {
    /// Adds the length of the event at that position.
    pub fn add(&mut self, at: usize, length: ThreeParts) {
        self.lengths.push((at, length));
    }

    /// Sets the ends of the events, in one way for the whole file, and says which.
    pub fn decide(self, foreign: &mut Foreign, producer: Producer) {
        if self.lengths.is_empty() {
            return;
        }
        let (has_days, reason) = self.meaning(&foreign.events, producer);
        let mut tally = Tally::default();
        for (at, three) in self.lengths {
            let event = &mut foreign.events[at];
            let (length, parts) = match three.with_days().filter(|_| has_days) {
                Some(length) => (length, "days, hours and minutes"),
                None => (three.with_seconds(), "hours, minutes and seconds"),
            };
            event.end = Some(Until::After(length));
            tally.add(
                &event.place,
                format!(
                    "the length has three parts: they are read as {parts}, {}",
                    reason.words()
                ),
            );
        }
        foreign.repairs.extend(tally.into_repair());
    }

    /// Whether the first part is days.
    fn meaning(&self, events: &[Event], producer: Producer) -> (bool, Reason) {
        if self
            .lengths
            .iter()
            .any(|(_, three)| three.with_days().is_none())
        {
            return (false, Reason::MoreThanADay);
        }
        if let Some(has_days) = producer.three_parts_have_days() {
            return (has_days, Reason::Producer);
        }
        let next = next_starts(events);
        let overlaps = |(at, three): &(usize, ThreeParts)| {
            let end = three
                .with_days()
                .and_then(|length| comparable(events[*at].start?)?.checked_add(length.as_secs()));
            matches!((end, next.get(at)), (Some(end), Some(next)) if end > *next)
        };
        if self.lengths.iter().any(overlaps) {
            return (false, Reason::NextEvent);
        }
        if self.has_two_parts {
            return (true, Reason::OthersHaveTwo);
        }
        (false, Reason::Custom)
    }
}

/// When the next event in the same room starts, by the position of each event.
fn next_starts(events: &[Event]) -> HashMap<usize, i64> {
    let mut rooms = HashMap::<Option<&str>, Vec<(i64, usize)>>::new();
    for (at, event) in events.iter().enumerate() {
        if let Some(start) = event.start.and_then(comparable) {
            rooms
                .entry(event.room.as_deref())
                .or_default()
                .push((start, at));
        }
    }
    let mut next = HashMap::new();
    for starts in rooms.values_mut() {
        starts.sort_unstable();
        for pair in starts.windows(2) {
            next.insert(pair[0].1, pair[1].0);
        }
    }
    next
}

/// A time in seconds, only to compare it with others of the same file.
fn comparable(when: When) -> Option<i64> {
    let timestamp = match when {
        When::Exact(timestamp) => timestamp,
        When::Clocks(time) => Offset::UTC.to_timestamp(time).ok()?,
    };
    Some(timestamp.as_second())
}
