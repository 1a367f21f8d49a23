//! Starred items that overlap, as one choice each: everything among which the attendee has to decide.

use hallway_programme::{Instant, Item, ItemId, Programme, Slot};

use crate::conflicts::{Clash, ends, in_the_way_of, planned};
use crate::{Agenda, Plan};

/// A maximal run of starred items that overlap: each overlaps another one of them, and none overlaps
/// a starred item outside.
///
/// Two overlap if one starts before the other is over, or both start together ([`Clash::Overlap`]).
/// Of three in a chain, the first and the last may not overlap each other. What one watches later
/// belongs to it too, so that a choice can be changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlap<'a> {
    /// Its items in the programme's order, and how the attendee means to see each; two or more.
    pub items: Vec<(&'a Item, Plan)>,
    /// When the first of them starts.
    pub from: Instant,
    /// When all of them are over, as far as that is known; `from` if nothing is.
    pub to: Instant,
}

impl<'a> Overlap<'a> {
    /// Whether the attendee can be at everything that they mean to be at: no two items to be attended
    /// overlap, as where one was chosen and the others are to be watched later.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        let attended = self.attended().filter_map(|item| Some((item, item.slot?)));
        runs(attended, |(_, slot)| *slot)
            .iter()
            .all(|run| run.len() < 2)
    }

    /// The items to be attended, in order. If it is decided, that is one as a rule: none if all are to
    /// be watched later, more if only what overlapped them is.
    pub fn attended(&self) -> impl Iterator<Item = &'a Item> {
        let items = self.items.iter();
        items
            .filter(|(_, plan)| *plan == Plan::Attend)
            .map(|(item, _)| *item)
    }

    /// How many are to be watched later.
    #[must_use]
    pub fn to_watch_later(&self) -> usize {
        let items = self.items.iter();
        items.filter(|(_, plan)| *plan == Plan::WatchLater).count()
    }

    /// All of its items but this one, for [`Agenda::choose`].
    pub fn others(&self, item: &ItemId) -> impl Iterator<Item = &'a ItemId> {
        let items = self.items.iter().map(|(other, _)| &other.id);
        items.filter(move |other| *other != item)
    }

    /// Those of its items that overlap this one, for [`Agenda::choose`]: the attendee can still be at
    /// the others.
    #[must_use]
    pub fn overlapping(&self, item: &ItemId) -> Vec<&'a ItemId> {
        let items: Vec<_> = self.items.iter().map(|(item, _)| *item).collect();
        let Some(item) = items.iter().find(|other| other.id == *item) else {
            return Vec::new();
        };
        let in_the_way = in_the_way_of(item, &items).into_iter();
        in_the_way
            .filter(|(_, clash)| *clash == Clash::Overlap)
            .map(|(other, _)| &other.id)
            .collect()
    }
}

/// All overlaps of the agenda's items, by time. An item is in one at most; between the items of one,
/// no starred item of another comes in the programme's order.
///
/// ```
/// use hallway_agenda::overlaps::overlaps;
/// use hallway_agenda::{Agenda, DeviceId, Plan};
/// use hallway_programme::Programme;
///
/// let programme = Programme::from_json(r#"{
///     "format": 1, "revision": 1,
///     "conference": {
///         "id": "day", "title": "Day", "zone": "Europe/Prague",
///         "first_day": "2021-09-20", "last_day": "2021-09-20"
///     },
///     "items": [
///         {"id": "tracing", "title": "Tracing",
///          "start": "2021-09-20T10:00:00+02:00", "end": "2021-09-20T11:00:00+02:00"},
///         {"id": "storage", "title": "Storage",
///          "start": "2021-09-20T10:30:00+02:00", "end": "2021-09-20T11:30:00+02:00"}
///     ]
/// }"#)?;
/// let mut agenda = Agenda::new(DeviceId::new(1));
/// for item in programme.items() {
///     agenda.star(&item.id, true, 1_000);
/// }
/// let both = &overlaps(&programme, &agenda)[0];
/// assert!(!both.is_decided());
/// agenda.set_plan(&programme.items()[1].id, Plan::WatchLater, 2_000);
/// let both = &overlaps(&programme, &agenda)[0];
/// assert!(both.is_decided());
/// assert_eq!((both.attended().count(), both.to_watch_later()), (1, 1));
/// # Ok::<(), hallway_programme::ReadError>(())
/// ```
#[must_use]
pub fn overlaps<'a>(programme: &'a Programme, agenda: &Agenda) -> Vec<Overlap<'a>> {
    let runs = runs(planned(programme, agenda), |(_, slot, _)| *slot).into_iter();
    runs.filter_map(overlap).collect()
}

/// The overlap that a run is; none if it is of one item.
fn overlap(run: Vec<(&Item, Slot, Plan)>) -> Option<Overlap<'_>> {
    let [(_, first, _), _, ..] = run.as_slice() else {
        return None;
    };
    let from = first.start;
    let ends = run.iter().map(|(_, slot, _)| ends(*slot));
    let to = ends.fold(from, Instant::max);
    let items = run.into_iter().map(|(item, _, plan)| (item, plan));
    Some(Overlap {
        items: items.collect(),
        from,
        to,
    })
}

/// What comes by its starts, cut where nothing that started before goes on.
fn runs<T>(items: impl Iterator<Item = T>, slot: impl Fn(&T) -> Slot) -> Vec<Vec<T>> {
    let mut runs: Vec<Vec<T>> = Vec::new();
    // When the run is over, and when its last item starts.
    let mut run_until = None;
    for item in items {
        let slot = slot(&item);
        let (start, end) = (slot.start.moment(), ends(slot).moment());
        match (runs.last_mut(), run_until) {
            (Some(run), Some((until, last))) if start < until || start == last => {
                run.push(item);
                run_until = Some((until.max(end), start));
            }
            _ => {
                runs.push(vec![item]);
                run_until = Some((end, start));
            }
        }
    }
    runs
}
