//! Days and durations in schedules.

use hallway_programme::{Day, Instant, Item, Programme, Slot};

/// An item that has a time: its position among such items, the item, and when it is.
pub(crate) type Entry<'p> = (usize, &'p Item, Slot);

/// A day with its items that have a time, room by room in the programme's order.
pub(crate) struct ScheduleDay<'p> {
    pub date: Day,
    /// When its first item starts.
    pub start: Instant,
    /// The latest end of its items; an item with an unknown end counts by its start.
    pub end: Instant,
    pub rooms: Vec<(&'p str, Vec<Entry<'p>>)>,
}

/// The items that have a time, in order: only these can be exported.
pub(crate) fn timed(programme: &Programme) -> Vec<&Item> {
    let items = programme.items().iter();
    items.filter(|item| item.slot.is_some()).collect()
}

/// The days on which something starts. The number beside an item is its position in `items`.
pub(crate) fn days<'p>(programme: &'p Programme, items: &[&'p Item]) -> Vec<ScheduleDay<'p>> {
    let mut days: Vec<ScheduleDay<'p>> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Some(slot) = item.slot else { continue };
        let end = slot.end.latest().unwrap_or(slot.start);
        let date = slot.start.day();
        // Items are in the order of their starts, but the same day can come back after clocks are
        // put back.
        let day = match days.iter_mut().find(|day| day.date == date) {
            Some(day) => day,
            None => {
                days.push(ScheduleDay {
                    date,
                    start: slot.start,
                    end,
                    rooms: Vec::new(),
                });
                let last = days.len() - 1;
                &mut days[last]
            }
        };
        if end > day.end {
            day.end = end;
        }
        let room = crate::names::room(programme, item);
        match day.rooms.iter_mut().find(|(title, _)| *title == room) {
            Some((_, items)) => items.push((at, item, slot)),
            None => day.rooms.push((room, vec![(at, item, slot)])),
        }
    }
    for day in &mut days {
        let place = |title: &str| {
            let mut rooms = programme.rooms().iter();
            rooms.position(|room| room.title == title)
        };
        day.rooms
            .sort_by_key(|(title, _)| place(title).unwrap_or(usize::MAX));
    }
    days
}

/// The longest duration with two digits for hours, in minutes.
const LONGEST: i64 = 99 * 60 + 59;

/// The duration of an item, `HH:MM`; `00:00` if it is unknown.
pub(crate) fn duration(slot: Slot) -> String {
    let seconds = slot.end.latest().map_or(0, |end| {
        end.moment().unix_second() - slot.start.moment().unix_second()
    });
    let minutes = (seconds / 60).clamp(0, LONGEST);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
