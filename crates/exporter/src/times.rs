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

/// The items that have a time, in order: most formats can express only these.
pub(crate) fn timed(programme: &Programme) -> Vec<&Item> {
    let items = programme.items().iter();
    items.filter(|item| item.slot.is_some()).collect()
}

/// When the night ends: what starts after midnight and before this belongs to the day before.
const NIGHT_ENDS: &str = "05:00";

/// The days on which something starts. What starts in the night belongs to the day before, if
/// something starts on that day, so that a party does not add a day. The number beside an item is
/// its position in `items`.
pub(crate) fn days<'p>(programme: &'p Programme, items: &[&'p Item]) -> Vec<ScheduleDay<'p>> {
    let mut days: Vec<ScheduleDay<'p>> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let Some(slot) = item.slot else { continue };
        let end = slot.end.latest().unwrap_or(slot.start);
        let date = slot.start.day();
        let is_night = slot.start.clock().as_str() < NIGHT_ENDS;
        let mut before = days.iter().map(|day| day.date);
        let before = before.rfind(|before| is_night && is_next(*before, date));
        let date = before.unwrap_or(date);
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

/// Whether a day follows another one in the calendar.
fn is_next(before: Day, day: Day) -> bool {
    before.noon_in_utc().seconds_until(day.noon_in_utc()) == 24 * 3600
}

/// The conference's last day, as the schedule's days show it: the day before if all that starts on
/// the last day belongs to the night before it.
pub(crate) fn last_day(programme: &Programme, days: &[ScheduleDay<'_>]) -> Day {
    let last = programme.conference().last_day;
    let starts = |day: &&ScheduleDay<'_>| {
        let mut entries = day.rooms.iter().flat_map(|(_, entries)| entries);
        entries.any(|(_, _, slot)| slot.start.day() == last)
    };
    if days.iter().any(|day| day.date == last) {
        return last;
    }
    days.iter().find(starts).map_or(last, |day| day.date)
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
