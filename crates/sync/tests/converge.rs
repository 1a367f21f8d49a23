//! Devices whose clocks are days apart sync over a network that loses, repeats and delays messages.
//! In the end all devices agree, and no change is lost.

use std::collections::BTreeMap;

use hallway_agenda::{Agenda, DeviceId};
use hallway_programme::ItemId;
use hallway_sync::{Device, Document};
use proptest::prelude::*;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// What happens.
#[derive(Debug, Clone)]
enum Event {
    /// A device stars an item, or takes the star back.
    Star(usize, u8, bool),
    /// A device reads the mailbox.
    Read(usize),
    /// A device writes what it has, expecting the version that it read; the answer may be lost.
    Write(usize, bool),
    /// The last message of a device arrives again.
    Again(usize),
}

/// A mailbox with compare-and-swap. It stores texts and does not read them.
#[derive(Default)]
struct Mailbox {
    version: u64,
    content: Option<String>,
}

impl Mailbox {
    fn put(&mut self, expected: u64, content: String) -> Option<u64> {
        (self.version == expected).then(|| {
            self.version += 1;
            self.content = Some(content);
            self.version
        })
    }
}

struct Client {
    document: Document,
    /// The version that was merged last.
    merged: u64,
    clock_ms: i64,
    sent: Option<(u64, String)>,
}

impl Client {
    fn new(number: usize, skew_days: i64) -> Self {
        let id = DeviceId::new(number as u64 + 1);
        let device = Device {
            seen_ms: number as u64,
            left: false,
            name: format!("Device {number}"),
        };
        Self {
            document: Document {
                agenda: Agenda::new(id),
                devices: BTreeMap::from([(id, device)]),
            },
            merged: 0,
            clock_ms: 30 * DAY_MS + skew_days * DAY_MS,
            sent: None,
        }
    }

    fn read(&mut self, mailbox: &Mailbox) {
        if let Some(content) = &mailbox.content {
            let read = Document::from_text(content);
            self.document
                .merge(&read.expect("it was written as a document"));
        }
        self.merged = mailbox.version;
    }

    fn write(&mut self, mailbox: &mut Mailbox, answer_comes: bool) {
        let text = self.document.to_text();
        self.sent = Some((self.merged, text.clone()));
        if let Some(version) = mailbox.put(self.merged, text)
            && answer_comes
        {
            self.merged = version;
        }
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let client = 0_usize..4;
    let event = prop_oneof![
        3 => (client.clone(), 0_u8..6, any::<bool>()).prop_map(|(client, item, starred)| Event::Star(client, item, starred)),
        2 => client.clone().prop_map(Event::Read),
        2 => (client.clone(), any::<bool>()).prop_map(|(client, comes)| Event::Write(client, comes)),
        1 => client.prop_map(Event::Again),
    ];
    proptest::collection::vec(event, 0..80)
}

#[test]
fn all_devices_agree_in_the_end_and_nothing_is_lost() {
    let config = ProptestConfig::with_cases(400);
    proptest!(config, |(skews in proptest::collection::vec(-20_i64..20, 4), events in events())| {
        let mut mailbox = Mailbox::default();
        let mut clients: Vec<_> = skews.iter().enumerate().map(|(number, skew)| Client::new(number, *skew)).collect();
        // The expected result: all changes of all devices, merged directly.
        let mut everything = Document { agenda: Agenda::new(DeviceId::new(99)), devices: BTreeMap::new() };
        for event in events {
            match event {
                Event::Star(client, item, starred) => {
                    let client = &mut clients[client];
                    client.clock_ms += 1_000;
                    let item = ItemId::new(&format!("item-{item}")).expect("an id");
                    client.document.agenda.star(&item, starred, client.clock_ms.unsigned_abs());
                    everything.merge(&client.document);
                }
                Event::Read(client) => clients[client].read(&mailbox),
                Event::Write(client, answer_comes) => clients[client].write(&mut mailbox, answer_comes),
                Event::Again(client) => {
                    if let Some((expected, content)) = clients[client].sent.clone() {
                        // A repeated request writes only if the mailbox still has the version that
                        // it expects.
                        mailbox.put(expected, content);
                    }
                }
            }
        }
        // The network no longer fails: each device reads and writes twice.
        for _ in 0..2 {
            for client in &mut clients {
                client.read(&mailbox);
                client.write(&mut mailbox, true);
                everything.merge(&client.document);
            }
        }
        for client in &clients {
            prop_assert!(client.document.says_the_same(&everything));
        }
    });
}

#[test]
fn whoever_left_stays_away_until_they_come_back() {
    let id = DeviceId::new(1);
    let document = |seen_ms, left| Document {
        agenda: Agenda::new(id),
        devices: BTreeMap::from([(
            id,
            Device {
                seen_ms,
                left,
                name: "Phone".into(),
            },
        )]),
    };
    let (here, gone, back) = (document(1, false), document(2, true), document(3, false));
    for mut order in [[&here, &gone], [&gone, &here]].map(|order| order.map(Document::clone)) {
        let [one, other] = &mut order;
        one.merge(other);
        assert!(one.devices[&id].left);
        one.merge(&back);
        assert!(!one.devices[&id].left);
    }
}
