//! The storage format: the agenda as JSON text, with the number of its format in front; where the
//! text is kept is left to the caller.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use hallway_programme::ItemId;
use serde::{Deserialize, Serialize};

use crate::document::Entry;
use crate::{Agenda, DeviceId};

/// The format that this version writes, and the only one so far.
///
/// Anything new in the text, a field too, takes the next number: what this version does not know
/// it would not keep, so it must not write over it.
const FORMAT: u64 = 1;

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
                "Your stored schedule was written by a newer version of this app (format {format}; this version reads format {FORMAT}). Go online and reload the page to get the newer version, which can read it."
            ),
            Unreadable::Corrupt { reason } => write!(
                f,
                "Your stored schedule is damaged and can't be read ({reason}). Mark your items again."
            ),
        }
    }
}

impl std::error::Error for Unreadable {}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored<'a> {
    format: u64,
    device: DeviceId,
    items: Cow<'a, BTreeMap<ItemId, Entry>>,
}

/// What every format, a newer one too, begins with.
#[derive(Deserialize)]
struct Numbered {
    format: u64,
}

impl Agenda {
    /// The agenda in its storage format, for whatever serializer the storage brings.
    #[must_use]
    pub fn stored(&self) -> impl Serialize + '_ {
        Stored {
            format: FORMAT,
            device: self.device,
            items: Cow::Borrowed(&self.items),
        }
    }

    /// The agenda as text; the same agenda gives the same text.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.stored())
            .expect("an agenda holds only texts, numbers and booleans under textual keys")
    }

    /// The agenda that a stored text holds.
    ///
    /// ```
    /// use hallway_agenda::{Agenda, DeviceId, Unreadable};
    ///
    /// let agenda = Agenda::new(DeviceId::new(1));
    /// assert_eq!(Agenda::from_text(&agenda.to_text()), Ok(agenda));
    /// assert_eq!(Agenda::from_text(r#"{"format":2}"#), Err(Unreadable::Newer { format: 2 }));
    /// ```
    ///
    /// # Errors
    /// [`Unreadable`] if it is of a newer format, or no agenda. A part that isn't understood makes
    /// the whole unreadable: leaving it out would lose it at the next write.
    pub fn from_text(text: &str) -> Result<Self, Unreadable> {
        let Numbered { format } = serde_json::from_str(text).map_err(corrupt)?;
        match format {
            FORMAT => {
                let Stored { device, items, .. } = serde_json::from_str(text).map_err(corrupt)?;
                Ok(Self {
                    device,
                    items: items.into_owned(),
                })
            }
            newer if newer > FORMAT => Err(Unreadable::Newer { format }),
            unknown => Err(Unreadable::Corrupt {
                reason: format!("there is no format {unknown}"),
            }),
        }
    }
}

fn corrupt(error: serde_json::Error) -> Unreadable {
    Unreadable::Corrupt {
        reason: error.to_string(),
    }
}
