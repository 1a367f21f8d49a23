//! A day as a grid: rooms side by side, time from top to bottom, to scale.

use crate::{Day, Item, Moment, Programme, RoomId, Slot};

/// How many seconds one line of the grid stands for.
pub const STEP: i64 = 5 * 60;

/// How many seconds of the grid an item takes if its end is unknown.
const UNKNOWN_LENGTH: i64 = 30 * 60;

/// One day's items by room and time.
#[derive(Debug, Clone, PartialEq)]
pub struct Timetable<'a> {
    /// When the first line begins: a whole hour by the clocks of the first item.
    pub from: Moment,
    /// How many lines there are.
    pub lines: usize,
    /// The rooms in the programme's order, then a column for items without a room.
    pub columns: Vec<Column<'a>>,
    /// The items by the line where they start, then by lane.
    pub cells: Vec<Cell<'a>>,
}

/// A room's part of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column<'a> {
    /// The room; `None` for items without a room.
    pub room: Option<&'a RoomId>,
    /// The room's first lane.
    pub first_lane: usize,
    /// How many lanes it has: the most items that are in it at the same time.
    pub lanes: usize,
}

/// Where an item stands in the grid.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell<'a> {
    /// The item.
    pub item: &'a Item,
    /// The lane, counted over all rooms.
    pub lane: usize,
    /// The line it starts at.
    pub from: usize,
    /// The line before which it ends.
    pub to: usize,
}

/// The grid of a day: of the items at `positions`, those that start on it; `None` if there are
/// none.
#[must_use]
pub fn timetable<'a>(
    programme: &'a Programme,
    positions: &[usize],
    day: Day,
) -> Option<Timetable<'a>> {
    let items = positions.iter().map(|&at| &programme.items()[at]);
    let items = items.filter_map(|item| Some((item, item.slot?)));
    let items: Vec<_> = items.filter(|(_, slot)| slot.start.day() == day).collect();
    let (_, first) = items.first()?;
    let begin = first.start.moment().unix_second();
    let into_hour = (begin + i64::from(first.start.offset_seconds())).rem_euclid(60 * 60);
    let from = begin - into_hour;
    let line = |second: i64| usize::try_from((second - from) / STEP).unwrap_or_default();
    let last_line = |second: i64| line(second + STEP - 1);

    let rooms = programme.rooms().iter().map(|room| Some(&room.id));
    // By the positions of rooms; last what has none.
    let mut of_room = vec![Vec::new(); programme.rooms().len() + 1];
    for (item, slot) in items {
        let room = item.room.as_ref();
        let room = room.and_then(|room| programme.room_position(room));
        of_room[room.unwrap_or(programme.rooms().len())].push((item, slot));
    }
    let mut columns = Vec::new();
    let mut cells = Vec::new();
    let mut first_lane = 0;
    for (room, items) in rooms.chain([None]).zip(of_room) {
        let mut busy_until: Vec<usize> = Vec::new();
        for (item, slot) in items {
            let (start, end) = (slot.start.moment().unix_second(), end(slot));
            let (from, to) = (line(start), last_line(end).max(line(start) + 1));
            let free = busy_until.iter().position(|until| *until <= from);
            let lane = free.unwrap_or(busy_until.len());
            busy_until.resize(busy_until.len().max(lane + 1), 0);
            busy_until[lane] = to;
            cells.push(Cell {
                item,
                lane: first_lane + lane,
                from,
                to,
            });
        }
        if !busy_until.is_empty() {
            columns.push(Column {
                room,
                first_lane,
                lanes: busy_until.len(),
            });
            first_lane += busy_until.len();
        }
    }
    // No two cells have the same line and lane.
    cells.sort_unstable_by_key(|cell| (cell.from, cell.lane));
    let lines = cells.iter().map(|cell| cell.to).max().unwrap_or_default();
    Some(Timetable {
        from: Moment::from_unix_second(from)?,
        lines,
        columns,
        cells,
    })
}

/// When an item's cell ends: at the end of its calendar day at the latest.
fn end(slot: Slot) -> i64 {
    let end = match slot.end.latest() {
        Some(end) => end.moment().unix_second(),
        None => slot.start.moment().unix_second() + UNKNOWN_LENGTH,
    };
    end.min(slot.start.end_of_day().unix_second())
}

impl Timetable<'_> {
    /// Keeps the first `lanes` lanes, and of their cells only the first `cells`. Returns the
    /// smaller grid and the number of items that it leaves out.
    #[must_use]
    pub fn within(mut self, lanes: usize, cells: usize) -> (Self, usize) {
        let all = self.cells.len();
        self.cells.retain(|cell| cell.lane < lanes);
        self.cells.truncate(cells);
        self.columns.retain(|column| column.first_lane < lanes);
        if let Some(last) = self.columns.last_mut() {
            last.lanes = last.lanes.min(lanes - last.first_lane);
        }
        let left_out = all - self.cells.len();
        (self, left_out)
    }

    /// The number of lanes in all rooms.
    #[must_use]
    pub fn lanes(&self) -> usize {
        self.columns.iter().map(|column| column.lanes).sum()
    }

    /// Converts times to lines of this grid.
    #[must_use]
    pub fn ruler(&self) -> Ruler {
        Ruler {
            from: self.from,
            lines: self.lines,
        }
    }
}

/// Converts times to lines of a [`Timetable`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ruler {
    from: Moment,
    lines: usize,
}

impl Ruler {
    /// The line of a moment, counted from 0; `None` outside the grid.
    #[must_use]
    pub fn line_of(self, moment: Moment) -> Option<usize> {
        let line = usize::try_from(self.from.seconds_until(moment).div_euclid(STEP)).ok()?;
        (line < self.lines).then_some(line)
    }
}
