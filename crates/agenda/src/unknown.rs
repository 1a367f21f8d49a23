//! What an agenda says of items that the programme does not know: how many there are, how many are
//! accepted, and their removal by the attendee.
//!
//! A star outlives its item, since a later programme may have the item again; so nothing is removed
//! automatically. To remove an item, each of its registers is set back (a tombstone), so that
//! merging elsewhere does not bring it back. Tombstones take space, so only the latest
//! [`MOST_TOMBSTONES`] are kept. The others are deleted, and this device keeps them away by a list
//! of its own ([`Removed`]). Another device that still has such an item shows it as before, and can
//! remove it too.

use std::collections::BTreeSet;

use hallway_programme::ItemId;

use crate::limits::{MOST_TOMBSTONES, MOST_UNKNOWN};
use crate::{Agenda, Removed};

impl Agenda {
    /// The items, by id, of which the agenda says something and which the programme does not know.
    ///
    /// ```
    /// use hallway_agenda::{Agenda, DeviceId};
    /// use hallway_programme::ItemId;
    ///
    /// let gone = ItemId::new("gone")?;
    /// let mut agenda = Agenda::new(DeviceId::new(1));
    /// agenda.star(&gone, true, 1_000);
    /// let nothing_is_known = |_: &ItemId| false;
    /// assert_eq!(agenda.unknown(nothing_is_known), [gone.clone()]);
    /// agenda.remove_unknown(nothing_is_known, 2_000);
    /// assert!(agenda.unknown(nothing_is_known).is_empty());
    /// # Ok::<(), hallway_programme::id::InvalidId>(())
    /// ```
    #[must_use]
    pub fn unknown(&self, is_known: impl Fn(&ItemId) -> bool) -> Vec<ItemId> {
        let items = self.items.iter();
        let unknown = items.filter(|(item, entry)| entry.says_something() && !is_known(item));
        unknown.map(|(item, _)| item.clone()).collect()
    }

    /// Removes the items that the programme does not know, at `now_ms` milliseconds since 1970.
    /// Returns what was said of them, for [`Agenda::put_back`], and the items of which the agenda
    /// keeps no tombstone.
    pub fn remove_unknown(
        &mut self,
        is_known: impl Fn(&ItemId) -> bool,
        now_ms: u64,
    ) -> (Self, Vec<ItemId>) {
        let mut removed = Self::new(self.device);
        for item in self.unknown(&is_known) {
            let entry = self.entry(&item);
            removed.items.insert(item, entry.clone());
        }
        let device = self.device;
        for item in removed.items.keys() {
            self.entry(item).take_back(device, now_ms);
        }
        let unknown = self.items.iter().filter(|(item, _)| !is_known(item));
        let mut tombstones: Vec<_> = unknown
            .map(|(item, entry)| (entry.latest(), item.clone()))
            .collect();
        tombstones.sort_unstable();
        let forgotten = tombstones.len().saturating_sub(MOST_TOMBSTONES);
        tombstones.truncate(forgotten);
        let forgotten: Vec<_> = tombstones.into_iter().map(|(_, item)| item).collect();
        for item in &forgotten {
            self.items.remove(item);
        }
        (removed, forgotten)
    }

    /// Restores, at `now_ms` milliseconds since 1970, everything that was removed.
    pub fn put_back(&mut self, removed: &Self, now_ms: u64) {
        let device = self.device;
        for (item, entry) in &removed.items {
            self.entry(item).say_again(entry, device, now_ms);
        }
    }

    /// Leaves out of this copy, which another tab or device had, what was removed on this device.
    pub fn leave_out(&mut self, removed: &Removed, is_known: impl Fn(&ItemId) -> bool) {
        if removed.is_empty() {
            return;
        }
        self.items
            .retain(|item, _| is_known(item) || !removed.contains(item));
    }

    /// The part of a file that this agenda accepts, and how many items it does not accept. Unknown
    /// items are accepted up to [`MOST_UNKNOWN`] in both together, the latest first.
    #[must_use]
    pub fn admitted(&self, file: &Self, is_known: impl Fn(&ItemId) -> bool) -> (Self, usize) {
        let mut own = BTreeSet::new();
        own.extend(self.unknown(&is_known));
        let mut new: Vec<_> = file
            .unknown(&is_known)
            .into_iter()
            .filter(|item| !own.contains(item))
            .map(|item| (file.items[&item].latest(), item))
            .collect();
        new.sort_unstable();
        let room = MOST_UNKNOWN.saturating_sub(own.len());
        let left_out = new.len().saturating_sub(room);
        new.truncate(left_out);
        let mut admitted = file.clone();
        for (_, item) in &new {
            admitted.items.remove(item);
        }
        // A tombstone in the file says something only if this agenda has the item.
        admitted.items.retain(|item, entry| {
            is_known(item) || entry.says_something() || self.items.contains_key(item)
        });
        (admitted, left_out)
    }

    /// The items that it has anything of, including tombstones.
    pub fn items(&self) -> impl Iterator<Item = &ItemId> {
        self.items.keys()
    }
}
