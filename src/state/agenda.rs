//! The attendee's agenda: what is in it, what changes it, and what there is to say about that.

use std::cell::RefCell;
use std::sync::Arc;

use hallway_agenda::conflicts::{Clash, attended, in_the_way_of};
use hallway_agenda::{Agenda, Plan, Rest, Undo, horizon};
use hallway_programme::{Item, ItemId};
use leptos::prelude::*;

use super::{Notice, State};
use crate::hint;
use crate::notice::take_away;
use crate::platform::{agenda_store, clock, storage_manager};
use crate::removed;

thread_local! {
    /// What was said last about storing the agenda. What was dismissed is not said again at each try, but
    /// when the attendee changes something.
    static SAID: RefCell<Option<Notice>> = const { RefCell::new(None) };
}

impl State {
    /// Whether the agenda is there: it is not in prerendered pages, and comes with the app.
    #[must_use]
    pub fn has_agenda(&self) -> Memo<bool> {
        let agenda = self.agenda;
        Memo::new(move |_| agenda.with(Option::is_some))
    }

    /// Whether the item is in the agenda; tracked.
    #[must_use]
    pub fn is_starred(&self, item: &ItemId) -> bool {
        self.agenda.with(|agenda| {
            agenda
                .as_ref()
                .is_some_and(|agenda| agenda.is_starred(item))
        })
    }

    /// Puts the item into the agenda, or takes it out, and stores the agenda; says what the attendee
    /// may want to take back or to know.
    pub fn toggle_star(&self, item: &ItemId) {
        let starred = !untrack(|| self.is_starred(item));
        self.change_agenda(|agenda, now| agenda.star(item, starred, now));
        if starred {
            storage_manager::ask_to_persist();
            hint::remember(self);
        }
        if let Some(item) = self.programme.item(item) {
            self.tell_of_star(item, starred);
        }
    }

    /// Changes the agenda and stores it.
    pub fn change_agenda(&self, change: impl FnOnce(&mut Agenda, u64)) {
        self.agenda.update(|agenda| {
            if let Some(agenda) = agenda {
                let now = clock::now_ms();
                agenda.clamp(horizon(now));
                change(agenda, now);
            }
        });
        SAID.take();
        self.store_agenda();
    }

    /// Plans to attend one of several overlapping items, does with the `others` what `rest` says, and
    /// offers to undo that.
    pub fn choose(&self, item: &ItemId, others: &[ItemId], rest: Rest) {
        let mut undo = Undo::default();
        self.change_agenda(|agenda, now| undo = agenda.choose(item, others, rest, now));
        take_away(self.notices, &|notice| {
            matches!(notice, Notice::Chosen { .. } | Notice::Conflicts { .. })
        });
        if undo.is_empty() {
            return;
        }
        if let Some(item) = self.programme.item(item) {
            let (title, undo) = (item.title.clone(), Arc::new(undo));
            self.tell(Notice::Chosen { title, undo });
        }
    }

    /// Takes in what another device did, but for what was removed here, and stores it.
    pub fn take_in(&self, other: &Agenda) {
        let mut other = other.clone();
        self.leave_out_removed(&mut other);
        self.change_agenda(|agenda, now| {
            other.clamp(horizon(now));
            agenda.merge(&other);
        });
    }

    /// Leaves out of another copy of the agenda what was removed on this device.
    pub fn leave_out_removed(&self, other: &mut Agenda) {
        let removed = removed::kept(&self.published.conference().id);
        other.leave_out(&removed, |item| self.knows(item));
    }

    /// Takes a file in, but for items that are in no programme where these are too many; gives how many.
    pub fn take_in_file(&self, file: &Agenda) -> usize {
        // Who reads a file wants what is in it, also what was removed before.
        removed::forget(self, file.items());
        let mut left_out = 0;
        self.change_agenda(|agenda, now| {
            let (admitted, number) = agenda.admitted(file, |item| self.knows(item));
            left_out = number;
            agenda.add(&admitted, now);
        });
        left_out
    }

    fn tell_of_star(&self, item: &Item, starred: bool) {
        let is_outdated = |notice: &Notice| match notice {
            Notice::TakenOut { item: of, .. } => *of == item.id,
            Notice::Conflicts { .. } => true,
            _ => false,
        };
        take_away(self.notices, &is_outdated);
        let title = item.title.clone();
        if !starred {
            let item = item.id.clone();
            self.tell(Notice::TakenOut { item, title });
            return;
        }
        let conflicts = self.agenda.with_untracked(|agenda| {
            let agenda = agenda.as_ref()?;
            let is_attended = agenda.plan(&item.id) == Some(Plan::Attend);
            is_attended.then(|| in_the_way_of(item, &attended(&self.programme, agenda)))
        });
        let conflicts = conflicts.unwrap_or_default();
        let with = |clash: Clash| {
            let others = conflicts.iter().filter(|(_, why)| *why == clash);
            let titles = others.map(|(other, _)| format!("“{}”", other.title));
            titles.collect::<Vec<_>>().join(", ")
        };
        for clash in [Clash::Overlap, Clash::NoTimeToWalk] {
            let (title, others) = (title.clone(), with(clash));
            if !others.is_empty() {
                self.tell(Notice::Conflicts {
                    title,
                    others,
                    clash,
                });
            }
        }
    }

    /// Begins with the agenda that is stored.
    pub fn open_agenda(&self) {
        let (agenda, outcome) = agenda_store::open(&self.programme.conference().id);
        self.agenda.set(Some(agenda));
        self.say_of_storing(outcome);
    }

    /// Merges the agenda with what is stored, and stores the result.
    pub fn store_agenda(&self) {
        let Some(mut agenda) = self.agenda.get_untracked() else {
            return;
        };
        agenda.clamp(horizon(clock::now_ms()));
        // A tab that was open meanwhile still has what another one removed.
        self.leave_out_removed(&mut agenda);
        let outcome = agenda_store::store(&self.programme.conference().id, &mut agenda);
        if self
            .agenda
            .with_untracked(|current| current.as_ref() != Some(&agenda))
        {
            self.agenda.set(Some(agenda));
        }
        self.say_of_storing(outcome);
    }

    /// Stores the agenda; whether the next document in this tab will have all of it.
    #[must_use]
    pub fn is_agenda_kept(&self) -> bool {
        self.store_agenda();
        let conference = &self.programme.conference().id;
        self.agenda.with_untracked(|agenda| {
            let agenda = agenda.as_ref();
            agenda.is_none_or(|agenda| agenda_store::is_kept(conference, agenda))
        })
    }

    /// Says what there is to say about storing the agenda, and takes back what is not so any more.
    fn say_of_storing(&self, outcome: Option<Notice>) {
        take_away(self.notices, &|notice| {
            notice.is_of_storing() && outcome.as_ref() != Some(notice)
        });
        let is_said = SAID.with_borrow(|said| *said == outcome);
        SAID.replace(outcome.clone());
        if let Some(notice) = outcome.filter(|_| !is_said) {
            self.tell(notice);
        }
    }
}
