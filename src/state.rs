//! What the components share: the programme, the address, the agenda and what there is to say.
//!
//! State flows one way: programme + address + agenda → views. Components change the address and
//! the agenda only through the methods here.

use std::sync::{Arc, OnceLock};

use hallway_agenda::Agenda;
use hallway_programme::filter::{Facets, Selection};
use hallway_programme::query::{Choice, Query};
use hallway_programme::search::{Found, SearchIndex};
use hallway_programme::{ItemId, Moment, Programme};
use leptos::prelude::*;

use crate::platform::{agenda_store, clock, history, letters, storage_manager};
use crate::route::{Address, BasePath, View};

/// Shared by all components through the context.
#[derive(Clone)]
pub struct State {
    /// What the conference publishes.
    pub programme: Arc<Programme>,
    /// What the programme can be filtered by.
    pub facets: Arc<Facets>,
    /// The path below which the site lives.
    pub base: BasePath,
    /// What is shown. Read it here, change it by [`State::go`].
    pub address: RwSignal<Address>,
    /// The attendee's agenda; none in prerendered pages, which know nobody.
    pub agenda: RwSignal<Option<Agenda>>,
    /// Which moment it is; none in prerendered pages, which have no clock.
    pub now: RwSignal<Option<Moment>>,
    /// What changed in the programme since the attendee last looked.
    pub news: RwSignal<Vec<Notice>>,
    /// What the attendee should know, oldest first.
    pub notices: RwSignal<Vec<Notice>>,
    /// How far the app is at home on this device.
    pub device: RwSignal<Device>,
    /// Whether the filters are open, where the screen is too small to show them always.
    pub filters_open: RwSignal<bool>,
    /// Made at the first search, since many visits have none.
    index: Arc<OnceLock<SearchIndex>>,
}

/// How far the app is at home on this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Device {
    /// Everything is cached.
    pub offline_ready: bool,
    /// The browser offers to install the app.
    pub installable: bool,
}

/// Something the attendee should know; shown until dismissed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Notice {
    /// Everything is cached for the first time.
    OfflineReady,
    /// A newer version of the app waits.
    NewVersion,
    /// An item changed.
    ItemChanged {
        /// Which.
        item: ItemId,
        /// What it is called.
        title: String,
        /// What changed.
        what: String,
    },
    /// That many items of the attendee's schedule changed.
    ScheduleChanged(usize),
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
}

impl Notice {
    /// What changed, if it tells that of this item.
    #[must_use]
    pub fn of_item(&self, id: &ItemId) -> Option<&str> {
        match self {
            Self::ItemChanged { item, what, .. } if item == id => Some(what),
            _ => None,
        }
    }

    /// Whether it tells of changes in the programme.
    #[must_use]
    pub fn is_of_changes(&self) -> bool {
        matches!(self, Self::ItemChanged { .. } | Self::ScheduleChanged(_))
    }
}

/// How an address takes its place in the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A new entry: back returns to where one was.
    Forward,
    /// In place of the current entry.
    InPlace,
}

impl State {
    /// The state at the start.
    #[must_use]
    pub fn new(programme: Arc<Programme>, base: BasePath, address: Address) -> Self {
        Self {
            facets: Arc::new(Facets::of(&programme)),
            programme,
            base,
            address: RwSignal::new(address),
            agenda: RwSignal::new(None),
            now: RwSignal::new(None),
            news: RwSignal::new(Vec::new()),
            notices: RwSignal::new(Vec::new()),
            device: RwSignal::new(Device::default()),
            filters_open: RwSignal::new(false),
            index: Arc::new(OnceLock::new()),
        }
    }

    /// The same at another address, which changes on its own from then on.
    #[must_use]
    pub fn at(&self, address: Address) -> Self {
        Self {
            address: RwSignal::new(address),
            ..self.clone()
        }
    }

    /// The same for another version of the programme.
    #[must_use]
    pub fn showing(&self, programme: Arc<Programme>) -> Self {
        Self {
            facets: Arc::new(Facets::of(&programme)),
            programme,
            index: Arc::new(OnceLock::new()),
            ..self.clone()
        }
    }

    /// Where a link to a view leads.
    #[must_use]
    pub fn href(&self, view: View) -> String {
        Address::from(view).href(&self.base)
    }

    /// Where a link to the programme filtered by one option leads.
    #[must_use]
    pub fn href_of_choice(&self, choice: Choice) -> String {
        let mut query = Query::default();
        query.toggle(choice);
        Address::from(query).href(&self.base)
    }

    /// Shows an address.
    pub fn go(&self, address: Address, step: Step) {
        if self.address.with_untracked(|current| *current == address) {
            return;
        }
        history::write(&address.href(&self.base), step);
        self.address.set(address);
    }

    /// Changes what is asked of the programme.
    pub fn ask(&self, change: impl FnOnce(&mut Query), step: Step) {
        let mut query = self.address.with_untracked(|address| address.query.clone());
        change(&mut query);
        self.go(Address::from(query), step);
    }

    /// What a query leaves of the programme.
    #[must_use]
    pub fn select(&self, query: &Query) -> Selection {
        let found = if query.text.trim().is_empty() {
            Found::All
        } else {
            let index = || SearchIndex::new(&self.programme, letters::bare_letters);
            self.index.get_or_init(index).find(&query.text)
        };
        self.facets.select(&found, query)
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

    /// Puts the item into the agenda, or takes it out, and stores the agenda.
    pub fn toggle_star(&self, item: &ItemId) {
        let starred = !untrack(|| self.is_starred(item));
        self.agenda.update(|agenda| {
            if let Some(agenda) = agenda {
                agenda.star(item, starred, clock::now_ms());
            }
        });
        self.store_agenda();
        if starred {
            storage_manager::ask_to_persist();
        }
    }

    /// Merges the agenda with what is stored, and stores the result.
    pub fn store_agenda(&self) {
        let Some(mut agenda) = self.agenda.get_untracked() else {
            return;
        };
        let outcome = agenda_store::store(&self.programme.conference().id, &mut agenda);
        if self
            .agenda
            .with_untracked(|current| current.as_ref() != Some(&agenda))
        {
            self.agenda.set(Some(agenda));
        }
        let not_stored = |notice: &Notice| matches!(notice, Notice::AgendaNotStored { .. });
        if !outcome.as_ref().is_some_and(not_stored) {
            self.notices
                .update(|notices| notices.retain(|notice| !not_stored(notice)));
        }
        if let Some(notice) = outcome {
            self.tell(notice);
        }
    }

    /// Says something, unless it stands there already.
    pub fn tell(&self, notice: Notice) {
        if !self
            .notices
            .with_untracked(|notices| notices.contains(&notice))
        {
            self.notices.update(|notices| notices.push(notice));
        }
    }

    /// Takes a notice away.
    pub fn dismiss(&self, notice: &Notice) {
        self.notices
            .update(|notices| notices.retain(|other| other != notice));
    }
}

/// The state that [`crate::app::App`] provides.
#[must_use]
pub fn state() -> State {
    expect_context::<State>()
}
