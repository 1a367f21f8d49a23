//! An unchecked programme, as it was written. It has strings where a [`crate::Programme`] has types
//! such as ids and days.
//!
//! Everything that reads a programme (`programme.json`, the folder kept by hand, foreign formats)
//! makes a draft; [`crate::check::check`] turns it into a [`crate::Programme`] or reports
//! everything that is wrong with it.
//!
//! In JSON, `null` counts as missing, and unknown fields are ignored.

use serde::Deserialize;

use crate::de::{format, null_as_default, object, object_or_none, objects, whole_number};
use crate::landing::Landing;
use crate::model::{Kind, MaterialKind, Source, Status};
use crate::object::Object;
use crate::text::Text;

/// The version of the format of `programme.json`.
pub const FORMAT: u32 = 1;

/// Everything a conference publishes, unchecked.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Programme"
)]
pub struct Draft {
    #[serde(deserialize_with = "format")]
    pub format: u32,
    #[serde(deserialize_with = "whole_number")]
    pub revision: u64,
    #[serde(deserialize_with = "object")]
    pub conference: ConferenceDraft,
    #[serde(default, deserialize_with = "objects")]
    pub topics: Vec<TopicDraft>,
    #[serde(default, deserialize_with = "objects")]
    pub rooms: Vec<RoomDraft>,
    #[serde(default, deserialize_with = "objects")]
    pub people: Vec<PersonDraft>,
    #[serde(default, deserialize_with = "objects")]
    pub tracks: Vec<TrackDraft>,
    #[serde(default, deserialize_with = "objects")]
    pub items: Vec<ItemDraft>,
}

impl Draft {
    /// Reads a draft from a JSON text.
    ///
    /// # Errors
    /// An error if the text is not a draft; it says where and why.
    pub fn from_json(json: &str) -> serde_json::Result<Self> {
        serde_json::from_str(json).map(|Object(draft)| draft)
    }
}

/// A [`crate::Conference`], unchecked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Conference"
)]
pub struct ConferenceDraft {
    pub id: String,
    pub title: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: Text,
    pub first_day: String,
    pub last_day: String,
    pub zone: String,
    pub link: Option<String>,
    pub landing: Option<Landing>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub tracks_title: String,
    #[serde(default, deserialize_with = "objects")]
    pub sources: Vec<Source>,
}

/// A [`crate::Topic`], unchecked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Topic"
)]
pub struct TopicDraft {
    pub id: String,
    pub title: String,
}

/// A [`crate::Room`], unchecked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Room"
)]
pub struct RoomDraft {
    pub id: String,
    pub title: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub building: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub floor: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub links: Vec<String>,
    pub location: Option<String>,
    pub plan: Option<String>,
}

/// A [`crate::Person`], unchecked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Person"
)]
pub struct PersonDraft {
    pub id: String,
    pub name: String,
    pub affiliation: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub links: Vec<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub biography: Text,
}

/// A [`crate::Track`], unchecked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Track"
)]
pub struct TrackDraft {
    pub id: String,
    pub title: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: Text,
    #[serde(default, deserialize_with = "null_as_default")]
    pub leads: Vec<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub topics: Vec<String>,
    #[serde(default, deserialize_with = "object_or_none")]
    pub call: Option<CallDraft>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub note: String,
}

/// A [`crate::Call`], unchecked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Call"
)]
pub struct CallDraft {
    pub ends: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub how: Text,
}

/// A [`crate::Material`], unchecked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Material"
)]
pub struct MaterialDraft {
    #[serde(default, deserialize_with = "null_as_default")]
    pub kind: MaterialKind,
    #[serde(default, deserialize_with = "null_as_default")]
    pub title: String,
    pub to: String,
}

/// A [`crate::Item`], unchecked; times are RFC 3339 texts with an offset.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Item, Slot and End"
)]
pub struct ItemDraft {
    pub id: String,
    pub title: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub subtitle: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub kind: Kind,
    #[serde(rename = "type", default, deserialize_with = "null_as_default")]
    pub session_type: String,
    #[serde(default, deserialize_with = "null_as_default")]
    pub status: Status,
    #[serde(default, deserialize_with = "null_as_default")]
    pub language: String,
    pub track: Option<String>,
    pub room: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub ends_by: Option<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub people: Vec<String>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub topics: Vec<String>,
    #[serde(rename = "abstract", default, deserialize_with = "null_as_default")]
    pub summary: Text,
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: Text,
    #[serde(default, deserialize_with = "objects")]
    pub materials: Vec<MaterialDraft>,
    #[serde(default, deserialize_with = "null_as_default")]
    pub do_not_record: bool,
    #[serde(default, deserialize_with = "null_as_default")]
    pub note: String,
    pub source: Option<String>,
}
