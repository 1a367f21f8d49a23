//! A programme as it was written, before any check: texts where a programme has types.
//!
//! Everything that reads a programme (`programme.json`, the folder kept by hand, foreign formats)
//! makes a draft; [`crate::check::check`] turns it into a [`crate::Programme`] or says all that is
//! wrong with it.

use serde::Deserialize;

use crate::fields::{Fields, WrongField};
use crate::json::Json;
use crate::model::{Kind, MaterialKind, Source, Status};
use crate::text::Text;

/// The version of the form that `programme.json` has.
pub const FORMAT: u32 = 1;

/// Everything a conference publishes, unchecked.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(try_from = "Json")]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Programme"
)]
pub struct Draft {
    pub format: u32,
    pub revision: u64,
    pub conference: ConferenceDraft,
    pub topics: Vec<TopicDraft>,
    pub rooms: Vec<RoomDraft>,
    pub people: Vec<PersonDraft>,
    pub tracks: Vec<TrackDraft>,
    pub items: Vec<ItemDraft>,
}

/// A [`crate::Conference`], unchecked.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Conference"
)]
pub struct ConferenceDraft {
    pub id: String,
    pub title: String,
    pub description: Text,
    pub first_day: String,
    pub last_day: String,
    pub zone: String,
    pub link: Option<String>,
    pub sources: Vec<Source>,
}

/// A [`crate::Topic`], unchecked.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Topic"
)]
pub struct TopicDraft {
    pub id: String,
    pub title: String,
}

/// A [`crate::Room`], unchecked.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Room"
)]
pub struct RoomDraft {
    pub id: String,
    pub title: String,
    pub building: String,
    pub floor: String,
    pub links: Vec<String>,
    pub location: Option<String>,
    pub plan: Option<String>,
}

/// A [`crate::Person`], unchecked.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Person"
)]
pub struct PersonDraft {
    pub id: String,
    pub name: String,
    pub affiliation: Option<String>,
    pub links: Vec<String>,
    pub biography: Text,
}

/// A [`crate::Track`], unchecked.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Track"
)]
pub struct TrackDraft {
    pub id: String,
    pub title: String,
    pub description: Text,
    pub leads: Vec<String>,
    pub topics: Vec<String>,
    pub call: Option<CallDraft>,
    pub note: String,
}

/// A [`crate::Call`], unchecked.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Call"
)]
pub struct CallDraft {
    pub ends: String,
    pub how: Text,
}

/// A [`crate::Material`], unchecked.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Material"
)]
pub struct MaterialDraft {
    pub kind: MaterialKind,
    pub title: String,
    pub to: String,
}

/// A [`crate::Item`], unchecked; times are RFC 3339 texts with an offset.
#[derive(Debug, Clone, Default, PartialEq)]
#[expect(
    missing_docs,
    reason = "each field is described at its namesake in Item, Slot and End"
)]
pub struct ItemDraft {
    pub id: String,
    pub title: String,
    pub subtitle: String,
    pub kind: Kind,
    pub session_type: String,
    pub status: Status,
    pub language: String,
    pub track: Option<String>,
    pub room: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
    pub ends_by: Option<String>,
    pub people: Vec<String>,
    pub topics: Vec<String>,
    pub summary: Text,
    pub description: Text,
    pub materials: Vec<MaterialDraft>,
    pub do_not_record: bool,
    pub note: String,
    pub source: Option<String>,
}

impl TryFrom<Json> for Draft {
    type Error = WrongField;

    fn try_from(value: Json) -> Result<Self, WrongField> {
        let mut fields = Fields::of(value, "programme")?;
        let format = fields.whole_number("format")?;
        Ok(Self {
            // No format has so great a number that it would not fit.
            format: u32::try_from(format).unwrap_or(u32::MAX),
            revision: fields.whole_number("revision")?,
            conference: conference(fields.required("conference")?)?,
            topics: fields.parts("topics", topic)?,
            rooms: fields.parts("rooms", room)?,
            people: fields.parts("people", person)?,
            tracks: fields.parts("tracks", track)?,
            items: fields.parts("items", item)?,
        })
    }
}

fn conference(mut fields: Fields) -> Result<ConferenceDraft, WrongField> {
    Ok(ConferenceDraft {
        id: fields.text("id")?,
        title: fields.text("title")?,
        description: fields.prose("description")?,
        first_day: fields.text("first_day")?,
        last_day: fields.text("last_day")?,
        zone: fields.text("zone")?,
        link: fields.optional("link")?,
        sources: fields.parts("sources", source)?,
    })
}

fn source(value: Json) -> Result<Source, WrongField> {
    let mut fields = Fields::of(value, "sources")?;
    Ok(Source {
        title: fields.text("title")?,
        note: fields.words("note")?,
        link: fields.link("link")?,
    })
}

fn topic(value: Json) -> Result<TopicDraft, WrongField> {
    let mut fields = Fields::of(value, "topics")?;
    Ok(TopicDraft {
        id: fields.text("id")?,
        title: fields.text("title")?,
    })
}

fn room(value: Json) -> Result<RoomDraft, WrongField> {
    let mut fields = Fields::of(value, "rooms")?;
    Ok(RoomDraft {
        id: fields.text("id")?,
        title: fields.text("title")?,
        building: fields.words("building")?,
        floor: fields.words("floor")?,
        links: fields.texts("links")?,
        location: fields.optional("location")?,
        plan: fields.optional("plan")?,
    })
}

fn person(value: Json) -> Result<PersonDraft, WrongField> {
    let mut fields = Fields::of(value, "people")?;
    Ok(PersonDraft {
        id: fields.text("id")?,
        name: fields.text("name")?,
        affiliation: fields.optional("affiliation")?,
        links: fields.texts("links")?,
        biography: fields.prose("biography")?,
    })
}

fn track(value: Json) -> Result<TrackDraft, WrongField> {
    let mut fields = Fields::of(value, "tracks")?;
    Ok(TrackDraft {
        id: fields.text("id")?,
        title: fields.text("title")?,
        description: fields.prose("description")?,
        leads: fields.texts("leads")?,
        topics: fields.texts("topics")?,
        call: fields.part("call")?.map(call).transpose()?,
        note: fields.words("note")?,
    })
}

fn call(mut fields: Fields) -> Result<CallDraft, WrongField> {
    Ok(CallDraft {
        ends: fields.text("ends")?,
        how: fields.prose("how")?,
    })
}

fn material(value: Json) -> Result<MaterialDraft, WrongField> {
    let mut fields = Fields::of(value, "materials")?;
    Ok(MaterialDraft {
        kind: fields.one_of("kind", MaterialKind::WORDS, MaterialKind::Link)?,
        title: fields.words("title")?,
        to: fields.text("to")?,
    })
}

fn item(value: Json) -> Result<ItemDraft, WrongField> {
    let mut fields = Fields::of(value, "items")?;
    Ok(ItemDraft {
        id: fields.text("id")?,
        title: fields.text("title")?,
        subtitle: fields.words("subtitle")?,
        kind: fields.one_of("kind", Kind::WORDS, Kind::Talk)?,
        session_type: fields.words("type")?,
        status: fields.one_of("status", Status::WORDS, Status::Planned)?,
        language: fields.words("language")?,
        track: fields.optional("track")?,
        room: fields.optional("room")?,
        start: fields.optional("start")?,
        end: fields.optional("end")?,
        ends_by: fields.optional("ends_by")?,
        people: fields.texts("people")?,
        topics: fields.texts("topics")?,
        summary: fields.prose("abstract")?,
        description: fields.prose("description")?,
        materials: fields.parts("materials", material)?,
        do_not_record: fields.flag("do_not_record")?,
        note: fields.words("note")?,
        source: fields.optional("source")?,
    })
}
