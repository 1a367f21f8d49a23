//! The grid has each item of its day once, in its room and at its time, and no two items overlap.

use hallway_programme::timetable::{STEP, timetable};
use proptest::prelude::*;

use crate::arbitrary;

#[test]
fn every_item_has_its_place_and_none_lies_over_another() {
    proptest!(ProptestConfig::with_cases(200), |((programme, _) in arbitrary::programme())| {
        let items = programme.items();
        let all: Vec<usize> = (0..items.len()).collect();
        let days: Vec<_> = items.iter().filter_map(|item| item.slot).map(|slot| slot.start.day()).collect();
        for &day in &days {
            let grid = timetable(&programme, &all, day).expect("something starts on that day");
            let of_day: Vec<_> = items.iter()
                .filter(|item| item.slot.is_some_and(|slot| slot.start.day() == day))
                .map(|item| &item.id)
                .collect();
            let mut placed: Vec<_> = grid.cells.iter().map(|cell| &cell.item.id).collect();
            placed.sort_by_key(|id| of_day.iter().position(|other| other == id));
            prop_assert_eq!(placed, of_day);
            for cell in &grid.cells {
                prop_assert!(cell.from < cell.to && cell.to <= grid.lines);
                let column = grid.columns.iter()
                    .find(|column| (column.first_lane..column.first_lane + column.lanes).contains(&cell.lane))
                    .expect("every lane is a room's");
                prop_assert_eq!(column.room, cell.item.room.as_ref());
                let slot = cell.item.slot.expect("what is in the grid has a time");
                prop_assert_eq!(grid.ruler().line_of(slot.start.moment()), Some(cell.from));
                if let Some(end) = slot.end.latest().filter(|end| end.day() == day) {
                    let lines = grid.from.seconds_until(end.moment()) as f64 / STEP as f64;
                    prop_assert_eq!(lines.ceil() as usize, cell.to);
                }
                for other in &grid.cells {
                    let apart = other.item.id == cell.item.id
                        || other.lane != cell.lane || other.to <= cell.from || cell.to <= other.from;
                    prop_assert!(apart, "{:?} lies over {:?}", cell.item.id, other.item.id);
                }
            }
            prop_assert_eq!(grid.lanes(), grid.cells.iter().map(|cell| cell.lane + 1).max().unwrap_or(0));
        }
    });
}
