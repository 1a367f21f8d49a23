//! Ids: the names of tracks, items, people and so on, in data, addresses and the agenda.
//!
//! An id is 1 to 100 ASCII letters, digits, `-` or `_`, so it needs no escaping in a path, a query,
//! a file name or an HTML attribute. It never holds a dot: addresses with a dot are files.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The longest id allowed, in bytes. File systems allow names of 255 bytes, and links should stay
/// short.
pub const LONGEST: usize = 100;

/// Why a text is not an id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidId(String);

impl fmt::Display for InvalidId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "\"{}\" is not an id: use 1 to {LONGEST} ASCII letters, digits, \"-\" or \"_\"",
            self.0
        )
    }
}

impl std::error::Error for InvalidId {}

fn is_id(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Makes an id from a text.
            ///
            /// # Errors
            /// [`InvalidId`] if `text` is empty, too long, or holds anything but ASCII letters,
            /// digits, `-` and `_`.
            pub fn new(text: &str) -> Result<Self, InvalidId> {
                if is_id(text) { Ok(Self(text.into())) } else { Err(InvalidId(text.into())) }
            }

            /// The id as text, as in data and addresses.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                Self::new(&text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.into()
            }
        }
    };
}

id! {
    /// Names a conference: `lpc-2021`. Two programmes of one conference share it.
    ConferenceId
}
id! {
    /// Names an item. It stays the same in all revisions, since attendees' stars refer to it.
    ItemId
}
id! {
    /// Names a track.
    TrackId
}
id! {
    /// Names a topic.
    TopicId
}
id! {
    /// Names a person.
    PersonId
}
id! {
    /// Names a room.
    RoomId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_can_stand_in_a_path_and_a_query() {
        assert!(ItemId::new("mount-v2_CRIU").is_ok());
        for refused in [
            "",
            "a b",
            "a/b",
            "a.b",
            "é",
            "a?b",
            "..",
            &"x".repeat(LONGEST + 1),
        ] {
            assert!(ItemId::new(refused).is_err(), "{refused:?}");
        }
    }
}
