//! The storage format: JSON with a format number. The caller stores the text.
//!
//! Serde derives reading and writing from the types in `stored`. Reading is strict: see
//! [`crate::strict`].

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::document::Entry;
use crate::strict::{Format, Object};
use crate::{Agenda, Register};

/// The newest format that this version knows.
///
/// Any addition to the text, even a field, needs a new number: a version would lose what it does
/// not know if it overwrote the text. An agenda is written in the oldest format that can hold it:
/// format 1 has stars and notes, format 2 everything else.
pub const FORMAT: u64 = 2;

/// Why a stored text can't be read as an agenda by this version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer version of the app wrote it.
    Newer {
        /// The number of its format.
        format: u64,
    },
    /// It is not an agenda, or it is damaged.
    Corrupt {
        /// What is wrong and where, for someone who repairs it.
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

impl From<serde_json::Error> for Unreadable {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt {
            reason: error.to_string(),
        }
    }
}

impl Agenda {
    /// The agenda as text; equal agendas give equal texts.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self)
            .expect("an agenda holds only texts, numbers and booleans under textual keys")
    }

    /// Reads an agenda from a stored text.
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
    /// [`Unreadable`] if the text has a newer format, or is not an agenda. If any part is not
    /// understood, the whole is unreadable: leaving the part out would lose it at the next write.
    pub fn from_text(text: &str) -> Result<Self, Unreadable> {
        let Object(format) = serde_json::from_str::<Object<Format>>(text)?;
        format.refuse_newer(FORMAT)?;
        Ok(serde_json::from_str(text)?)
    }
}

impl Serialize for Agenda {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let needs_newest = self.items.values().any(Entry::is_beyond_format_1);
        let stored = stored::Agenda {
            format: if needs_newest { FORMAT } else { 1 },
            device: self.device,
            items: Cow::Borrowed(&self.items),
        };
        stored.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Agenda {
    /// Accepts the formats that this version knows; [`Agenda::from_text`] tells newer formats from
    /// damage.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Object(stored) = Object::<stored::Agenda<'_>>::deserialize(deserializer)?;
        Ok(Self {
            device: stored.device,
            items: stored.items.into_owned(),
        })
    }
}

impl From<Entry> for stored::Entry {
    fn from(entry: Entry) -> Self {
        Self {
            star: entry.star.map(write),
            note: entry.note.map(write),
            later: entry.later.map(write),
            attended: entry.attended.map(write),
            rating: entry.rating.map(write),
        }
    }
}

impl From<Object<stored::Entry>> for Entry {
    fn from(Object(stored): Object<stored::Entry>) -> Self {
        Self {
            star: stored.star.map(read),
            note: stored.note.map(read),
            later: stored.later.map(read),
            attended: stored.attended.map(read),
            rating: stored.rating.map(read),
        }
    }
}

fn write<T: Clone, U: From<T>>(register: Register<T>) -> stored::Register<U> {
    let stamp = stored::Stamp(register.stamp());
    stored::Register(register.value().clone().into(), stamp)
}

fn read<T, U: From<T>>(
    stored::Register(value, stored::Stamp(stamp)): stored::Register<T>,
) -> Register<U> {
    Register::new(value.into(), stamp)
}

/// The types of the stored JSON.
pub(crate) mod stored {
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    use hallway_programme::ItemId;
    use serde::{Deserialize, Serialize};

    use super::FORMAT;
    use crate::document::Entry as Said;
    use crate::strict::{known, present};
    use crate::{DeviceId, Rating};

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub struct Agenda<'a> {
        #[serde(deserialize_with = "known::<_, FORMAT>")]
        pub format: u64,
        pub device: DeviceId,
        pub items: Cow<'a, BTreeMap<ItemId, Said>>,
    }

    /// What is said of one item: all registers that were ever written.
    #[derive(Default, Serialize, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    pub struct Entry {
        #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        pub star: Option<Register<bool>>,
        #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        pub note: Option<Register<String>>,
        #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        pub later: Option<Register<bool>>,
        #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        pub attended: Option<Register<bool>>,
        #[serde(deserialize_with = "present", skip_serializing_if = "Option::is_none")]
        pub rating: Option<Register<Stars>>,
    }

    /// A value, and when it was written.
    #[derive(Serialize, Deserialize)]
    pub struct Register<T>(pub T, pub Stamp);

    #[derive(Clone, Copy, Serialize, Deserialize)]
    #[serde(try_from = "Parts", into = "Parts")]
    pub struct Stamp(pub crate::Stamp);

    /// Milliseconds since 1970, the counter, and the device that made the change.
    type Parts = (u64, u32, DeviceId);

    impl From<Stamp> for Parts {
        fn from(Stamp(stamp): Stamp) -> Self {
            (stamp.wall_ms, stamp.counter, stamp.device)
        }
    }

    impl TryFrom<Parts> for Stamp {
        type Error = &'static str;

        fn try_from((wall_ms, counter, device): Parts) -> Result<Self, Self::Error> {
            let stamp = crate::Stamp::read(wall_ms, counter, device);
            stamp.map(Self).ok_or("no clock shows so late a moment")
        }
    }

    /// A rating as a number; 0 if it was removed.
    #[derive(Clone, Copy, Serialize, Deserialize)]
    #[serde(try_from = "u8", into = "u8")]
    pub struct Stars(Option<Rating>);

    impl From<Stars> for u8 {
        fn from(Stars(rating): Stars) -> Self {
            rating.map_or(0, Rating::stars)
        }
    }

    impl TryFrom<u8> for Stars {
        type Error = &'static str;

        fn try_from(stars: u8) -> Result<Self, Self::Error> {
            match (stars, Rating::new(stars)) {
                (0, _) => Ok(Self(None)),
                (_, Some(rating)) => Ok(Self(Some(rating))),
                (_, None) => Err("a rating is at most 5"),
            }
        }
    }

    impl From<Option<Rating>> for Stars {
        fn from(rating: Option<Rating>) -> Self {
            Self(rating)
        }
    }

    impl From<Stars> for Option<Rating> {
        fn from(Stars(rating): Stars) -> Self {
            rating
        }
    }
}
