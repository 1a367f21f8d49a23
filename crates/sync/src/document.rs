//! What is in a mailbox: the agenda, and which devices share it.

use std::collections::BTreeMap;

use hallway_agenda::{Agenda, DeviceId, Unreadable};
use hallway_programme::json::Json;

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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
            let mut devices: Vec<_> = std::mem::take(&mut self.devices).into_iter().collect();
            devices.sort_by(|(id, device), (other_id, other)| (other, other_id).cmp(&(device, id)));
            devices.truncate(MOST_DEVICES);
            self.devices = devices.into_iter().collect();
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

    /// The document as JSON; the same document gives the same value.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let device = |(id, device): (&DeviceId, &Device)| {
            let fields = vec![
                Json::Number(device.seen_ms as f64),
                Json::Flag(device.left),
                Json::Text(device.name.clone()),
            ];
            (id.to_string(), Json::List(fields))
        };
        Json::Object(vec![
            ("format".into(), Json::Number(FORMAT as f64)),
            ("agenda".into(), self.agenda.to_json()),
            (
                "devices".into(),
                Json::Object(self.devices.iter().map(device).collect()),
            ),
        ])
    }

    /// The document that a value holds.
    ///
    /// # Errors
    /// [`Unreadable`] if it is of a newer format, or no document: as with the agenda, a part that is
    /// not understood makes the whole unreadable, since it would be lost at the next write.
    pub fn from_json(json: Json) -> Result<Self, Unreadable> {
        let Json::Object(fields) = json else {
            return Err(corrupt("it is no object"));
        };
        let format = fields.iter().find(|(name, _)| name == "format");
        match format.and_then(|(_, number)| number.whole_number()) {
            Some(FORMAT) => {}
            Some(format) if format > FORMAT => return Err(Unreadable::Newer { format }),
            _ => return Err(corrupt("it does not say its format")),
        }
        let (mut agenda, mut devices) = (None, None);
        for (name, value) in fields {
            match name.as_str() {
                "format" => {}
                "agenda" => agenda = Some(Agenda::from_json(value)?),
                "devices" => devices = read_devices(value),
                _ => return Err(corrupt("it has an unknown part")),
            }
        }
        match (agenda, devices) {
            (Some(agenda), Some(devices)) => Ok(Self { agenda, devices }),
            _ => Err(corrupt("it has no agenda or no devices")),
        }
    }
}

fn corrupt(reason: &str) -> Unreadable {
    Unreadable::Corrupt {
        reason: reason.into(),
    }
}

fn read_devices(json: Json) -> Option<BTreeMap<DeviceId, Device>> {
    let Json::Object(fields) = json else {
        return None;
    };
    let device = |(id, value): (String, Json)| {
        let Json::List(fields) = value else {
            return None;
        };
        let [seen, left, name] = <[Json; 3]>::try_from(fields).ok()?;
        let (Json::Flag(left), Json::Text(name)) = (left, name) else {
            return None;
        };
        let seen_ms = seen.whole_number()?;
        let name = name.chars().take(LONGEST_NAME).collect();
        Some((
            DeviceId::parse(&id)?,
            Device {
                seen_ms,
                left,
                name,
            },
        ))
    };
    fields.into_iter().map(device).collect()
}
