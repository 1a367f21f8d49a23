//! The agenda itself: what is starred and noted, and how two copies become one; how it is kept is
//! left to `storage`.

use std::collections::BTreeMap;

use hallway_programme::ItemId;
use serde::{Deserialize, Serialize};

use crate::{Clock, DeviceId, Register};

/// The attendee's agenda, as one device holds it.
///
/// Items that the programme no longer has stay in it: a star is the attendee's, not the
/// programme's.
///
/// ```
/// use hallway_agenda::{Agenda, DeviceId};
/// use hallway_programme::ItemId;
///
/// let opening = ItemId::new("opening")?;
/// let mut agenda = Agenda::new(DeviceId::new(1));
/// agenda.star(&opening, true, 1_632_150_000_000);
/// agenda.set_note(&opening, "bring the adapter", 1_632_150_001_000);
/// assert_eq!(agenda.starred().collect::<Vec<_>>(), [&opening]);
/// assert_eq!(agenda.note(&opening), Some("bring the adapter"));
/// # Ok::<(), hallway_programme::id::InvalidId>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// Whose changes are made here.
    pub(crate) device: DeviceId,
    /// What the attendee said of each item. Stars that were taken back stay, so that merging an
    /// older copy cannot revive them. There is no clock beside them: see [`Clock`].
    pub(crate) items: BTreeMap<ItemId, Entry>,
}

/// What the attendee said of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Entry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    star: Option<Register<bool>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Register<String>>,
}

impl Agenda {
    /// An agenda without anything in it.
    #[must_use]
    pub fn new(device: DeviceId) -> Self {
        Self {
            device,
            items: BTreeMap::new(),
        }
    }

    /// Puts the item into the agenda, or takes it out, at `now_ms` milliseconds since 1970.
    pub fn star(&mut self, item: &ItemId, starred: bool, now_ms: u64) {
        let device = self.device;
        write(&mut self.entry(item).star, starred, device, now_ms);
    }

    /// Writes a note on the item, at `now_ms` milliseconds since 1970; an empty one takes the note
    /// away.
    pub fn set_note(&mut self, item: &ItemId, note: &str, now_ms: u64) {
        let device = self.device;
        write(&mut self.entry(item).note, note.to_owned(), device, now_ms);
    }

    /// Whether the item is in the agenda.
    #[must_use]
    pub fn is_starred(&self, item: &ItemId) -> bool {
        self.items.get(item).is_some_and(Entry::is_starred)
    }

    /// The note on the item.
    #[must_use]
    pub fn note(&self, item: &ItemId) -> Option<&str> {
        let note = self.items.get(item)?.note.as_ref()?.value();
        (!note.is_empty()).then_some(note)
    }

    /// The items in the agenda, by id.
    pub fn starred(&self) -> impl Iterator<Item = &ItemId> {
        self.items
            .iter()
            .filter(|(_, entry)| entry.is_starred())
            .map(|(id, _)| id)
    }

    /// Takes in everything that another copy holds; of what both changed, the later change stays.
    ///
    /// Commutative, associative and idempotent in what the agenda says; this device stays this
    /// device.
    pub fn merge(&mut self, other: &Self) {
        for (item, theirs) in &other.items {
            let ours = self.entry(item);
            merge(&mut ours.star, theirs.star.as_ref());
            merge(&mut ours.note, theirs.note.as_ref());
        }
    }

    /// Whether both say the same of every item, whichever device they are on: then neither has
    /// anything to tell the other.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.items == other.items
    }

    fn entry(&mut self, item: &ItemId) -> &mut Entry {
        self.items.entry(item.clone()).or_default()
    }
}

impl Entry {
    fn is_starred(&self) -> bool {
        self.star.as_ref().is_some_and(|star| *star.value())
    }
}

fn write<T>(register: &mut Option<Register<T>>, value: T, device: DeviceId, now_ms: u64) {
    let seen = register.as_ref().map(Register::stamp);
    *register = Some(Register::new(value, Clock::new(device, seen).tick(now_ms)));
}

fn merge<T: Clone + Ord>(ours: &mut Option<Register<T>>, theirs: Option<&Register<T>>) {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => ours.merge(theirs),
        (ours @ None, Some(theirs)) => *ours = Some(theirs.clone()),
        (_, None) => {}
    }
}
