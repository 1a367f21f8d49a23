//! Drafts are read as the format says: serde reads a document in the same way as code that walks
//! through its JSON values.

use hallway_programme::draft::{
    CallDraft, ConferenceDraft, Draft, ItemDraft, MaterialDraft, PersonDraft, RoomDraft,
    TopicDraft, TrackDraft,
};
use hallway_programme::landing::Landing;
use hallway_programme::text::{Block, Inline, Text};
use hallway_programme::{Kind, Link, MaterialKind, Source, Status};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::arbitrary;
use crate::json::text;

/// A field's value; null counts as missing.
fn field<'a>(of: &'a Value, name: &str) -> Option<&'a Value> {
    of.get(name).filter(|value| !value.is_null())
}

fn string(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn required(of: &Value, name: &str) -> Option<String> {
    string(field(of, name)?)
}

/// A field's value, or `Some(None)` if it is missing; `None` if it can't be read.
fn optional<T>(of: &Value, name: &str, read: fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match field(of, name) {
        None => Some(None),
        Some(value) => read(value).map(Some),
    }
}

/// A field's value, or the default if it is missing; `None` if it can't be read.
fn or_default<T: Default>(of: &Value, name: &str, read: fn(&Value) -> Option<T>) -> Option<T> {
    optional(of, name, read).map(Option::unwrap_or_default)
}

fn all<T>(value: &Value, read: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    value.as_array()?.iter().map(read).collect()
}

fn list<T>(of: &Value, name: &str, read: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    match field(of, name) {
        None => Some(Vec::new()),
        Some(value) => all(value, read),
    }
}

fn word<T: Copy>(value: &Value, words: &[(&str, T)]) -> Option<T> {
    let (_, meaning) = words
        .iter()
        .find(|(word, _)| Some(*word) == value.as_str())?;
    Some(*meaning)
}

fn whole_number(of: &Value, name: &str) -> Option<u64> {
    let number = field(of, name)?.as_f64()?;
    let is_exact = number >= 0.0 && number < 2_f64.powi(53) && number.fract() == 0.0;
    is_exact.then_some(number as u64)
}

/// The tag of a block or an inline, and its content.
fn tagged(value: &Value) -> Option<(&str, &Value)> {
    match value {
        Value::String(tag) => Some((tag, &Value::Null)),
        Value::Object(fields) if fields.len() == 1 => {
            fields.iter().next().map(|(tag, says)| (tag.as_str(), says))
        }
        _ => None,
    }
}

fn blocks(value: &Value) -> Option<Text> {
    all(value, |value| {
        Some(match tagged(value)? {
            ("paragraph", says) => Block::Paragraph(inlines(says)?),
            ("list", says) => Block::List(all(says, blocks)?),
            ("numbered", says) => Block::Numbered(all(says, blocks)?),
            ("code", says) => Block::Code(string(says)?),
            _ => return None,
        })
    })
}

fn inlines(value: &Value) -> Option<Vec<Inline>> {
    all(value, |value| {
        Some(match tagged(value)? {
            ("text", says) => Inline::Text(string(says)?),
            ("emphasis", says) => Inline::Emphasis(inlines(says)?),
            ("strong", says) => Inline::Strong(inlines(says)?),
            ("code", says) => Inline::Code(string(says)?),
            ("break", Value::Null) => Inline::Break,
            ("link", says) => Inline::Link {
                to: link(field(says, "to")?)?,
                text: inlines(field(says, "text")?)?,
            },
            _ => return None,
        })
    })
}

fn link(value: &Value) -> Option<Link> {
    Link::new(value.as_str()?).ok()
}

fn conference(of: &Value) -> Option<ConferenceDraft> {
    Some(ConferenceDraft {
        id: required(of, "id")?,
        title: required(of, "title")?,
        description: or_default(of, "description", blocks)?,
        first_day: required(of, "first_day")?,
        last_day: required(of, "last_day")?,
        zone: required(of, "zone")?,
        link: optional(of, "link", string)?,
        landing: optional(of, "landing", |value| word(value, Landing::KEYWORDS))?,
        tracks_title: or_default(of, "tracks_title", string)?,
        sources: list(of, "sources", source)?,
    })
}

fn source(of: &Value) -> Option<Source> {
    Some(Source {
        title: required(of, "title")?,
        note: or_default(of, "note", string)?,
        link: optional(of, "link", link)?,
    })
}

fn topic(of: &Value) -> Option<TopicDraft> {
    Some(TopicDraft {
        id: required(of, "id")?,
        title: required(of, "title")?,
    })
}

fn room(of: &Value) -> Option<RoomDraft> {
    Some(RoomDraft {
        id: required(of, "id")?,
        title: required(of, "title")?,
        building: or_default(of, "building", string)?,
        floor: or_default(of, "floor", string)?,
        links: list(of, "links", string)?,
        location: optional(of, "location", string)?,
        plan: optional(of, "plan", string)?,
    })
}

fn person(of: &Value) -> Option<PersonDraft> {
    Some(PersonDraft {
        id: required(of, "id")?,
        name: required(of, "name")?,
        affiliation: optional(of, "affiliation", string)?,
        links: list(of, "links", string)?,
        biography: or_default(of, "biography", blocks)?,
    })
}

fn track(of: &Value) -> Option<TrackDraft> {
    Some(TrackDraft {
        id: required(of, "id")?,
        title: required(of, "title")?,
        description: or_default(of, "description", blocks)?,
        leads: list(of, "leads", string)?,
        topics: list(of, "topics", string)?,
        call: optional(of, "call", call)?,
        note: or_default(of, "note", string)?,
    })
}

fn call(of: &Value) -> Option<CallDraft> {
    Some(CallDraft {
        ends: required(of, "ends")?,
        how: or_default(of, "how", blocks)?,
    })
}

fn material(of: &Value) -> Option<MaterialDraft> {
    Some(MaterialDraft {
        kind: or_default(of, "kind", |value| word(value, MaterialKind::KEYWORDS))?,
        title: or_default(of, "title", string)?,
        to: required(of, "to")?,
    })
}

fn item(of: &Value) -> Option<ItemDraft> {
    Some(ItemDraft {
        id: required(of, "id")?,
        title: required(of, "title")?,
        subtitle: or_default(of, "subtitle", string)?,
        kind: or_default(of, "kind", |value| word(value, Kind::KEYWORDS))?,
        session_type: or_default(of, "type", string)?,
        status: or_default(of, "status", |value| word(value, Status::KEYWORDS))?,
        language: or_default(of, "language", string)?,
        track: optional(of, "track", string)?,
        room: optional(of, "room", string)?,
        start: optional(of, "start", string)?,
        end: optional(of, "end", string)?,
        ends_by: optional(of, "ends_by", string)?,
        people: list(of, "people", string)?,
        topics: list(of, "topics", string)?,
        summary: or_default(of, "abstract", blocks)?,
        description: or_default(of, "description", blocks)?,
        materials: list(of, "materials", material)?,
        do_not_record: or_default(of, "do_not_record", Value::as_bool)?,
        note: or_default(of, "note", string)?,
        source: optional(of, "source", string)?,
    })
}

fn draft(of: &Value) -> Option<Draft> {
    Some(Draft {
        format: u32::try_from(whole_number(of, "format")?).unwrap_or(u32::MAX),
        revision: whole_number(of, "revision")?,
        conference: conference(field(of, "conference")?)?,
        topics: list(of, "topics", topic)?,
        rooms: list(of, "rooms", room)?,
        people: list(of, "people", person)?,
        tracks: list(of, "tracks", track)?,
        items: list(of, "items", item)?,
    })
}

/// A document that also has fields which few programmes have, and texts of every kind.
fn document() -> impl Strategy<Value = Value> {
    (arbitrary::document(), text()).prop_map(|(mut document, text)| {
        let text = json!(text);
        document["conference"]["link"] = json!("https://example.org/");
        document["conference"]["sources"] = json!([
            { "title": "A page", "note": "It was complete.", "link": "https://example.org/page" },
            { "title": "A letter" },
        ]);
        if let Some(track) = document["tracks"].get_mut(0) {
            track["call"] = json!({ "ends": "TBD", "how": text });
        }
        if let Some(item) = document["items"].get_mut(0) {
            item["abstract"] = text.clone();
        }
        document["conference"]["description"] = text;
        document
    })
}

/// What a value is replaced by; `None` removes its field. None of them is a list of texts, since
/// serde also reads a struct from a list of the values of all its fields.
fn odd() -> impl Strategy<Value = Option<Value>> {
    let odd = [
        json!(null),
        json!(true),
        json!(-1),
        json!(3.0),
        json!(2.5),
        json!(1e300),
        json!(5_000_000_000_u64),
        json!(9_007_199_254_740_991_u64),
        json!(9_007_199_254_740_993_u64),
        json!(""),
        json!("talk"),
        json!("break"),
        json!("paragraph"),
        json!("https://example.org/"),
        json!([]),
        json!([null]),
        json!([3]),
        json!([{ "code": "x" }]),
        json!({}),
        json!({ "code": "x" }),
        json!({ "emphasis": [] }),
        json!({ "break": null }),
        json!({ "code": "x", "text": "x" }),
    ];
    let odd: Vec<_> = odd.into_iter().map(Some).chain([None]).collect();
    prop::sample::select(odd)
}

/// Replaces a value inside `value` by `odd`.
fn change(value: &mut Value, path: &[Index], odd: &Option<Value>) {
    let Some((index, rest)) = path.split_first() else {
        *value = odd.clone().unwrap_or_default();
        return;
    };
    match value {
        Value::Array(entries) if !entries.is_empty() => {
            change(index.get_mut(entries), rest, odd);
        }
        Value::Object(fields) if !fields.is_empty() => {
            let at = index.index(fields.len());
            let name = fields.keys().nth(at).cloned().unwrap_or_default();
            if rest.is_empty() && odd.is_none() {
                fields.remove(&name);
            } else if let Some(field) = fields.get_mut(&name) {
                change(field, rest, odd);
            }
        }
        _ => *value = odd.clone().unwrap_or_default(),
    }
}

#[test]
fn a_draft_is_what_a_walk_over_its_values_finds() {
    let changes = (prop::collection::vec(any::<Index>(), 1..9), odd());
    let changes = prop::collection::vec(changes, 0..4);
    proptest!(ProptestConfig::with_cases(2_000), |(mut document in document(), changes in changes)| {
        for (path, odd) in changes {
            change(&mut document, &path, &odd);
        }
        let read: Option<Draft> = serde_json::from_str(&document.to_string()).ok();
        prop_assert_eq!(read, draft(&document));
    });
}
