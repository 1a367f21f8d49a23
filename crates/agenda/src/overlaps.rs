//! Overlapping starred items, grouped so that each group is one decision for the attendee.

use hallway_programme::{Instant, Item, ItemId, Programme, Slot};

use crate::conflicts::{Clash, ends, in_the_way_of, planned};
use crate::{Agenda, Plan};

/// A maximal group of overlapping starred items: each overlaps another item of the group, and none
/// overlaps a starred item outside it.
///
/// Two items overlap if one starts before the other is over, or if both start at the same time
/// ([`Clash::Overlap`]). In a chain of three, the first and the last need not overlap. Items to be
/// watched later belong to the group too, so that the attendee can change their mind.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlap<'a> {
    /// Its items in the programme's order, each with its plan; two or more.
    pub items: Vec<(&'a Item, Plan)>,
    /// When the first of them starts.
    pub from: Instant,
    /// When all of them are over, as far as is known; the same as `from` if no end is known.
    pub to: Instant,
}

impl<'a> Overlap<'a> {
    /// Whether the attendee can attend everything that they plan to attend: no two items to be
    /// attended overlap, for example after they chose one and watch the others later.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        let attended = self.attended().filter_map(|item| Some((item, item.slot?)));
        runs(attended, |(_, slot)| *slot)
            .iter()
            .all(|run| run.len() < 2)
    }

    /// The items to be attended, in order. In a decided group that is usually one; none if all are
    /// to be watched later, several if only what overlaps them is.
    pub fn attended(&self) -> impl Iterator<Item = &'a Item> {
        let items = self.items.iter();
        items
            .filter(|(_, plan)| *plan == Plan::Attend)
            .map(|(item, _)| *item)
    }

    /// The decisions of the group: the whole group if it is decided; otherwise what overlaps among the
    /// items to be attended, since a choice may have settled a part of a long chain.
    #[must_use]
    pub fn into_clusters(self) -> Vec<Self> {
        if self.is_decided() {
            return vec![self];
        }
        let attended = self.attended();
        let planned = attended.filter_map(|item| Some((item, item.slot?, Plan::Attend)));
        let runs = runs(planned, |(_, slot, _)| *slot).into_iter();
        runs.filter_map(overlap).collect()
    }

    /// The number of items to be watched later.
    #[must_use]
    pub fn to_watch_later(&self) -> usize {
        let items = self.items.iter();
        items.filter(|(_, plan)| *plan == Plan::WatchLater).count()
    }

    /// All of its items except `item`, for [`Agenda::choose`].
    pub fn others(&self, item: &ItemId) -> impl Iterator<Item = &'a ItemId> {
        let items = self.items.iter().map(|(other, _)| &other.id);
        items.filter(move |other| *other != item)
    }

    /// Those of its items that overlap `item`, for [`Agenda::choose`]: the attendee can still
    /// attend the others.
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

/// All groups of overlapping items in the agenda, by time. An item is in one group at most, and in
/// the programme's order no starred item of another group comes between items of a group.
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

/// What the attendee has to choose from, and what they chose, by time: of each group of overlapping
/// items its [clusters](Overlap::into_clusters), without groups that are watched later as a whole.
///
/// A cluster that is not decided has only items to be attended: choosing one of them settles it, or
/// splits it into smaller ones. The first item of a cluster tells it from all others.
#[must_use]
pub fn clusters<'a>(programme: &'a Programme, agenda: &Agenda) -> Vec<Overlap<'a>> {
    let groups = overlaps(programme, agenda).into_iter();
    groups
        .filter(|group| group.attended().next().is_some())
        .flat_map(Overlap::into_clusters)
        .collect()
}

/// The group of a run; `None` if the run is a single item.
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

/// Groups items, which have to come in the order of their starts, into runs: a run ends where none
/// of its items goes on.
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
