//! The storage format: the agenda as JSON, with the number of its format in front; where the text
//! is kept is left to the caller.
//!
//! By hand rather than by derived code, which would weigh several kilobytes in the app.

use std::collections::BTreeMap;
use std::fmt;

use hallway_programme::ItemId;
use hallway_programme::json::Json;

use crate::document::Entry;
use crate::{Agenda, DeviceId, Rating, Register, Stamp};

/// The newest format that this version knows.
///
/// Anything new in the text, a field too, takes the next number: what a version does not know it
/// would not keep, so it must not write over it. An agenda is written in the oldest format that
/// holds it: format 1 has stars and notes, format 2 all the rest.
pub const FORMAT: u64 = 2;

/// Why a stored text is not an agenda that this version can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer version of the app wrote it.
    Newer {
        /// The number of its format.
        format: u64,
    },
    /// It is not an agenda, or a damaged one.
    Corrupt {
        /// What is wrong and where, for whoever repairs it.
        reason: String,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Newer { format } => write!(
                f,
                "Your stored schedule was written by a newer version of this app (format {format}; this version reads up to format {FORMAT}). Go online and reload the page to get the newer version, which can read it."
            ),
            Unreadable::Corrupt { reason } => write!(
                f,
                "Your stored schedule is damaged and can't be read ({reason}). Mark your items again."
            ),
        }
    }
}

impl std::error::Error for Unreadable {}

impl Agenda {
    /// The agenda in its storage format; the same agenda gives the same value.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let needs_newest = self.items.values().any(Entry::is_beyond_format_1);
        let format = if needs_newest { FORMAT } else { 1 };
        let items = self.items.iter();
        let items = items.map(|(id, entry)| (id.to_string(), write_entry(entry)));
        Json::Object(vec![
            ("format".into(), Json::Number(format as f64)),
            ("device".into(), Json::Text(self.device.to_string())),
            ("items".into(), Json::Object(items.collect())),
        ])
    }

    /// The agenda as text; the same agenda gives the same text.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.to_json())
            .expect("an agenda holds only texts, numbers and booleans under textual keys")
    }

    /// The agenda that a stored text holds.
    ///
    /// ```
    /// use hallway_agenda::{Agenda, DeviceId, Unreadable};
    ///
    /// let agenda = Agenda::new(DeviceId::new(1));
    /// assert_eq!(Agenda::from_text(&agenda.to_text()), Ok(agenda));
    /// assert_eq!(Agenda::from_text(r#"{"format":3}"#), Err(Unreadable::Newer { format: 3 }));
    /// ```
    ///
    /// # Errors
    /// As [`Agenda::from_json`].
    pub fn from_text(text: &str) -> Result<Self, Unreadable> {
        let json = serde_json::from_str(text).map_err(|error| corrupt(error.to_string()))?;
        Self::from_json(json)
    }

    /// The agenda that a stored value holds.
    ///
    /// # Errors
    /// [`Unreadable`] if it is of a newer format, or no agenda. A part that isn't understood makes
    /// the whole unreadable: leaving it out would lose it at the next write.
    pub fn from_json(json: Json) -> Result<Self, Unreadable> {
        let Json::Object(fields) = json else {
            return Err(corrupt("it is no object"));
        };
        let format = fields.iter().find(|(name, _)| name == "format");
        match format.and_then(|(_, number)| number.whole_number()) {
            Some(1..=FORMAT) => {}
            Some(0) => return Err(corrupt("there is no format 0")),
            Some(format) => return Err(Unreadable::Newer { format }),
            None => return Err(corrupt("it does not say its format")),
        }
        let (mut device, mut items) = (None, None);
        for (name, value) in fields {
            match name.as_str() {
                "format" => {}
                "device" => device = read_device(&value),
                "items" => items = Some(read_items(value)?),
                _ => return Err(corrupt(format!("unknown part \"{name}\""))),
            }
        }
        match (device, items) {
            (Some(device), Some(items)) => Ok(Self { device, items }),
            _ => Err(corrupt("it has no device or no items")),
        }
    }
}

fn corrupt(reason: impl Into<String>) -> Unreadable {
    Unreadable::Corrupt {
        reason: reason.into(),
    }
}

fn write_entry(entry: &Entry) -> Json {
    let mut fields = Vec::new();
    let mut field = |name: &str, written: Option<Json>| {
        fields.extend(written.map(|written| (name.to_owned(), written)));
    };
    let flag = |flag: &Register<bool>| write_register(Json::Flag(*flag.value()), flag.stamp());
    field("star", entry.star.as_ref().map(flag));
    let note = entry.note.as_ref();
    field(
        "note",
        note.map(|note| write_register(Json::Text(note.value().clone()), note.stamp())),
    );
    field("later", entry.later.as_ref().map(flag));
    field("attended", entry.attended.as_ref().map(flag));
    let rating = entry.rating.as_ref().map(|rating| {
        let stars = rating.value().map_or(0, Rating::stars);
        write_register(Json::Number(f64::from(stars)), rating.stamp())
    });
    field("rating", rating);
    Json::Object(fields)
}

fn write_register(value: Json, stamp: Stamp) -> Json {
    let stamp = vec![
        Json::Number(stamp.wall_ms as f64),
        Json::Number(f64::from(stamp.counter)),
        Json::Text(stamp.device.to_string()),
    ];
    Json::List(vec![value, Json::List(stamp)])
}

fn read_items(json: Json) -> Result<BTreeMap<ItemId, Entry>, Unreadable> {
    let Json::Object(fields) = json else {
        return Err(corrupt("its items are no object"));
    };
    let mut items = BTreeMap::new();
    for (id, entry) in fields {
        let item = ItemId::new(&id).map_err(|error| corrupt(error.to_string()))?;
        let entry = read_entry(entry).ok_or_else(|| corrupt(format!("what it says of {id}")))?;
        items.insert(item, entry);
    }
    Ok(items)
}

/// What is said of one item; none if any part of it isn't understood.
fn read_entry(json: Json) -> Option<Entry> {
    let Json::Object(fields) = json else {
        return None;
    };
    let mut entry = Entry::default();
    for (name, register) in fields {
        let (value, stamp) = read_register(register)?;
        match (name.as_str(), value) {
            ("star", Json::Flag(flag)) => entry.star = Some(Register::new(flag, stamp)),
            ("note", Json::Text(note)) => entry.note = Some(Register::new(note, stamp)),
            ("later", Json::Flag(flag)) => entry.later = Some(Register::new(flag, stamp)),
            ("attended", Json::Flag(flag)) => entry.attended = Some(Register::new(flag, stamp)),
            ("rating", number) => {
                let rating = match number.whole_number()? {
                    0 => None,
                    stars => Some(Rating::new(u8::try_from(stars).ok()?)?),
                };
                entry.rating = Some(Register::new(rating, stamp));
            }
            _ => return None,
        }
    }
    Some(entry)
}

fn read_register(json: Json) -> Option<(Json, Stamp)> {
    let (value, stamp) = two(json)?;
    let Json::List(parts) = stamp else {
        return None;
    };
    let [wall_ms, counter, device] = parts.as_slice() else {
        return None;
    };
    let stamp = Stamp::read(
        wall_ms.whole_number()?,
        u32::try_from(counter.whole_number()?).ok()?,
        read_device(device)?,
    )?;
    Some((value, stamp))
}

fn two(json: Json) -> Option<(Json, Json)> {
    let Json::List(values) = json else {
        return None;
    };
    let [one, other] = <[Json; 2]>::try_from(values).ok()?;
    Some((one, other))
}

fn read_device(json: &Json) -> Option<DeviceId> {
    match json {
        Json::Text(text) => DeviceId::parse(text),
        _ => None,
    }
}
