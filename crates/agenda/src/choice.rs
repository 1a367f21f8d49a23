//! Choosing one of several items that overlap, and taking the choice back.

use hallway_programme::ItemId;

use crate::{Agenda, Plan};

/// What becomes of the items that were not chosen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rest {
    /// They are to be watched later.
    #[default]
    WatchLater,
    /// They are taken out of the agenda.
    Remove,
    /// They stay as they are.
    Keep,
}

/// How to take a choice back: what it changed, as it was before. For [`Agenda::undo`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Undo {
    /// The items that it put into the agenda or took out, and whether they were in it.
    stars: Vec<(ItemId, bool)>,
    /// The items whose plan it changed, and what that was.
    plans: Vec<(ItemId, Plan)>,
}

impl Undo {
    /// Whether the choice changed nothing: all was already as chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.stars.is_empty() && self.plans.is_empty()
    }
}

impl Agenda {
    /// Sets one item to be attended, and treats those of the others that are in the agenda as `rest`
    /// says, at `now_ms` milliseconds since 1970; gives how to take that back.
    ///
    /// The chosen item is put into the agenda if it was taken out meanwhile. The others come from
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
        // Written also where nothing changes: a choice wins over what another device did before it.
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

    /// Takes a choice back at `now_ms` milliseconds since 1970, also on the devices that know of it:
    /// whatever it changed is as it was before it. Nothing else is touched.
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

    /// The item is in the agenda.
    fn plan_for(&mut self, undo: &mut Undo, item: &ItemId, plan: Plan, now_ms: u64) {
        let before = self.plan(item).filter(|before| *before != plan);
        undo.plans
            .extend(before.map(|before| (item.clone(), before)));
        self.set_plan(item, plan, now_ms);
    }
}
