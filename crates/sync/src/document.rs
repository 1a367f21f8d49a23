//! What is in a mailbox: the agenda, and which devices share it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hallway_agenda::strict::{Format, Object};
use hallway_agenda::{Agenda, DeviceId, Unreadable};
use serde::{Deserialize, Serialize};

/// The version of the form.
const FORMAT: u64 = 1;

/// The longest name of a device, in characters.
pub const LONGEST_NAME: usize = 40;

/// The most devices that a document remembers: those that were there last. Nobody has as many, and
/// a mailbox that is full of devices has no room for a schedule.
pub const MOST_DEVICES: usize = 32;

/// By how many bits a moment that no clock has shown is set back, as [`Agenda::clamp`] does it.
const SET_BACK: u32 = 13;

/// A device that shares the agenda.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "stored::Device", into = "stored::Device")]
pub struct Device {
    /// When it was last there, in milliseconds since 1970 by its own clock.
    pub seen_ms: u64,
    /// Whether it left.
    pub left: bool,
    /// What its owner calls it.
    pub name: String,
}

/// What all devices of one person share. Merging is commutative, associative and idempotent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The agenda.
    pub agenda: Agenda,
    /// The devices, by their ids.
    pub devices: BTreeMap<DeviceId, Device>,
}

impl Document {
    /// Takes in everything that another copy holds; of what both say of a device, the later stays, and
    /// of more than [`MOST_DEVICES`] those that were there last.
    pub fn merge(&mut self, other: &Self) {
        self.agenda.merge(&other.agenda);
        for (id, theirs) in &other.devices {
            let ours = self.devices.entry(*id).or_insert_with(|| theirs.clone());
            if *ours < *theirs {
                ours.clone_from(theirs);
            }
        }
        if self.devices.len() > MOST_DEVICES {
            let all = self.devices.clone();
            self.devices.retain(|id, device| {
                let later = all
                    .iter()
                    .filter(|(other_id, other)| (*other, *other_id) > (device, id));
                later.take(MOST_DEVICES).count() < MOST_DEVICES
            });
        }
    }

    /// Sets back every stamp that is later than the horizon, and likewise the moments at which devices
    /// were there: of what comes from the mailbox, before it is merged. See [`Agenda::clamp`].
    pub fn clamp(&mut self, horizon_ms: u64) {
        self.agenda.clamp(horizon_ms);
        for device in self.devices.values_mut() {
            if device.seen_ms > horizon_ms {
                device.seen_ms >>= SET_BACK;
            }
        }
    }

    /// Whether both say the same: then neither has anything to tell the other.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.agenda.says_the_same(&other.agenda) && self.devices == other.devices
    }

    /// The document as text; the same document gives the same text.
    #[must_use]
    pub fn to_text(&self) -> String {
        let written = stored::Document {
            format: FORMAT,
            agenda: Cow::Borrowed(&self.agenda),
            devices: Cow::Borrowed(&self.devices),
        };
        serde_json::to_string(&written)
            .expect("a document holds only texts, numbers and booleans under textual keys")
    }

    /// The document that a text holds.
    ///
    /// # Errors
    /// [`Unreadable`] if it is of a newer format, or no document: as with the agenda, a part that is
    /// not understood makes the whole unreadable, since it would be lost at the next write.
    pub fn from_text(text: &str) -> Result<Self, Unreadable> {
        let Object(format) = serde_json::from_str::<Object<Format>>(text)?;
        format.refuse_newer(FORMAT)?;
        let Object(stored::AgendaFormat { agenda }) = serde_json::from_str(text)?;
        agenda.0.refuse_newer(hallway_agenda::FORMAT)?;
        let Object(stored): Object<stored::Document<'_>> = serde_json::from_str(text)?;
        Ok(Self {
            agenda: stored.agenda.into_owned(),
            devices: stored.devices.into_owned(),
        })
    }
}

impl From<Device> for stored::Device {
    fn from(device: Device) -> Self {
        Self(device.seen_ms, device.left, device.name)
    }
}

impl From<stored::Device> for Device {
    fn from(stored::Device(seen_ms, left, name): stored::Device) -> Self {
        Self {
            seen_ms,
            left,
            name: name.chars().take(LONGEST_NAME).collect(),
        }
    }
}

/// The forms in which a document is written and read.
mod stored {
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    use hallway_agenda::strict::{Format, Object, known, whole};
    use hallway_agenda::{Agenda, DeviceId};
    use serde::{Deserialize, Serialize};

    use super::FORMAT;

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Document<'a> {
        #[serde(deserialize_with = "known::<_, FORMAT>")]
        pub format: u64,
        pub agenda: Cow<'a, Agenda>,
        pub devices: Cow<'a, BTreeMap<DeviceId, super::Device>>,
    }

    /// Which format the agenda within has, whatever else is there.
    #[derive(Deserialize)]
    pub struct AgendaFormat {
        pub agenda: Object<Format>,
    }

    /// When it was last there, whether it left, and its name.
    #[derive(Serialize, Deserialize)]
    pub struct Device(
        #[serde(deserialize_with = "whole")] pub u64,
        pub bool,
        pub String,
    );
}
