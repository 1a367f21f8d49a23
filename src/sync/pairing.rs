//! What this device knows of sync, kept in local storage: the secret, how it stands, who else is
//! there.

use std::cell::Cell;
use std::collections::BTreeMap;

use form_urlencoded::{Serializer, parse};
use hallway_agenda::DeviceId;
use hallway_sync::{Device, LONGEST_NAME, Secret};
use leptos::prelude::*;

use crate::i18n::texts;
use crate::notice::Notice;
use crate::platform::storage::{self, StorageError};
use crate::state::State;

/// How sync stands; times are milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Nothing was exchanged yet.
    New,
    /// All devices that could be heard agree, as of then.
    UpToDate(u64),
    /// The browser has no network.
    Offline,
    /// The server is there, and asks for time.
    Busy,
    /// The server has not answered since then.
    Unreachable(u64),
    /// The mailbox is gone, or another token is its.
    Revoked,
    /// The agenda is larger than a mailbox.
    TooLarge,
    /// What is in the mailbox can't be read: damaged, tampered with, or of a newer app.
    Unreadable,
}

/// How the variants without a time are written.
const CONDITIONS: [(&str, Condition); 6] = [
    ("new", Condition::New),
    ("offline", Condition::Offline),
    ("busy", Condition::Busy),
    ("revoked", Condition::Revoked),
    ("too-large", Condition::TooLarge),
    ("unreadable", Condition::Unreadable),
];

/// A device's part in sync.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// What all devices know.
    pub secret: Secret,
    /// What this device is called.
    pub name: String,
    /// Whether the secret came from another device: then the mailbox is that one's to make.
    pub joined: bool,
    /// Whether the mailbox was there once: if it is not any more, it was deleted.
    pub met: bool,
    /// How it stands.
    pub condition: Condition,
    /// The devices, this one too, as the mailbox had them last.
    pub devices: BTreeMap<DeviceId, Device>,
}

impl Pairing {
    /// Before anything was exchanged.
    #[must_use]
    pub fn new(secret: Secret, name: &str) -> Self {
        Self {
            secret,
            name: name.trim().chars().take(LONGEST_NAME).collect(),
            joined: false,
            met: false,
            condition: Condition::New,
            devices: BTreeMap::new(),
        }
    }

    /// Whether there is anything to be had from exchanging.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.condition != Condition::Revoked
    }

    fn write(&self) -> String {
        let mut text = Serializer::new(String::new());
        text.append_pair("secret", &self.secret.text());
        text.append_pair("name", &self.name);
        for (name, is_so) in [("joined", self.joined), ("met", self.met)] {
            if is_so {
                text.append_pair(name, "yes");
            }
        }
        match self.condition {
            Condition::UpToDate(at) => {
                text.append_pair("up-to-date", &at.to_string());
            }
            Condition::Unreachable(since) => {
                text.append_pair("unreachable", &since.to_string());
            }
            other => {
                let word = CONDITIONS.iter().find(|(_, condition)| *condition == other);
                text.append_pair("is", word.map_or("new", |(word, _)| word));
            }
        }
        for (id, device) in &self.devices {
            let here = if device.left { "left" } else { "here" };
            let line = format!("{id} {} {here} {}", device.seen_ms, device.name);
            text.append_pair("device", &line);
        }
        text.finish()
    }

    fn read(text: &str) -> Option<Self> {
        let mut secret = None;
        let mut pairing = Self::new(Secret::new([0; 16]), "");
        for (key, value) in parse(text.as_bytes()) {
            match &*key {
                "secret" => secret = Secret::parse(&value),
                "name" => pairing.name = value.into(),
                "joined" => pairing.joined = true,
                "met" => pairing.met = true,
                "up-to-date" => pairing.condition = Condition::UpToDate(value.parse().ok()?),
                "unreachable" => pairing.condition = Condition::Unreachable(value.parse().ok()?),
                "is" => {
                    let known = CONDITIONS.iter().find(|(word, _)| *word == value);
                    pairing.condition = known.map_or(Condition::New, |(_, condition)| *condition);
                }
                "device" => {
                    let (id, device) = read_device(&value)?;
                    pairing.devices.insert(id, device);
                }
                _ => {}
            }
        }
        pairing.secret = secret?;
        Some(pairing)
    }
}

fn read_device(line: &str) -> Option<(DeviceId, Device)> {
    let mut parts = line.splitn(4, ' ');
    let id = DeviceId::parse(parts.next()?)?;
    let device = Device {
        seen_ms: parts.next()?.parse().ok()?,
        left: parts.next()? == "left",
        name: parts.next()?.into(),
    };
    Some((id, device))
}

/// The key in local storage; also the name of the lock.
pub(super) fn key(state: &State) -> String {
    format!("hallway:sync:{}", state.published.conference().id)
}

thread_local! {
    /// Whether what is kept could be read when it was last tried.
    static IS_KNOWN: Cell<bool> = const { Cell::new(true) };
}

/// Whether it is known if sync is on: it is not while what is kept can't be read.
pub(super) fn is_known() -> bool {
    IS_KNOWN.get()
}

/// What is kept; `None` if sync is off.
pub(super) fn kept(state: &State) -> Result<Option<Pairing>, StorageError> {
    let text = storage::read(&key(state));
    // Where nothing may be stored, nothing is.
    IS_KNOWN.set(matches!(text, Ok(_) | Err(StorageError::Forbidden)));
    Ok(text?.as_deref().and_then(Pairing::read))
}

/// Keeps it, here and for the other tabs, in the place of what this page had: what another tab began or
/// left meanwhile stays.
pub(super) fn keep(state: &State, pairing: Option<Pairing>) {
    let before = state.pairing.get_untracked();
    if before == pairing {
        return;
    }
    let before = before.map(|before| before.secret);
    let text = pairing.as_ref().map(Pairing::write).unwrap_or_default();
    let stored = storage::change(&key(state), move |stored| {
        let stored = stored.unwrap_or_default();
        let is_own = Pairing::read(&stored).map(|stored| stored.secret) == before;
        if is_own { text.clone() } else { stored }
    });
    if stored.is_err() && pairing.is_some() {
        state.tell(Notice::Said(texts().sync_not_kept().into()));
    }
    state.pairing.set(kept(state).unwrap_or(pairing));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pairing_is_read_as_it_was_written() {
        let devices = [("Phone & co", false), ("", true), ("Büro = Laptop", false)];
        let devices = devices.into_iter().zip(1..);
        let devices = devices.map(|((name, left), bits)| {
            let name = name.into();
            let seen_ms = bits * 1_000;
            (
                DeviceId::new(bits),
                Device {
                    seen_ms,
                    left,
                    name,
                },
            )
        });
        let mut pairing = Pairing::new(Secret::new([7; 16]), " My phone ");
        pairing.devices = devices.collect();
        let timed = [Condition::UpToDate(9), Condition::Unreachable(8)];
        let others = CONDITIONS.map(|(_, condition)| condition);
        for condition in timed.into_iter().chain(others) {
            for (met, joined) in [(false, false), (false, true), (true, true)] {
                (pairing.condition, pairing.met, pairing.joined) = (condition, met, joined);
                assert_eq!(Pairing::read(&pairing.write()), Some(pairing.clone()));
            }
        }
        assert_eq!(pairing.name, "My phone");
        for nothing in ["", "secret=1", "name=Phone"] {
            assert_eq!(Pairing::read(nothing), None);
        }
    }
}
