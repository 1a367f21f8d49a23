//! The agenda: its stars, notes, plans and ratings, and how two copies are merged. `storage` reads
//! and writes it.

use std::collections::BTreeMap;

use hallway_programme::ItemId;
use serde::{Deserialize, Serialize};

use crate::storage::stored;
use crate::strict::Object;
use crate::{Clock, DeviceId, Rating, Register, Stamp};

/// The attendee's agenda, as one device has it.
///
/// Items that the programme no longer has stay in it: stars belong to the attendee, not to the
/// programme.
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
    /// The device that makes changes to this copy.
    pub(crate) device: DeviceId,
    /// What the attendee said of each item. Removed stars stay as registers, so that merging an
    /// older copy does not bring them back. No clock is stored: see [`Clock`].
    pub(crate) items: BTreeMap<ItemId, Entry>,
}

/// What the attendee said of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Object<stored::Entry>", into = "stored::Entry")]
pub(crate) struct Entry {
    pub(crate) star: Option<Register<bool>>,
    pub(crate) note: Option<Register<String>>,
    pub(crate) later: Option<Register<bool>>,
    pub(crate) attended: Option<Register<bool>>,
    pub(crate) rating: Option<Register<Option<Rating>>>,
}

/// How the attendee plans to see an item in the agenda.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Plan {
    /// By attending it.
    #[default]
    Attend,
    /// Later, as a recording: it conflicts with nothing.
    WatchLater,
}

impl Agenda {
    /// An empty agenda.
    #[must_use]
    pub fn new(device: DeviceId) -> Self {
        Self {
            device,
            items: BTreeMap::new(),
        }
    }

    /// The device that makes changes to this copy.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.device
    }

    /// Adds the item to the agenda or removes it, at `now_ms` milliseconds since 1970.
    pub fn star(&mut self, item: &ItemId, starred: bool, now_ms: u64) {
        let device = self.device;
        write(&mut self.entry(item).star, starred, device, now_ms);
    }

    /// Sets the note on the item, at `now_ms` milliseconds since 1970; an empty text removes it.
    pub fn set_note(&mut self, item: &ItemId, note: &str, now_ms: u64) {
        let device = self.device;
        write(&mut self.entry(item).note, note.to_owned(), device, now_ms);
    }

    /// Sets how the attendee plans to see the item, at `now_ms` milliseconds since 1970. It is
    /// remembered even while the item is not in the agenda.
    pub fn set_plan(&mut self, item: &ItemId, plan: Plan, now_ms: u64) {
        let device = self.device;
        let later = plan == Plan::WatchLater;
        write(&mut self.entry(item).later, later, device, now_ms);
    }

    /// Sets whether the attendee was there, at `now_ms` milliseconds since 1970.
    pub fn set_attended(&mut self, item: &ItemId, attended: bool, now_ms: u64) {
        let device = self.device;
        write(&mut self.entry(item).attended, attended, device, now_ms);
    }

    /// Sets the attendee's rating, at `now_ms` milliseconds since 1970; `None` removes it.
    pub fn rate(&mut self, item: &ItemId, rating: Option<Rating>, now_ms: u64) {
        let device = self.device;
        write(&mut self.entry(item).rating, rating, device, now_ms);
    }

    /// How the attendee plans to see the item; `None` if it is not in the agenda.
    #[must_use]
    pub fn plan(&self, item: &ItemId) -> Option<Plan> {
        let entry = self.items.get(item).filter(|entry| entry.is_starred())?;
        Some(if is_set(entry.later.as_ref()) {
            Plan::WatchLater
        } else {
            Plan::Attend
        })
    }

    /// Whether the attendee was there.
    #[must_use]
    pub fn attended(&self, item: &ItemId) -> bool {
        let entry = self.items.get(item);
        entry.is_some_and(|entry| is_set(entry.attended.as_ref()))
    }

    /// The attendee's rating.
    #[must_use]
    pub fn rating(&self, item: &ItemId) -> Option<Rating> {
        *self.items.get(item)?.rating.as_ref()?.value()
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

    /// Merges another copy into this one; where both changed the same thing, the later change wins.
    ///
    /// In what the agenda says, merging is commutative, associative and idempotent. The device id
    /// stays.
    pub fn merge(&mut self, other: &Self) {
        for (item, theirs) in &other.items {
            let ours = self.entry(item);
            merge(&mut ours.star, theirs.star.as_ref());
            merge(&mut ours.note, theirs.note.as_ref());
            merge(&mut ours.later, theirs.later.as_ref());
            merge(&mut ours.attended, theirs.attended.as_ref());
            merge(&mut ours.rating, theirs.rating.as_ref());
        }
    }

    /// Merges what this device stored before, and continues with its id: a page that could not read
    /// it at first started with a new id.
    pub(crate) fn continue_from(&mut self, stored: &Self) {
        self.merge(stored);
        self.device = stored.device;
    }

    /// Whether nothing was ever said of any item.
    pub(crate) fn says_nothing(&self) -> bool {
        self.items.is_empty()
    }

    /// Adds a copy that developed independently, such as a file or another device's agenda, at
    /// `now_ms` milliseconds since 1970, without losing anything: what is starred in either copy is
    /// starred, and if both have a note on an item, both notes stay.
    pub fn add(&mut self, other: &Self, now_ms: u64) {
        let own = self.clone();
        self.merge(other);
        for item in own.starred().chain(other.starred()) {
            if !self.is_starred(item) {
                self.star(item, true, now_ms);
            }
        }
        for copy in [&own, other] {
            for item in copy.items.keys() {
                let Some(note) = copy.note(item) else {
                    continue;
                };
                let kept = match self.note(item) {
                    Some(kept) if holds(kept, note) => continue,
                    Some(kept) => format!("{note}\n{kept}"),
                    None => note.to_owned(),
                };
                self.set_note(item, &kept, now_ms);
            }
        }
    }

    /// Sets every stamp that is later than the horizon back to long ago. No clock has shown such a
    /// time, and nothing could ever overrule a stamp at the end of time.
    ///
    /// Everything that comes from outside is clamped before it is merged, and so is this device's
    /// own agenda before a change, with the [`crate::horizon`] of that moment. The value of such a
    /// stamp stays, but anything else that was ever said of the same thing wins over it. Devices
    /// agree as long as a stamp is on the same side of all their horizons; the horizon is further
    /// ahead than a clock can be wrong on a device that still reaches a server by HTTPS. Merging
    /// clamped copies is commutative, associative and idempotent, like merging itself.
    /// idempotent, as merging is.
    pub fn clamp(&mut self, horizon_ms: u64) {
        fn clamp<T>(register: &mut Option<Register<T>>, horizon_ms: u64)
        where
            T: Clone + Ord,
        {
            if let Some(register) = register {
                register.clamp(horizon_ms);
            }
        }
        for entry in self.items.values_mut() {
            clamp(&mut entry.star, horizon_ms);
            clamp(&mut entry.note, horizon_ms);
            clamp(&mut entry.later, horizon_ms);
            clamp(&mut entry.attended, horizon_ms);
            clamp(&mut entry.rating, horizon_ms);
        }
    }

    /// Whether both say the same of every item, whichever device they are on, so that a sync has
    /// nothing to do.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.items == other.items
    }

    pub(crate) fn entry(&mut self, item: &ItemId) -> &mut Entry {
        self.items.entry(item.clone()).or_default()
    }
}

impl Entry {
    fn is_starred(&self) -> bool {
        is_set(self.star.as_ref())
    }

    /// Whether it says more than that something was removed, so that the attendee would miss it.
    pub(crate) fn says_something(&self) -> bool {
        self.is_starred()
            || is_set(self.attended.as_ref())
            || self
                .note
                .as_ref()
                .is_some_and(|note| !note.value().is_empty())
            || self
                .rating
                .as_ref()
                .is_some_and(|rating| rating.value().is_some())
    }

    /// When it was last changed; `None` if it never was.
    pub(crate) fn latest(&self) -> Option<Stamp> {
        let stamps = [
            self.star.as_ref().map(Register::stamp),
            self.note.as_ref().map(Register::stamp),
            self.later.as_ref().map(Register::stamp),
            self.attended.as_ref().map(Register::stamp),
            self.rating.as_ref().map(Register::stamp),
        ];
        stamps.into_iter().flatten().max()
    }

    /// Removes everything that it says, by `device` at `now_ms`.
    pub(crate) fn take_back(&mut self, device: DeviceId, now_ms: u64) {
        if self.is_starred() {
            write(&mut self.star, false, device, now_ms);
        }
        if is_set(self.later.as_ref()) {
            write(&mut self.later, false, device, now_ms);
        }
        if is_set(self.attended.as_ref()) {
            write(&mut self.attended, false, device, now_ms);
        }
        if self
            .note
            .as_ref()
            .is_some_and(|note| !note.value().is_empty())
        {
            write(&mut self.note, String::new(), device, now_ms);
        }
        if self
            .rating
            .as_ref()
            .is_some_and(|rating| rating.value().is_some())
        {
            write(&mut self.rating, None, device, now_ms);
        }
    }

    /// Repeats everything that another entry says, by `device` at `now_ms`.
    pub(crate) fn say_again(&mut self, other: &Self, device: DeviceId, now_ms: u64) {
        fn again<T: Clone>(
            ours: &mut Option<Register<T>>,
            theirs: Option<&Register<T>>,
            device: DeviceId,
            now_ms: u64,
        ) {
            if let Some(theirs) = theirs {
                write(ours, theirs.value().clone(), device, now_ms);
            }
        }
        again(&mut self.star, other.star.as_ref(), device, now_ms);
        again(&mut self.note, other.note.as_ref(), device, now_ms);
        again(&mut self.later, other.later.as_ref(), device, now_ms);
        again(&mut self.attended, other.attended.as_ref(), device, now_ms);
        again(&mut self.rating, other.rating.as_ref(), device, now_ms);
    }

    /// Whether it says anything that storage format 1 can't hold.
    pub(crate) fn is_beyond_format_1(&self) -> bool {
        self.later.is_some() || self.attended.is_some() || self.rating.is_some()
    }
}

/// Whether `note` contains `other` as whole lines that follow each other.
fn holds(note: &str, other: &str) -> bool {
    format!("\n{note}\n").contains(&format!("\n{other}\n"))
}

fn is_set(flag: Option<&Register<bool>>) -> bool {
    flag.is_some_and(|flag| *flag.value())
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
