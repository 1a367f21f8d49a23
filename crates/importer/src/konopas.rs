//! Reads the programmes of KonOpas and ConClár: lists of items and of people, as JSON or as a
//! script that sets `program` and `people`.

use std::collections::HashMap;

use hallway_programme::MaterialKind;
use hallway_programme::draft::MaterialDraft;
use jiff::tz::TimeZone;
use serde_json::{Deserializer, Value};

use crate::foreign::{Event, Foreign, Identity, Participant, Unreadable, Until, When};
use crate::json::{self, first_text, list, text};
use crate::{prose, zone};

/// Reads a programme.
pub(crate) fn read(source: &str) -> Result<Foreign, Unreadable> {
    let (program, people) = lists(source)?;
    let known: HashMap<String, Participant> = people
        .iter()
        .filter_map(|person| Some((text(person, "id")?, participant(person))))
        .collect();
    let items = program.iter().enumerate();
    let mut foreign = Foreign {
        events: items.map(|(at, item)| event(at, item, &known)).collect(),
        ..Foreign::default()
    };
    foreign.conference.zone = program.iter().find_map(|item| text(item, "timezone"));
    Ok(foreign)
}

/// The list of items and the list of people.
fn lists(source: &str) -> Result<(Vec<Value>, Vec<Value>), Unreadable> {
    if source.trim_start().starts_with('{') {
        let whole = json::parse(source)?;
        return Ok((
            list(&whole, "program").to_vec(),
            list(&whole, "people").to_vec(),
        ));
    }
    let mut lists = (Vec::new(), Vec::new());
    let mut rest = source;
    while let Some(start) = rest.find('[') {
        let mut values = Deserializer::from_str(&rest[start..]).into_iter::<Value>();
        let Some(Ok(Value::Array(values_here))) = values.next() else {
            let before = &source[..source.len() - rest.len() + start];
            let line = before.matches('\n').count() + 1;
            return Err(Unreadable::new(
                format!("line {line}"),
                "the list that begins here is not JSON, or is cut off: export or download it again",
            ));
        };
        rest = &rest[start + values.byte_offset()..];
        if values_here.iter().any(is_item)
            || lists.0.is_empty() && !values_here.iter().any(is_person)
        {
            lists.0.extend(values_here);
        } else {
            lists.1.extend(values_here);
        }
    }
    Ok(lists)
}

fn is_item(value: &Value) -> bool {
    value.get("title").is_some()
}

fn is_person(value: &Value) -> bool {
    value.get("name").is_some()
}

fn participant(person: &Value) -> Participant {
    let links = person.get("links").and_then(Value::as_object);
    Participant {
        identity: identity(person),
        name: name(person.get("name")),
        affiliation: first_text(person, &["affiliation", "organization"]),
        links: links
            .into_iter()
            .flat_map(|links| {
                links
                    .iter()
                    .filter(|(kind, _)| !matches!(kind.as_str(), "img" | "photo"))
            })
            .filter_map(|(_, link)| link.as_str().map(str::to_owned))
            .collect(),
        biography: prose::marked_up(&text(person, "bio").unwrap_or_default()),
    }
}

/// A name: a text, or parts such as `["Ada", "Lovelace", "Dr.", "PhD"]`, with the title third and
/// the degree last.
fn name(name: Option<&Value>) -> String {
    match name {
        Some(Value::Array(parts)) => {
            let part = |at: usize| parts.get(at).and_then(Value::as_str).map(str::trim);
            let parts = [part(2), part(0), part(1), part(3)].into_iter().flatten();
            parts
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        }
        Some(Value::String(name)) => name.clone(),
        _ => String::new(),
    }
}

fn identity(value: &Value) -> Identity {
    Identity {
        id: text(value, "id"),
        ..Identity::default()
    }
}

fn event(at: usize, item: &Value, known: &HashMap<String, Participant>) -> Event {
    let people = list(item, "people").iter().map(|person| {
        let known = text(person, "id").and_then(|id| known.get(&id).cloned());
        known.unwrap_or_else(|| participant(person))
    });
    let mut event = Event {
        place: format!("program[{at}]"),
        identity: identity(item),
        title: text(item, "title").unwrap_or_default(),
        session_type: first_text(item, &["format", "type"]).unwrap_or_default(),
        room: list(item, "loc")
            .first()
            .and_then(Value::as_str)
            .map(str::to_owned)
            .or_else(|| text(item, "loc")),
        start: start(item),
        end: first_text(item, &["mins", "duration"])
            .and_then(|minutes| json::length(&minutes))
            .map(Until::After),
        people: people.collect(),
        description: prose::marked_up(
            &first_text(item, &["desc", "description"]).unwrap_or_default(),
        ),
        materials: materials(item),
        ..Event::default()
    };
    for tag in list(item, "tags") {
        sort_in(&mut event, tag);
    }
    event
}

fn start(item: &Value) -> Option<When> {
    let zone: Option<TimeZone> = text(item, "timezone").and_then(|name| zone::find(&name).ok());
    if let Some(when) =
        first_text(item, &["dateTime", "datetime"]).and_then(|time| json::when(&time))
    {
        return Some(match when {
            When::Clocks(time) => json::in_zone(time, zone.as_ref()),
            exact => exact,
        });
    }
    let day = json::day(&text(item, "date")?)?;
    let clock = json::clock(&text(item, "time")?)?;
    Some(json::in_zone(day.to_datetime(clock), zone.as_ref()))
}

/// Adds a tag to the event. A tag is a text, often with a category before a colon, or an object
/// with both.
fn sort_in(event: &mut Event, tag: &Value) {
    let (category, name) = match tag {
        Value::String(tag) => match tag.split_once(':') {
            Some((category, name)) => (category.trim().to_lowercase(), name.trim().to_owned()),
            None => (String::new(), tag.clone()),
        },
        tag => (
            text(tag, "category").unwrap_or_default().to_lowercase(),
            first_text(tag, &["label", "value"]).unwrap_or_default(),
        ),
    };
    match category.as_str() {
        "track" if event.track.is_none() => event.track = Some(name),
        "type" | "format" if event.session_type.is_empty() => event.session_type = name,
        "language" if event.language.is_empty() => event.language = name,
        _ => event.topics.push(name),
    }
}

fn materials(item: &Value) -> Vec<MaterialDraft> {
    let links = item.get("links").and_then(Value::as_object);
    links
        .into_iter()
        .flatten()
        .filter_map(|(name, link)| {
            let to = link
                .as_str()
                .map(str::to_owned)
                .or_else(|| text(link, "url"))?;
            let kind = match name.as_str() {
                "recording" | "replay" | "video" => MaterialKind::Video,
                _ => MaterialKind::Link,
            };
            let mut title = name.clone();
            if let Some(first) = title.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            Some(MaterialDraft { kind, title, to })
        })
        .collect()
}
