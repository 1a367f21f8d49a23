//! The storage format: the agenda as JSON text, with the number of its format in front.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Agenda;

/// The format that this version writes, and the newest it reads.
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
    Damaged {
        /// Where and why, for whoever repairs it.
        reason: String,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Newer { format } => write!(
                f,
                "Your stored schedule was written by a newer version of this app (format {format}, this one reads up to {FORMAT}). Reload the page to get that version; it will take the schedule up again."
            ),
            Unreadable::Damaged { reason } => {
                write!(f, "Your stored schedule is damaged and could not be read ({reason}).")
            }
        }
    }
}

impl std::error::Error for Unreadable {}

#[derive(Serialize)]
struct Stored<'a> {
    format: u64,
    #[serde(flatten)]
    agenda: &'a Agenda,
}

#[derive(Deserialize)]
struct Format {
    format: u64,
}

impl Agenda {
    /// The agenda in its storage format, for whatever serializer the storage brings.
    #[must_use]
    pub fn stored(&self) -> impl Serialize + '_ {
        Stored { format: FORMAT, agenda: self }
    }

    /// The agenda as text.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.stored())
            .expect("an agenda holds only texts and numbers under textual keys")
    }

    /// The agenda that a stored text holds.
    ///
    /// # Errors
    /// [`Unreadable`] if it is of a newer format, or no agenda.
    pub fn from_text(text: &str) -> Result<Self, Unreadable> {
        let damaged = |error: serde_json::Error| Unreadable::Damaged { reason: error.to_string() };
        let Format { format } = serde_json::from_str(text).map_err(damaged)?;
        if format > FORMAT {
            return Err(Unreadable::Newer { format });
        }
        serde_json::from_str(text).map_err(damaged)
    }
}
