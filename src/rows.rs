//! The lines of a list of items: what stands where, before anything is shown.

use hallway_agenda::Agenda;
use hallway_agenda::conflicts::{Clash, Gap, attended, breaks, conflicts, gaps};
use hallway_programme::timeline::{Day, timeline};
use hallway_programme::{Instant, Item, ItemId, Moment, Programme, TrackId};

/// What a list says of its items besides what they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Extras {
    /// Nothing.
    #[default]
    None,
    /// How long they go on, or when they start.
    Countdown,
    /// What the attendee noted, and where items conflict or leave time between them.
    Mine,
}

/// A line of a list; what stays the same between two lists keeps its place on the screen.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A day begins.
    Day(hallway_programme::Day),
    /// Something starts.
    Start(Instant),
    /// The present: what is above has begun, what is below is to come.
    Present,
    /// What has no time begins.
    Untimed,
    /// The items of a track that have no time begin; those of no track.
    Track(Option<TrackId>),
    /// An item.
    Item(ItemId),
    /// Free time.
    Gap(Gap),
    /// Two items conflict.
    Conflict(ItemId, ItemId, Clash),
}

impl Row {
    /// The same in two lists for the same row; ids hold no colon.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Row::Day(day) => format!("day:{day}"),
            Row::Start(at) => format!("start:{at}"),
            Row::Present => "now:".into(),
            Row::Untimed => "untimed:".into(),
            Row::Track(Some(id)) => format!("track:{id}"),
            Row::Track(None) => "track:".into(),
            Row::Item(id) => format!("item:{id}"),
            Row::Gap(gap) => format!("gap:{}:{}", gap.from, gap.to),
            Row::Conflict(first, second, _) => format!("conflict:{first}:{second}"),
        }
    }
}

/// The lines of a list to be.
#[derive(Debug)]
pub struct Rows<'a> {
    programme: &'a Programme,
    items: Vec<&'a Item>,
    present: Option<Moment>,
    gaps: Vec<Gap>,
    conflicts: Vec<(ItemId, ItemId, Clash)>,
}

impl<'a> Rows<'a> {
    /// The list of the items at those positions.
    #[must_use]
    pub fn new(programme: &'a Programme, positions: &[usize]) -> Self {
        let items = programme.items();
        Self {
            programme,
            items: positions.iter().map(|&at| &items[at]).collect(),
            present: None,
            gaps: Vec::new(),
            conflicts: Vec::new(),
        }
    }

    /// With a line at the present, on its day.
    #[must_use]
    pub fn with_present(mut self, present: Option<Moment>) -> Self {
        self.present = present;
        self
    }

    /// With the conflicts and the free time of an agenda; free time only while all of it is listed, and
    /// within a day of the conference as it is published, whatever clocks are shown.
    #[must_use]
    pub fn with_agenda(mut self, agenda: Option<&Agenda>, published: &Programme) -> Self {
        let Some(agenda) = agenda else { return self };
        let attended = attended(self.programme, agenda);
        let is_listed = |item: &Item| self.items.iter().any(|listed| listed.id == item.id);
        if attended.iter().all(|item| is_listed(item)) {
            let ends = gaps(&self::attended(published, agenda)).into_iter();
            let ends: Vec<_> = ends.map(|gap| gap.to.moment()).collect();
            self.gaps = breaks(&attended);
            self.gaps.retain(|gap| ends.contains(&gap.to.moment()));
        }
        let found = conflicts(&attended).into_iter();
        self.conflicts = found
            .filter(|found| is_listed(found.second))
            .map(|found| (found.first.id.clone(), found.second.id.clone(), found.clash))
            .collect();
        self
    }

    /// The lines, in order.
    #[must_use]
    pub fn laid_out(self) -> Vec<Row> {
        let timeline = timeline(self.items.iter().copied());
        let mut rows = Vec::new();
        for day in &timeline.days {
            self.lay_out_day(day, &mut rows);
        }
        if !timeline.untimed.is_empty() {
            rows.push(Row::Untimed);
        }
        for group in &timeline.untimed {
            rows.push(Row::Track(group.track.cloned()));
            rows.extend(group.items.iter().map(|item| Row::Item(item.id.clone())));
        }
        rows
    }

    fn lay_out_day(&self, day: &Day, rows: &mut Vec<Row>) {
        rows.push(Row::Day(day.date));
        let mut present = self.present.filter(|present| is_on(*present, day));
        for start in &day.starts {
            if present.is_some_and(|present| present < start.at.moment()) {
                rows.push(Row::Present);
                present = None;
            }
            let gap = self.gaps.iter().find(|gap| gap.to == start.at);
            rows.extend(gap.copied().map(Row::Gap));
            rows.push(Row::Start(start.at));
            for item in &start.items {
                let of_item = self
                    .conflicts
                    .iter()
                    .filter(|(_, second, _)| *second == item.id);
                rows.extend(of_item.map(|(first, second, clash)| {
                    Row::Conflict(first.clone(), second.clone(), *clash)
                }));
                rows.push(Row::Item(item.id.clone()));
            }
        }
        if present.is_some() {
            rows.push(Row::Present);
        }
    }
}

/// Whether a moment is on that day, by the clocks of the day's items.
fn is_on(moment: Moment, day: &Day) -> bool {
    day.starts
        .first()
        .is_some_and(|start| start.at.days_after(moment) == 0)
}

#[cfg(test)]
mod tests;
