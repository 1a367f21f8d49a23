//! What the components share: the programme, the address, the agenda and what there is to say.
//!
//! State flows one way: programme + address + agenda → views. Components change the address and
//! the agenda only through the methods here.

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use hallway_agenda::conflicts::{Clash, attended, in_the_way_of};
use hallway_agenda::{Agenda, Plan, SharedSchedule};
use hallway_programme::filter::{Facets, Selection};
use hallway_programme::query::{Choice, Query};
use hallway_programme::search::{Found, SearchIndex};
use hallway_programme::{Item, ItemId, Moment, Programme};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::hint;
use crate::notice::take_away;
use crate::platform::{agenda_store, clock, history, intl, letters, storage_manager, timer};
use crate::route::{Address, BasePath, View};
use crate::settings::{self, settings};
use crate::sync::Pairing;

pub use crate::notice::Notice;

/// Shared by all components through the context; a copy is one pointer, since most of what happens in
/// the app holds one.
#[derive(Clone)]
pub struct State(Arc<Shared>);

impl Deref for State {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.0
    }
}

/// What a [`State`] holds.
#[derive(Clone)]
pub struct Shared {
    /// What the conference publishes, as it publishes it.
    pub published: Arc<Programme>,
    /// The same by the clocks that the attendee chose: what is shown.
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
    /// Friends' schedules that are kept on this device.
    pub friends: RwSignal<Vec<SharedSchedule>>,
    /// The address of the mailboxes that the site syncs by; none if it does not.
    pub mailboxes: Option<String>,
    /// This device's part in sync; none while that is off.
    pub pairing: RwSignal<Option<Pairing>>,
    /// What changed in the programme since the attendee last looked.
    pub news: RwSignal<Vec<Notice>>,
    /// What the attendee should know, oldest first.
    pub notices: RwSignal<Vec<Notice>>,
    /// How far the app is at home on this device.
    pub device: RwSignal<Device>,
    /// Whether the filters are open, where the screen is too small to show them always.
    pub filters_open: RwSignal<bool>,
    /// Shows a state in place of the one before; does nothing in prerendered pages.
    pub show: fn(&State),
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
        let shown = by_chosen_clocks(&programme);
        Self(Arc::new(Shared {
            facets: Arc::new(Facets::of(&shown)),
            published: programme,
            programme: shown,
            base,
            address: RwSignal::new(address),
            agenda: RwSignal::new(None),
            now: RwSignal::new(None),
            friends: RwSignal::new(Vec::new()),
            mailboxes: None,
            pairing: RwSignal::new(None),
            news: RwSignal::new(Vec::new()),
            notices: RwSignal::new(Vec::new()),
            device: RwSignal::new(Device::default()),
            filters_open: RwSignal::new(false),
            show: |_| {},
            index: Arc::new(OnceLock::new()),
        }))
    }

    /// The same, shown anew by `show`.
    #[must_use]
    pub fn shown_by(&self, show: fn(&State)) -> Self {
        self.with(|shared| shared.show = show)
    }

    /// The same for a site that syncs.
    #[must_use]
    pub fn synced_by(&self, mailboxes: Option<String>) -> Self {
        self.with(|shared| shared.mailboxes = mailboxes)
    }

    fn with(&self, change: impl FnOnce(&mut Shared)) -> Self {
        let mut shared = Shared::clone(self);
        change(&mut shared);
        Self(Arc::new(shared))
    }

    /// Whether this is a prerendered page, which knows nobody and no clock.
    #[must_use]
    pub fn is_prerendered(&self) -> bool {
        self.agenda.with_untracked(Option::is_none)
    }

    /// Shows everything anew, since the settings changed.
    pub fn show_anew(&self) {
        let state = self.showing(self.published.clone());
        // Once the tap that asked for it is dealt with: what was tapped goes.
        timer::after(0, move || {
            spawn_local(async move {
                settings::apply().await;
                (state.show)(&state);
            });
        });
    }

    /// The moment, as it changes from minute to minute; tracked.
    #[must_use]
    pub fn present(&self) -> Memo<Option<Moment>> {
        let now = self.now;
        Memo::new(move |_| {
            let second = now.get()?.unix_second();
            Moment::from_unix_second(second - second.rem_euclid(60))
        })
    }

    /// The same at another address, which changes on its own from then on.
    #[must_use]
    pub fn at(&self, address: Address) -> Self {
        self.with(|shared| shared.address = RwSignal::new(address))
    }

    /// The same for another version of the programme, or after the settings changed.
    #[must_use]
    pub fn showing(&self, programme: Arc<Programme>) -> Self {
        self.with(|shared| {
            shared.programme = by_chosen_clocks(&programme);
            shared.facets = Arc::new(Facets::of(&shared.programme));
            shared.published = programme;
            shared.index = Arc::new(OnceLock::new());
        })
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

    /// Changes what is asked of the programme, or of My schedule while that is shown.
    pub fn ask(&self, change: impl FnOnce(&mut Query), step: Step) {
        let mut address = self.address.get_untracked();
        change(&mut address.query);
        if address.view != View::Mine {
            address.view = View::Programme;
        }
        self.go(address, step);
    }

    /// What a query leaves of the programme.
    #[must_use]
    pub fn select(&self, query: &Query) -> Selection {
        self.facets.select(&self.find(query), query)
    }

    /// What a query leaves of the agenda; tracked.
    #[must_use]
    pub fn select_mine(&self, query: &Query) -> Selection {
        let found = self.find(query);
        let items = self.programme.items().iter().enumerate();
        let items = items.map(|(at, item)| found.item(at) && self.is_starred(&item.id));
        let found = Found::Some {
            items: items.collect(),
            tracks: vec![false; self.programme.tracks().len()],
        };
        self.facets.select(&found, query)
    }

    fn find(&self, query: &Query) -> Found {
        if query.text.trim().is_empty() {
            Found::All
        } else {
            self.index().find(&query.text)
        }
    }

    fn index(&self) -> &SearchIndex {
        let index = || SearchIndex::new(&self.programme, letters::bare_letters);
        self.index.get_or_init(index)
    }

    /// Makes ready for a search that is about to begin, once what is under way is done.
    pub fn expect_search(&self) {
        let state = self.clone();
        timer::after(0, move || {
            state.index();
        });
    }

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
                change(agenda, clock::now_ms());
            }
        });
        self.store_agenda();
    }

    /// Takes in what another device did, and stores it.
    pub fn take_in(&self, other: &Agenda) {
        self.agenda.update(|agenda| {
            if let Some(agenda) = agenda {
                agenda.merge(other);
            }
        });
        self.store_agenda();
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
            take_away(self.notices, &not_stored);
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
        take_away(self.notices, &|other| other == notice);
    }
}

/// The state that [`crate::app::App`] provides.
#[must_use]
pub fn state() -> State {
    expect_context::<State>()
}

/// The programme by the clocks that the attendee chose.
fn by_chosen_clocks(published: &Arc<Programme>) -> Arc<Programme> {
    if settings().my_time {
        Arc::new(published.by_clocks(intl::offset_seconds, intl::zone()))
    } else {
        published.clone()
    }
}
