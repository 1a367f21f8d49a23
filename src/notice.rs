//! What there is to say to the attendee, until dismissed.

use std::sync::Arc;

use hallway_agenda::conflicts::Clash;
use hallway_agenda::{Agenda, SharedSchedule, Undo};
use hallway_programme::ItemId;
use hallway_programme::changes::Change;
use leptos::prelude::*;

use crate::i18n::{self, fill, texts};

/// Something the attendee should know; shown until dismissed.
#[derive(Debug, Clone, PartialEq)]
pub enum Notice {
    /// Everything is cached for the first time.
    OfflineReady,
    /// A newer version of the app waits.
    NewVersion,
    /// An item changed.
    ItemChanged(Arc<Change>),
    /// That many items of the attendee's schedule changed.
    ScheduleChanged(usize),
    /// An item was taken out of the agenda.
    TakenOut {
        /// Which.
        item: ItemId,
        /// What it is called.
        title: String,
    },
    /// An item that was just put into the agenda conflicts with others in it.
    Conflicts {
        /// What it is called.
        title: String,
        /// What the others are called.
        others: String,
        /// Why.
        clash: Clash,
    },
    /// One of several overlapping items was chosen.
    Chosen {
        /// What it is called.
        title: String,
        /// How to undo that.
        undo: Arc<Undo>,
    },
    /// Items that are not in the programme were removed, of which the agenda had said this.
    Removed(Arc<Agenda>),
    /// A friend's schedule was taken away.
    FriendRemoved(SharedSchedule),
    /// Something was done, or could not be.
    Said(String),
    /// The stored agenda could not be read and was kept aside under that key.
    AgendaKeptAside {
        /// Why, and what to do.
        reason: String,
        /// The key in local storage under which it is kept.
        key: String,
    },
    /// The agenda can't be stored.
    AgendaNotStored {
        /// Why, and what to do.
        reason: String,
    },
    /// A newer version of the app stored the agenda, and nothing is written over that.
    AgendaByNewer,
    /// The stored agenda is damaged, and as many damaged texts are kept aside as may be.
    AgendaUnreadable {
        /// What is wrong with it.
        reason: String,
    },
    /// Something that is stored could not be read, and nothing is written over it.
    StorageUnread,
}

impl Notice {
    /// What tells it from all others, of which some may say the same of another item.
    #[must_use]
    pub fn key(&self) -> String {
        let item = match self {
            Notice::TakenOut { item, .. } => item.as_str(),
            Notice::ItemChanged(change) => change.item.as_str(),
            _ => "",
        };
        format!("{item} {}", self.text())
    }

    /// What changed, if it tells that of this item.
    #[must_use]
    pub fn of_item(&self, id: &ItemId) -> Option<&Arc<Change>> {
        match self {
            Self::ItemChanged(change) if change.item == *id => Some(change),
            _ => None,
        }
    }

    /// Whether it tells of changes in the programme.
    #[must_use]
    pub fn is_of_changes(&self) -> bool {
        matches!(self, Self::ItemChanged(_) | Self::ScheduleChanged(_))
    }

    /// Whether it tells that the agenda is not stored.
    #[must_use]
    pub fn is_of_storing(&self) -> bool {
        matches!(
            self,
            Self::AgendaNotStored { .. } | Self::AgendaByNewer | Self::AgendaUnreadable { .. }
        )
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> String {
        let texts = texts();
        match self {
            Notice::OfflineReady => texts.offline_ready().into(),
            Notice::NewVersion => texts.new_version().into(),
            Notice::ItemChanged(change) => {
                format!("{}: {}", change.title, i18n::change(change))
            }
            Notice::ScheduleChanged(number) => {
                fill(texts.schedule_changed(), &[&number.to_string()])
            }
            Notice::TakenOut { title, .. } => fill(texts.taken_out(), &[title]),
            Notice::Conflicts {
                title,
                others,
                clash: Clash::Overlap,
            } => fill(texts.overlaps(), &[title, others]),
            Notice::Conflicts { title, others, .. } => {
                format!("{}: “{title}”, {others}", texts.no_walk())
            }
            Notice::Chosen { title, .. } => fill(texts.chosen(), &[title]),
            Notice::Removed(said) => {
                let number = said.items().count();
                fill(texts.unknown_removed(), &[&i18n::items(number)])
            }
            Notice::FriendRemoved(friend) => fill(texts.friend_removed(), &[name_of(friend)]),
            Notice::Said(words) => words.clone(),
            Notice::AgendaKeptAside { reason, key } => fill(texts.kept_aside(), &[reason, key]),
            Notice::AgendaNotStored { reason } => reason.clone(),
            Notice::AgendaByNewer => texts.stored_by_newer().into(),
            Notice::AgendaUnreadable { reason } => fill(texts.no_place_aside(), &[reason]),
            Notice::StorageUnread => texts.store_unread().into(),
        }
    }
}

/// Takes away whatever of what was told is outdated.
#[inline(never)]
pub fn take_away(told: RwSignal<Vec<Notice>>, is_outdated: &dyn Fn(&Notice) -> bool) {
    told.update(|told| told.retain(|notice| !is_outdated(notice)));
}

/// What somebody who shared a schedule is called.
#[must_use]
pub fn name_of(shared: &SharedSchedule) -> &str {
    if shared.name.is_empty() {
        texts().somebody()
    } else {
        &shared.name
    }
}
