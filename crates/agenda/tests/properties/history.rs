//! Histories: what attendees do on devices whose clocks show anything.

use hallway_agenda::{Agenda, DeviceId, Plan, Rating};
use hallway_programme::ItemId;
use proptest::prelude::*;

/// How many items there are; few, so that changes meet.
pub const ITEMS: u8 = 5;

/// One thing that someone does while the device's clock shows `now_ms`.
#[derive(Debug, Clone)]
pub struct Change {
    pub item: ItemId,
    pub what: What,
    pub now_ms: u64,
}

#[derive(Debug, Clone)]
pub enum What {
    Star(bool),
    Note(String),
    Plan(Plan),
    Attended(bool),
    Rating(Option<Rating>),
}

/// One moment in the life of three devices.
#[derive(Debug, Clone)]
enum Event {
    Change { device: usize, change: Change },
    Merge { into: usize, from: usize },
}

pub fn item(number: u8) -> ItemId {
    ItemId::new(&format!("item-{number}")).expect("letters, a dash and digits are an id")
}

pub fn items() -> impl Iterator<Item = ItemId> {
    (0..ITEMS).map(item)
}

/// Clocks jump freely, backwards too, and some show nonsense.
pub fn now_ms() -> impl Strategy<Value = u64> {
    prop_oneof![
        4 => 0..50u64,
        2 => 1_632_000_000_000..1_633_000_000_000u64,
        1 => any::<u64>(),
        1 => Just(u64::MAX),
    ]
}

pub fn change() -> impl Strategy<Value = Change> {
    let what = prop_oneof![
        any::<bool>().prop_map(What::Star),
        "[ab\"\\\\é\n]{0,2}".prop_map(What::Note),
        prop_oneof![Just(Plan::Attend), Just(Plan::WatchLater)].prop_map(What::Plan),
        any::<bool>().prop_map(What::Attended),
        (0..=Rating::MOST).prop_map(|stars| What::Rating(Rating::new(stars))),
    ];
    (0..ITEMS, what, now_ms()).prop_map(|(number, what, now_ms)| Change {
        item: item(number),
        what,
        now_ms,
    })
}

pub fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec(change(), 0..12)
}

pub fn apply(agenda: &mut Agenda, changes: &[Change]) {
    for Change { item, what, now_ms } in changes {
        match what {
            What::Star(starred) => agenda.star(item, *starred, *now_ms),
            What::Note(note) => agenda.set_note(item, note, *now_ms),
            What::Plan(plan) => agenda.set_plan(item, *plan, *now_ms),
            What::Attended(attended) => agenda.set_attended(item, *attended, *now_ms),
            What::Rating(rating) => agenda.rate(item, *rating, *now_ms),
        }
    }
}

/// One device's agenda after some changes.
pub fn agenda() -> impl Strategy<Value = Agenda> {
    (any::<u64>(), changes()).prop_map(|(device, changes)| {
        let mut agenda = Agenda::new(DeviceId::new(device));
        apply(&mut agenda, &changes);
        agenda
    })
}

/// The agendas of three devices that changed and merged in any order.
pub fn three_devices() -> impl Strategy<Value = [Agenda; 3]> {
    let event = prop_oneof![
        3 => (0..3usize, change()).prop_map(|(device, change)| Event::Change { device, change }),
        1 => (0..3usize, 0..3usize).prop_map(|(into, from)| Event::Merge { into, from }),
    ];
    prop::collection::vec(event, 0..40).prop_map(|events| {
        let mut agendas = [1, 2, 3].map(|device| Agenda::new(DeviceId::new(device)));
        for event in events {
            match event {
                Event::Change { device, change } => apply(&mut agendas[device], &[change]),
                Event::Merge { into, from } => {
                    let from = agendas[from].clone();
                    agendas[into].merge(&from);
                }
            }
        }
        agendas
    })
}

/// Both, as the first one's device holds them.
pub fn merged(ours: &Agenda, theirs: &Agenda) -> Agenda {
    let mut both = ours.clone();
    both.merge(theirs);
    both
}

/// What an agenda says, whichever device holds it.
pub fn said(agenda: &Agenda) -> Agenda {
    merged(&Agenda::new(DeviceId::new(0)), agenda)
}
