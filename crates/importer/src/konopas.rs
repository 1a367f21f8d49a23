//! Reads the programmes of KonOpas and ConClár: lists of items and of people, as JSON or as a
//! script that sets `program` and `people`.

mod script;

use std::collections::{HashMap, HashSet};

use hallway_programme::MaterialKind;
use hallway_programme::draft::MaterialDraft;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::foreign::{Event, Foreign, Identity, Participant, Unreadable, Until, When};
use crate::json::{self, first_text, list, text};
use crate::{prose, zone};

/// How deep lists and objects may nest: as deep as serde_json reads them.
const DEEPEST: usize = 128;

/// The programme of one or several files: KonOpas and ConClár publish items and people in two.
pub(crate) struct Lists {
    items: Vec<Value>,
    people: Vec<Value>,
}

impl Lists {
    /// The lists of a file: JSON, or a script that sets them.
    pub fn of(source: &str) -> Result<Self, Unreadable> {
        let mut lists = Self {
            items: Vec::new(),
            people: Vec::new(),
        };
        if source.trim_start().starts_with('{') {
            let whole = value(source).map_or_else(|| json::parse(source), Ok)?;
            for name in ["program", "programme", "schedule"] {
                lists.items.extend_from_slice(list(&whole, name));
            }
            for name in ["people", "participants"] {
                lists.people.extend_from_slice(list(&whole, name));
            }
            return Ok(lists);
        }
        let mut rest = 0;
        while let Some((start, end)) = script::list(source, rest) {
            let read = end.and_then(|end| Some((end, value(&source[start..end])?)));
            let Some((end, Value::Array(values))) = read else {
                let line = source[..start].matches('\n').count() + 1;
                return Err(Unreadable::new(
                    format!("line {line}"),
                    "the list that begins here is not JSON, or is cut off: export or download it again",
                ));
            };
            rest = end;
            let is_program = values.iter().any(is_item)
                || lists.items.is_empty() && !values.iter().any(is_person);
            let list = if is_program {
                &mut lists.items
            } else {
                &mut lists.people
            };
            list.extend(values);
        }
        Ok(lists)
    }

    /// Adds the lists of another file.
    pub fn extend(&mut self, other: Self) {
        self.items.extend(other.items);
        self.people.extend(other.people);
    }
}

/// A value in JSON, or as people and tools write it in scripts: with comments, trailing commas, and tabs in
/// texts. `None` if it is neither, or nests deeper than serde_json reads.
fn value(source: &str) -> Option<Value> {
    let json = serde_json::from_str(source).ok();
    // json5 has no limit of its own.
    json.or_else(|| (script::depth(source) <= DEEPEST).then(|| json5::from_str(source).ok())?)
}

/// Reads a programme.
pub(crate) fn read(lists: &Lists) -> Foreign {
    let places: Vec<_> = lists.items.iter().map(place).collect();
    let known = Known {
        people: People::of(lists),
        labels: labels(&lists.items),
        ambiguous_rooms: ambiguous_rooms(&places),
    };
    let items = lists.items.iter().zip(&places).enumerate();
    let mut foreign = Foreign {
        events: items
            .map(|(at, (item, place))| event(at, item, place, &known))
            .collect(),
        ..Foreign::default()
    };
    foreign.conference.zone = lists.items.iter().find_map(|item| text(item, "timezone"));
    let names = lists.items.iter().flat_map(|item| list(item, "people"));
    let roles = names.filter(|person| without_role(&name(person.get("name"))).1);
    let count = roles.count();
    if count > 0 {
        foreign.repair(
            "",
            format!(
                "{count} names end with a role in brackets, such as \"(moderator)\": the role is left out"
            ),
        );
    }
    let is_shortened =
        |place: &&Vec<String>| place.len() > 1 && !known.ambiguous_rooms.contains(&place[0]);
    let count = places.iter().filter(is_shortened).count();
    if count > 0 {
        foreign.repair(
            "loc",
            format!("{count} items give an area or floor after the room's name: only the name is kept, since no other room has it"),
        );
    }
    foreign
}

/// What the items of a programme refer to.
struct Known {
    people: People,
    labels: HashMap<String, Tag>,
    ambiguous_rooms: HashSet<String>,
}

/// People by their ids. An item lists its people, or each person lists their items in `prog`.
struct People {
    by_id: HashMap<String, Participant>,
    /// The ids of people by the ids of items.
    of_item: HashMap<String, Vec<String>>,
}

impl People {
    fn of(lists: &Lists) -> Self {
        let mut people = Self {
            by_id: HashMap::new(),
            of_item: HashMap::new(),
        };
        for person in &lists.people {
            let Some(id) = text(person, "id") else {
                continue;
            };
            for item in list(person, "prog") {
                if let Some(item) = text(&json!({ "id": item }), "id") {
                    people.of_item.entry(item).or_default().push(id.clone());
                }
            }
            people.by_id.insert(id, participant(person));
        }
        people
    }

    /// The people that an item lists, then those who list the item.
    fn of_item(&self, item: &Value) -> Vec<Participant> {
        let listed = list(item, "people");
        let ids: Vec<_> = listed
            .iter()
            .filter_map(|person| text(person, "id"))
            .collect();
        let others = text(item, "id").and_then(|id| self.of_item.get(&id));
        let others = others
            .into_iter()
            .flatten()
            .filter(|other| !ids.contains(other));
        let listed = listed.iter().map(|person| {
            let known = text(person, "id").and_then(|id| self.by_id.get(&id).cloned());
            known.unwrap_or_else(|| participant(person))
        });
        let others = others.filter_map(|id| self.by_id.get(id).cloned());
        listed.chain(others).collect()
    }
}

/// A tag's category and name.
type Tag = (String, String);

/// The category and label of a tag by its value. Only one of the tags with that value needs to have them.
fn labels(items: &[Value]) -> HashMap<String, Tag> {
    let tags = items.iter().flat_map(|item| list(item, "tags"));
    tags.filter_map(|tag| {
        let category = text(tag, "category").unwrap_or_default().to_lowercase();
        Some((text(tag, "value")?, (category, text(tag, "label")?)))
    })
    .collect()
}

/// A name without a role in brackets at its end, and whether it had one.
fn without_role(name: &str) -> (String, bool) {
    const ROLES: [&str; 12] = [
        "moderator",
        "mod",
        "m",
        "chair",
        "host",
        "facilitator",
        "panelist",
        "panellist",
        "presenter",
        "speaker",
        "leader",
        "interviewer",
    ];
    let role = name.trim_end().strip_suffix([')', ']']);
    let parts = role.and_then(|name| name.rsplit_once(['(', '[']));
    match parts {
        Some((name, role)) if ROLES.contains(&role.trim().to_lowercase().as_str()) => {
            (name.trim_end().to_owned(), true)
        }
        _ => (name.to_owned(), false),
    }
}

/// The names of rooms that are in more than one area or on more than one floor.
fn ambiguous_rooms(places: &[Vec<String>]) -> HashSet<String> {
    let mut areas: HashMap<&String, HashSet<&[String]>> = HashMap::new();
    for place in places {
        if let Some((room, of_room)) = place.split_first() {
            areas.entry(room).or_default().insert(of_room);
        }
    }
    let ambiguous = areas.into_iter().filter(|(_, areas)| areas.len() > 1);
    ambiguous.map(|(room, _)| room.clone()).collect()
}

/// A room's name, then the areas or floors that it is in.
fn place(item: &Value) -> Vec<String> {
    let parts = list(item, "loc").iter().filter_map(Value::as_str);
    let parts = parts.map(str::trim).filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.map(str::to_owned).collect();
    if parts.is_empty() {
        text(item, "loc").into_iter().collect()
    } else {
        parts
    }
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
        name: without_role(&name(person.get("name"))).0,
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

fn event(at: usize, item: &Value, place: &[String], known: &Known) -> Event {
    let is_ambiguous = |room: &String| known.ambiguous_rooms.contains(room);
    let room = match place.first() {
        Some(room) if !is_ambiguous(room) => Some(room.clone()),
        Some(_) => Some(place.join(", ")),
        None => None,
    };
    let mut event = Event {
        place: format!("program[{at}]"),
        identity: identity(item),
        title: text(item, "title").unwrap_or_default(),
        session_type: first_text(item, &["format", "type"]).unwrap_or_default(),
        room,
        start: start(item),
        end: first_text(item, &["mins", "duration"])
            .and_then(|minutes| json::length(&minutes))
            .map(Until::After),
        people: known.people.of_item(item),
        description: prose::marked_up(
            &first_text(item, &["desc", "description"]).unwrap_or_default(),
        ),
        materials: materials(item),
        ..Event::default()
    };
    for tag in list(item, "tags") {
        sort_in(&mut event, tag, &known.labels);
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
/// with both; another tag of the same value may have them.
fn sort_in(event: &mut Event, tag: &Value, labels: &HashMap<String, Tag>) {
    let value = tag
        .as_str()
        .map(str::to_owned)
        .or_else(|| text(tag, "value"));
    let known = value.filter(|_| text(tag, "label").is_none());
    let known = known.and_then(|value| labels.get(&value).cloned());
    let (category, name) = match tag {
        _ if known.is_some() => known.unwrap_or_default(),
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
