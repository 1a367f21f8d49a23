//! Keeping: whatever two versions of the app do in several tabs, in whatever order, with reads and writes
//! that fail, a storage that is full and releases that are rolled back, no star is lost.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use hallway_agenda::keeping::{
    Aside, Codec, Decision, Existing, Keeper, MOST_ASIDE, Outcome, Texts, decide,
};
use hallway_agenda::{Agenda, DeviceId, FORMAT, Removed, Unreadable};
use hallway_programme::ItemId;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::history::item;

const KEY: &str = "hallway:agenda:conference";

/// Storage in which any operation may fail, and which may be full.
#[derive(Debug, Default)]
struct Storage {
    texts: RefCell<BTreeMap<String, String>>,
    /// Which of the next operations fail; those after them do not.
    faults: RefCell<Vec<bool>>,
    is_full: Cell<bool>,
}

#[derive(Debug, PartialEq, Eq)]
struct Fault;

impl Storage {
    fn try_it(&self) -> Result<(), Fault> {
        let fails = self.faults.borrow_mut().pop().unwrap_or(false);
        if fails { Err(Fault) } else { Ok(()) }
    }

    fn text(&self) -> Option<String> {
        self.texts.borrow().get(KEY).cloned()
    }
}

impl Texts for Storage {
    type Error = Fault;

    fn read(&self, key: &str) -> Result<Option<String>, Fault> {
        self.try_it()?;
        Ok(self.texts.borrow().get(key).cloned())
    }

    fn write(&self, key: &str, text: &str) -> Result<(), Fault> {
        self.try_it()?;
        let mut texts = self.texts.borrow_mut();
        let before = texts.get(key).map_or(0, String::len);
        if self.is_full.get() && text.len() > before {
            return Err(Fault);
        }
        texts.insert(key.into(), text.into());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), Fault> {
        self.try_it()?;
        self.texts.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self) -> Result<Vec<String>, Fault> {
        self.try_it()?;
        Ok(self.texts.borrow().keys().cloned().collect())
    }
}

const OLD: Codec = Codec {
    read: Agenda::from_text,
    write: Agenda::to_text,
};

/// A version whose format is the next one.
const NEW: Codec = Codec {
    read: |text| match text.strip_prefix(NEWER) {
        Some(rest) => Agenda::from_text(rest.strip_suffix('}').unwrap_or(rest)),
        None => Agenda::from_text(text),
    },
    write: |agenda| format!("{NEWER}{}}}", agenda.to_text()),
};

const NEWER: &str = r#"{"format":3,"agenda":"#;

#[test]
fn the_newer_version_is_one() {
    let mut agenda = Agenda::new(DeviceId::new(1));
    agenda.star(&item(0), true, 1);
    let text = (NEW.write)(&agenda);
    assert_eq!((NEW.read)(&text), Ok(agenda));
    let newer = Unreadable::Newer { format: FORMAT + 1 };
    assert_eq!((OLD.read)(&text), Err(newer));
}

/// A tab: its document's agenda, and what its next document gets.
struct Tab {
    is_newer: bool,
    agenda: Agenda,
    session: Storage,
}

impl Tab {
    fn open(local: &Storage, now_ms: u64) -> Self {
        let mut tab = Self {
            is_newer: false,
            agenda: Agenda::new(DeviceId::new(0)),
            session: Storage::default(),
        };
        tab.reload(local, false, now_ms);
        tab
    }

    fn keeper<'a>(&'a self, local: &'a Storage) -> Keeper<'a, Storage> {
        Keeper {
            local,
            session: &self.session,
            codec: if self.is_newer { NEW } else { OLD },
            key: KEY,
            removed: Removed::default(),
        }
    }

    fn store(&mut self, local: &Storage, now_ms: u64) -> Outcome<Fault> {
        let mut agenda = self.agenda.clone();
        let outcome = self.keeper(local).store(&mut agenda, now_ms);
        self.agenda = agenda;
        outcome
    }

    /// A document of that version takes the place of this one.
    fn reload(&mut self, local: &Storage, is_newer: bool, now_ms: u64) -> Outcome<Fault> {
        self.is_newer = is_newer;
        let (agenda, outcome) = self.keeper(local).open(DeviceId::new(now_ms), now_ms);
        self.agenda = agenda;
        outcome
    }
}

#[derive(Debug, Clone)]
enum What {
    Star(usize),
    /// Something was stored elsewhere, or it is time to try again.
    Hear(usize),
    Reload {
        tab: usize,
        is_newer: bool,
    },
    /// Something writes nonsense where the agenda is.
    Damage(u8),
    Fill(bool),
}

#[derive(Debug, Clone)]
struct Event {
    what: What,
    faults: Vec<bool>,
}

const TABS: usize = 3;

fn event() -> impl Strategy<Value = Event> {
    let what = prop_oneof![
        6 => (0..TABS).prop_map(What::Star),
        6 => (0..TABS).prop_map(What::Hear),
        4 => (0..TABS, any::<bool>()).prop_map(|(tab, is_newer)| What::Reload { tab, is_newer }),
        2 => (0..6u8).prop_map(What::Damage),
        1 => any::<bool>().prop_map(What::Fill),
    ];
    let faults = prop_oneof![
        2 => Just(Vec::new()),
        1 => vec(prop::bool::weighted(0.3), 0..8),
    ];
    (what, faults).prop_map(|(what, faults)| Event { what, faults })
}

fn stars(agenda: &Agenda) -> BTreeSet<ItemId> {
    agenda.starred().cloned().collect()
}

struct World {
    local: Storage,
    tabs: Vec<Tab>,
    /// All that was ever starred.
    starred: BTreeSet<ItemId>,
    /// All that was there and can't be read by any version.
    nonsense: BTreeSet<String>,
    /// How many texts may lie aside: as many as older releases left there, if that is more.
    most_aside: usize,
    now_ms: u64,
}

impl World {
    /// Older releases left texts aside, each of one of four kinds: an agenda of either format, or one of
    /// two damaged texts.
    fn begin(left: &[u8]) -> Self {
        let mut world = Self {
            local: Storage::default(),
            tabs: Vec::new(),
            starred: BTreeSet::new(),
            nonsense: BTreeSet::new(),
            most_aside: left.len().max(MOST_ASIDE),
            now_ms: 1_000_000,
        };
        for kind in left {
            world.now_ms += 1;
            let text = match kind {
                0 | 1 => {
                    let mut agenda = Agenda::new(DeviceId::new(world.now_ms));
                    agenda.star(&world.new_item(), true, world.now_ms);
                    world.starred.insert(world.new_item());
                    let codec = if *kind == 0 { OLD } else { NEW };
                    (codec.write)(&agenda)
                }
                kind => {
                    let text = format!("left {kind}");
                    world.nonsense.insert(text.clone());
                    text
                }
            };
            let key = format!("{KEY}:aside:{}", world.now_ms);
            world.local.texts.borrow_mut().insert(key, text);
        }
        for _ in 0..TABS {
            world.tabs.push(Tab::open(&world.local, world.now_ms));
        }
        world
    }

    fn new_item(&self) -> ItemId {
        ItemId::new(&format!("item-{}", self.now_ms)).expect("letters, a dash and digits are an id")
    }

    /// The agenda that is stored, whichever version wrote it.
    fn stored(&self) -> Option<Agenda> {
        (NEW.read)(&self.local.text()?).ok()
    }

    fn happen(&mut self, event: &Event) {
        self.now_ms += 1;
        let (now_ms, item) = (self.now_ms, self.new_item());
        let before = self.local.text();
        self.local.faults.replace(event.faults.clone());
        let acts = match event.what {
            What::Star(tab) => {
                self.tabs[tab].agenda.star(&item, true, now_ms);
                self.tabs[tab].store(&self.local, now_ms);
                self.starred.insert(item);
                Some(tab)
            }
            What::Hear(tab) => {
                self.tabs[tab].store(&self.local, now_ms);
                Some(tab)
            }
            What::Reload { tab, is_newer } => {
                self.tabs[tab].reload(&self.local, is_newer, now_ms);
                Some(tab)
            }
            What::Damage(number) => {
                self.local.faults.take();
                self.damage(number);
                None
            }
            What::Fill(is_full) => {
                self.local.is_full.set(is_full);
                None
            }
        };
        self.local.faults.take();
        let is_newer = |text: &String| text.starts_with(NEWER);
        if acts.is_some_and(|tab| !self.tabs[tab].is_newer) && before.as_ref().is_some_and(is_newer)
        {
            assert_eq!(self.local.text(), before, "a newer text was written over");
        }
    }

    /// Puts nonsense in the place of an agenda, of which the tabs hear at once. What is nowhere else would be
    /// lost by that, not by the app.
    fn damage(&mut self, number: u8) {
        let is_agenda = self.stored().is_some() || self.local.text().is_none();
        let stored = self.stored().iter().flat_map(stars).collect();
        if is_agenda && self.held_by_tabs().is_superset(&stored) {
            let text = format!("damage {number}");
            self.nonsense.insert(text.clone());
            self.local.texts.borrow_mut().insert(KEY.into(), text);
            for tab in &mut self.tabs {
                tab.store(&self.local, self.now_ms);
            }
        }
    }

    fn held_by_tabs(&self) -> BTreeSet<ItemId> {
        let tabs = self.tabs.iter();
        tabs.flat_map(|tab| stars(&tab.agenda)).collect()
    }

    /// Every star that is anywhere.
    fn held(&self) -> BTreeSet<ItemId> {
        let mut held = self.held_by_tabs();
        let sessions = self.tabs.iter().map(|tab| &tab.session);
        for storage in sessions.chain([&self.local]) {
            let texts = storage.texts.borrow();
            let agendas = texts.values().filter_map(|text| (NEW.read)(text).ok());
            held.extend(agendas.flat_map(|agenda| stars(&agenda)));
        }
        held
    }

    fn check(&self) {
        let lost: Vec<_> = self.starred.difference(&self.held()).cloned().collect();
        assert!(lost.is_empty(), "{lost:?} are lost");
        let texts = self.local.texts.borrow();
        for nonsense in &self.nonsense {
            let is_there = texts.values().any(|text| text == nonsense);
            assert!(is_there, "{nonsense:?} is lost");
        }
        let aside = texts.len() - usize::from(texts.contains_key(KEY));
        assert!(aside <= self.most_aside, "{texts:?}");
    }

    /// The faults are over, the newer version is there for good, and the attendee removes what can't be
    /// read.
    fn end(&mut self) {
        self.local.is_full.set(false);
        for tab in &mut self.tabs {
            tab.reload(&self.local, true, self.now_ms);
            let unreadable = tab.keeper(&self.local).unreadable();
            for Aside { key, .. } in unreadable.expect("reads don't fail any more") {
                self.local.remove(&key).expect("nothing fails any more");
            }
            let outcome = tab.store(&self.local, self.now_ms);
            assert!(outcome.is_stored(), "{outcome:?}");
            assert!(tab.session.texts.borrow().is_empty());
        }
        assert_eq!(
            self.stored()
                .iter()
                .flat_map(stars)
                .collect::<BTreeSet<_>>(),
            self.starred
        );
        assert_eq!(
            self.local.texts.borrow().len(),
            usize::from(self.local.text().is_some())
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_star_is_lost_whatever_happens(left in vec(0..4u8, 0..6), events in vec(event(), 0..60)) {
        let mut world = World::begin(&left);
        world.check();
        for event in &events {
            world.happen(event);
            world.check();
        }
        world.end();
    }
}

fn agenda_with(number: u8) -> Agenda {
    let mut agenda = Agenda::new(DeviceId::new(1));
    agenda.star(&item(number), true, 1);
    agenda
}

fn aside(text: &str) -> Aside {
    Aside {
        key: format!("{KEY}:aside:{text}"),
        text: text.into(),
    }
}

#[test]
fn what_is_decided() {
    let agenda = agenda_with(0);
    let damaged = |text: &str| Existing::Damaged {
        text: text.into(),
        reason: "it is".into(),
    };
    let shelf = ["a", "b", "c"].map(aside);
    for (existing, shelf, decision) in [
        (Existing::Nothing, &shelf[..], Decision::Write),
        (
            Existing::Agenda(agenda.clone()),
            &shelf[..],
            Decision::Leave,
        ),
        (
            Existing::Agenda(agenda_with(1)),
            &shelf[..],
            Decision::Write,
        ),
        (Existing::Newer { format: 3 }, &[][..], Decision::Wait),
        (damaged("d"), &[][..], Decision::MoveAside),
        (damaged("d"), &shelf[..2], Decision::MoveAside),
        (damaged("d"), &shelf[..], Decision::Refuse),
        (damaged("b"), &shelf[..], Decision::Write),
    ] {
        assert_eq!(
            decide(&existing, &agenda, shelf),
            decision,
            "{existing:?} {shelf:?}"
        );
    }
}

/// A first visit stores nothing yet.
#[test]
fn opening_an_empty_storage_leaves_it_empty() {
    let local = Storage::default();
    Tab::open(&local, 1);
    assert!(local.texts.borrow().is_empty());
}

/// A page that could not read what is stored goes on as the device that it is.
#[test]
fn a_device_that_could_not_be_read_at_first_keeps_its_name() {
    let local = Storage::default();
    let mut tab = Tab::open(&local, 1);
    tab.agenda = agenda_with(0);
    assert!(tab.store(&local, 2).is_stored());
    local.faults.replace(vec![true; 20]);
    assert_eq!(tab.reload(&local, false, 3), Outcome::Unread(Fault));
    assert!(stars(&tab.agenda).is_empty());
    tab.agenda.star(&item(1), true, 4);
    local.faults.take();
    assert!(tab.store(&local, 5).is_stored());
    assert_eq!(tab.agenda.device(), DeviceId::new(1));
    let both = [item(0), item(1)];
    assert_eq!(stars(&tab.agenda), both.into());
}
