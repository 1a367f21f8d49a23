//! Days and lengths as schedules have them.

use hallway_programme::{Day, Instant, Item, Programme, Slot};

/// An item that has a time: its position among those, itself, and when it is.
pub(crate) type Entry<'p> = (usize, &'p Item, Slot);

/// A day with its items that have a time, room by room in the programme's order of rooms.
pub(crate) struct ScheduleDay<'p> {
    pub date: Day,
    /// When its first item starts.
    pub start: Instant,
    /// When the last of its items ends that has an end, or starts.
    pub end: Instant,
    pub rooms: Vec<(&'p str, Vec<Entry<'p>>)>,
}

/// The items that have a time, in order: what a schedule can hold.
pub(crate) fn timed(programme: &Programme) -> Vec<&Item> {
    let items = programme.items().iter();
    items.filter(|item| item.slot.is_some()).collect()
}

/// The days on which something starts. The numbers beside items are their positions among `items`.
pub(crate) fn days<'p>(programme: &'p Programme, items: &[&'p Item]) -> Vec<ScheduleDay<'p>> {
    let mut days: Vec<ScheduleDay<'p>> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Some(slot) = item.slot else { continue };
        let end = slot.end.latest().unwrap_or(slot.start);
        let date = slot.start.day();
        // Items come in the order of their starts, but clocks that are put back may repeat a day.
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

/// The longest length that two digits of hours hold, in minutes.
const LONGEST: i64 = 99 * 60 + 59;

/// How long an item is, `HH:MM`; `00:00` if that is not known.
pub(crate) fn duration(slot: Slot) -> String {
    let seconds = slot.end.latest().map_or(0, |end| {
        end.moment().unix_second() - slot.start.moment().unix_second()
    });
    let minutes = (seconds / 60).clamp(0, LONGEST);
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
