//! The lines of a list of items: what stands where, before anything is shown.

use hallway_agenda::conflicts::{Clash, Gap, attended, breaks, conflicts, gaps};
use hallway_agenda::overlaps::{Overlap, clusters};
use hallway_agenda::{Agenda, Plan};
use hallway_programme::timeline::{Day, Start, timeline};
use hallway_programme::{Instant, Item, ItemId, Moment, Programme, TrackId};

/// Free time that is shorter is not worth a line.
const SHORTEST_GAP_SECONDS: i64 = 10 * 60;

/// What a list says of its items besides what they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Extras {
    /// Nothing.
    #[default]
    None,
    /// How long they go on, or when they start.
    Countdown,
    /// What the attendee noted, where items overlap, and what time is between them.
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
    /// Items overlap, of which this is the first of [`clusters`]: which one to choose, or which was chosen.
    Overlap(ItemId),
    /// There is no time to change rooms between the first item and the second, which follows.
    Changeover(ItemId, ItemId),
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
            Row::Overlap(first) => format!("overlap:{first}"),
            Row::Changeover(first, second) => format!("changeover:{first}:{second}"),
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
    overlaps: Vec<Overlapping>,
    changeovers: Vec<(ItemId, ItemId)>,
}

/// Overlapping items in a list to be.
#[derive(Debug)]
struct Overlapping {
    /// The first of all of them.
    first: ItemId,
    /// The first that the list shows.
    first_shown: ItemId,
    /// Those that are to be watched later and are not shown for now.
    folded: Vec<ItemId>,
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
            overlaps: Vec::new(),
            changeovers: Vec::new(),
        }
    }

    /// With a line at the present, on its day.
    #[must_use]
    pub fn with_present(mut self, present: Option<Moment>) -> Self {
        self.present = present;
        self
    }

    /// With the overlaps, the changeovers and the free time of an agenda; free time only while all of it
    /// is listed, and within a day of the conference as it is published, whatever clocks are shown. What
    /// overlaps and is to be watched later is folded, while all that it overlaps is listed.
    ///
    /// After [`Self::with_present`] no free time is told that is over, and nothing stays folded whose time
    /// is over.
    #[must_use]
    pub fn with_agenda(mut self, agenda: Option<&Agenda>, published: &Programme) -> Self {
        let Some(agenda) = agenda else { return self };
        let attended = attended(self.programme, agenda);
        let is_listed = |item: &Item| self.items.iter().any(|listed| listed.id == item.id);
        if attended.iter().all(|item| is_listed(item)) {
            let ends = gaps(&self::attended(published, agenda)).into_iter();
            let ends: Vec<_> = ends.map(|gap| gap.to.moment()).collect();
            let is_told = |gap: &Gap| {
                let is_long = gap.seconds() >= SHORTEST_GAP_SECONDS;
                is_long && ends.contains(&gap.to.moment()) && self.is_to_come(gap.to)
            };
            self.gaps = breaks(&attended).into_iter().filter(is_told).collect();
        }
        let clusters = clusters(self.programme, agenda);
        self.changeovers = changeovers(&attended, &clusters);
        let overlaps = clusters.iter();
        self.overlaps = overlaps.filter_map(|of| self.overlapping(of)).collect();
        self
    }

    /// What the list shows of a cluster; `None` if nothing is to be said of it.
    fn overlapping(&self, cluster: &Overlap) -> Option<Overlapping> {
        let is_listed = |item: &Item| self.items.iter().any(|listed| listed.id == item.id);
        let items = || cluster.items.iter().map(|(item, plan)| (*item, *plan));
        let folded: Vec<ItemId> = if cluster.is_decided() {
            let folds = items().all(|(item, _)| is_listed(item)) && self.is_to_come(cluster.to);
            let later = items().filter(|(_, plan)| folds && *plan == Plan::WatchLater);
            later.map(|(item, _)| item.id.clone()).collect()
        } else {
            Vec::new()
        };
        if cluster.is_decided() && folded.is_empty() {
            return None;
        }
        let (first_shown, _) =
            items().find(|(item, _)| is_listed(item) && !folded.contains(&item.id))?;
        let (first, _) = items().next()?;
        Some(Overlapping {
            first: first.id.clone(),
            first_shown: first_shown.id.clone(),
            folded,
        })
    }

    /// Whether a moment is not over yet, or it is not known what time it is.
    fn is_to_come(&self, instant: Instant) -> bool {
        self.present
            .is_none_or(|present| instant.moment() > present)
    }

    /// Whether an item stands in the list only as one of those to be watched later.
    fn is_folded(&self, item: &Item) -> bool {
        let mut overlaps = self.overlaps.iter();
        overlaps.any(|overlap| overlap.folded.contains(&item.id))
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
        let is_empty = |start: &Start| start.items.iter().all(|item| self.is_folded(item));
        if day.starts.iter().all(is_empty) {
            return;
        }
        rows.push(Row::Day(day.date));
        let mut present = self.present.filter(|present| is_on(*present, day));
        for start in &day.starts {
            if present.is_some_and(|present| present < start.at.moment()) {
                rows.push(Row::Present);
                present = None;
            }
            if is_empty(start) {
                continue;
            }
            let gap = self.gaps.iter().find(|gap| gap.to == start.at);
            rows.extend(gap.copied().map(Row::Gap));
            rows.push(Row::Start(start.at));
            for item in start.items.iter().filter(|item| !self.is_folded(item)) {
                let mut changeovers = self.changeovers.iter();
                let changeover = changeovers.find(|(_, second)| *second == item.id);
                rows.extend(
                    changeover
                        .map(|(first, second)| Row::Changeover(first.clone(), second.clone())),
                );
                let mut overlaps = self.overlaps.iter();
                let overlap = overlaps.find(|overlap| overlap.first_shown == item.id);
                rows.extend(overlap.map(|overlap| Row::Overlap(overlap.first.clone())));
                rows.push(Row::Item(item.id.clone()));
            }
        }
        if present.is_some() {
            rows.push(Row::Present);
        }
    }
}

/// Where there is no time to change rooms: each item that starts then, with the last one before it. Between
/// items of which one is to be chosen there is nothing to change for.
fn changeovers(attended: &[&Item], clusters: &[Overlap]) -> Vec<(ItemId, ItemId)> {
    let is_choice = |first: &Item, second: &Item| {
        let holds =
            |of: &Overlap, item: &Item| of.items.iter().any(|(other, _)| other.id == item.id);
        let mut open = clusters.iter().filter(|cluster| !cluster.is_decided());
        open.any(|cluster| holds(cluster, first) && holds(cluster, second))
    };
    let mut changeovers: Vec<(ItemId, ItemId)> = Vec::new();
    for found in conflicts(attended).into_iter().rev() {
        let (first, second) = (&found.first.id, &found.second.id);
        if found.clash == Clash::NoTimeToWalk
            && !is_choice(found.first, found.second)
            && !changeovers.iter().any(|(_, told)| told == second)
        {
            changeovers.push((first.clone(), second.clone()));
        }
    }
    changeovers
}

/// Whether a moment is on that day, by the clocks of the day's items.
fn is_on(moment: Moment, day: &Day) -> bool {
    day.starts
        .first()
        .is_some_and(|start| start.at.days_after(moment) == 0)
}

#[cfg(test)]
mod tests;
