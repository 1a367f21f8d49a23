//! Choosing one of several overlapping items, and undoing the choice.

use hallway_programme::ItemId;

use crate::{Agenda, Plan};

/// What happens to the items that were not chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rest {
    /// They are to be watched later, as recordings.
    #[default]
    WatchLater,
    /// They are removed from the agenda.
    Remove,
    /// They stay as they are.
    Keep,
}

/// How to undo a choice: the state before it of everything that it changed. For [`Agenda::undo`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undo {
    /// The items that the choice added or removed, and whether they were in the agenda before.
    stars: Vec<(ItemId, bool)>,
    /// The items whose plan the choice changed, and their plan before.
    plans: Vec<(ItemId, Plan)>,
}

impl Undo {
    /// Whether the choice changed nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stars.is_empty() && self.plans.is_empty()
    }
}

impl Agenda {
    /// Plans to attend `item`, and treats those of the `others` that are in the agenda as `rest`
    /// says, at `now_ms` milliseconds since 1970. Returns how to undo it.
    ///
    /// If another device removed the chosen item meanwhile, it is added again. `others` come from
    /// [`crate::overlaps::Overlap`].
    ///
    /// ```
    /// use hallway_agenda::{Agenda, DeviceId, Plan, Rest};
    /// use hallway_programme::ItemId;
    ///
    /// let [tracing, storage] = [ItemId::new("tracing")?, ItemId::new("storage")?];
    /// let mut agenda = Agenda::new(DeviceId::new(1));
    /// agenda.star(&tracing, true, 1_000);
    /// agenda.star(&storage, true, 1_000);
    /// let undo = agenda.choose(&tracing, [&storage], Rest::WatchLater, 2_000);
    /// assert_eq!(agenda.plan(&tracing), Some(Plan::Attend));
    /// assert_eq!(agenda.plan(&storage), Some(Plan::WatchLater));
    /// agenda.undo(&undo, 3_000);
    /// assert_eq!(agenda.plan(&storage), Some(Plan::Attend));
    /// # Ok::<(), hallway_programme::id::InvalidId>(())
    /// ```
    pub fn choose<'a>(
        &mut self,
        item: &ItemId,
        others: impl IntoIterator<Item = &'a ItemId>,
        rest: Rest,
        now_ms: u64,
    ) -> Undo {
        let mut undo = Undo::default();
        // Write even what is the same: the choice has to win over earlier changes of other devices.
        self.star_for(&mut undo, item, true, now_ms);
        self.plan_for(&mut undo, item, Plan::Attend, now_ms);
        for other in others {
            if other == item || !self.is_starred(other) {
                continue;
            }
            match rest {
                Rest::WatchLater => self.plan_for(&mut undo, other, Plan::WatchLater, now_ms),
                Rest::Remove => self.star_for(&mut undo, other, false, now_ms),
                Rest::Keep => {}
            }
        }
        undo
    }

    /// Undoes a choice at `now_ms` milliseconds since 1970, also on the devices that have it:
    /// everything that it changed becomes as it was before. Nothing else changes.
    pub fn undo(&mut self, undo: &Undo, now_ms: u64) {
        for (item, starred) in &undo.stars {
            self.star(item, *starred, now_ms);
        }
        for (item, plan) in &undo.plans {
            self.set_plan(item, *plan, now_ms);
        }
    }

    fn star_for(&mut self, undo: &mut Undo, item: &ItemId, starred: bool, now_ms: u64) {
        let before = self.is_starred(item);
        if before != starred {
            undo.stars.push((item.clone(), before));
        }
        self.star(item, starred, now_ms);
    }

    /// Sets the plan of an item, which has to be in the agenda.
    fn plan_for(&mut self, undo: &mut Undo, item: &ItemId, plan: Plan, now_ms: u64) {
        let before = self.plan(item).filter(|before| *before != plan);
        undo.plans
            .extend(before.map(|before| (item.clone(), before)));
        self.set_plan(item, plan, now_ms);
    }
}
