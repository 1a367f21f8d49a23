//! The agenda itself: what is starred and noted, and how two copies become one.

use std::collections::BTreeMap;

use hallway_programme::ItemId;
use serde::{Deserialize, Serialize};

use crate::clock::{DeviceId, Stamp};
use crate::register::Register;

/// The attendee's agenda, as one device holds it.
///
/// Items that the programme no longer has stay in it: a star is the attendee's, not the
/// programme's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agenda {
    /// Whose changes are made here.
    device: DeviceId,
    /// What the attendee said of each item; taken-back stars stay, so that merging cannot revive
    /// them.
    #[serde(default)]
    items: BTreeMap<ItemId, Entry>,
}

/// What the attendee said of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    star: Option<Register<bool>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<Register<String>>,
}

impl Agenda {
    /// An agenda without anything in it.
    #[must_use]
    pub fn new(device: DeviceId) -> Self {
        Self { device, items: BTreeMap::new() }
    }

    /// Puts the item into the agenda, or takes it out; `now_ms` is the time in milliseconds since
    /// 1970.
    pub fn star(&mut self, item: &ItemId, starred: bool, now_ms: u64) {
        let stamp = self.next_stamp(now_ms);
        self.entry(item).star = Some(Register::new(starred, stamp));
    }

    /// Writes a note on the item; an empty one takes the note away.
    pub fn set_note(&mut self, item: &ItemId, note: &str, now_ms: u64) {
        let stamp = self.next_stamp(now_ms);
        self.entry(item).note = Some(Register::new(note.to_owned(), stamp));
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
        self.items.iter().filter(|(_, entry)| entry.is_starred()).map(|(id, _)| id)
    }

    /// Takes in everything that another copy holds; what both changed, the later change decides.
    ///
    /// This device stays this device.
    pub fn merge(&mut self, other: &Self) {
        for (item, theirs) in &other.items {
            let ours = self.entry(item);
            merge_registers(&mut ours.star, theirs.star.as_ref());
            merge_registers(&mut ours.note, theirs.note.as_ref());
        }
    }

    fn entry(&mut self, item: &ItemId) -> &mut Entry {
        self.items.entry(item.clone()).or_default()
    }

    fn next_stamp(&self, now_ms: u64) -> Stamp {
        let latest = self.items.values().filter_map(Entry::latest).max();
        Stamp::after(latest, now_ms, self.device)
    }
}

impl Entry {
    fn is_starred(&self) -> bool {
        self.star.as_ref().is_some_and(|star| *star.value())
    }

    fn latest(&self) -> Option<Stamp> {
        let star = self.star.as_ref().map(Register::stamp);
        star.max(self.note.as_ref().map(Register::stamp))
    }
}

fn merge_registers<T: Clone + Ord>(ours: &mut Option<Register<T>>, theirs: Option<&Register<T>>) {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => ours.merge(theirs),
        (ours @ None, Some(theirs)) => *ours = Some(theirs.clone()),
        (_, None) => {}
    }
}
