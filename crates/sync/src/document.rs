//! The content of a mailbox: the agenda, and the devices that share it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use hallway_agenda::strict::{Format, Object};
use hallway_agenda::{Agenda, DeviceId, Unreadable};
use serde::{Deserialize, Serialize};

/// The version of the document's format.
const FORMAT: u64 = 1;

/// The longest name of a device, in characters.
pub const LONGEST_NAME: usize = 40;

/// The most devices in a document. If there are more, those that synced last stay. Nobody has so
/// many, and a mailbox full of devices would have no room for an agenda.
pub const MOST_DEVICES: usize = 32;

/// A moment beyond the horizon is shifted right by this many bits, as in [`Agenda::clamp`].
const SET_BACK: u32 = 13;

/// A device that shares the agenda.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "stored::Device", into = "stored::Device")]
pub struct Device {
    /// When it last synced, in milliseconds since 1970 by its own clock.
    pub seen_ms: u64,
    /// Whether it stopped syncing.
    pub left: bool,
    /// The name that its owner gave it.
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
    /// Merges another copy into this one. For each device the later entry stays. If there are more
    /// than [`MOST_DEVICES`] devices, those that synced last stay.
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

    /// Sets back every stamp of the agenda and every time of a device that is later than the
    /// horizon. Call this on a document from the mailbox before merging it. See [`Agenda::clamp`].
    pub fn clamp(&mut self, horizon_ms: u64) {
        self.agenda.clamp(horizon_ms);
        for device in self.devices.values_mut() {
            if device.seen_ms > horizon_ms {
                device.seen_ms >>= SET_BACK;
            }
        }
    }

    /// Whether both say the same, so that a sync has nothing to do.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.agenda.says_the_same(&other.agenda) && self.devices == other.devices
    }

    /// The document as text; equal documents give equal texts.
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

    /// Reads a document from a text.
    ///
    /// # Errors
    /// [`Unreadable`] if the text has a newer format, or is not a document. As with the agenda, a
    /// part that this version does not understand makes the whole document unreadable: otherwise
    /// the next write would lose that part.
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

/// The types of the document's JSON.
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

    /// Reads only the format number of the agenda, and ignores the rest.
    #[derive(Deserialize)]
    pub struct AgendaFormat {
        pub agenda: Object<Format>,
    }

    /// When the device last synced, whether it stopped syncing, and its name.
    #[derive(Serialize, Deserialize)]
    pub struct Device(
        #[serde(deserialize_with = "whole")] pub u64,
        pub bool,
        pub String,
    );
}
