//! Which rows of a long list are whole, and which are folded into stretches of plain text.
//!
//! A card is some eight elements, and a large conference has thousands of items. The rows around the
//! screen are whole; the rest stand as lines of text of the same height, so that the page keeps its
//! length, the browser's own search finds every title, and whoever flings through sees them pass.

use std::ops::Range;

use crate::rows::Row;

/// How many rows a list may have that is never folded: some ten screens of a phone.
pub const NEVER_FOLDED: usize = 60;

/// How many items a programme may have for its prerendered pages to hold every row whole, and how many
/// rows those of a larger one do: twice the largest conference that one walks through in a weekend.
const PRERENDERED: usize = 2_000;

/// What a row takes of a screen, in CSS pixels: less than most do, headings included.
const ROW: i32 = 60;

/// How many rows a stretch holds at most.
const STRETCH: usize = 40;

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The row at that position, whole.
    Whole(usize),
    /// The rows at those positions, as lines of text.
    Folded(Range<usize>),
}

/// Whether the prerendered pages of a programme with that many items hold every row whole.
#[must_use]
pub fn prerenders_whole(items: usize) -> bool {
    items <= PRERENDERED
}

/// How many of a list's rows a prerendered page of such a programme holds whole.
#[must_use]
pub fn prerendered(items: usize, rows: usize) -> usize {
    if prerenders_whole(items) {
        rows
    } else {
        rows.min(PRERENDERED)
    }
}

/// How many rows are on a screen of that height in CSS pixels, rather too many than too few.
#[must_use]
pub fn on_screen(height: i32) -> usize {
    usize::try_from(height / ROW).unwrap_or(0) + 1
}

/// How many rows the screen may move before what is whole follows.
#[must_use]
pub fn slack(on_screen: usize) -> usize {
    on_screen / 2
}

/// Folds a list, but for the rows around the one at `edge`, the upper one of the screen, and beside the
/// one at `held`, which has the focus. Around are as many rows as are `on_screen` before the edge, and
/// from it on by half a screen more: as far as the screen may move before they follow.
///
/// Days stay, and so does the heading that the first row around the edge stands under: both lie above
/// their rows while these pass.
#[must_use]
pub fn folded(rows: &[Row], edge: usize, held: Option<usize>, on_screen: usize) -> Vec<Piece> {
    let around =
        edge.saturating_sub(on_screen)..(edge + on_screen + slack(on_screen)).min(rows.len());
    let before = &rows[..around.start.min(rows.len())];
    let heading = before
        .iter()
        .rposition(|row| matches!(row, Row::Start(_) | Row::Track(_)));
    let is_whole = |at: usize| {
        around.contains(&at)
            || heading == Some(at)
            || held.is_some_and(|held| at.abs_diff(held) <= 1)
            || matches!(rows[at], Row::Day(_) | Row::Untimed)
    };
    fold(0..rows.len(), is_whole)
}

/// Folds all rows from that position on.
#[must_use]
pub fn folded_from(rows: &[Row], whole: usize) -> Vec<Piece> {
    fold(0..rows.len(), |at| at < whole)
}

/// The stretches of a prerendered list, each of which is laid out only where it is seen. They begin with
/// a heading where one is near, so that it stays in sight above the rows under it; days stand for
/// themselves, since they stay above those of a whole day.
#[must_use]
pub fn stretches(rows: &[Row]) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let is_day = |row: &Row| matches!(row, Row::Day(_) | Row::Untimed);
    for (at, row) in rows.iter().enumerate() {
        let begins = |stretch: &Range<usize>| {
            let is_heading = matches!(row, Row::Start(_) | Row::Track(_));
            is_day(row)
                || is_day(&rows[stretch.start])
                || (is_heading && stretch.len() >= STRETCH / 2)
                || stretch.len() >= STRETCH
        };
        match stretches.last_mut() {
            Some(stretch) if !begins(stretch) => stretch.end = at + 1,
            _ => stretches.push(at..at + 1),
        }
    }
    stretches
}

fn fold(rows: Range<usize>, is_whole: impl Fn(usize) -> bool) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for at in rows {
        if is_whole(at) {
            pieces.push(Piece::Whole(at));
            continue;
        }
        match pieces.last_mut() {
            // Stretches begin at the same rows wherever the edge is: those far away stay as they are.
            Some(Piece::Folded(stretch)) if at % STRETCH != 0 => stretch.end = at + 1,
            _ => pieces.push(Piece::Folded(at..at + 1)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use hallway_programme::{Day, ItemId};

    fn rows(count: usize) -> Vec<Row> {
        let row = |at: usize| match at % 500 {
            0 => Row::Day(Day::parse("2026-02-03").unwrap()),
            n if n % 90 == 1 => Row::Track(None),
            _ => Row::Item(ItemId::new(&at.to_string()).unwrap()),
        };
        (0..count).map(row).collect()
    }

    #[test]
    fn every_row_stands_once_and_in_its_place_wherever_the_edge_is() {
        let rows = rows(1_234);
        for edge in (0..=rows.len()).step_by(17) {
            for held in [None, Some(0), Some(700), Some(1_233)] {
                let mut next = 0;
                for piece in folded(&rows, edge, held, 12) {
                    let range = match piece {
                        Piece::Whole(at) => at..at + 1,
                        Piece::Folded(stretch) => stretch,
                    };
                    assert_eq!(range.start, next);
                    assert!(!range.is_empty() && range.len() <= STRETCH);
                    next = range.end;
                }
                assert_eq!(next, rows.len());
            }
        }
    }

    #[test]
    fn stretches_hold_every_row_once_and_have_their_headings_early() {
        let rows = rows(1_234);
        let mut next = 0;
        for stretch in stretches(&rows) {
            assert_eq!(stretch.start, next);
            assert!(!stretch.is_empty() && stretch.len() <= STRETCH);
            let has_day = rows[stretch.clone()]
                .iter()
                .any(|row| matches!(row, Row::Day(_)));
            assert!(!has_day || stretch.len() == 1);
            let mut late = rows[stretch.clone()].iter().skip(STRETCH / 2);
            assert!(!late.any(|row| matches!(row, Row::Track(_))));
            next = stretch.end;
        }
        assert_eq!(next, rows.len());
    }

    #[test]
    fn what_is_at_the_edge_and_what_has_the_focus_is_whole_under_its_headings() {
        let rows = rows(3_000);
        let pieces = folded(&rows, 1_700, Some(40), 20);
        let is_whole = |at: usize| pieces.contains(&Piece::Whole(at));
        assert!((1_680..1_730).all(is_whole));
        assert!((39..=41).all(is_whole));
        assert!(
            [0, 500, 1_000, 1_500, 2_000, 2_500]
                .into_iter()
                .all(is_whole)
        );
        // The track that row 1,680 belongs to.
        assert!(is_whole(1_501 + 90));
        let whole = pieces
            .iter()
            .filter(|piece| matches!(piece, Piece::Whole(_)));
        assert_eq!(whole.count(), 50 + 3 + 6 + 1);
    }
}
