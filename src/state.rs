//! What the components share: the programme, the address, the agenda and what there is to say.
//!
//! State flows one way: programme + address + agenda → views. Components change the address and
//! the agenda only through the methods here.

mod address;
mod agenda;
mod opening;
mod selection;

use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use hallway_agenda::{Agenda, SharedSchedule};
use hallway_programme::filter::Facets;
use hallway_programme::search::SearchIndex;
use hallway_programme::{Moment, Programme};
use hallway_sync::Secret;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::notice::take_away;
use crate::platform::{intl, timer};
use crate::route::{Address, BasePath};
use crate::settings::{self, settings};
use crate::sync::Pairing;

pub use crate::notice::Notice;
pub use address::Step;

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
    /// The place within the view that the address leads to: the id of an element, or nothing.
    pub place: RwSignal<String>,
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
    /// The secret of other devices that a link invited this one to join, until that is decided; kept
    /// nowhere else, so a page that is loaded again has none.
    pub invitation: RwSignal<Option<Secret>>,
    /// What changed in the programme since the attendee last looked.
    pub news: RwSignal<Vec<Notice>>,
    /// What the attendee should know, oldest first.
    pub notices: RwSignal<Vec<Notice>>,
    /// How far the app is at home on this device.
    pub device: RwSignal<Device>,
    /// Whether the filters are open, where the screen is too small to show them always.
    pub filters_open: RwSignal<bool>,
    /// The id of the item that the list of the view is to be scrolled to, or nothing.
    pub jump: RwSignal<String>,
    /// Shows all anew by the settings; does nothing in prerendered pages.
    show_anew: fn(),
    /// Made at the first search, since many visits have none.
    index: Arc<OnceLock<SearchIndex>>,
}

/// How far the app is at home on this device.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Device {
    /// Whether everything is kept for offline use.
    pub offline: Offline,
    /// The browser offers to install the app.
    pub installable: bool,
}

/// How far the browser is with keeping everything for offline use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Offline {
    /// It has not said anything yet.
    #[default]
    Coming,
    /// All is kept.
    Ready,
    /// It keeps nothing for this page.
    Refused,
}

impl Shared {
    /// What there is before anything happened, at an address.
    fn at_rest(
        published: Arc<Programme>,
        programme: Arc<Programme>,
        facets: Arc<Facets>,
        base: BasePath,
        address: Address,
    ) -> Self {
        Self {
            published,
            programme,
            facets,
            base,
            address: RwSignal::new(address),
            place: RwSignal::new(String::new()),
            agenda: RwSignal::new(None),
            now: RwSignal::new(None),
            friends: RwSignal::new(Vec::new()),
            mailboxes: None,
            pairing: RwSignal::new(None),
            invitation: RwSignal::new(None),
            news: RwSignal::new(Vec::new()),
            notices: RwSignal::new(Vec::new()),
            device: RwSignal::new(Device::default()),
            filters_open: RwSignal::new(false),
            jump: RwSignal::new(String::new()),
            show_anew: || {},
            index: Arc::new(OnceLock::new()),
        }
    }
}

impl State {
    /// The state at the start.
    #[must_use]
    pub fn new(programme: Arc<Programme>, base: BasePath, address: Address) -> Self {
        let shown = by_chosen_clocks(&programme);
        let facets = Arc::new(Facets::of(&shown));
        Self(Arc::new(Shared::at_rest(
            programme, shown, facets, base, address,
        )))
    }

    /// The same, shown anew by `show_anew`.
    #[must_use]
    pub fn shown_by(&self, show_anew: fn()) -> Self {
        self.with(|shared| shared.show_anew = show_anew)
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
        let show_anew = self.show_anew;
        // Once the tap that asked for it is dealt with: what was tapped goes.
        timer::after(0, move || {
            spawn_local(async move {
                settings::apply().await;
                show_anew();
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

    /// The same site at another address, where nothing happened yet: what happens to the one does not
    /// reach the other, so that two can be shown at once.
    #[must_use]
    pub fn apart_at(&self, address: Address) -> Self {
        let (published, programme) = (self.published.clone(), self.programme.clone());
        let (facets, base) = (self.facets.clone(), self.base.clone());
        Self(Arc::new(Shared {
            mailboxes: self.mailboxes.clone(),
            show_anew: self.show_anew,
            index: self.index.clone(),
            ..Shared::at_rest(published, programme, facets, base, address)
        }))
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

/// Whether the page still waits for the app, as prerendered pages do; tracked.
pub fn without_app() -> impl Fn() -> bool + Copy + Send + Sync + 'static {
    let agenda = state().agenda;
    move || agenda.with(Option::is_none)
}

/// The programme by the clocks that the attendee chose.
fn by_chosen_clocks(published: &Arc<Programme>) -> Arc<Programme> {
    if settings().my_time {
        Arc::new(published.by_clocks(intl::offset_seconds, intl::zone()))
    } else {
        published.clone()
    }
}
