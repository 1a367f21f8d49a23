//! A long list: what of it is whole follows the screen.
//!
//! What is whole and what is folded is decided in [`crate::virtual_list`]. Here the row at the edge of the
//! screen is found, the heights of rows are kept for when they are folded, and what the attendee looks
//! at stays where it is while rows around it change.

use std::collections::BTreeMap;
use std::ops::Range;

use hallway_programme::ItemId;
use leptos::prelude::*;

use crate::components::folded::Folded;
use crate::components::lines::Line;
use crate::i18n::texts;
use crate::platform::scroll;
use crate::platform::viewport::{self, EdgeRow, Focus, Moved};
use crate::rows::Row;
use crate::state::State;
use crate::virtual_list::{self, Piece};

/// A list of rows, folded where it is far from the screen.
#[derive(Clone, Copy)]
pub struct VirtualList {
    rows: Memo<Vec<Row>>,
    screen: StoredValue<Screen>,
    /// Whether it is folded at all.
    folds: bool,
    /// Set whenever what is whole has to follow the screen.
    moved: RwSignal<bool>,
}

/// What is known of the screen; nothing of it is seen until [`VirtualList::moved`] is set.
#[derive(Debug, Default)]
struct Screen {
    /// The item that rows are whole around, and its row, in case that the list has that item no more.
    around: Option<ItemId>,
    at: usize,
    /// The item at the upper edge, and how far below the edge its row begins, in CSS pixels, once the
    /// list was scrolled into.
    edge: Option<(ItemId, i32)>,
    /// Whether the page was scrolled to where the list begins: until then nothing follows the screen.
    is_placed: bool,
    /// What has the focus.
    held: Option<Focus>,
    /// Whether all rows are whole, since they are printed.
    everything: bool,
    /// The width that the heights hold for.
    width: i32,
    /// How many rows are on it.
    rows: usize,
    heights: Heights,
}

impl Screen {
    fn position(&self, rows: &[Row]) -> usize {
        let around = self.around.as_ref().and_then(|item| row_of(rows, item));
        around.unwrap_or(self.at.min(rows.len()))
    }

    fn pieces(&self, rows: &[Row]) -> Vec<Piece> {
        if self.everything || rows.len() <= virtual_list::NEVER_FOLDED {
            return virtual_list::folded_from(rows, rows.len());
        }
        let held = self.held.as_ref().and_then(|held| row_of(rows, &held.item));
        virtual_list::folded(rows, self.position(rows), held, self.rows)
    }
}

/// How high rows are, in whole CSS pixels.
#[derive(Debug, Default)]
struct Heights {
    /// By the ids of items.
    measured: BTreeMap<Box<str>, usize>,
    /// What an item that was never seen is taken for: the mean of the first that were.
    usual: Option<usize>,
}

/// What a heading is taken for, and an item before any was measured, in CSS pixels.
const HEADING: usize = 36;
const ITEM: usize = 66;

impl Heights {
    fn note(&mut self, measured: Vec<(ItemId, usize)>) {
        if self.usual.is_none() && !measured.is_empty() {
            let sum: usize = measured.iter().map(|(_, height)| height).sum();
            self.usual = Some(sum / measured.len());
        }
        for (item, height) in measured {
            self.measured.insert(item.as_str().into(), height);
        }
    }

    fn of(&self, rows: &[Row]) -> usize {
        let height = |row: &Row| match row {
            Row::Item(item) => {
                let measured = self.measured.get(item.as_str()).copied();
                measured.or(self.usual).unwrap_or(ITEM)
            }
            _ => HEADING,
        };
        rows.iter().map(height).sum()
    }
}

impl VirtualList {
    /// The list of those rows; one that `folds` not is whole, however long.
    #[must_use]
    pub fn new(state: &State, rows: Memo<Vec<Row>>, folds: bool) -> Self {
        let list = Self {
            rows,
            screen: StoredValue::new(Screen::default()),
            folds,
            moved: RwSignal::new(false),
        };
        if !state.is_prerendered() {
            list.begin(state);
        }
        list
    }

    fn begin(self, state: &State) {
        self.screen.update_value(|screen| {
            screen.around = scroll::remembered_item();
            screen.everything = !self.folds;
            (screen.width, screen.rows) = screen_size();
        });
        let watching = viewport::watch(move |moved| self.on(moved));
        // Kept as long as the list is shown.
        StoredValue::new_local(watching);
        Effect::new(move |_| {
            self.rows.track();
            self.moved.track();
            self.settle();
        });
        let jump = state.jump;
        Effect::new(move |_| {
            if let Ok(item) = ItemId::new(&jump.get()) {
                jump.set(String::new());
                self.jump_to(item);
            }
        });
        // By then the page is scrolled to the place where the list is to begin.
        request_animation_frame(move || {
            if !self.moved.is_disposed() {
                self.screen.update_value(|screen| screen.is_placed = true);
                self.settle();
            }
        });
    }

    /// Whether parts of it are folded; tracked.
    #[must_use]
    pub fn is_long(self) -> bool {
        self.folds
            && self
                .rows
                .with(|rows| rows.len() > virtual_list::NEVER_FOLDED)
    }

    /// Its lines, of which `whole` makes those that are whole; tracked.
    #[must_use]
    pub fn lines(self, state: &State, whole: impl Fn(&Row) -> Line) -> Vec<Line> {
        self.moved.track();
        self.rows.with(|rows| {
            self.screen.with_value(|screen| {
                let pieces = screen.pieces(rows).into_iter();
                let lines = pieces.map(|piece| match piece {
                    Piece::Whole(at) => whole(&rows[at]),
                    Piece::Folded(stretch) => {
                        let key = key(&rows[stretch.clone()], screen.width);
                        let state = state.clone();
                        Line::new(key, move || self.folded(&state, stretch.clone()))
                    }
                });
                lines.collect()
            })
        })
    }

    /// The same in a prerendered page, where a long list stands in stretches.
    pub fn still(self, state: &State, show: impl Fn(&Row) -> AnyView) -> AnyView {
        let rows = self.rows.get_untracked();
        let all_whole = |rows: &[Row]| rows.iter().map(&show).collect_view().into_any();
        if rows.len() <= virtual_list::NEVER_FOLDED {
            return all_whole(&rows);
        }
        let whole = virtual_list::prerendered(state.programme.items().len(), rows.len());
        let (first, last) = rows.split_at(whole);
        let mut views = Vec::new();
        for stretch in virtual_list::stretches(first) {
            let view = all_whole(&first[stretch.clone()]);
            views.push(match stretch.len() {
                1 => view,
                _ => view! { <div class="stretch">{view}</div> }.into_any(),
            });
        }
        for piece in virtual_list::folded_from(&rows, rows.len() - last.len()) {
            if let Piece::Folded(stretch) = piece {
                views.push(self.folded(state, stretch));
            }
        }
        views.into_any()
    }

    /// Scrolls to an item; does nothing if the list has no such item.
    fn jump_to(self, item: ItemId) {
        let Some(at) = self.rows.with_untracked(|rows| row_of(rows, &item)) else {
            return;
        };
        let top = viewport::sticky_edge();
        if !self.is_long() {
            viewport::hold(&item, top);
            return;
        }
        self.screen.update_value(|screen| {
            (screen.around, screen.at) = (Some(item.clone()), at);
            screen.edge = Some((item, top));
            screen.is_placed = true;
        });
        self.moved.set(true);
    }

    fn on(self, moved: Moved) {
        let everything = match moved {
            Moved::Seen => return self.look(),
            Moved::Printing => true,
            Moved::Printed => !self.folds,
        };
        self.screen
            .update_value(|screen| screen.everything = everything);
        self.moved.set(true);
    }

    /// Looks where the screen is, and unfolds what is around it.
    fn look(self) {
        if !self.screen.with_value(|screen| screen.is_placed) {
            return;
        }
        let Some(edge) = viewport::at_edge() else {
            return;
        };
        let found = self.rows.with_untracked(|rows| {
            let at = match &edge.row {
                EdgeRow::Item(item) => row_of(rows, item)?,
                EdgeRow::Folded(first, above) => {
                    rows.iter().position(|row| row.key() == *first)? + above
                }
            };
            let item = rows.get(at..)?.iter().find_map(|row| match row {
                Row::Item(item) => Some(item.clone()),
                _ => None,
            })?;
            let before = self.screen.with_value(|screen| screen.position(rows));
            Some((at, item, at.abs_diff(before)))
        });
        let Some((at, item, far)) = found else {
            return;
        };
        let is_into = viewport::is_scrolled_into();
        let (held, (width, rows)) = (viewport::focus(), screen_size());
        self.screen.update_value(|screen| {
            screen.edge = is_into.then(|| (item.clone(), edge.top));
            let is_same = (&screen.held, screen.width, screen.rows) == (&held, width, rows);
            if far <= virtual_list::slack(rows) && is_same {
                return;
            }
            if screen.width != width {
                screen.heights = Heights::default();
            }
            (screen.around, screen.at) = (Some(item), at);
            (screen.held, screen.width, screen.rows) = (held, width, rows);
            self.moved.set(true);
        });
    }

    /// After rows changed: what was at the edge of the screen stays there.
    fn settle(self) {
        self.screen.update_value(|screen| {
            if let Some((item, top)) = &screen.edge {
                viewport::hold(item, *top);
            }
            if let Some(held) = &screen.held {
                viewport::keep_focus(held);
            }
            screen.heights.note(viewport::heights());
        });
        self.look();
    }

    /// Rows as lines of text, as high as they would be. Most stretches stay while the screen moves, so
    /// this is made of the rows only where one appears.
    fn folded(self, state: &State, stretch: Range<usize>) -> AnyView {
        self.rows.with_untracked(|rows| {
            let rows = rows.get(stretch).unwrap_or_default();
            let words: Vec<_> = rows.iter().map(|row| words(state, row)).collect();
            let extent = || self.screen.with_value(|screen| screen.heights.of(rows));
            view! {
                <Folded
                    lines=words
                    extent=(!state.is_prerendered()).then(extent)
                    first=rows.first().map(Row::key).unwrap_or_default()
                />
            }
            .into_any()
        })
    }
}

/// How wide the screen is, and how many rows are on it.
fn screen_size() -> (i32, usize) {
    let (width, height) = viewport::size();
    (width, virtual_list::on_screen(height))
}

/// Tells a stretch of rows from others, and from itself on a screen of another width.
fn key(rows: &[Row], width: i32) -> String {
    let keys: Vec<String> = rows.iter().map(Row::key).collect();
    format!("folded:{width}:{}", keys.join(" "))
}

fn row_of(rows: &[Row], item: &ItemId) -> Option<usize> {
    rows.iter()
        .position(|row| matches!(row, Row::Item(id) if id == item))
}

/// What a folded row says.
fn words(state: &State, row: &Row) -> String {
    let programme = &state.programme;
    match row {
        Row::Start(at) => at.clock(),
        Row::Track(None) => texts().no_track().into(),
        Row::Track(Some(id)) => title(programme.track(id).map(|track| &track.title)),
        Row::Item(id) => title(programme.item(id).map(|item| &item.title)),
        _ => String::new(),
    }
}

fn title(title: Option<&String>) -> String {
    title.cloned().unwrap_or_default()
}
